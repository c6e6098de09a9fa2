// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/difference.h"

#include "agreement/resampling.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace axial::agreement {
namespace {

using Values = std::vector<std::optional<double>>;

std::vector<Difference> refused(std::size_t figures, const char* reason) {
    Difference none;
    none.difference = none.low = none.high = Figure::undefined(reason);
    return std::vector<Difference>(figures, none);
}

std::int64_t units_of(const AdditiveStatistics& statistics) {
    return std::accumulate(statistics.multiplicities.begin(), statistics.multiplicities.end(), std::int64_t{0});
}

/// Both statistics side by side, one unit adding to the sums of both; the figures are their differences.
struct Joint {
    AdditiveStatistics statistics;
    std::vector<std::size_t> pattern_of_unit;
};

Joint join(const AdditiveStatistics& first, std::span<const std::size_t> first_pattern,
           const AdditiveStatistics& second, std::span<const std::size_t> second_pattern) {
    Joint joint;
    AdditiveStatistics& both = joint.statistics;
    both.width = first.width + second.width;
    both.figures = first.figures;
    both.cost = first.cost + second.cost;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> known;
    for (std::size_t unit = 0; unit < first_pattern.size(); ++unit) {
        const auto [a, b] = std::pair(first_pattern[unit], second_pattern[unit]);
        if (a == no_pattern && b == no_pattern) {
            joint.pattern_of_unit.push_back(no_pattern);
            continue;
        }
        const auto [found, is_new] = known.try_emplace({a, b}, both.multiplicities.size());
        joint.pattern_of_unit.push_back(found->second);
        if (!is_new) {
            ++both.multiplicities[found->second];
            continue;
        }
        if (a != no_pattern)
            for (const auto& term : first.pattern(a))
                both.add(term.sum, term.amount);
        if (b != no_pattern)
            for (const auto& term : second.pattern(b))
                both.add(first.width + term.sum, term.amount);
        both.end_pattern(1);
    }
    both.values = [width = first.width, left = first.values,
                   right = second.values](std::span<const double> sums, std::span<std::optional<double>> out) {
        Values other(out.size());
        left(sums.subspan(0, width), out);
        right(sums.subspan(width), other);
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = out[i] && other[i] ? std::optional(*out[i] - *other[i]) : std::nullopt;
    };
    return joint;
}

void percentile_limits(std::vector<double>& values, int asked, Difference& result) {
    result.undefined_replicates = asked - static_cast<std::int64_t>(values.size());
    if (asked <= 0 || values.size() * 2 < static_cast<std::size_t>(asked)) {
        result.low = result.high = Figure::undefined(
            asked <= 0 ? "no replicates were asked for" : "more than half of the replicates are undefined");
        return;
    }
    std::sort(values.begin(), values.end());
    const auto count = static_cast<double>(values.size());
    const auto at = [&](double position) {
        return values[static_cast<std::size_t>(std::clamp(position, 1.0, count)) - 1];
    };
    result.low = at(std::floor(0.025 * (count + 1)));
    result.high = at(std::ceil(0.975 * (count + 1)));
}

} // namespace

std::vector<Difference>
difference_of_same_units(const AdditiveStatistics& first, std::span<const std::size_t> first_pattern,
                         const AdditiveStatistics& second, std::span<const std::size_t> second_pattern,
                         std::span<const std::size_t> clusters, const BootstrapOptions& options) {
    if (first.figures != second.figures)
        return refused(first.figures, "the two sets have different coefficients");
    if (first_pattern.size() != second_pattern.size() ||
        (!clusters.empty() && clusters.size() != first_pattern.size()))
        return refused(first.figures, "the two sets have different units");
    Joint joint = join(first, first_pattern, second, second_pattern);
    if (!clusters.empty())
        joint.statistics = by_cluster(joint.statistics, joint.pattern_of_unit, clusters);
    const Values estimates = joint.statistics.estimates();
    const auto intervals = bootstrap(joint.statistics, options);
    std::vector<Difference> results;
    for (std::size_t i = 0; i < estimates.size(); ++i) {
        auto& result = results.emplace_back();
        result.difference = estimates[i] ? Figure(*estimates[i])
                                         : Figure::undefined("the coefficient is undefined in one of the sets");
        result.low = intervals[i].low;
        result.high = intervals[i].high;
        result.undefined_replicates = intervals[i].undefined_replicates;
        result.method = clusters.empty() ? "BCa bootstrap, the same units drawn for both"
                                         : "BCa bootstrap, the same clusters drawn for both";
    }
    return results;
}

std::vector<Difference> difference_of_other_units(const AdditiveStatistics& first,
                                                  const AdditiveStatistics& second,
                                                  const BootstrapOptions& options) {
    if (first.figures != second.figures)
        return refused(first.figures, "the two sets have different coefficients");
    const Values a = first.estimates();
    const Values b = second.estimates();
    // The second set's draws must not follow the first's, as they would from the same seed.
    BootstrapOptions other = options;
    other.seed = SplitMix64(options.seed)();
    const Values left = bootstrap_replicates(first, options);
    const Values right = bootstrap_replicates(second, other);
    std::vector<Difference> results(first.figures);
    for (std::size_t figure = 0; figure < results.size(); ++figure) {
        auto& result = results[figure];
        result.method = "percentile bootstrap, the units of each set drawn by themselves";
        if (!a[figure] || !b[figure]) {
            result = refused(1, "the coefficient is undefined in one of the sets").front();
            continue;
        }
        result.difference = *a[figure] - *b[figure];
        if (units_of(first) < 3 || units_of(second) < 3) {
            result.low = result.high = Figure::undefined("needs three units");
            continue;
        }
        std::vector<double> values;
        for (std::size_t i = figure; i < left.size(); i += first.figures)
            if (left[i] && right[i])
                values.push_back(*left[i] - *right[i]);
        percentile_limits(values, options.replicates, result);
    }
    return results;
}

} // namespace axial::agreement
