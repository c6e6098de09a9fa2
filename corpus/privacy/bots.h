// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <set>
#include <span>
#include <string>
#include <string_view>

namespace axial::corpus::privacy {

/// Accounts that are known to be programs, in lower case; sources that mark their bots do so themselves.
[[nodiscard]] std::span<const std::string_view> known_bots();

/// Whether an account is a program by its name: "…[bot]", a known one, or one of `more` (lower case).
[[nodiscard]] bool is_bot(std::string_view name, const std::set<std::string>& more);

/// Makes "bot" of the kind of an author whom the source took for a user, and "system" of a site's own account.
void mark_bot(std::string_view source, Author& author, const std::set<std::string>& more);

} // namespace axial::corpus::privacy
