// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/table_statistics.h"

#include "agreement/coefficient_list.h"
#include "agreement/scale.h"
#include "agreement/totals.h"

#include <cmath>
#include <memory>
#include <optional>

namespace axial::agreement {
namespace {

/// What the figures need as long as somebody may ask for them.
struct Held {
    Layout layout;
    TotalsPlan plan;
    std::vector<NamedCoefficient> coefficients;
    std::vector<bool> usable;
};

void add_level(Held& held, TotalsPlan& plan, const ReliabilityData& data, Level level,
               const std::vector<double>& scores) {
    if (level == Level::nominal)
        return;
    const Scale scale = scale_of(data, scores, level == Level::ordinal);
    const bool usable = level != Level::custom && obstacle(level, scale, data.categories()).empty();
    const bool ordinal = level == Level::ordinal;
    held.coefficients.push_back({"alpha_" + std::string(name_of(level)),
                                 ordinal ? Coefficient::alpha_ordinal : Coefficient::alpha_level, 0});
    held.usable.push_back(usable);
    if (usable && ordinal)
        plan.ranks = scale.ranks;
    else if (usable)
        plan.distances.emplace_back(level, scale);
}

} // namespace

TableStatistics table_statistics(const ReliabilityData& data, Level level, const std::vector<double>& scores) {
    const std::size_t categories = data.categories().size();
    const bool two = data.raters() == 2;
    TotalsPlan plan;
    plan.weights.push_back(Weights::identity(categories));
    plan.rater_pairs = two;
    auto held = std::make_shared<Held>();
    held->coefficients = {{"percent_agreement", Coefficient::percent, 0},
                          {"alpha_nominal", Coefficient::alpha_nominal, 0},
                          {"cohen_kappa", Coefficient::cohen, 0},
                          {"scott_pi", Coefficient::scott, 0},
                          {"fleiss_kappa", Coefficient::fleiss, 0},
                          {"conger_kappa", Coefficient::conger, 0},
                          {"brennan_prediger", Coefficient::brennan_prediger, 0},
                          {"gwet_ac1", Coefficient::gwet, 0}};
    held->usable = {true, true, two, two, true, true, true, true};
    add_level(*held, plan, data, level, scores);
    TableStatistics result;
    const auto patterns = patterns_of(data, &result.pattern_of_unit);
    const Totals totals(patterns, categories, data.raters(), std::move(plan));
    for (auto& pattern : result.pattern_of_unit)
        pattern = totals.index_in_rated()[pattern];
    held->layout = totals.layout();
    held->plan = totals.plan();
    result.statistics = totals.rated();
    result.statistics.figures = held->coefficients.size();
    for (const auto& which : held->coefficients) {
        result.names.push_back(which.name);
        result.statistics.cost += which.cost(totals);
    }
    result.statistics.values = [held = std::shared_ptr<const Held>(std::move(held))](
                                   std::span<const double> sums, std::span<std::optional<double>> values) {
        const detail::Coefficients<double> at(held->layout, held->plan, sums);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!held->usable[i])
                continue;
            const auto value = detail::evaluate(at, held->coefficients[i]);
            if (value.reason == nullptr && std::isfinite(value.number))
                values[i] = value.number;
        }
    };
    return result;
}

} // namespace axial::agreement
