// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace axial::agreement {

/// The u-alpha family of Krippendorff, Mathet, Bouvry and Widlöcher (2016, Quality and Quantity 50, 2347-2364).
///
/// m raters, L positions, T = m L. A rater's line is units, each with a category, and gaps (category phi). l_ck
/// is the length of all intersections of a c-section of one rater with a k-section of another, over ordered
/// pairs of raters, divided by m - 1; l_c = sum over k of l_ck. own_c is the sum of squared lengths of units
/// (eq. 4), for phi the sum of the lengths of gaps, which have no inner structure.
///   e_ck = T (l_c l_k - [c = k] own_c) / (T^2 - sum of own)                                     (eq. 4)
///   u_alpha     = 1 - (T - sum of l_cc) / (T - sum of e_cc)       where and what, together       (eq. 5)
///   bar_u_alpha = the same with all categories thrown together: relevant or not                  (eq. 6)
///   cu_alpha    = the same on intersections of units alone, T' their length / (m - 1)            (eq. 10, 11)
///   cu_coverage = T' / T, the share of the text that cu_alpha speaks of
///   k_u_alpha   = 1 - (e'_k / l'_k) (l'_k - l'_kk) / (e'_k - e'_kk), ' as in cu_alpha: category k  (eq. 13)
/// For three and more raters cu_alpha and k_u_alpha are the variant "2016": own'_c adds the squared length of a
/// unit's overlap with each other rater and divides by m - 1 (eq. 10), rather than squaring the overlap with
/// the union of the others.
///
/// A rater's overlapping units of one category are united first; those that touch stay apart. When a rater
/// gives one stretch two categories, u_alpha and cu_alpha do not fit and are undefined; bar_u_alpha and
/// cu_coverage unite the units; k_u_alpha takes all other categories as one, which for categories that exclude
/// each other is the definition (only sums over the others enter it), and is undefined for k if a rater gave k
/// and another category to one stretch. Documents laid end to end add up: their borders are gaps without
/// length.
///
/// Undefined with fewer than two raters, no positions, a single value where the formula needs two, no overlap
/// (cu_alpha, k_u_alpha), or where expected coincidences in intersections come out at or below zero, which
/// happens with three and more raters when the overlaps are a single pair's.
class UAlpha {
public:
    explicit UAlpha(const SpanData& data, const Universe& universe = {});

    [[nodiscard]] Figure u_alpha() const { return figure(0); }
    [[nodiscard]] Figure bar_u_alpha() const { return figure(1); }
    [[nodiscard]] Figure cu_alpha() const { return figure(2); }
    [[nodiscard]] Figure cu_coverage() const { return figure(3); }
    [[nodiscard]] Figure k_u_alpha(std::size_t category) const { return figure(4 + category); }

    /// How many figures there are, and each: u, bar_u, cu, cu_coverage, then k_u of each category.
    [[nodiscard]] std::size_t figures() const { return 4 + categories_; }
    [[nodiscard]] Figure figure(std::size_t index) const;

    /// All figures as functions of sums over documents, for an interval over documents or clusters of them.
    /// Those that do not fit the data have no value in it.
    [[nodiscard]] const AdditiveStatistics& sums() const& { return statistics_; }
    [[nodiscard]] AdditiveStatistics sums() && { return std::move(statistics_); }

private:
    double raters_ = 0;
    std::size_t categories_ = 0;
    std::vector<double> totals_;
    std::optional<std::string> unfit_;                  ///< why u_alpha and cu_alpha do not fit
    std::vector<std::optional<std::string>> unfit_for_; ///< why k_u_alpha does not
    AdditiveStatistics statistics_;
};

} // namespace axial::agreement
