// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"
#include "corpus/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A query after parsing, before it is looked up in any index.
namespace axial::corpus::index {

struct Query {
    enum class Kind : std::uint8_t {
        everything,
        words,   ///< `text`, next to each other where it is more than one word; stemmed unless `exact`
        prefix,  ///< words or values that begin with `text`
        pattern, ///< words or values that `text` stands for, in which each * is any letters or none
        near,    ///< children (words) within `distance` words of each other, any order
        value,   ///< the boolean field has the value `text`
        range,   ///< the date (milliseconds since 1970, UTC) or number lies in [low, high]
        fact,    ///< the study answers for `text` of the field
        all_of,
        any_of,
        none_of,   ///< one child
        in_thread, ///< posts of the threads in which any post matches the one child
    };
    Kind kind = Kind::everything;
    const Field* field = nullptr; ///< of words, prefix, pattern, near, value, range, fact, in_thread
    std::string text = {};        ///< folded for prefix, pattern and value, as typed for words and facts
    bool exact = false;
    int distance = 0;
    std::int64_t low = 0, high = 0;
    std::size_t column = 1; ///< where it stands in the query: code points, from 1
    std::vector<Query> children = {};
};

/// What is not told apart from no bound at all in a range.
inline constexpr std::int64_t no_bound = 9'000'000'000'000'000;

/// One line a node, children indented by two blanks.
[[nodiscard]] std::string to_text(const Query& query);

} // namespace axial::corpus::index
