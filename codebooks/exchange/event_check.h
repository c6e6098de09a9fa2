// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/journal.h"
#include "corpus/result.h"

#include <string_view>
#include <vector>

/// What must hold of an event that was made elsewhere, before it is taken in.
namespace axial::codebooks::exchange {

/// UUID of version 7, a coder, the target and the fields that its kind asks for (event_kinds.h), a quote that
/// fits its hash. `where` (file and line) goes into the error.
[[nodiscard]] Status check_event(const Event& event, std::string_view where);

/// What the events of one target must hold among themselves: whoever takes a decision back is who made it, and
/// what is taken back is there. `events`: all of the target's, from both sides, in the order of their UUIDs.
[[nodiscard]] Status check_target(const std::vector<Event>& events, std::string_view where);

/// The same decision in every field.
[[nodiscard]] bool same(const Event& a, const Event& b);

} // namespace axial::codebooks::exchange
