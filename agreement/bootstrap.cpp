// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/bootstrap.h"

#include "agreement/distributions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace axial::agreement {
namespace {

/// Past this many operations the jackknife is not worth its time: such data hardly repeats a pattern.
constexpr std::size_t jackknife_budget = 1'000'000'000;

struct Jackknife {
    std::optional<double> acceleration, se;
};

using Values = std::vector<std::optional<double>>;

/// Every figure without one unit of each pattern, pattern after pattern.
Values leave_one_out(const AdditiveStatistics& statistics, const std::vector<double>& sums) {
    const std::size_t patterns = statistics.multiplicities.size();
    Values values(patterns * statistics.figures);
    std::vector<double> without = sums;
    for (std::size_t i = 0; i < patterns; ++i) {
        for (const auto& term : statistics.pattern(i))
            without[term.sum] -= term.amount;
        statistics.values(without, std::span(values).subspan(i * statistics.figures, statistics.figures));
        for (const auto& term : statistics.pattern(i))
            without[term.sum] = sums[term.sum];
    }
    return values;
}

Jackknife jackknife(const AdditiveStatistics& statistics, const Values& values, std::size_t figure,
                    std::int64_t units) {
    const std::size_t patterns = statistics.multiplicities.size();
    const auto n = static_cast<double>(units);
    const auto times = [&](std::size_t i) { return static_cast<double>(statistics.multiplicities[i]); };
    const auto value = [&](std::size_t i) { return values[i * statistics.figures + figure]; };
    double mean = 0;
    for (std::size_t i = 0; i < patterns; ++i) {
        if (!value(i))
            return {};
        mean += times(i) * *value(i) / n;
    }
    double squares = 0;
    double cubes = 0;
    for (std::size_t i = 0; i < patterns; ++i) {
        const double difference = mean - *value(i);
        squares += times(i) * difference * difference;
        cubes += times(i) * difference * difference * difference;
    }
    const double scale = 6.0 * std::pow(squares, 1.5);
    return {scale > 0 ? cubes / scale : 0.0, std::sqrt((n - 1.0) / n * squares)};
}

/// The limits out of the sorted replicates, at the corrected levels.
std::pair<double, double> bca_limits(const std::vector<double>& sorted, double estimate, double acceleration) {
    const auto count = static_cast<double>(sorted.size());
    // Replicates that equal the estimate but for rounding count half on either side.
    const double slack = 1e-12 * std::max(1.0, std::abs(estimate));
    const auto below = std::lower_bound(sorted.begin(), sorted.end(), estimate - slack) - sorted.begin();
    const auto not_above = std::upper_bound(sorted.begin(), sorted.end(), estimate + slack) - sorted.begin();
    const double share = static_cast<double>(below + not_above) / (2.0 * count);
    const double bias = normal_quantile(std::clamp(share, 0.5 / count, 1.0 - 0.5 / count));
    const auto limit = [&](double z_of_level) {
        const double z = bias + z_of_level;
        const double divisor = 1.0 - acceleration * z;
        const double corrected = divisor > 0 ? normal_cdf(bias + z / divisor) : (z > 0 ? 1.0 : 0.0);
        const double position = std::floor(corrected * (count + 1.0));
        return sorted[static_cast<std::size_t>(std::clamp(position, 1.0, count)) - 1];
    };
    constexpr double z95 = 1.959963984540054;
    return {limit(-z95), limit(z95)};
}

Interval interval_of(const Values& replicates, std::size_t figure, std::size_t figures, int asked,
                     double estimate, const Jackknife& without_one) {
    Interval interval;
    std::vector<double> defined;
    defined.reserve(static_cast<std::size_t>(asked));
    for (std::size_t i = figure; i < replicates.size(); i += figures)
        if (replicates[i])
            defined.push_back(*replicates[i]);
    interval.undefined_replicates = asked - static_cast<std::int64_t>(defined.size());
    if (defined.size() * 2 < static_cast<std::size_t>(asked)) {
        interval.low = interval.high = Figure::undefined("more than half of the replicates are undefined");
        return interval;
    }
    std::sort(defined.begin(), defined.end());
    const auto [low, high] = bca_limits(defined, estimate, without_one.acceleration.value_or(0.0));
    interval.low = low;
    interval.high = high;
    return interval;
}

std::int64_t units_of(const AdditiveStatistics& statistics) {
    return std::accumulate(statistics.multiplicities.begin(), statistics.multiplicities.end(), std::int64_t{0});
}

} // namespace

void AdditiveStatistics::sums_of(std::span<const std::int64_t> units, std::vector<double>& sums) const {
    sums.assign(width, 0.0);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::size_t end = ends[i];
        if (units[i] != 0)
            for (std::size_t t = begin; t < end; ++t)
                sums[terms[t].sum] += static_cast<double>(units[i]) * terms[t].amount;
        begin = end;
    }
}

std::vector<std::optional<double>> AdditiveStatistics::estimates() const {
    Values result(figures);
    if (units_of(*this) == 0)
        return result;
    std::vector<double> sums;
    sums_of(multiplicities, sums);
    values(sums, result);
    return result;
}

AdditiveStatistics by_cluster(const AdditiveStatistics& statistics,
                              std::span<const std::size_t> pattern_of_unit,
                              std::span<const std::size_t> cluster_of_unit) {
    // Clusters as counts of patterns first: small, and equal ones become one pattern.
    std::vector<std::map<std::size_t, std::int64_t>> clusters(cluster_of_unit.size());
    for (std::size_t unit = 0; unit < cluster_of_unit.size(); ++unit)
        if (pattern_of_unit[unit] != no_pattern)
            ++clusters[cluster_of_unit[unit]][pattern_of_unit[unit]];
    std::map<std::map<std::size_t, std::int64_t>, std::int64_t> distinct;
    for (auto& cluster : clusters)
        if (!cluster.empty())
            ++distinct[std::move(cluster)];
    AdditiveStatistics result;
    result.width = statistics.width;
    result.figures = statistics.figures;
    result.cost = statistics.cost;
    result.values = statistics.values;
    std::map<std::size_t, double> sums;
    for (const auto& [cluster, times] : distinct) {
        sums.clear();
        for (const auto& [pattern, units] : cluster)
            for (const auto& term : statistics.pattern(pattern))
                sums[term.sum] += static_cast<double>(units) * term.amount;
        for (const auto& [sum, amount] : sums)
            result.add(sum, amount);
        result.end_pattern(times);
    }
    return result;
}

std::vector<std::optional<double>> bootstrap_replicates(const AdditiveStatistics& statistics,
                                                        const BootstrapOptions& options) {
    const auto count = static_cast<std::size_t>(std::max(0, options.replicates));
    Values replicates(count * statistics.figures);
    if (units_of(statistics) == 0)
        return replicates;
    const MultinomialDraw draw(statistics.multiplicities);
    std::vector<std::int64_t> drawn(statistics.multiplicities.size());
    std::vector<double> sums;
    SplitMix64 random(options.seed);
    for (std::size_t i = 0; i < count && !options.stop.stop_requested(); ++i) {
        draw(random, drawn);
        statistics.sums_of(drawn, sums);
        statistics.values(sums, std::span(replicates).subspan(i * statistics.figures, statistics.figures));
    }
    return replicates;
}

std::vector<Interval> bootstrap(const AdditiveStatistics& statistics, const BootstrapOptions& options) {
    std::vector<Interval> intervals(statistics.figures);
    const auto no_limits = [&](std::size_t figure, const char* reason) {
        intervals[figure].low = intervals[figure].high = Figure::undefined(reason);
    };
    const std::int64_t units = units_of(statistics);
    const Values estimates = statistics.estimates();
    const bool computable =
        units >= 3 && std::any_of(estimates.begin(), estimates.end(),
                                  [](const auto& estimate) { return estimate.has_value(); });
    std::vector<double> sums;
    statistics.sums_of(statistics.multiplicities, sums);
    const bool affordable = statistics.multiplicities.size() <=
                            jackknife_budget / (1 + std::max(statistics.width, statistics.cost));
    const Values without = computable && affordable ? leave_one_out(statistics, sums) : Values();
    const Values replicates = computable ? bootstrap_replicates(statistics, options) : Values();
    for (std::size_t figure = 0; figure < statistics.figures; ++figure) {
        if (!estimates[figure] || units < 3) {
            const char* reason = estimates[figure] ? "needs three units" : "the coefficient is undefined";
            no_limits(figure, reason);
            intervals[figure].jackknife_se = Figure::undefined(reason);
            continue;
        }
        const Jackknife one = affordable ? jackknife(statistics, without, figure, units) : Jackknife{};
        const Figure se = one.se ? Figure(*one.se)
                                 : Figure::undefined(affordable ? "undefined without one of the units"
                                                                : "not computed: too many different units");
        if (options.replicates <= 0)
            no_limits(figure, "no replicates were asked for");
        else
            intervals[figure] = interval_of(replicates, figure, statistics.figures, options.replicates,
                                            *estimates[figure], one);
        intervals[figure].jackknife_se = se;
    }
    return intervals;
}

} // namespace axial::agreement
