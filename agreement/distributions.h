// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace axial::agreement {

/// The standard normal distribution.
[[nodiscard]] double normal_cdf(double x);
/// Its inverse, 0 < p < 1; accurate to about 1e-14.
[[nodiscard]] double normal_quantile(double p);

/// P(T <= t) of Student's distribution with `degrees` > 0 degrees of freedom, by the regularised incomplete
/// beta function (continued fraction of Lentz's kind; Press et al., Numerical Recipes, 6.4).
[[nodiscard]] double student_cdf(double t, double degrees);
/// Its inverse, 0 < p < 1; relative accuracy about 1e-12.
[[nodiscard]] double student_quantile(double p, double degrees);

} // namespace axial::agreement
