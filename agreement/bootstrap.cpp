// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/bootstrap.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <queue>
#include <utility>

namespace axial::agreement {
namespace {

/// Past this many operations the acceleration is not worth its time: such data hardly repeats a pattern.
constexpr std::size_t jackknife_budget = 400'000'000;

std::int64_t random_ones(SplitMix64& random, std::int64_t bits) {
    std::int64_t ones = 0;
    for (; bits >= 64; bits -= 64)
        ones += std::popcount(random());
    if (bits > 0)
        ones += std::popcount(random() >> (64U - static_cast<unsigned>(bits)));
    return ones;
}

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double normal_quantile(double p) {
    double low = -40;
    double high = 40;
    for (int i = 0; i < 80; ++i) {
        const double middle = (low + high) / 2;
        (normal_cdf(middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

struct Jackknife {
    std::optional<double> acceleration, se;
};

Jackknife jackknife(const AdditiveStatistic& statistic, const std::vector<double>& sums, std::int64_t units) {
    const std::size_t patterns = statistic.multiplicities.size();
    if (patterns * statistic.width > jackknife_budget)
        return {};
    std::vector<double> values(patterns);
    std::vector<double> without = sums;
    for (std::size_t i = 0; i < patterns; ++i) {
        for (const auto& term : statistic.pattern(i))
            without[term.sum] -= term.amount;
        const auto value = statistic.value(without);
        for (const auto& term : statistic.pattern(i))
            without[term.sum] = sums[term.sum];
        if (!value)
            return {};
        values[i] = *value;
    }
    const auto n = static_cast<double>(units);
    double mean = 0;
    for (std::size_t i = 0; i < patterns; ++i)
        mean += static_cast<double>(statistic.multiplicities[i]) * values[i] / n;
    double squares = 0;
    double cubes = 0;
    for (std::size_t i = 0; i < patterns; ++i) {
        const double difference = mean - values[i];
        squares += static_cast<double>(statistic.multiplicities[i]) * difference * difference;
        cubes += static_cast<double>(statistic.multiplicities[i]) * difference * difference * difference;
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
    const auto limit = [&](double level) {
        const double z = bias + normal_quantile(level);
        const double divisor = 1.0 - acceleration * z;
        const double corrected = divisor > 0 ? normal_cdf(bias + z / divisor) : (z > 0 ? 1.0 : 0.0);
        const double position = std::floor(corrected * (count + 1.0));
        return sorted[static_cast<std::size_t>(std::clamp(position, 1.0, count)) - 1];
    };
    return {limit(0.025), limit(0.975)};
}

} // namespace

void AdditiveStatistic::sums_of(std::span<const std::int64_t> units, std::vector<double>& sums) const {
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

std::int64_t draw_binomial(SplitMix64& random, std::int64_t trials, std::uint64_t numerator,
                           std::uint64_t denominator) {
    if (numerator >= denominator)
        return trials;
    std::int64_t successes = 0;
    // Each trial is a uniform number whose binary digits are drawn one by one; it succeeds when it is below the
    // probability, which is known at the first digit that differs from the probability's.
    while (trials > 0 && numerator > 0) {
        const std::int64_t ones = random_ones(random, trials);
        numerator *= 2;
        if (numerator >= denominator) {
            numerator -= denominator;
            successes += trials - ones;
            trials = ones;
        } else {
            trials -= ones;
        }
    }
    return successes;
}

MultinomialDraw::MultinomialDraw(std::span<const std::int64_t> multiplicities)
    : leaves_(multiplicities.size()) {
    using Entry = std::pair<std::int64_t, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> lightest;
    for (const std::int64_t weight : multiplicities) {
        lightest.emplace(weight, nodes_.size());
        nodes_.push_back({weight});
    }
    while (lightest.size() > 1) {
        const Entry left = lightest.top();
        lightest.pop();
        const Entry right = lightest.top();
        lightest.pop();
        lightest.emplace(left.first + right.first, nodes_.size());
        nodes_.push_back({left.first + right.first, left.second, right.second});
    }
}

void MultinomialDraw::operator()(SplitMix64& random, std::span<std::int64_t> drawn) const {
    if (nodes_.empty())
        return;
    std::vector<std::int64_t> share(nodes_.size(), 0);
    share.back() = nodes_.back().weight;
    for (std::size_t i = nodes_.size(); i-- > leaves_;) {
        const Node& node = nodes_[i];
        const auto left = draw_binomial(random, share[i], static_cast<std::uint64_t>(nodes_[node.left].weight),
                                        static_cast<std::uint64_t>(node.weight));
        share[node.left] = left;
        share[node.right] = share[i] - left;
    }
    std::copy_n(share.begin(), leaves_, drawn.begin());
}

Interval bootstrap(const AdditiveStatistic& statistic, const BootstrapOptions& options) {
    Interval interval;
    const auto undefined = [&](const char* reason) {
        interval.low = interval.high = Figure::undefined(reason);
        return interval;
    };
    const std::int64_t units =
        std::accumulate(statistic.multiplicities.begin(), statistic.multiplicities.end(), std::int64_t{0});
    std::vector<double> sums;
    statistic.sums_of(statistic.multiplicities, sums);
    const auto estimate = units > 0 ? statistic.value(sums) : std::nullopt;
    if (!estimate)
        return undefined("the coefficient is undefined");
    if (units < 3)
        return undefined("needs three units");
    const Jackknife leave_one_out = jackknife(statistic, sums, units);
    interval.jackknife_se =
        leave_one_out.se ? Figure(*leave_one_out.se) : Figure::undefined("undefined without one of the units");
    if (options.replicates <= 0)
        return undefined("no replicates were asked for");
    const MultinomialDraw draw(statistic.multiplicities);
    std::vector<std::int64_t> drawn(statistic.multiplicities.size());
    std::vector<double> replicates;
    replicates.reserve(static_cast<std::size_t>(options.replicates));
    SplitMix64 random(options.seed);
    for (int i = 0; i < options.replicates; ++i) {
        draw(random, drawn);
        statistic.sums_of(drawn, sums);
        if (const auto value = statistic.value(sums))
            replicates.push_back(*value);
    }
    interval.undefined_replicates = options.replicates - static_cast<std::int64_t>(replicates.size());
    if (replicates.size() * 2 < static_cast<std::size_t>(options.replicates))
        return undefined("more than half of the replicates are undefined");
    std::sort(replicates.begin(), replicates.end());
    const auto [low, high] = bca_limits(replicates, *estimate, leave_one_out.acceleration.value_or(0.0));
    interval.low = low;
    interval.high = high;
    return interval;
}

} // namespace axial::agreement
