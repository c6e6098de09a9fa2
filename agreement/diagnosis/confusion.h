// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/alpha.h"
#include "agreement/figure.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace axial::agreement {

/// What one rater said (rows) against what another said (columns) of the same units.
struct Confusion {
    std::size_t categories = 0;       ///< index of the further row and column: missing
    std::vector<std::int64_t> counts; ///< row-major, (categories + 1) squared; units

    [[nodiscard]] std::int64_t at(std::size_t row, std::size_t column) const {
        return counts[row * (categories + 1) + column];
    }
};

/// Both below data.raters(). All units are counted, those that neither rated in the corner.
[[nodiscard]] Confusion confusion(const ReliabilityData& data, std::size_t rows, std::size_t columns);

/// Krippendorff's coincidence matrix over all raters (2011, section A): o_ck = sum over units of the ordered
/// pairs (c, k) of its ratings / (r - 1). Symmetric; it adds up to the pairable ratings. Memory: categories
/// squared.
struct Coincidences {
    std::size_t categories = 0;
    std::vector<double> observed; ///< row-major
    std::vector<double> values;   ///< n_c: ratings of each category in pairable units, the rows' sums
    double total = 0;             ///< n

    [[nodiscard]] double at(std::size_t c, std::size_t k) const { return observed[c * categories + k]; }
    /// What chance would give: n_c n_k / (n - 1), n_c (n_c - 1) / (n - 1) on the diagonal; 0 without pairs.
    [[nodiscard]] double expected(std::size_t c, std::size_t k) const;
};

[[nodiscard]] Coincidences coincidences(const ReliabilityData& data);

/// Two categories that raters give to the same unit.
struct ConfusedPair {
    std::size_t first = 0, second = 0; ///< first < second
    std::int64_t units = 0;            ///< in which both occur
    std::int64_t rater_pairs = 0;      ///< pairs of ratings of a unit, one of each
    double observed = 0;               ///< o_ck + o_kc
    double expected = 0;               ///< the same by chance: 2 n_c n_k / (n - 1)
    double share = 0;                  ///< of D_o: (o_ck + o_kc) d_ck / (n D_o), 0..1; all pairs add up to 1

    /// Above 1: confused more often than by chance.
    [[nodiscard]] double ratio() const { return observed / expected; }
};

/// All pairs of categories that disagree (distance above 0) in some unit, largest share first, ties in order of
/// categories; the first `top`. A pair that is met has an expected value above 0. Time: distinct rows x the
/// pairs in a row, so many categories (sets of codes) do no harm.
[[nodiscard]] std::vector<ConfusedPair> confused_pairs(const ReliabilityData& data, const Distance& distance,
                                                       std::size_t top = static_cast<std::size_t>(-1));

/// 1 for different categories.
[[nodiscard]] inline double nominal_distance(std::size_t a, std::size_t b) {
    return a == b ? 0.0 : 1.0;
}

} // namespace axial::agreement
