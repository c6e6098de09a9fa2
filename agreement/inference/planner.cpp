// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/planner.h"

#include "agreement/distributions.h"
#include "agreement/resampling.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace axial::agreement {
namespace {

struct Estimate {
    double value = 0, se = 0;
};

/// The coefficient and its jackknife error when pattern i has units[i] of `all` units.
std::optional<Estimate> estimate(const AdditiveStatistics& statistics, std::size_t figure,
                                 std::span<const std::int64_t> units, std::int64_t all,
                                 std::vector<double>& sums) {
    std::vector<std::optional<double>> values(statistics.figures);
    const auto value_of = [&]() -> std::optional<double> {
        std::fill(values.begin(), values.end(), std::nullopt);
        statistics.values(sums, values);
        return values[figure];
    };
    statistics.sums_of(units, sums);
    const auto whole = value_of();
    if (!whole)
        return std::nullopt;
    // Differences from the whole are small, so that their squares can be summed in one pass.
    double sum = 0;
    double squares = 0;
    std::vector<double> kept;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i] == 0)
            continue;
        const auto terms = statistics.pattern(i);
        kept.clear();
        for (const auto& term : terms) {
            kept.push_back(sums[term.sum]);
            sums[term.sum] -= term.amount;
        }
        const auto without = value_of();
        for (std::size_t t = terms.size(); t-- > 0;)
            sums[terms[t].sum] = kept[t];
        if (!without)
            return std::nullopt;
        sum += static_cast<double>(units[i]) * (*without - *whole);
        squares += static_cast<double>(units[i]) * (*without - *whole) * (*without - *whole);
    }
    const auto n = static_cast<double>(all);
    return Estimate{*whole, std::sqrt(std::max(0.0, (n - 1) / n * (squares - sum * sum / n)))};
}

const char* obstacle(const AdditiveStatistics& pilot, std::size_t figure, const PlanOptions& options) {
    if (pilot.multiplicities.empty() || figure >= pilot.figures)
        return "the pilot has no units that count";
    if (options.simulations < 1 || !(options.confidence > 0 && options.confidence < 1))
        return "needs a simulation and a confidence between 0 and 1";
    return nullptr;
}

Plan refused(std::int64_t units, const char* reason) {
    Plan plan;
    plan.units = units;
    plan.value = plan.width = plan.chance_above = Figure::undefined(reason);
    return plan;
}

/// The fewest units of which `enough` holds, to about 1 %; the last plan where `most` units are not enough.
template <typename Enough>
Plan search(const AdditiveStatistics& pilot, std::size_t figure, double target, const PlanOptions& options,
            const Enough& enough) {
    std::int64_t low = 1; // too few
    std::int64_t high = 8;
    Plan plan = plan_study(pilot, figure, high, target, options);
    while (!enough(plan) && high < options.most_units) {
        low = high;
        high = std::min(high * 2, options.most_units);
        plan = plan_study(pilot, figure, high, target, options);
    }
    while (enough(plan) && high - low > std::max<std::int64_t>(1, low / 200)) {
        const std::int64_t middle = low + (high - low) / 2;
        const Plan tried = plan_study(pilot, figure, middle, target, options);
        if (enough(tried)) {
            high = middle;
            plan = tried;
        } else {
            low = middle;
        }
    }
    return plan;
}

} // namespace

Plan plan_study(const AdditiveStatistics& pilot, std::size_t figure, std::int64_t units, double target,
                const PlanOptions& options) {
    if (const char* reason = obstacle(pilot, figure, options))
        return refused(units, reason);
    if (units < 2)
        return refused(units, "needs two units");
    const double t = student_quantile(0.5 + options.confidence / 2, static_cast<double>(units - 1));
    const MultinomialDraw draw(pilot.multiplicities);
    SplitMix64 random(options.seed);
    std::vector<std::int64_t> drawn(pilot.multiplicities.size());
    std::vector<double> sums;
    double values = 0;
    double widths = 0;
    std::int64_t above = 0;
    std::int64_t defined = 0;
    for (int i = 0; i < options.simulations; ++i) {
        draw(random, units, drawn);
        const auto study = estimate(pilot, figure, drawn, units, sums);
        if (!study)
            continue;
        ++defined;
        values += study->value;
        widths += 2 * t * study->se;
        above += study->value - t * study->se > target ? 1 : 0;
    }
    Plan plan = refused(units, "no simulated study has an interval");
    plan.undefined_studies = options.simulations - defined;
    if (defined > 0) {
        plan.value = values / static_cast<double>(defined);
        plan.width = widths / static_cast<double>(defined);
        plan.chance_above = static_cast<double>(above) / options.simulations;
    }
    return plan;
}

Plan units_for_width(const AdditiveStatistics& pilot, std::size_t figure, double width, double target,
                     const PlanOptions& options) {
    if (const char* reason = obstacle(pilot, figure, options))
        return refused(0, reason);
    if (!(width > 0))
        return refused(0, "the width must be above 0");
    const auto enough = [&](const Plan& plan) {
        // Studies without an interval have no width, so the mean of a few others says nothing.
        return plan.width.defined() && plan.undefined_studies * 2 <= options.simulations &&
               plan.width.value() <= width;
    };
    Plan plan = search(pilot, figure, target, options, enough);
    if (!enough(plan))
        plan.width = Figure::undefined("takes more units than the search allows");
    return plan;
}

Plan units_for_chance(const AdditiveStatistics& pilot, std::size_t figure, double target, double chance,
                      const PlanOptions& options) {
    if (const char* reason = obstacle(pilot, figure, options))
        return refused(0, reason);
    if (!(chance > 0 && chance <= 1))
        return refused(0, "the chance must be above 0 and at most 1");
    const auto enough = [&](const Plan& plan) {
        return plan.chance_above.defined() && plan.chance_above.value() >= chance;
    };
    // Without this, a coefficient that is not above the target would be sought to the last.
    const auto pilots = pilot.estimates();
    if (!pilots[figure] || *pilots[figure] <= target)
        return refused(0, "the pilot's own value is not above the target");
    Plan plan = search(pilot, figure, target, options, enough);
    if (!enough(plan))
        plan.chance_above = Figure::undefined("takes more units than the search allows");
    return plan;
}

} // namespace axial::agreement
