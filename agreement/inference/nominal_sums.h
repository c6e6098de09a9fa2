// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/inference/permutation.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace axial::agreement::detail {

/// Whole numbers from which the nominal coefficients follow. Units are told apart by r, how many ratings they
/// have.
struct NominalSums {
    NominalSums(std::size_t rater_count, std::size_t category_count);

    std::size_t raters, categories;
    std::vector<std::int64_t> units;   ///< by r, 0 .. raters
    std::vector<std::int64_t> matches; ///< by r: unordered pairs of equal ratings of the same unit
    std::vector<std::int64_t> counts;  ///< by r, rater and category: ratings

    [[nodiscard]] std::int64_t& count(std::size_t r, std::size_t rater, std::size_t category) {
        return counts[(r * raters + rater) * categories + category];
    }
    [[nodiscard]] std::int64_t count(std::size_t r, std::size_t rater, std::size_t category) const {
        return counts[(r * raters + rater) * categories + category];
    }
};

/// The coefficient, nothing where it is undefined.
[[nodiscard]] std::optional<double> value_of(NominalStatistic statistic, const NominalSums& sums);

} // namespace axial::agreement::detail
