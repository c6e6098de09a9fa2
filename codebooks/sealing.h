// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>

/// What keeps a blind round blind: the one condition that every query for decisions carries.
namespace axial::codebooks {

/// SQL that is true for rows of `alias` (with columns coder and round) that the viewer bound to `:viewer` may
/// see: their own, those outside rounds, and those of rounds that are open to all or closed.
[[nodiscard]] std::string visible_rows(const std::string& alias);

/// The same for memos, which belong to a coder rather than to a round: another's are hidden from a viewer as
/// long as their writer takes part in a blind round that is open.
[[nodiscard]] std::string visible_memos(const std::string& alias);

/// The same for rows of the journal: a decision of a sealed round is hidden, and so is everything that was said
/// later about it (that it was removed, undone, redone) and every memo of a coder who takes part.
[[nodiscard]] std::string visible_events(const std::string& alias);

void bind_viewer(SQLite::Statement& statement, const Viewer& viewer);

} // namespace axial::codebooks
