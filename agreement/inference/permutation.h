// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace axial::agreement {

/// Nominal coefficients that are computed anew in a few operations a unit (definitions: nominal.h).
enum class NominalStatistic {
    percent_agreement,
    alpha_nominal,
    cohen_kappa, ///< two raters
    scott_pi,    ///< two raters
    fleiss_kappa,
    conger_kappa,
    brennan_prediger,
    gwet_ac1
};

struct PermutationOptions {
    int permutations = 1000; ///< at least 1
    std::uint64_t seed = 1;
    /// One number a unit: ratings only change places within units of the same number, such as those of one
    /// source. Empty: within all units. See the note on clusters below.
    std::vector<std::size_t> strata;
    std::stop_token stop{}; ///< abandons the test; what comes back is then of no use
};

/// Is there more agreement than if every rater had given the same answers, but to units at random?
struct PermutationTest {
    Figure observed = Figure::undefined("not computed");
    /// (1 + permutations with at least the observed value) / (1 + permutations), one-sided; in (0, 1].
    Figure p = Figure::undefined("not computed");
    Figure permuted_mean = Figure::undefined("not computed"); ///< what chance gives, over defined permutations
    std::int64_t permutations = 0;
    std::int64_t at_least = 0;  ///< with the undefined ones, so that they never make p smaller
    std::int64_t undefined = 0; ///< permutations in which the coefficient has no value
};

/// Permutes each rater's ratings over the units that this rater judged, so that margins and missing cells stay
/// as they are (Good 2005, Permutation Tests, ch. 3; the null hypothesis of Fleiss, Cohen, Everitt 1969).
///
/// It supposes that units can change places. Posts of one thread often resemble each other, and then p is too
/// small. Permuting whole threads would keep that likeness, but needs threads of equal length and order and is
/// not offered. With strata (threads, sources) ratings move within a stratum only: this takes away what raters
/// share merely because strata differ in their mix of answers, and tests agreement inside strata.
///
/// One result per statistic, from the same permutations. Time: permutations x cells.
[[nodiscard]] std::vector<PermutationTest> permutation_tests(const ReliabilityData& data,
                                                             std::span<const NominalStatistic> statistics,
                                                             const PermutationOptions& options);

/// Any coefficient, from the table in the layout of ReliabilityData::row(): units x raters indices of
/// categories, `missing` where there is none. Nothing where it is undefined. Larger means more agreement.
using TableStatistic = std::function<std::optional<double>(std::span<const std::int32_t>, std::size_t raters)>;

[[nodiscard]] PermutationTest permutation_test(const ReliabilityData& data, const TableStatistic& statistic,
                                               const PermutationOptions& options);

} // namespace axial::agreement
