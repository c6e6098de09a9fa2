// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/coefficients.h"
#include "agreement/cohen.h"
#include "agreement/figure.h"
#include "agreement/patterns.h"
#include "agreement/reliability_data.h"
#include "agreement/totals.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace axial::agreement {

/// The nominal coefficients of one table of ratings by any number of raters, with gaps.
///
/// All are computed from one pass over the units (patterns.h). r_k is how many ratings of a unit say k, r how
/// many it has; a unit with r >= 2 is pairable. Chance-corrected ones have the form (p_a - p_e) / (1 - p_e),
/// are at most 1 and undefined where 1 - p_e is 0 (within 1e-12) or nothing is pairable. q counts the
/// categories declared or met. `data` must live as long as this object.
class Nominal {
public:
    explicit Nominal(const ReliabilityData& data);

    [[nodiscard]] std::int64_t pairable_units() const;
    /// Ratings in pairable units: n in alpha's formula.
    [[nodiscard]] std::int64_t pairable_values() const;
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

    [[nodiscard]] const std::vector<Pattern>& patterns() const { return patterns_; }
    [[nodiscard]] const Totals& totals() const { return totals_; }

private:
    [[nodiscard]] std::size_t q() const { return data_->categories().size(); }
    [[nodiscard]] Figure two_by_two(bool prevalence) const;
    [[nodiscard]] detail::Coefficients<double> coefficients() const;

    const ReliabilityData* data_;
    std::vector<Pattern> patterns_;
    Totals totals_;
    std::int64_t missing_ = 0;
};

} // namespace axial::agreement
