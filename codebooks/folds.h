// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/journal.h"

#include <vector>

/// How the events that stand make the row of one target: one function for each form of target. Each gives the
/// columns behind `target` in the order of its table, or nothing where the target has no state.
namespace axial::codebooks::folds {

using Values = std::vector<nlohmann::json>;
using Events = std::vector<const Event*>;

[[nodiscard]] Values coder_row(const Events& events);
[[nodiscard]] Values codebook_row(const Events& events);
[[nodiscard]] Values code_row(const Events& events);
[[nodiscard]] Values round_row(const Events& events);
[[nodiscard]] Values vote_row(const Events& events);
[[nodiscard]] Values coding_row(const Events& events);
[[nodiscard]] Values finished_row(const Events& events);
[[nodiscard]] Values settled_row(const Events& events);
[[nodiscard]] Values memo_row(const Events& events);
[[nodiscard]] Values link_row(const Events& events);

/// What a code has come to be: the payload of its definition with the partial changes laid over it, and
/// `parent_uuid`, `merged_into`, `split_into`, `retired` and `meaning`. Null where it was never defined.
[[nodiscard]] nlohmann::json folded_code(const Events& events);

/// Fields of a payload; what is missing or of another type counts as empty.
[[nodiscard]] std::string text(const nlohmann::json& payload, const char* field);
[[nodiscard]] std::int64_t number(const nlohmann::json& payload, const char* field, std::int64_t otherwise = 0);
[[nodiscard]] bool flag(const nlohmann::json& payload, const char* field, bool otherwise);
/// Lists are kept as their JSON text.
[[nodiscard]] std::string list(const nlohmann::json& payload, const char* field);
[[nodiscard]] std::int64_t at(const Event& event);
[[nodiscard]] const Event* last_of(const Events& events, EventKind kind);

} // namespace axial::codebooks::folds
