// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace axial::agreement {

/// A coefficient as a function of sums over units: a unit enters it only through a few numbers that are added
/// up. Units that contribute the same numbers are one pattern with a multiplicity. With that, a bootstrap
/// replicate is a multinomial draw over patterns and the jackknife is one pass, whatever the number of units.
struct AdditiveStatistic {
    struct Term {
        std::size_t sum; ///< which sum, below `width`
        double amount;   ///< what each unit of the pattern adds to it
    };

    std::size_t width = 0;                    ///< how many sums there are
    std::vector<Term> terms;                  ///< of all patterns, one after the other
    std::vector<std::size_t> ends;            ///< where the terms of each pattern end
    std::vector<std::int64_t> multiplicities; ///< units of each pattern, each at least 1
    /// The coefficient from the sums; nothing where it is undefined.
    std::function<std::optional<double>(std::span<const double>)> value;

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
};

struct BootstrapOptions {
    int replicates = 1000; ///< 0: no interval
    std::uint64_t seed = 1;
};

/// A 95 % confidence interval; `low` and `high` are both defined or both undefined.
struct Interval {
    Figure low = Figure::undefined("not computed");
    Figure high = Figure::undefined("not computed");
    std::int64_t undefined_replicates = 0; ///< without a value (no variation): left out, never taken for 0 or 1
    /// Standard error by the jackknife over units: sqrt((n - 1) / n * sum (v_i - mean)^2), Efron 1982.
    Figure jackknife_se = Figure::undefined("not computed");
};

/// The BCa interval of Efron (1987, J. Am. Stat. Assoc. 82, eq. 2.3): units are drawn with replacement,
/// everything is computed anew, the limits are order statistics of the replicates at levels corrected for bias
/// (from the share of replicates below the estimate) and for skewness (acceleration from the jackknife,
/// eq. 6.6). Where a unit cannot be left out without the coefficient becoming undefined, the correction is for
/// bias alone. Undefined where the coefficient is, with fewer than 3 units, or where more than half of the
/// replicates have no value. The draws use integer arithmetic only, so the same seed draws the same samples on
/// every machine.
[[nodiscard]] Interval bootstrap(const AdditiveStatistic& statistic, const BootstrapOptions& options);

/// The random numbers of the bootstrap: SplitMix64 (Steele, Lea, Flood 2014).
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
    std::uint64_t operator()() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }

private:
    std::uint64_t state_;
};

/// An exact draw from the binomial distribution of `trials` with probability numerator / denominator, by
/// comparing random bits of every undecided trial with the binary digits of the probability: about `trials` /
/// 32 random words. 0 <= numerator <= denominator < 2^62.
[[nodiscard]] std::int64_t draw_binomial(SplitMix64& random, std::int64_t trials, std::uint64_t numerator,
                                         std::uint64_t denominator);

/// Draws as many units as `multiplicities` sums to, with replacement: how many fall on each pattern. Splits the
/// draw down a Huffman tree, so that common patterns are settled early.
class MultinomialDraw {
public:
    explicit MultinomialDraw(std::span<const std::int64_t> multiplicities);
    void operator()(SplitMix64& random, std::span<std::int64_t> drawn) const;

private:
    struct Node {
        std::int64_t weight = 0;
        std::size_t left = 0, right = 0; ///< of an inner node
    };
    std::size_t leaves_ = 0;
    std::vector<Node> nodes_; ///< leaves first, then inner nodes, every one after those below it
};

} // namespace axial::agreement
