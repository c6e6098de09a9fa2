// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"

#include <cstddef>
#include <cstdint>

namespace axial::agreement {

struct PlanOptions {
    int simulations = 500; ///< studies drawn for each number of units, at least 1
    std::uint64_t seed = 1;
    double confidence = 0.95;            ///< of the intervals, in (0, 1)
    std::int64_t most_units = 1'000'000; ///< where a search gives up
};

/// What a study of `units` units would find if its units were like the pilot's.
struct Plan {
    std::int64_t units = 0;
    Figure value = Figure::undefined("not computed"); ///< mean coefficient of the simulated studies
    Figure width = Figure::undefined("not computed"); ///< mean of high - low, not cut at 1
    /// Share of all studies whose interval lies wholly above the target; 0..1. A study without an interval does
    /// not count as one that succeeds.
    Figure chance_above = Figure::undefined("not computed");
    std::int64_t undefined_studies = 0; ///< whose coefficient or error has no value: left out of the means
};

/// Draws studies of `units` units with replacement from the pilot's patterns. Each gets the interval value -+ t
/// SE with the jackknife SE over its own units and Student's t with units - 1 degrees of freedom, whose
/// coverage is close to that of BCa and which needs no bootstrap inside each study. For every coefficient that
/// can be written as AdditiveStatistics; `figure` says which one. With patterns that are clusters (by_cluster),
/// "units" are clusters. The plan is as good as the pilot: what the pilot never met is never drawn. Undefined
/// with units < 2, without a pilot, or where no study has an interval. The same seed gives the same plan.
[[nodiscard]] Plan plan_study(const AdditiveStatistics& pilot, std::size_t figure, std::int64_t units,
                              double target, const PlanOptions& options);

/// The fewest units at which the mean width is at most `width`, to about 1 % (simulated widths are not exact).
/// `Plan::units` is that number; `width` is undefined if it takes more than `most_units`.
[[nodiscard]] Plan units_for_width(const AdditiveStatistics& pilot, std::size_t figure, double width,
                                   double target, const PlanOptions& options);

/// The fewest units, to about 1 %, at which the lower limit exceeds `target` in at least `chance` of the
/// studies. `chance_above` is undefined where that is not reached, as when the coefficient is not above it.
[[nodiscard]] Plan units_for_chance(const AdditiveStatistics& pilot, std::size_t figure, double target,
                                    double chance, const PlanOptions& options);

} // namespace axial::agreement
