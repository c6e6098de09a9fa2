// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/resampling.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace axial::agreement {

/// Coefficients as functions of sums over units: a unit enters them only through a few numbers that are added
/// up. Units that contribute the same numbers are one pattern with a multiplicity. With that, a bootstrap
/// replicate is a multinomial draw over patterns and the jackknife is one pass, whatever the number of units;
/// all coefficients share the draws. A pattern may as well stand for a cluster of units (`by_cluster`).
struct AdditiveStatistics {
    struct Term {
        std::size_t sum; ///< which sum, below `width`
        double amount;   ///< what each unit of the pattern adds to it
    };

    std::size_t width = 0;   ///< how many sums there are
    std::size_t figures = 1; ///< how many coefficients are made of them
    std::size_t cost = 0;    ///< operations of one call of `values`, roughly (0: `width`); bounds the jackknife
    std::vector<Term> terms; ///< of all patterns, one after the other
    std::vector<std::size_t> ends;            ///< where the terms of each pattern end
    std::vector<std::int64_t> multiplicities; ///< units of each pattern, each at least 1
    /// The coefficients from the sums. `values` holds `figures` empty ones; what is undefined stays empty.
    std::function<void(std::span<const double> sums, std::span<std::optional<double>> values)> values;

    void add(std::size_t sum, double amount) { terms.push_back({sum, amount}); }
    void end_pattern(std::int64_t units) {
        ends.push_back(terms.size());
        multiplicities.push_back(units);
    }
    [[nodiscard]] std::span<const Term> pattern(std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return {terms.data() + begin, ends[index] - begin};
    }
    /// The sums when pattern i has units[i] units.
    void sums_of(std::span<const std::int64_t> units, std::vector<double>& sums) const;
    /// The coefficients of the data themselves.
    [[nodiscard]] std::vector<std::optional<double>> estimates() const;
};

/// Of a unit that adds nothing, in `by_cluster`.
inline constexpr std::size_t no_pattern = static_cast<std::size_t>(-1);

/// The same coefficients with clusters (threads, documents) in place of units: a pattern is then what the units
/// of one cluster add up to, so bootstrap and jackknife draw and leave out whole clusters. For every unit,
/// `pattern_of_unit` says which pattern of `statistics` it is (`no_pattern`: it adds nothing, and a cluster of
/// nothing else is none) and `cluster_of_unit` its cluster, by any number below the count of units.
[[nodiscard]] AdditiveStatistics by_cluster(const AdditiveStatistics& statistics,
                                            std::span<const std::size_t> pattern_of_unit,
                                            std::span<const std::size_t> cluster_of_unit);

struct BootstrapOptions {
    int replicates = 1000; ///< 0: no interval
    std::uint64_t seed = 1;
    /// Abandons the draws; what comes back is then of no use.
    std::stop_token stop{};
};

/// A 95 % confidence interval; `low` and `high` are both defined or both undefined.
struct Interval {
    Figure low = Figure::undefined("not computed");
    Figure high = Figure::undefined("not computed");
    std::int64_t undefined_replicates = 0; ///< without a value (no variation): left out, never taken for 0 or 1
    /// Standard error by the jackknife over units: sqrt((n - 1) / n * sum (v_i - mean)^2), Efron 1982.
    Figure jackknife_se = Figure::undefined("not computed");
};

/// The BCa interval of Efron (1987, J. Am. Stat. Assoc. 82, eq. 2.3) for each coefficient: units (clusters)
/// are drawn with replacement, everything is computed anew, the limits are order statistics of the replicates
/// at levels corrected for bias (from the share of replicates below the estimate) and for skewness
/// (acceleration from the jackknife, eq. 6.6). Where a unit cannot be left out without the coefficient becoming
/// undefined, or the jackknife would take too long, the correction is for bias alone. Undefined where the
/// coefficient is, with fewer than 3 units, or where more than half of the replicates have no value. The draws
/// use integer arithmetic only, so the same seed draws the same samples on every machine.
[[nodiscard]] std::vector<Interval> bootstrap(const AdditiveStatistics& statistics,
                                              const BootstrapOptions& options);

/// The replicates themselves, replicate after replicate, `figures` values each: the draws that `bootstrap`
/// uses.
[[nodiscard]] std::vector<std::optional<double>> bootstrap_replicates(const AdditiveStatistics& statistics,
                                                                      const BootstrapOptions& options);

} // namespace axial::agreement
