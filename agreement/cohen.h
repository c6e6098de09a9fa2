// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/patterns.h"
#include "agreement/weights.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace axial::agreement {

/// Cohen's kappa of two raters and what belongs to it, over the units that both rated; weighted (Cohen 1968)
/// with weights w. a_k, b_k are each rater's shares of the categories.
struct CohenKappa {
    std::int64_t units = 0; ///< rated by both
    Figure observed;        ///< sum w_kl p_kl: share of equal pairs without weights
    Figure expected;        ///< sum w_kl a_k b_l
    Figure kappa;           ///< (po - pe) / (1 - pe), Cohen 1960, eq. 1
    Figure max; ///< with po = sum_k min(a_k, b_k): the most that these margins allow; without weights only
    /// Large-sample standard error, Fleiss, Cohen, Everitt 1969, eq. 13 (weighted: eq. 9): for the interval.
    Figure se;
    Figure se0;                 ///< under kappa = 0, the same paper, eq. 14 (weighted: eq. 10): for the test
    Figure z;                   ///< kappa / se0
    Figure ci95_low, ci95_high; ///< kappa -+ 1.96 se, not cut at -1 and 1

    [[nodiscard]] static CohenKappa undefined(std::int64_t units, const char* reason);
};

/// The contingency table of two raters over the units that both rated; sparse, since most of q x q is empty
/// when there are many categories.
struct PairTable {
    std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> cells;
    std::vector<double> first, second; ///< margins as shares
    std::int64_t n = 0;

    PairTable(std::span<const Pattern> patterns, std::size_t categories, std::size_t first_rater,
              std::size_t second_rater);
    [[nodiscard]] double share(std::int64_t count) const {
        return static_cast<double>(count) / static_cast<double>(n);
    }
    [[nodiscard]] std::int64_t count(std::int32_t row, std::int32_t column) const;
};

/// Undefined where the raters share no unit, or nothing is left beyond chance.
[[nodiscard]] CohenKappa cohen_kappa(const PairTable& table, const Weights& weights);

/// Mean of Cohen's kappa over all pairs of raters, Light 1971. Undefined if that of one pair is, and says
/// which.
[[nodiscard]] Figure light_kappa(std::span<const Pattern> patterns, std::size_t categories, std::size_t raters);

} // namespace axial::agreement
