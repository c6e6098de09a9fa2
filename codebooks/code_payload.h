// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/codebook.h"
#include "codebooks/event_kinds.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

/// Codes as events say them.
namespace axial::codebooks {

/// Of a code that is new: everything, for code.defined.
[[nodiscard]] nlohmann::json payload_of(const Code& code, const std::string& codebook);

/// What makes of one state of a code another: at most one event of each kind, each with just the fields that
/// differ. A code that is the same gives none.
[[nodiscard]] std::vector<std::pair<EventKind, nlohmann::json>> changes_between(const Code& before,
                                                                                const Code& after);

[[nodiscard]] nlohmann::json to_json(const std::vector<Example>& examples);
[[nodiscard]] std::vector<Example> examples_from(const nlohmann::json& list);

} // namespace axial::codebooks
