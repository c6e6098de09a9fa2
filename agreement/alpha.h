// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/patterns.h"
#include "agreement/reliability_data.h"

#include <cstddef>
#include <functional>
#include <span>

namespace axial::agreement {

/// Krippendorff's alpha with its parts, over pairable units. D_o and D_e are undefined together with alpha only
/// where there is no pair.
struct Alpha {
    Figure alpha, observed, expected;
};

/// How far apart two categories are (by index), 0 for equal ones, symmetric: "delta squared" of the literature.
using Distance = std::function<double(std::size_t, std::size_t)>;

/// What a unit with at least two ratings adds to n D_o: the sum over its ordered pairs of ratings of d / (r -
/// 1).
[[nodiscard]] double disagreement_in(const Pattern& pattern, const Distance& distance);

/// Krippendorff 2011, section D: D_o = (1/n) sum over units of sum over pairs of ratings of d / (r - 1),
/// D_e = (1 / (n (n-1))) sum_ck n_c n_k d_ck, alpha = 1 - D_o / D_e; at most 1. Undefined where D_e = 0 (one
/// value, or values that are all at distance 0). Time grows with the square of the number of distinct values.
[[nodiscard]] Alpha alpha(const ReliabilityData& data, const Distance& distance);
/// The same from rows with their multiplicity; only `units`, `rated` and `counts` of a pattern are read.
/// `categories`: how many there are.
[[nodiscard]] Alpha alpha(std::span<const Pattern> patterns, std::size_t categories, const Distance& distance);

} // namespace axial::agreement
