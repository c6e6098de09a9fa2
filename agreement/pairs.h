// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/patterns.h"
#include "agreement/reliability_data.h"
#include "agreement/sets.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace axial::agreement {

/// How two of the raters (by index) agree over the units that both rated.
struct RaterPair {
    std::size_t first = 0, second = 0; ///< first < second
    std::int64_t units = 0;            ///< rated by both
    Figure percent_agreement, cohen_kappa;
};

/// Every pair of raters, (0, 1), (0, 2) … in this order.
[[nodiscard]] std::vector<RaterPair> rater_pairs(const ReliabilityData& data);

/// Holsti 1969: 2 A / (N1 + N2), A = units with equal ratings, N = units that each rated; mean over all pairs
/// of raters. Undefined where a pair has no unit in common.
[[nodiscard]] Figure holsti(const ReliabilityData& data);

/// De Vries, Elliott, Kanouse, Teleki 2008 (Field Methods 20): (mean po - mean pe) / (1 - mean pe) over the
/// tables of several binary codes by two raters. Undefined where a table has no unit rated by both, or the
/// mean pe is 1.
[[nodiscard]] Figure pooled_kappa(const std::vector<ReliabilityData>& codes);

/// Cohen's weighted kappa of two raters over sets of codes, the weight being the share of all codes met on
/// which two sets agree (in both or in neither): 1 - |symmetric difference| / codes.
[[nodiscard]] Figure hamming_kappa(const SetData& data);

} // namespace axial::agreement
