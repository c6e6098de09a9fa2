// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/coefficients.h"
#include "agreement/figure.h"
#include "agreement/totals.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace axial::agreement {

/// Gwet's linearised standard error and 95 % interval.
struct LinearisedError {
    Figure se = Figure::undefined("not computed");
    Figure low = Figure::undefined("not computed");
    Figure high = Figure::undefined("not computed");
};

/// A coefficient as seen by the linearisation: its value with a derivative.
using LinearisedCoefficient =
    std::function<detail::Value<detail::Dual>(const detail::Coefficients<detail::Dual>&)>;

/// Gwet 2008 (Br. J. Math. Stat. Psychol. 61, eq. 17 to 19; Handbook, chapter 6, for gaps and weights): the
/// variance is sum_i (l_i - k)^2 / (n (n - 1)), where l_i is what unit i contributes to the coefficient's first
/// order expansion around the sample, k + n sum_s dk/dS_s s_i over the sums S. As in his formulas the share
/// of pairable units and alpha's (n - 1) / n are constants (of alpha see Coefficients::alpha). n counts the
/// rated units; of alpha the pairable ones (`pairable_only`). The interval is k -+ t(0.975; n - 1) se, cut at 1
/// above. Units are taken as independent of one another: there is no cluster form. `sums` names those that the
/// coefficient depends on. Undefined where the coefficient is and for fewer than two units.
[[nodiscard]] LinearisedError gwet_error(const Totals& totals, const LinearisedCoefficient& coefficient,
                                         const std::vector<std::size_t>& sums, bool pairable_only);

/// The standard error of Fleiss' kappa if there is no agreement beyond chance: Fleiss, Nee, Landis 1979
/// (Psychol. Bull. 86, eq. 12): 2 / (n m (m - 1)) ((sum p q)^2 - sum p q (q - p)) / (sum p q)^2 for n units
/// with m ratings each. Undefined where units differ in their number of ratings.
[[nodiscard]] Figure fleiss_null_error(const std::vector<Pattern>& patterns, const Totals& totals);

} // namespace axial::agreement
