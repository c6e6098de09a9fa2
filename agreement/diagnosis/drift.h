// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace axial::agreement {

/// Of a unit that has no time.
inline constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

/// The figures of a part of the units.
struct PartFigures {
    std::int64_t units = 0;                             ///< with two ratings or more
    Figure percent = Figure::undefined("not computed"); ///< pairwise, as in Nominal
    Figure alpha = Figure::undefined("not computed");   ///< nominal, with chance from these units alone
    Interval interval;                                  ///< of alpha, by units (BCa)
};

struct TimeWindow {
    std::int64_t from = 0, to = 0; ///< times of its first and last unit
    PartFigures figures;
};

struct DriftOptions {
    std::size_t windows = 5; ///< of equal count, one after the other; used where `rolling` is 0
    std::size_t rolling = 0; ///< units in a rolling window
    std::size_t step = 1;    ///< units from one rolling window to the next, at least 1
    int permutations = 1000; ///< of the trend test; 0: no test
    BootstrapOptions bootstrap;
};

/// Whether agreement rises or falls as coding goes on.
struct Drift {
    std::vector<TimeWindow> windows;
    std::int64_t left_out = 0; ///< units with a single rating, none, or no time
    /// Least-squares change of unit agreement (share of its pairs of ratings that are equal, 0..1) from the
    /// first unit to the last, over the ranks of time; units of the same time share their mean rank. Undefined
    /// where all units have the same time or there are fewer than 3.
    Figure change = Figure::undefined("not computed");
    /// Two-sided: (1 + permutations of the units' order with a change at least as large either way) / (1 +
    /// permutations).
    Figure p = Figure::undefined("not computed");
};

/// `times`: one number a unit, such as seconds since 1970 of the later of its codings, or `no_time`. Units of
/// the same time stay in their order. Only units with two ratings count. Windows are as equal as can be (the
/// first ones get the odd units); never more windows than units. Undefined figures say why if `times` has
/// another count. Deterministic by the bootstrap's seed.
[[nodiscard]] Drift drift(const ReliabilityData& data, std::span<const std::int64_t> times,
                          const DriftOptions& options);

/// The figures of one group of units, such as a source.
struct GroupFigures {
    std::size_t group = 0;
    std::int64_t all_units = 0; ///< also those with fewer than two ratings
    PartFigures figures;
    double share_of_disagreement = 0; ///< of nominal D_o over all units; 0 where nobody disagrees
};

/// One row a group in order of their numbers; groups: one number a unit. Empty where the count is another.
[[nodiscard]] std::vector<GroupFigures>
by_group(const ReliabilityData& data, std::span<const std::size_t> groups, const BootstrapOptions& options);

} // namespace axial::agreement
