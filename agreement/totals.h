// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/levels.h"
#include "agreement/patterns.h"
#include "agreement/weights.h"

#include <cstddef>
#include <span>
#include <vector>

namespace axial::agreement {

/// What the sums over units have to serve, besides the nominal coefficients.
struct TotalsPlan {
    std::vector<Weights> weights;         ///< the first is identity
    std::vector<LevelDistance> distances; ///< of alpha's levels with a fixed distance
    std::vector<std::size_t> ranks;       ///< by category, for the ordinal level; empty: not asked for
    bool rater_pairs = false;             ///< tables of pairs of raters, for Cohen, Scott and Light
};

/// Where each sum lies in the vector of sums. r_k: ratings of a unit in category k; r: its ratings. A unit is
/// rated with r >= 1, pairable with r >= 2.
class Layout {
public:
    Layout() = default;
    Layout(const TotalsPlan& plan, std::size_t categories, std::size_t raters);

    std::size_t q = 0, raters = 0, families = 1, distances = 0, ranks = 0, pairs = 0;

    static constexpr std::size_t rated = 0;    ///< rated units
    static constexpr std::size_t pairable = 1; ///< pairable units
    static constexpr std::size_t full = 2;     ///< pairable units whose ratings are all equal
    /// Over pairable units, sum_k r_k (sum_l w_kl r_l - 1) / (r (r - 1)).
    [[nodiscard]] std::size_t agreeing(std::size_t family) const { return 3 + family; }
    /// Over pairable units, sum over ordered pairs of ratings of distance / (r - 1).
    [[nodiscard]] std::size_t disagreeing(std::size_t level) const { return 3 + families + level; }
    [[nodiscard]] std::size_t share(std::size_t k) const { return base() + k; } ///< r_k / r, rated
    [[nodiscard]] std::size_t split(std::size_t k) const {
        return base() + q + k;
    } ///< r_k (r - r_k) / (r (r - 1))
    [[nodiscard]] std::size_t value(std::size_t k) const { return base() + 2 * q + k; } ///< r_k, pairable
    /// r_k (r_k - 1) / (r - 1), pairable: o_kk of alpha.
    [[nodiscard]] std::size_t same(std::size_t k) const { return base() + 3 * q + k; }
    [[nodiscard]] std::size_t margin(std::size_t rater, std::size_t k) const { ///< units where the rater says k
        return base() + (4 + rater) * q + k;
    }
    /// Of a pair of raters over the units that both rated: weights of their pairs of ratings, and how often
    /// each of the two says k.
    [[nodiscard]] std::size_t pair_agreeing(std::size_t pair, std::size_t family) const {
        return pair_block(pair) + family;
    }
    [[nodiscard]] std::size_t pair_margin(std::size_t pair, bool second, std::size_t k) const {
        return pair_block(pair) + families + (second ? q : 0) + k;
    }
    /// Unordered pairs of ratings of rank low < high, each / (r - 1): o_ck of alpha by rank.
    [[nodiscard]] std::size_t crossing(std::size_t low, std::size_t high) const {
        return pair_block(pairs) + high * (high - 1) / 2 + low;
    }
    [[nodiscard]] std::size_t width() const {
        return pair_block(pairs) + (ranks == 0 ? 0 : ranks * (ranks - 1) / 2);
    }

private:
    [[nodiscard]] std::size_t base() const { return 3 + families + distances; }
    [[nodiscard]] std::size_t pair_block(std::size_t pair) const {
        return base() + (4 + raters) * q + pair * (families + 2 * q);
    }
};

/// A table of ratings reduced to sums over units.
class Totals {
public:
    Totals(const std::vector<Pattern>& patterns, std::size_t categories, std::size_t raters, TotalsPlan plan);

    [[nodiscard]] const Layout& layout() const { return layout_; }
    [[nodiscard]] const TotalsPlan& plan() const { return plan_; }
    /// One pattern for each of the patterns given that has a rating (two ratings, if so asked), without
    /// coefficients.
    [[nodiscard]] const AdditiveStatistics& rated() const { return rated_; }
    [[nodiscard]] const AdditiveStatistics& pairable() const { return no_single_ ? rated_ : pairable_; }
    /// Whether every rated unit is pairable.
    [[nodiscard]] bool no_single() const { return no_single_; }
    /// For each pattern given, which one of rated() or pairable() it is, or `no_pattern`.
    [[nodiscard]] const std::vector<std::size_t>& index_in_rated() const { return index_in_rated_; }
    [[nodiscard]] const std::vector<std::size_t>& index_in_pairable() const { return index_in_pairable_; }
    [[nodiscard]] std::span<const double> sums() const { return sums_; } ///< over all units

private:
    void add(AdditiveStatistics& to, const Pattern& pattern) const;
    void add_pairable(AdditiveStatistics& to, const Pattern& pattern) const;
    void add_pairs_of_raters(AdditiveStatistics& to, const Pattern& pattern) const;

    TotalsPlan plan_;
    Layout layout_;
    AdditiveStatistics rated_, pairable_;
    std::vector<std::size_t> index_in_rated_, index_in_pairable_;
    bool no_single_ = true;
    std::vector<double> sums_;
};

} // namespace axial::agreement
