// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/sample_size.h"

#include "agreement/chance.h"
#include "agreement/distributions.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace axial::agreement {
namespace {

bool is_share(double p) {
    return p > 0 && p < 1;
}

double square(double x) {
    return x * x;
}

/// Up to the next whole number, unless only rounding lies above the one below.
double rounded_up(double n) {
    return std::ceil(n - 1e-9 * std::max(1.0, n));
}

/// n times the variance of kappa in the table with these rates of "yes"; nothing where a cell is negative.
std::optional<double> variance_factor(double rate1, double rate2, double kappa) {
    const double pe = rate1 * rate2 + (1 - rate1) * (1 - rate2);
    const double po = kappa * (1 - pe) + pe;
    const double both = (po - 1 + rate1 + rate2) / 2;
    const double row[2] = {rate1, 1 - rate1};
    const double column[2] = {rate2, 1 - rate2};
    const double cell[2][2] = {{both, rate1 - both}, {rate2 - both, po - both}};
    double sum = 0;
    for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 2; ++j) {
            if (cell[i][j] < -detail::tolerance)
                return std::nullopt;
            sum += cell[i][j] * (i == j ? square(1 - pe - (row[i] + column[i]) * (1 - po))
                                        : square((1 - po) * (column[i] + row[j])));
        }
    return (sum - square(po * pe - 2 * pe + po)) / square(square(1 - pe));
}

} // namespace

Figure kappa_sample_size(double rate1, double rate2, double k1, double k0, const TestDesign& design) {
    if (!is_share(rate1) || !is_share(rate2))
        return Figure::undefined("rates must lie between 0 and 1");
    if (!is_share(design.significance) || !is_share(design.power))
        return Figure::undefined("significance and power must lie between 0 and 1");
    if (!(std::abs(k1 - k0) > detail::tolerance))
        return Figure::undefined("the two kappas must differ");
    const auto q1 = variance_factor(rate1, rate2, k1);
    const auto q0 = variance_factor(rate1, rate2, k0);
    if (!q1 || !q0)
        return Figure::undefined("no table has these rates together with this kappa");
    const double za = normal_quantile(1 - design.significance / (design.two_sided ? 2 : 1));
    const double zb = normal_quantile(design.power);
    const double root = za * std::sqrt(std::max(0.0, *q0)) + zb * std::sqrt(std::max(0.0, *q1));
    if (root <= 0)
        return Figure::undefined("the power is below what chance gives");
    return rounded_up(square(root / (k1 - k0)));
}

Figure alpha_sample_size_raw(int coders, double rarest_share, double smallest_alpha, double significance) {
    if (coders < 2)
        return Figure::undefined("needs two coders");
    if (!is_share(rarest_share) || !is_share(significance))
        return Figure::undefined("the share of the rarest code and the significance must lie between 0 and 1");
    if (!(smallest_alpha >= 0 && smallest_alpha < 1))
        return Figure::undefined("the smallest alpha must be at least 0 and below 1");
    const double a = smallest_alpha;
    const double z = normal_quantile(1 - significance);
    return coders * z * z * ((1 + a) * (3 - a) / (4 * (1 - a) * rarest_share * (1 - rarest_share)) - a);
}

Figure alpha_sample_size(int coders, double rarest_share, double smallest_alpha, double significance) {
    const Figure raw = alpha_sample_size_raw(coders, rarest_share, smallest_alpha, significance);
    return raw.defined() ? Figure(rounded_up(raw.value())) : raw;
}

Figure units_for_half_width(const Figure& pilot_se, double pilot_units, double half_width, double confidence) {
    if (!pilot_se.defined())
        return pilot_se;
    if (!is_share(confidence) || !(half_width > 0) || !(pilot_units > 0))
        return Figure::undefined("width, units and confidence must be above 0, the confidence below 1");
    if (!(pilot_se.value() > 0) || !std::isfinite(pilot_se.value()))
        return Figure::undefined("a pilot with a standard error of 0 says nothing of the width");
    const double z = normal_quantile(0.5 + confidence / 2);
    return rounded_up(pilot_units * square(z * pilot_se.value() / half_width));
}

} // namespace axial::agreement
