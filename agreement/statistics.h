// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/levels.h"
#include "agreement/reliability_data.h"
#include "agreement/sets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace axial::agreement {

/// A statistic with its name, spelled as in reports and JSON: cohen_kappa, alpha_nominal, alpha_category:K …
struct NamedFigure {
    std::string name;
    Figure figure;
};

/// The statistics of one table of ratings, with what a reader needs to judge them.
struct Summary {
    std::int64_t units = 0;           ///< rows, also those that nobody rated
    std::int64_t raters = 0;          ///< columns with a rating
    std::int64_t pairable_units = 0;  ///< with at least two ratings
    std::int64_t pairable_values = 0; ///< ratings in pairable units
    std::int64_t missing = 0;         ///< cells of these raters without a rating
    /// Bootstrap samples without a value, left out of the interval: of alpha at the claimed level, of sets with
    /// the MASI distance.
    std::int64_t undefined_replicates = 0;
    std::int64_t clusters = 0;         ///< what the bootstrap and the jackknife draw and leave out; 0: units
    Level level = Level::nominal;      ///< claimed
    std::string scale;                 ///< what scores and order of the categories rest on; empty: no order
    std::string missing_rule;          ///< how gaps are dealt with; empty: there are none
    std::vector<std::string> warnings; ///< a sentence each, without a full stop
    std::vector<NamedFigure> figures;  ///< in a fixed order

    /// Undefined "not computed" where there is no figure of that name.
    [[nodiscard]] Figure get(std::string_view name) const;
};

struct RatingsOptions {
    Level level = Level::nominal; ///< claimed for the data; from ordinal on, labels without order go by text
    bool only_nominal = false;    ///< leave out what needs an order or scores
    std::vector<double> scores;   ///< a finite score for each category of the data, in their order; or empty
    /// Custom weights over the categories (fault_of_matrix) for …_custom; or empty.
    std::vector<std::vector<double>> weights;
    BootstrapOptions bootstrap;
    /// The cluster (thread, document) of each unit, any numbers: resample these instead of units; or empty.
    std::vector<std::size_t> clusters;
    bool clusters_not_used = false; ///< units lie in clusters that `clusters` leaves out: to be warned of
};

/// Everything that can be computed of a table (README.md lists the names). A coefficient X comes with
///  X_ci95_low, _high      BCa bootstrap (bootstrap.h); of the Cohen family the analytic one (cohen.h) and
///  X_bca95_low, _high     the bootstrap
///  X_se_jackknife         over units, or clusters
/// (of a category K: X_ci95_low:K).
///  X_se_gwet, X_gwet95_low, _high  where Gwet's variance is defined (gwet_variance.h); over units always
/// Weighted coefficients and alpha's levels are there as far as labels or scores carry an order or numbers;
/// alpha at the other levels is undefined with the reason. Coefficients that need exactly two raters are
/// undefined with that reason where there are more or fewer. A rater without any rating is left out first.
///
/// Bounds: weights up to 256 categories, levels from ordinal on up to 2048, Light's interval up to 8 raters,
/// intervals per category up to 64 categories, and any interval as far as resampling takes about a second. Past
/// that the figure says "not computed".
[[nodiscard]] Summary ratings_summary(const ReliabilityData& data, const RatingsOptions& options);

/// The nominal part of it, over units.
[[nodiscard]] Summary nominal_summary(const ReliabilityData& data, const BootstrapOptions& options);

/// Of sets of codes: alpha_set_nominal, alpha_jaccard, alpha_masi with intervals; percent_agreement (of equal
/// sets), full_agreement, cohen_kappa and cohen_kappa_hamming of two raters; for each code K
/// alpha_binary_code:K, cohen_binary_code:K, positive_agreement:K, negative_agreement:K, f1:K; over all codes
/// pooled_kappa, alpha_binary_macro and cohen_binary_macro (means, with the number of codes for which they are
/// undefined as …_undefined_codes) and alpha_binary_micro (of all unit x code cells). Of `options`, bootstrap
/// and clusters count.
[[nodiscard]] Summary set_summary(const SetData& data, const RatingsOptions& options = {});

} // namespace axial::agreement
