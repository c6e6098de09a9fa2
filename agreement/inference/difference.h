// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace axial::agreement {

/// How much larger a coefficient is in one set of ratings than in another: two rounds, codebooks, teams or
/// sources. An interval without 0 is a difference beyond the luck of which units were judged.
struct Difference {
    Figure difference = Figure::undefined("not computed"); ///< first - second
    Figure low = Figure::undefined("not computed"), high = Figure::undefined("not computed"); ///< 95 %
    std::int64_t undefined_replicates = 0; ///< left out, since one of the two has no value in them
    std::string method;                    ///< how the interval was made, in words
};

/// The two sets judged the same units: unit u is pattern first_pattern[u] of `first` and second_pattern[u] of
/// `second` (no_pattern: it adds nothing there). Units are drawn once for both, as their likeness makes the
/// difference surer. BCa interval (`bootstrap`). With `clusters` (one number below the count of units for each
/// unit; empty: none) whole clusters are drawn. One result per figure; both need the same number of figures,
/// and both patterns one entry per unit: otherwise the differences are undefined and say so.
[[nodiscard]] std::vector<Difference>
difference_of_same_units(const AdditiveStatistics& first, std::span<const std::size_t> first_pattern,
                         const AdditiveStatistics& second, std::span<const std::size_t> second_pattern,
                         std::span<const std::size_t> clusters, const BootstrapOptions& options);

/// The two sets judged different units: each is drawn by itself. Percentile interval: order statistics of the
/// differences of replicates at 2.5 and 97.5 % (positions p (count + 1), rounded to the outside). Undefined
/// with fewer than 3 units (clusters) in either set, or where more than half of the replicates have no value.
[[nodiscard]] std::vector<Difference> difference_of_other_units(const AdditiveStatistics& first,
                                                                const AdditiveStatistics& second,
                                                                const BootstrapOptions& options);

} // namespace axial::agreement
