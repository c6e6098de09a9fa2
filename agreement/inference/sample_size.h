// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"

namespace axial::agreement {

/// How sure a study is to be. `power` is the chance of finding a kappa of k1 where the test is against k0.
struct TestDesign {
    double significance = 0.05; ///< in (0, 1)
    double power = 0.8;         ///< in (0, 1)
    bool two_sided = false;
};

/// Units that two raters have to judge yes or no so that a test of Cohen's kappa = k0 finds k1: Cantor 1996
/// (Psychological Methods 1), N = ((z_a sqrt(Q0) + z_b sqrt(Q1)) / (k1 - k0))^2, rounded up, with Q the
/// large-sample variance factor of Fleiss, Cohen, Everitt (1969, eq. 13) of the 2 x 2 table with the given
/// rates of "yes" and that kappa. Undefined where rates lie outside (0, 1), k0 = k1, or no table has these
/// rates together with that kappa.
[[nodiscard]] Figure kappa_sample_size(double rate1, double rate2, double k1, double k0,
                                       const TestDesign& design);

/// Codings (not units) needed to tell whether alpha reaches `smallest_alpha`: Bloch and Kraemer 1989, eq. 3.7,
/// as used by Krippendorff (2019) and ATLAS.ti, N = m z^2 ((1 + a)(3 - a) / (4 (1 - a) p (1 - p)) - a), rounded
/// up, for m coders, a one-sided z, and p the share of the rarest code (1 / q for q equal ones). Undefined
/// where p or the significance lies outside (0, 1), alpha outside [0, 1), or m is below 2.
[[nodiscard]] Figure alpha_sample_size(int coders, double rarest_share, double smallest_alpha,
                                       double significance);
/// The same before rounding up.
[[nodiscard]] Figure alpha_sample_size_raw(int coders, double rarest_share, double smallest_alpha,
                                           double significance);

/// Units for an interval of estimate -+ half_width, from the standard error of a pilot of n units: the error
/// shrinks with sqrt(n / N), so N = n (z SE / half_width)^2, rounded up; z is two-sided for `confidence`. Holds
/// for every coefficient that is a function of means over units, if the units to come are like the pilot's.
/// Undefined where the error is, is 0 (a pilot without a disagreement says nothing of the width), or arguments
/// are out of range.
[[nodiscard]] Figure units_for_half_width(const Figure& pilot_se, double pilot_units, double half_width,
                                          double confidence = 0.95);

} // namespace axial::agreement
