// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/watch.h"
#include "corpus/result.h"

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::index {

/// A wildcard that stands for more words than this is an error.
inline constexpr Xapian::termcount most_expansions = 10'000;

/// The terms of `database` that begin with `prefix` and then are as `pattern` says, in which each * is any
/// letters or none. What the pattern begins with before its first * narrows the search; without it every term
/// of the prefix is looked at. Fails for more than `most_expansions`; throws Interrupted, and what Xapian
/// throws.
[[nodiscard]] Result<std::vector<std::string>> expand(const Xapian::Database& database, std::string_view prefix,
                                                      std::string_view pattern, const Limits& limits);

/// Whether `text` is as `pattern` says. Linear in the text for each *.
[[nodiscard]] bool fits(std::string_view text, std::string_view pattern);

} // namespace axial::corpus::index
