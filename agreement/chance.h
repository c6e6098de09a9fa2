// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"

namespace axial::agreement::detail {

/// Differences below this are rounding.
inline constexpr double tolerance = 1e-12;

inline constexpr const char* no_pairs = "no unit has two ratings";
inline constexpr const char* one_category = "all ratings are the same category";
inline constexpr const char* needs_two = "needs exactly two coders";

/// (p_a - p_e) / (1 - p_e), undefined where nothing is left beyond chance.
[[nodiscard]] inline Figure beyond_chance(double observed, double expected) {
    if (1.0 - expected < tolerance)
        return Figure::undefined(one_category);
    return (observed - expected) / (1.0 - expected);
}

} // namespace axial::agreement::detail
