// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/spans/span_data.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace axial::agreement {

/// Where a rater's spans may lie.
enum class Free {
    anywhere,       ///< overlapping as they come
    within_category ///< only of one category; different ones exclude each other
};

/// `spans` spans on [begin, begin + length) with categories a, b, c …, some touching, some long.
inline SpanData random_spans(std::mt19937& random, std::size_t raters, std::int64_t length, int spans,
                             int categories, Free free, std::int64_t begin = 0) {
    SpanData data(raters, begin, begin + length);
    for (int k = 0; k < categories; ++k)
        data.category(std::string(1, static_cast<char>('a' + k)));
    const auto below = [&](std::int64_t n) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
    };
    for (int i = 0; i < spans; ++i) {
        const auto rater = static_cast<std::size_t>(below(static_cast<std::int64_t>(raters)));
        const std::int64_t from = begin + below(length);
        const std::int64_t to =
            std::min(begin + length, from + 1 + below(std::max<std::int64_t>(2, length / 3)));
        const auto category = data.categories()[static_cast<std::size_t>(below(categories))];
        const bool clashes = std::any_of(data.spans().begin(), data.spans().end(), [&](const Span& other) {
            return other.rater == rater && other.begin < to && from < other.end &&
                   data.categories()[static_cast<std::size_t>(other.category)] != category;
        });
        if (free == Free::within_category && clashes)
            continue;
        EXPECT_EQ(data.add(rater, from, to, category), std::nullopt);
    }
    return data;
}

} // namespace axial::agreement
