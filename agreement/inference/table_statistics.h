// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/levels.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <string>
#include <vector>

namespace axial::agreement {

/// The coefficients of a table as sums over units, for planner.h and difference.h.
struct TableStatistics {
    /// Of the figures: percent_agreement, alpha_nominal, cohen_kappa, scott_pi, fleiss_kappa, conger_kappa,
    /// brennan_prediger, gwet_ac1 and, at another level than nominal, alpha_<level>.
    std::vector<std::string> names;
    AdditiveStatistics statistics;            ///< holds what it needs; a unit is one with a rating
    std::vector<std::size_t> pattern_of_unit; ///< `no_pattern` for a unit that nobody rated
};

/// Always the same figures in the same order, so that two tables can be compared; cohen_kappa and scott_pi stay
/// without a value where there are not two raters, alpha_<level> where the labels do not allow the level.
/// `scores`: one for each category or empty (scale.h). Not for Level::custom, which has no value here.
[[nodiscard]] TableStatistics table_statistics(const ReliabilityData& data, Level level = Level::nominal,
                                               const std::vector<double>& scores = {});

} // namespace axial::agreement
