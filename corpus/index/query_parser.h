// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"
#include "corpus/time.h"

namespace axial::corpus::index {

inline constexpr std::size_t longest_query = 16384; ///< bytes
inline constexpr int deepest_query = 50;            ///< brackets and negations
inline constexpr std::size_t longest_phrase = 200;  ///< words, identifiers counted by their parts
inline constexpr std::size_t most_terms = 1000;     ///< words, filters and ranges

/// Parses a query; an empty one is every post. Errors name the column (code points, from 1):
/// "column 14: …". The language:
///
///     query   = and { OR and }
///     and     = not { [AND] not }
///     not     = (NOT | -) not | near
///     near    = primary { NEAR[/n] primary }          n from 1 to 50, 10 if left out; single words only
///     primary = ( query ) | field:( query ) | [field:] (word | w*rd | "phrase" | range)
///
/// `thread:( query )` is the posts of the threads in which any post matches. Dates such as 7d are told from
/// `at`. Repeating a field that has one value a post (source, site, repo, author, kind) in one `and` means OR.
[[nodiscard]] Result<Query> parse_query(std::string_view text, Time at = now());

} // namespace axial::corpus::index
