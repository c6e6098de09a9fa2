// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace axial::agreement::detail {

/// P(a <= Z <= b) of the standard normal law for a <= b, from the tail that loses no digits.
[[nodiscard]] inline double normal_between(double a, double b) {
    const double root = std::sqrt(2.0);
    if (a > 0)
        return 0.5 * (std::erfc(a / root) - std::erfc(b / root));
    if (b < 0)
        return 0.5 * (std::erfc(-b / root) - std::erfc(-a / root));
    return 0.5 * (std::erf(b / root) - std::erf(a / root));
}

/// P(Z <= x).
[[nodiscard]] inline double normal_below(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

/// z with P(Z <= z) = p, 0 < p < 1, to the last digits of a double; infinite at 0 and 1.
[[nodiscard]] inline double normal_point(double p) {
    if (p > 0.5)
        return -normal_point(1.0 - p);
    if (!(p > 0))
        return -std::numeric_limits<double>::infinity();
    double low = -40;
    double high = 0;
    for (int i = 0; i < 80; ++i) {
        const double middle = (low + high) / 2;
        (normal_below(middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace axial::agreement::detail
