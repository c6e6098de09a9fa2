// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/distributions.h"

#include <cmath>
#include <limits>

namespace axial::agreement {
namespace {

/// The continued fraction of the incomplete beta function; converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
    constexpr double tiny = 1e-300;
    const auto away_from_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    for (int m = 1; m <= 10'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        const double step = d * c;
        fraction *= step;
        if (std::abs(step - 1.0) < 1e-16)
            break;
    }
    return fraction;
}

/// I_x(a, b), with y = 1 - x given for accuracy.
double incomplete_beta(double a, double b, double x, double y) {
    if (x <= 0)
        return 0;
    if (y <= 0)
        return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log(y));
    if (x < (a + 1.0) / (a + b + 2.0))
        return front * beta_fraction(a, b, x) / a;
    return 1.0 - front * beta_fraction(b, a, y) / b;
}

/// Halves an interval that holds the root of the increasing function until it cannot be halved.
template <class Function>
double solve(const Function& function, double low, double high, double level) {
    for (int i = 0; i < 2100; ++i) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            break;
        (function(middle) < level ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

} // namespace

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double normal_quantile(double p) {
    return p > 0.5 ? -solve(normal_cdf, -40, 0, 1.0 - p) : solve(normal_cdf, -40, 0, p);
}

double student_cdf(double t, double degrees) {
    const double square = t * t;
    const double tail =
        0.5 * incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + square), square / (degrees + square));
    return t > 0 ? 1.0 - tail : tail;
}

double student_quantile(double p, double degrees) {
    if (p == 0.5)
        return 0;
    if (p > 0.5)
        return -student_quantile(1.0 - p, degrees);
    double low = -1;
    while (student_cdf(low, degrees) > p && low > -std::numeric_limits<double>::max() / 4)
        low *= 2;
    return solve([degrees](double t) { return student_cdf(t, degrees); }, low, 0, p);
}

} // namespace axial::agreement
