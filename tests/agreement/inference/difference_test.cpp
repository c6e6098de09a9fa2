// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/difference.h"
#include "agreement/resampling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <vector>

namespace axial::agreement {
namespace {

/// The mean of numbers, one pattern a unit; figure 1 is the mean of squares.
AdditiveStatistics means_of(const std::vector<double>& values) {
    AdditiveStatistics statistics;
    statistics.width = 3;
    statistics.figures = 2;
    for (const double value : values) {
        statistics.add(0, 1);
        statistics.add(1, value);
        statistics.add(2, value * value);
        statistics.end_pattern(1);
    }
    statistics.values = [](std::span<const double> sums, std::span<std::optional<double>> out) {
        if (sums[0] > 0) {
            out[0] = sums[1] / sums[0];
            out[1] = sums[2] / sums[0];
        }
    };
    return statistics;
}

struct Rounds {
    std::vector<double> first, second;
    std::vector<std::size_t> pattern;
};

/// The second round is the first plus `shift` and a little noise.
Rounds rounds(std::size_t units, double shift, std::uint64_t seed) {
    SplitMix64 random(seed);
    const auto uniform = [&] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    Rounds result;
    for (std::size_t u = 0; u < units; ++u) {
        const double value = uniform();
        result.first.push_back(value);
        result.second.push_back(value + shift + 0.1 * (uniform() - 0.5));
        result.pattern.push_back(u);
    }
    return result;
}

TEST(Difference, OfTheSameUnitsKnowsThatTheyAreTheSame) {
    const auto r = rounds(60, -0.05, 3);
    const auto a = means_of(r.first);
    const auto b = means_of(r.second);
    const BootstrapOptions options{2000, 5};
    const auto joint = difference_of_same_units(a, r.pattern, b, r.pattern, {}, options)[0];
    const auto apart = difference_of_other_units(a, b, options)[0];
    EXPECT_DOUBLE_EQ(joint.difference.value(), apart.difference.value());
    EXPECT_GT(joint.low.value(), 0);
    EXPECT_LT(apart.low.value(), 0);
    // Errors of the two means: noise only (0.1 / sqrt(12 n)); two independent uniforms (sqrt(2) / sqrt(12 n)).
    const double n = 60;
    EXPECT_NEAR(joint.high.value() - joint.low.value(), 2 * 1.96 * 0.1 / std::sqrt(12 * n), 0.006);
    EXPECT_NEAR(apart.high.value() - apart.low.value(), 2 * 1.96 * std::sqrt(2 / (12 * n)), 0.04);
    EXPECT_NE(joint.method, apart.method);
}

TEST(Difference, WithItselfIsNothing) {
    const auto r = rounds(30, 0, 1);
    const auto a = means_of(r.first);
    for (const auto& d : difference_of_same_units(a, r.pattern, a, r.pattern, {}, {200, 1})) {
        EXPECT_EQ(d.difference.value(), 0);
        EXPECT_EQ(d.low.value(), 0);
        EXPECT_EQ(d.high.value(), 0);
    }
    const auto apart = difference_of_other_units(a, a, {200, 1})[0];
    EXPECT_LT(apart.low.value(), 0);
    EXPECT_GT(apart.high.value(), 0);
}

TEST(Difference, DrawsWholeClusters) {
    // Every unit thirty times over in one cluster: as unsure as the ten clusters are.
    const auto r = rounds(10, -0.02, 4);
    std::vector<std::size_t> pattern;
    std::vector<std::size_t> clusters;
    for (std::size_t i = 0; i < 300; ++i) {
        pattern.push_back(i % 10);
        clusters.push_back(i % 10);
    }
    const auto a = means_of(r.first);
    const auto b = means_of(r.second);
    const auto few = difference_of_same_units(a, r.pattern, b, r.pattern, {}, {1000, 2})[0];
    const auto all = difference_of_same_units(a, pattern, b, pattern, clusters, {1000, 2})[0];
    const auto naive = difference_of_same_units(a, pattern, b, pattern, {}, {1000, 2})[0];
    const auto width = [](const Difference& d) { return d.high.value() - d.low.value(); };
    EXPECT_NEAR(width(all) / width(few), 1, 0.15);
    EXPECT_LT(width(naive), width(all) / 3);
}

TEST(Difference, HoldsTheTruthAsOftenAsItSays) {
    int joint = 0;
    int apart = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto r = rounds(40, 0.03, seed);
        const auto s = rounds(40, 0.03, seed + 1000);
        const auto holds = [](const Difference& d) {
            return d.low.value() <= -0.03 && d.high.value() >= -0.03;
        };
        joint += holds(difference_of_same_units(means_of(r.first), r.pattern, means_of(r.second), r.pattern, {},
                                                {400, seed})[0])
                     ? 1
                     : 0;
        apart +=
            holds(difference_of_other_units(means_of(r.first), means_of(s.second), {400, seed})[0]) ? 1 : 0;
    }
    EXPECT_NEAR(joint, 190, 13);
    EXPECT_NEAR(apart, 190, 13);
}

TEST(Difference, SaysWhatCannotBe) {
    const auto r = rounds(5, 0, 1);
    const auto a = means_of(r.first);
    const std::vector<std::size_t> fewer = {0, 1};
    EXPECT_FALSE(difference_of_same_units(a, r.pattern, a, fewer, {}, {100, 1})[0].difference.defined());
    AdditiveStatistics other = a;
    other.figures = 1;
    EXPECT_FALSE(difference_of_other_units(a, other, {100, 1})[0].difference.defined());
    EXPECT_FALSE(difference_of_other_units(a, means_of({}), {100, 1})[0].difference.defined());
    const auto two = difference_of_other_units(a, means_of({1, 2}), {100, 1})[0];
    EXPECT_TRUE(two.difference.defined());
    EXPECT_FALSE(two.low.defined());
    EXPECT_FALSE(difference_of_other_units(a, a, {0, 1})[0].low.defined());
    const std::vector<std::size_t> none(5, no_pattern);
    EXPECT_FALSE(difference_of_same_units(a, r.pattern, a, none, {}, {100, 1})[0].difference.defined());
}

} // namespace
} // namespace axial::agreement
