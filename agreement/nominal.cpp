// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/nominal.h"

#include "agreement/chance.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

namespace axial::agreement {
namespace {

using detail::no_pairs;
using detail::one_category;
using detail::tolerance;

} // namespace

Nominal::Nominal(const ReliabilityData& data)
    : data_(&data),
      patterns_(patterns_of(data)),
      shares_(q()),
      splits_(q()),
      values_(q()),
      coincidences_(q()),
      margins_(data.raters(), std::vector<std::int64_t>(q())) {
    for (const auto& pattern : patterns_)
        add(pattern);
}

void Nominal::add(const Pattern& pattern) {
    for (std::size_t rater = 0; rater < data_->raters(); ++rater)
        if (pattern.ratings[rater] != ReliabilityData::missing)
            margins_[rater][static_cast<std::size_t>(pattern.ratings[rater])] += pattern.units;
    missing_ += pattern.units * (static_cast<std::int64_t>(data_->raters()) - pattern.rated);
    if (pattern.rated == 0)
        return;
    const auto units = static_cast<double>(pattern.units);
    const double r = pattern.rated;
    rated_units_ += pattern.units;
    for (const auto& [category, count] : pattern.counts)
        shares_[static_cast<std::size_t>(category)] += units * count / r;
    if (pattern.rated < 2)
        return;
    pairable_units_ += pattern.units;
    pairable_values_ += pattern.units * pattern.rated;
    full_units_ += pattern.counts.size() == 1 ? pattern.units : 0;
    for (const auto& [category, count] : pattern.counts) {
        const auto k = static_cast<std::size_t>(category);
        const double pairs = static_cast<double>(count) * (count - 1.0);
        values_[k] += pattern.units * count;
        coincidences_[k] += units * pairs / (r - 1.0);
        splits_[k] += units * count * (r - count) / (r * (r - 1.0));
        agreeing_ += units * pairs / (r * (r - 1.0));
    }
}

Figure Nominal::percent_agreement() const {
    if (pairable_units_ == 0)
        return Figure::undefined(no_pairs);
    return agreeing_ / static_cast<double>(pairable_units_);
}

Figure Nominal::full_agreement() const {
    if (pairable_units_ == 0)
        return Figure::undefined(no_pairs);
    return static_cast<double>(full_units_) / static_cast<double>(pairable_units_);
}

Figure Nominal::chance_corrected(double expected) const {
    const Figure observed = percent_agreement();
    return observed.defined() ? detail::beyond_chance(observed.value(), expected) : observed;
}

Figure Nominal::fleiss_kappa() const {
    double expected = 0;
    for (const double share : shares_)
        expected += (share / static_cast<double>(rated_units_)) * (share / static_cast<double>(rated_units_));
    return chance_corrected(expected);
}

Figure Nominal::fleiss_category_kappa(std::size_t category) const {
    if (pairable_units_ == 0)
        return Figure::undefined(no_pairs);
    const double share = shares_[category] / static_cast<double>(rated_units_);
    if (share < tolerance)
        return Figure::undefined("no rating is this category");
    if (1.0 - share < tolerance)
        return Figure::undefined(one_category);
    return 1.0 - splits_[category] / static_cast<double>(pairable_units_) / (share * (1.0 - share));
}

Figure Nominal::conger_kappa() const {
    // sum over pairs g < h of p_gk p_hk = ((sum_g p_gk)^2 - sum_g p_gk^2) / 2
    std::vector<double> sum(q(), 0);
    double squares = 0;
    double raters = 0;
    for (const auto& margin : margins_) {
        const auto n = static_cast<double>(std::accumulate(margin.begin(), margin.end(), std::int64_t{0}));
        if (n == 0)
            continue;
        raters += 1;
        for (std::size_t k = 0; k < q(); ++k) {
            const double share = static_cast<double>(margin[k]) / n;
            sum[k] += share;
            squares += share * share;
        }
    }
    if (raters < 2)
        return Figure::undefined(no_pairs);
    const double all = std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0);
    return chance_corrected((all - squares) / (raters * (raters - 1.0)));
}

Figure Nominal::brennan_prediger() const {
    if (q() < 2)
        return Figure::undefined("needs two categories");
    return chance_corrected(1.0 / static_cast<double>(q()));
}

Figure Nominal::gwet_ac1() const {
    if (q() < 2)
        return Figure::undefined("needs two categories");
    double expected = 0;
    for (const double sum : shares_) {
        const double share = rated_units_ == 0 ? 0 : sum / static_cast<double>(rated_units_);
        expected += share * (1.0 - share);
    }
    return chance_corrected(expected / static_cast<double>(q() - 1));
}

Figure Nominal::alpha_observed() const {
    if (pairable_units_ == 0)
        return Figure::undefined(no_pairs);
    const double equal = std::accumulate(coincidences_.begin(), coincidences_.end(), 0.0);
    return 1.0 - equal / static_cast<double>(pairable_values_);
}

Figure Nominal::alpha_expected() const {
    if (pairable_units_ == 0)
        return Figure::undefined(no_pairs);
    const auto n = static_cast<double>(pairable_values_);
    double different = 0;
    for (const std::int64_t count : values_)
        different += static_cast<double>(count) * (n - static_cast<double>(count));
    return different / (n * (n - 1.0));
}

Figure Nominal::alpha() const {
    Figure observed = alpha_observed();
    if (!observed.defined())
        return observed;
    const double expected = alpha_expected().value();
    return expected < tolerance ? Figure::undefined(one_category) : Figure(1.0 - observed.value() / expected);
}

Figure Nominal::alpha_category(std::size_t category) const {
    if (pairable_units_ == 0)
        return Figure::undefined(no_pairs);
    const auto n = static_cast<double>(pairable_values_);
    const auto count = static_cast<double>(values_[category]);
    if (count < tolerance)
        return Figure::undefined("no pairable rating is this category");
    if (n - count < tolerance)
        return Figure::undefined(one_category);
    // Dichotomised, D_o = 2 (n_k - o_kk) / n and D_e = 2 n_k (n - n_k) / (n (n - 1)).
    return 1.0 - (count - coincidences_[category]) * (n - 1.0) / (count * (n - count));
}

AdditiveStatistics Nominal::alpha_sums() const {
    AdditiveStatistics statistic;
    const std::size_t categories = q();
    statistic.width = categories + 1; // n_k for each category, then sum_k o_kk
    std::map<std::vector<CategoryCount>, std::int64_t> distinct;
    for (const auto& pattern : patterns_)
        if (pattern.rated >= 2)
            distinct[pattern.counts] += pattern.units;
    for (const auto& [counts, units] : distinct) {
        double rated = 0;
        double pairs = 0;
        for (const auto& [category, count] : counts) {
            rated += count;
            pairs += static_cast<double>(count) * (count - 1.0);
            statistic.add(static_cast<std::size_t>(category), count);
        }
        statistic.add(categories, pairs / (rated - 1.0));
        statistic.end_pattern(units);
    }
    statistic.values = [categories](std::span<const double> sums, std::span<std::optional<double>> values) {
        double n = 0;
        for (std::size_t k = 0; k < categories; ++k)
            n += sums[k];
        double different = 0;
        for (std::size_t k = 0; k < categories; ++k)
            different += sums[k] * (n - sums[k]);
        if (n >= 2 && different >= tolerance * n * n)
            values[0] = 1.0 - (n - sums[categories]) * (n - 1.0) / different;
    };
    return statistic;
}

} // namespace axial::agreement
