// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/gwet_variance.h"

#include "agreement/chance.h"
#include "agreement/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace axial::agreement {

using detail::Dual;

LinearisedError gwet_error(const Totals& totals, const LinearisedCoefficient& coefficient,
                           const std::vector<std::size_t>& sums, bool pairable_only) {
    const AdditiveStatistics& units = pairable_only ? totals.pairable() : totals.rated();
    const auto undefined = [](const char* reason) {
        const Figure none = Figure::undefined(reason);
        return LinearisedError{none, none, none};
    };
    std::vector<Dual> point(totals.sums().begin(), totals.sums().end());
    const detail::Coefficients<Dual> at_point(totals.layout(), totals.plan(), point);
    const auto value = coefficient(at_point);
    if (value.reason != nullptr)
        return undefined(value.reason);
    const auto n = static_cast<double>(
        std::accumulate(units.multiplicities.begin(), units.multiplicities.end(), std::int64_t{0}));
    if (n < 2)
        return undefined("needs two units");
    std::vector<double> slopes(point.size(), 0.0);
    for (const std::size_t sum : sums) {
        point[sum].slope = 1;
        slopes[sum] =
            coefficient(detail::Coefficients<Dual>(totals.layout(), totals.plan(), point)).number.slope;
        point[sum].slope = 0;
    }
    double squares = 0;
    for (std::size_t i = 0; i < units.multiplicities.size(); ++i) {
        double deviation = 0;
        for (const auto& term : units.pattern(i))
            deviation += slopes[term.sum] * term.amount;
        squares += static_cast<double>(units.multiplicities[i]) * (n * deviation) * (n * deviation);
    }
    const double se = std::sqrt(squares / (n * (n - 1.0)));
    const double reach = student_quantile(0.975, n - 1.0) * se;
    return {se, value.number.value - reach, std::min(1.0, value.number.value + reach)};
}

Figure fleiss_null_error(const std::vector<Pattern>& patterns, const Totals& totals) {
    double m = 0;
    for (const auto& pattern : patterns) {
        if (pattern.rated == 0)
            continue;
        if (m != 0 && m != pattern.rated)
            return Figure::undefined("needs the same number of ratings for every unit");
        m = pattern.rated;
    }
    if (m < 2)
        return Figure::undefined(detail::no_pairs);
    const Layout& at = totals.layout();
    const double n = totals.sums()[Layout::rated];
    double spread = 0;
    double skew = 0;
    for (std::size_t k = 0; k < at.q; ++k) {
        const double p = totals.sums()[at.share(k)] / n;
        spread += p * (1.0 - p);
        skew += p * (1.0 - p) * (1.0 - 2.0 * p);
    }
    if (spread < detail::tolerance)
        return Figure::undefined(detail::one_category);
    return std::sqrt(std::max(0.0, 2.0 / (n * m * (m - 1.0)) * (spread * spread - skew))) / spread;
}

} // namespace axial::agreement
