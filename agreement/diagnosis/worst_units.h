// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/alpha.h"
#include "agreement/figure.h"
#include "agreement/reliability_data.h"
#include "agreement/sets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace axial::agreement {

/// A unit on which raters differ.
struct UnitDisagreement {
    std::size_t unit = 0;
    std::int32_t ratings = 0;
    double contribution = 0; ///< to D_o: sum over ordered pairs of its ratings of d / (r - 1), / n
    double share = 0;        ///< of D_o, 0..1; all units add up to 1
};

/// The units with a disagreement, largest contribution first, ties in order of units; the first `top`. All
/// contributions add up to D_o of `alpha` with the same distance.
[[nodiscard]] std::vector<UnitDisagreement> worst_units(const ReliabilityData& data, const Distance& distance,
                                                        std::size_t top = static_cast<std::size_t>(-1));

/// What alpha would be without a part of the data.
struct Without {
    std::size_t index = 0; ///< of the rater, category or code that is left out
    std::int64_t pairable_units = 0;
    std::int64_t pairable_values = 0;
    Figure alpha = Figure::undefined("not computed");
    Figure change = Figure::undefined("not computed"); ///< alpha without it - alpha with all
};

/// Without each rater in turn. A rater whose absence raises alpha agrees less with the others than they do with
/// each other.
[[nodiscard]] std::vector<Without> without_each_rater(const ReliabilityData& data, const Distance& distance);
/// Without each category in turn: its ratings are taken as missing. The distance stays as it is. Time:
/// categories cubed.
[[nodiscard]] std::vector<Without> without_each_category(const ReliabilityData& data, const Distance& distance);

/// Without each code in turn, in the order of data.codes(): it is taken out of all sets, of which some become
/// the empty set ("no code applies").
[[nodiscard]] std::vector<Without> without_each_code(const SetData& data, SetDistance metric);

} // namespace axial::agreement
