// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/reliability_data.h"
#include "agreement/sets.h"

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
    std::int64_t units = 0;                ///< rows, also those that nobody rated
    std::int64_t raters = 0;               ///< columns
    std::int64_t pairable_units = 0;       ///< with at least two ratings
    std::int64_t pairable_values = 0;      ///< ratings in pairable units
    std::int64_t missing = 0;              ///< cells without a rating
    std::int64_t undefined_replicates = 0; ///< bootstrap samples without a value, left out of the interval
    std::vector<NamedFigure> figures;      ///< in a fixed order

    /// Undefined "not computed" where there is no figure of that name.
    [[nodiscard]] Figure get(std::string_view name) const;
};

/// Every nominal coefficient of nominal.h with the bootstrap interval of alpha (alpha_nominal_ci95_low,
/// …_high). Those that need exactly two raters are undefined with that reason where there are more or fewer.
[[nodiscard]] Summary nominal_summary(const ReliabilityData& data, const BootstrapOptions& options);

/// alpha_set_nominal, alpha_jaccard, alpha_masi, percent_agreement (of equal sets) and full_agreement.
[[nodiscard]] Summary set_summary(const SetData& data);

} // namespace axial::agreement
