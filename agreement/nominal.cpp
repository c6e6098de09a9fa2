// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/nominal.h"

#include "agreement/chance.h"
#include "agreement/coefficient_list.h"

#include <cmath>
#include <utility>

namespace axial::agreement {
namespace {

TotalsPlan nominal_plan(const ReliabilityData& data) {
    TotalsPlan plan;
    plan.weights.push_back(Weights::identity(data.categories().size()));
    plan.rater_pairs = data.raters() == 2;
    return plan;
}

Figure figure(const detail::Value<double>& value) {
    return value.reason != nullptr ? Figure::undefined(value.reason) : Figure(value.number);
}

} // namespace

Nominal::Nominal(const ReliabilityData& data)
    : data_(&data),
      patterns_(patterns_of(data)),
      totals_(patterns_, data.categories().size(), data.raters(), nominal_plan(data)) {
    for (const auto& pattern : patterns_)
        missing_ += pattern.units * (static_cast<std::int64_t>(data.raters()) - pattern.rated);
}

detail::Coefficients<double> Nominal::coefficients() const {
    return {totals_.layout(), totals_.plan(), totals_.sums()};
}

std::int64_t Nominal::pairable_units() const {
    return std::llround(totals_.sums()[Layout::pairable]);
}
std::int64_t Nominal::pairable_values() const {
    double values = 0;
    for (std::size_t k = 0; k < q(); ++k)
        values += totals_.sums()[totals_.layout().value(k)];
    return std::llround(values);
}
Figure Nominal::percent_agreement() const {
    return figure(coefficients().percent(0));
}
Figure Nominal::full_agreement() const {
    return figure(coefficients().full());
}
Figure Nominal::scott_pi() const {
    return figure(coefficients().scott(0));
}
Figure Nominal::fleiss_kappa() const {
    return figure(coefficients().fleiss(0));
}
Figure Nominal::fleiss_category_kappa(std::size_t category) const {
    return figure(coefficients().fleiss_category(category));
}
Figure Nominal::conger_kappa() const {
    return figure(coefficients().conger(0));
}
Figure Nominal::brennan_prediger() const {
    return figure(coefficients().brennan_prediger(0));
}
Figure Nominal::gwet_ac1() const {
    return figure(coefficients().gwet_ac(0));
}
Figure Nominal::alpha() const {
    return figure(coefficients().alpha(coefficients().nominal_parts()));
}
Figure Nominal::alpha_category(std::size_t category) const {
    return figure(coefficients().alpha_category(category));
}
Figure Nominal::alpha_observed() const {
    const auto parts = coefficients().nominal_parts();
    return parts.values == 0 ? Figure::undefined(detail::no_pairs) : Figure(parts.observed);
}
Figure Nominal::alpha_expected() const {
    const auto parts = coefficients().nominal_parts();
    return parts.values == 0 ? Figure::undefined(detail::no_pairs)
                             : Figure(parts.expected * parts.values / (parts.values - 1.0));
}
AdditiveStatistics Nominal::alpha_sums() const {
    return alpha_statistics(totals_);
}

CohenKappa Nominal::cohen(std::size_t first, std::size_t second) const {
    return cohen_kappa(PairTable(patterns_, q(), first, second), Weights::identity(q()));
}

Figure Nominal::light_kappa() const {
    return agreement::light_kappa(patterns_, q(), data_->raters());
}

Figure Nominal::two_by_two(bool prevalence) const {
    if (data_->raters() != 2)
        return Figure::undefined(detail::needs_two);
    if (q() != 2)
        return Figure::undefined("needs exactly two categories");
    const PairTable table(patterns_, 2, 0, 1);
    if (table.n == 0)
        return Figure::undefined(detail::no_pairs);
    const auto difference = [&](std::int32_t a, std::int32_t b, std::int32_t c, std::int32_t d) {
        return std::abs(table.share(table.count(a, b)) - table.share(table.count(c, d)));
    };
    return prevalence ? difference(0, 0, 1, 1) : difference(0, 1, 1, 0);
}

Figure Nominal::prevalence_index() const {
    return two_by_two(true);
}
Figure Nominal::bias_index() const {
    return two_by_two(false);
}

} // namespace axial::agreement
