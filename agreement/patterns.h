// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/reliability_data.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace axial::agreement {

/// How often one category occurs among the ratings of a unit.
using CategoryCount = std::pair<std::int32_t, std::int32_t>; ///< (category, ratings), ratings at least 1

/// One distinct row of a table of ratings and how many units have it. A hundred thousand units rated by four
/// people with five categories are at most 1,296 patterns; everything is computed from these.
struct Pattern {
    const std::int32_t* ratings = nullptr; ///< one a rater; borrowed from the data, which must live on
    std::int64_t units = 0;                ///< how many have exactly this row
    std::int32_t rated = 0;                ///< ratings that are not missing
    std::vector<CategoryCount> counts;     ///< by category
};

/// The distinct rows, in the order in which they are first met; `pattern_of_unit`, where given, gets the index
/// of each unit's row.
[[nodiscard]] std::vector<Pattern> patterns_of(const ReliabilityData& data,
                                               std::vector<std::size_t>* pattern_of_unit = nullptr);

} // namespace axial::agreement
