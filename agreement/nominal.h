// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/patterns.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace axial::agreement {

/// Cohen's kappa of two raters and what belongs to it, over the units that both rated.
struct CohenKappa {
    std::int64_t units = 0; ///< rated by both
    Figure observed;        ///< share of equal pairs
    Figure expected;        ///< sum_k a_k b_k, with each rater's own margins over these units
    Figure kappa;           ///< (po - pe) / (1 - pe), Cohen 1960, eq. 1
    Figure max;             ///< with po = sum_k min(a_k, b_k): the most that these margins allow
    Figure se;  ///< large-sample standard error, Fleiss, Cohen, Everitt 1969, eq. 13: for the interval
    Figure se0; ///< under kappa = 0, the same paper, eq. 14: for the test
    Figure z;   ///< kappa / se0
    Figure ci95_low, ci95_high; ///< kappa -+ 1.96 se, not cut at -1 and 1
};

/// The nominal coefficients of one table of ratings by any number of raters, with gaps.
///
/// All are computed from one pass over the units (patterns.h). r_k is how many ratings of a unit say k, r how
/// many it has; a unit with r >= 2 is pairable. Chance-corrected ones have the form (p_a - p_e) / (1 - p_e),
/// are at most 1 and undefined where 1 - p_e is 0 (within 1e-12) or nothing is pairable. q counts the
/// categories declared or met. `data` must live as long as this object.
class Nominal {
public:
    explicit Nominal(const ReliabilityData& data);

    [[nodiscard]] std::int64_t pairable_units() const { return pairable_units_; }
    /// Ratings in pairable units: n in alpha's formula.
    [[nodiscard]] std::int64_t pairable_values() const { return pairable_values_; }
    [[nodiscard]] std::int64_t missing() const { return missing_; }

    /// Mean over pairable units of sum_k r_k (r_k - 1) / (r (r - 1)); 0..1. Fleiss 1971, eq. 2, Gwet 2008 for
    /// gaps.
    [[nodiscard]] Figure percent_agreement() const;
    /// Share of pairable units whose ratings are all equal; 0..1.
    [[nodiscard]] Figure full_agreement() const;
    /// Of two raters by their columns. Undefined where they share no unit.
    [[nodiscard]] CohenKappa cohen(std::size_t first, std::size_t second) const;
    /// p_e = sum_k ((a_k + b_k) / 2)^2 over the units that both rated, Scott 1955. Two raters only.
    [[nodiscard]] Figure scott_pi() const;
    /// p_e = sum_k pi_k^2, pi_k = mean of r_k / r over all units with a rating. Fleiss 1971, eq. 7; with
    /// unequal numbers of raters as in Gwet 2008.
    [[nodiscard]] Figure fleiss_kappa() const;
    /// Fleiss 1971, eq. 10: category k against the rest. Undefined for a category that all or none of the
    /// ratings are.
    [[nodiscard]] Figure fleiss_category_kappa(std::size_t category) const;
    /// p_e = mean over pairs of raters of sum_k p_gk p_hk, each rater's margins over all units that they rated.
    /// Conger 1980, Hubert 1977, Davies and Fleiss 1982 ("exact" Fleiss). Raters without any rating are left
    /// out.
    [[nodiscard]] Figure conger_kappa() const;
    /// Mean of Cohen's kappa over all pairs of raters, Light 1971. Undefined if that of one pair is.
    [[nodiscard]] Figure light_kappa() const;
    /// p_e = 1 / q: Brennan and Prediger 1981, Bennett's S, Randolph's free-marginal kappa, PABAK for q = 2. q
    /// >= 2.
    [[nodiscard]] Figure brennan_prediger() const;
    /// p_e = sum_k pi_k (1 - pi_k) / (q - 1), Gwet 2008, eq. 7. Undefined for q < 2.
    [[nodiscard]] Figure gwet_ac1() const;

    /// Krippendorff 2011, eq. for nominal data: 1 - D_o / D_e over pairable units, D_o = 1 - sum_k o_kk / n,
    /// D_e = 1 - sum_k n_k (n_k - 1) / (n (n - 1)). Undefined where D_e = 0: one value only.
    [[nodiscard]] Figure alpha() const;
    [[nodiscard]] Figure alpha_observed() const; ///< D_o
    [[nodiscard]] Figure alpha_expected() const; ///< D_e
    /// Category k against the rest.
    [[nodiscard]] Figure alpha_category(std::size_t category) const;
    /// Alpha as sums over pairable units, for the bootstrap.
    [[nodiscard]] AdditiveStatistics alpha_sums() const;

    /// |a - d| / n and |b - c| / n of the 2 x 2 table; Byrt, Bishop, Carlin 1993. Two raters and q = 2 only.
    [[nodiscard]] Figure prevalence_index() const;
    [[nodiscard]] Figure bias_index() const;

private:
    struct PairTable;
    void add(const Pattern& pattern);
    [[nodiscard]] PairTable pair_table(std::size_t first, std::size_t second) const;
    [[nodiscard]] std::size_t q() const { return data_->categories().size(); }
    [[nodiscard]] Figure chance_corrected(double expected) const;
    [[nodiscard]] Figure two_by_two(bool prevalence) const;

    const ReliabilityData* data_;
    std::vector<Pattern> patterns_;
    std::int64_t rated_units_ = 0, pairable_units_ = 0, pairable_values_ = 0, missing_ = 0, full_units_ = 0;
    double agreeing_ = 0;              ///< sum over pairable units of sum_k r_k (r_k - 1) / (r (r - 1))
    std::vector<double> shares_;       ///< sum over rated units of r_k / r
    std::vector<double> splits_;       ///< sum over pairable units of r_k (r - r_k) / (r (r - 1))
    std::vector<std::int64_t> values_; ///< n_k of alpha
    std::vector<double> coincidences_; ///< o_kk of alpha
    std::vector<std::vector<std::int64_t>> margins_; ///< rater x category over all that they rated
};

} // namespace axial::agreement
