// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/coefficient_list.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

namespace axial::agreement {
namespace {

void add_range(std::vector<std::size_t>& sums, std::size_t first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        sums.push_back(first + i);
}

/// `statistics` with these coefficients; totals and coefficients are borrowed.
AdditiveStatistics with_values(AdditiveStatistics statistics, const Totals& totals,
                               const std::vector<NamedCoefficient>& coefficients) {
    statistics.figures = coefficients.size();
    for (const auto& which : coefficients)
        statistics.cost += which.cost(totals);
    statistics.values = [&totals, &coefficients](std::span<const double> sums,
                                                 std::span<std::optional<double>> values) {
        const detail::Coefficients<double> at(totals.layout(), totals.plan(), sums);
        for (std::size_t i = 0; i < coefficients.size(); ++i)
            if (const auto value = detail::evaluate(at, coefficients[i]);
                value.reason == nullptr && std::isfinite(value.number))
                values[i] = value.number;
    };
    return statistics;
}

std::vector<Interval> run(const Totals& totals, const std::vector<NamedCoefficient>& coefficients, bool rated,
                          const std::vector<std::size_t>& pattern_of_unit,
                          const std::vector<std::size_t>& clusters, const BootstrapOptions& options) {
    const AdditiveStatistics statistics =
        with_values(rated ? totals.rated() : totals.pairable(), totals, coefficients);
    if (clusters.empty())
        return bootstrap(statistics, options);
    const auto& index = rated ? totals.index_in_rated() : totals.index_in_pairable();
    std::vector<std::size_t> patterns;
    for (const std::size_t pattern : pattern_of_unit)
        patterns.push_back(index[pattern]);
    return bootstrap(by_cluster(statistics, patterns, clusters), options);
}

} // namespace

bool NamedCoefficient::uses_single_ratings() const {
    return kind == Coefficient::fleiss || kind == Coefficient::conger || kind == Coefficient::gwet ||
           kind == Coefficient::fleiss_category;
}

bool NamedCoefficient::has_gwet_error() const {
    switch (kind) {
    case Coefficient::percent:
    case Coefficient::fleiss:
    case Coefficient::conger:
    case Coefficient::brennan_prediger:
    case Coefficient::gwet:
    case Coefficient::alpha_nominal:
    case Coefficient::alpha_level:
        return true;
    default:
        return false;
    }
}

std::vector<std::size_t> NamedCoefficient::sums(const Layout& layout) const {
    std::vector<std::size_t> sums;
    if (kind == Coefficient::alpha_nominal || kind == Coefficient::alpha_level) {
        sums.push_back(Layout::pairable);
        add_range(sums, layout.value(0), layout.q);
        if (kind == Coefficient::alpha_nominal)
            add_range(sums, layout.same(0), layout.q);
        else
            sums.push_back(layout.disagreeing(index));
        return sums;
    }
    sums = {Layout::rated, Layout::pairable, layout.agreeing(index)};
    if (kind == Coefficient::fleiss || kind == Coefficient::gwet)
        add_range(sums, layout.share(0), layout.q);
    if (kind == Coefficient::conger)
        add_range(sums, layout.margin(0, 0), layout.raters * layout.q);
    return sums;
}

std::size_t NamedCoefficient::cost(const Totals& totals) const {
    const Layout& at = totals.layout();
    const bool by_weight = kind == Coefficient::cohen || kind == Coefficient::scott ||
                           kind == Coefficient::fleiss || kind == Coefficient::conger;
    const std::size_t pass = by_weight && !totals.plan().weights[index].is_identity() ? at.q * at.q : at.q;
    switch (kind) {
    case Coefficient::conger:
        return pass * (at.raters + 1);
    case Coefficient::light:
        return 2 * at.q * at.pairs;
    case Coefficient::alpha_ordinal:
        return at.ranks * at.ranks + at.q;
    case Coefficient::alpha_level:
        return at.q * at.q;
    case Coefficient::cohen:
    case Coefficient::scott:
    case Coefficient::fleiss:
    case Coefficient::gwet:
    case Coefficient::alpha_nominal:
        return pass;
    default:
        return 4;
    }
}

Figure estimate(const Totals& totals, const NamedCoefficient& which) {
    return estimate(detail::Coefficients<double>(totals.layout(), totals.plan(), totals.sums()), which);
}

Figure estimate(const detail::Coefficients<double>& at, const NamedCoefficient& which) {
    const auto value = detail::evaluate(at, which);
    if (value.reason != nullptr)
        return Figure::undefined(value.reason);
    return std::isfinite(value.number) ? Figure(value.number) : Figure::undefined("the values are too large");
}

std::vector<Interval> intervals_of(const Totals& totals, const std::vector<NamedCoefficient>& coefficients,
                                   const std::vector<std::size_t>& pattern_of_unit,
                                   const std::vector<std::size_t>& clusters, const BootstrapOptions& options) {
    if (totals.no_single())
        return run(totals, coefficients, true, pattern_of_unit, clusters, options);
    std::vector<NamedCoefficient> parts[2];
    for (const auto& which : coefficients)
        parts[which.uses_single_ratings() ? 1 : 0].push_back(which);
    std::vector<Interval> found[2];
    for (const int rated : {0, 1})
        found[rated] = run(totals, parts[rated], rated == 1, pattern_of_unit, clusters, options);
    std::vector<Interval> result;
    std::size_t next[2] = {0, 0};
    for (const auto& which : coefficients) {
        const int rated = which.uses_single_ratings() ? 1 : 0;
        result.push_back(found[rated][next[rated]++]);
    }
    return result;
}

AdditiveStatistics alpha_statistics(const Totals& totals) {
    struct Held {
        Layout layout;
        TotalsPlan plan;
    };
    const auto held = std::make_shared<const Held>(Held{totals.layout(), totals.plan()});
    const std::size_t begin = held->layout.value(0);
    const std::size_t end = held->layout.same(0) + held->layout.q;
    // Without what tells raters apart, many patterns are the same.
    std::map<std::vector<std::pair<std::size_t, double>>, std::int64_t> distinct;
    for (std::size_t i = 0; i < totals.pairable().multiplicities.size(); ++i) {
        std::vector<std::pair<std::size_t, double>> terms;
        for (const auto& term : totals.pairable().pattern(i))
            if (term.sum >= begin && term.sum < end)
                terms.emplace_back(term.sum, term.amount);
        distinct[std::move(terms)] += totals.pairable().multiplicities[i];
    }
    AdditiveStatistics statistics;
    statistics.width = held->layout.width();
    for (const auto& [terms, units] : distinct) {
        for (const auto& [sum, amount] : terms)
            statistics.add(sum, amount);
        statistics.end_pattern(units);
    }
    statistics.values = [held](std::span<const double> sums, std::span<std::optional<double>> values) {
        const detail::Coefficients<double> at(held->layout, held->plan, sums);
        if (const auto alpha = at.alpha(at.nominal_parts()); alpha.reason == nullptr)
            values[0] = alpha.number;
    };
    return statistics;
}

} // namespace axial::agreement
