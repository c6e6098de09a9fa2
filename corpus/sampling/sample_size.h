// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstdint>
#include <optional>

/// How many units a share takes to be known within a margin. For simple random samples of units (posts, or
/// threads where threads are drawn); a sample in proportion to strata does not do worse.
namespace axial::corpus::sampling {

/// How well a share is to be known.
struct Precision {
    double confidence = 0.95; ///< in (0, 1)
    double margin = 0.05;     ///< half the width of the interval, in (0, 1)
    double share = 0.5;       ///< that is expected, in (0, 1); a half asks for most
};

/// z with P(|Z| <= z) = confidence: 1.959963984540054 for 0.95. To the last bits, for confidence in (0, 1).
[[nodiscard]] double normal_quantile_for(double confidence);

/// Cochran 1977, Sampling Techniques, 3rd ed., 4.4: n0 = z² p (1 − p) / e², and for a population of N
/// n = n0 / (1 + (n0 − 1) / N), rounded up. Krejcie and Morgan 1970 is the same for p = ½, z² = 3.841, with its
/// table rounded to the nearest. Never more than the population. Fails for values out of their range.
[[nodiscard]] Result<std::int64_t> sample_size(const Precision& precision,
                                               std::optional<std::int64_t> population);

} // namespace axial::corpus::sampling
