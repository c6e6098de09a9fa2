// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/bootstrap.h"
#include "agreement/nominal.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

ReliabilityData simulated(std::size_t units, std::size_t raters, std::uint64_t seed) {
    // The first of three categories has a share of 0.7; each rater keeps the true one four times out of five.
    SplitMix64 random(seed);
    const auto category = [&] {
        const auto draw = random() % 10;
        return std::string(draw < 7 ? "a" : draw < 9 ? "b" : "c");
    };
    ReliabilityData data;
    for (std::size_t i = 0; i < units; ++i) {
        const std::string truth = category();
        std::vector<std::optional<std::string>> row;
        for (std::size_t r = 0; r < raters; ++r)
            row.emplace_back(random() % 5 == 0 ? category() : truth);
        data.add_unit(row);
    }
    return data;
}

TEST(SplitMix, GivesTheReferenceSequence) {
    SplitMix64 random(1234567);
    EXPECT_EQ(random(), 6457827717110365317ULL);
    EXPECT_EQ(random(), 3203168211198807973ULL);
    EXPECT_EQ(random(), 9817491932198370423ULL);
}

TEST(Binomial, HasItsMeanAndVariance) {
    SplitMix64 random(3);
    for (const auto& [trials, numerator, denominator] :
         std::vector<std::tuple<std::int64_t, std::uint64_t, std::uint64_t>>{
             {10, 1, 3}, {1000, 7, 1000}, {77, 5, 8}, {65, 99, 100}}) {
        const double p = static_cast<double>(numerator) / static_cast<double>(denominator);
        const auto n = static_cast<double>(trials);
        constexpr int draws = 20000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; ++i) {
            const auto x = static_cast<double>(draw_binomial(random, trials, numerator, denominator));
            ASSERT_GE(x, 0);
            ASSERT_LE(x, n);
            sum += x;
            squares += x * x;
        }
        const double mean = sum / draws;
        const double variance = n * p * (1 - p);
        EXPECT_NEAR(mean, n * p, 5 * std::sqrt(variance / draws));
        EXPECT_NEAR(squares / draws - mean * mean, variance, variance * .06);
    }
    EXPECT_EQ(draw_binomial(random, 50, 0, 9), 0);
    EXPECT_EQ(draw_binomial(random, 50, 9, 9), 50);
}

TEST(Multinomial, DrawsEveryUnitOnceOnAverage) {
    const std::vector<std::int64_t> multiplicities{1, 500, 3, 40, 40, 7};
    const MultinomialDraw draw(multiplicities);
    SplitMix64 random(4);
    std::vector<double> sums(multiplicities.size());
    std::vector<std::int64_t> drawn(multiplicities.size());
    for (int i = 0; i < 5000; ++i) {
        draw(random, drawn);
        ASSERT_EQ(std::accumulate(drawn.begin(), drawn.end(), std::int64_t{0}), 591);
        for (std::size_t k = 0; k < drawn.size(); ++k)
            sums[k] += static_cast<double>(drawn[k]) / 5000;
    }
    for (std::size_t k = 0; k < sums.size(); ++k) {
        const auto mean = static_cast<double>(multiplicities[k]);
        EXPECT_NEAR(sums[k], mean, 5 * std::sqrt(mean / 5000));
    }
}

TEST(Multinomial, IsTheSameOnEveryMachine) {
    const std::vector<std::int64_t> multiplicities{12, 5, 30, 1, 52};
    SplitMix64 random(2024);
    std::vector<std::int64_t> drawn(multiplicities.size());
    const MultinomialDraw draw(multiplicities);
    draw(random, drawn);
    EXPECT_EQ(drawn, (std::vector<std::int64_t>{11, 5, 28, 0, 56}));
}

TEST(Bootstrap, HoldsTheEstimateAndDependsOnTheSeedOnly) {
    const ReliabilityData data = simulated(200, 3, 1);
    const Nominal nominal(data);
    const auto statistic = nominal.alpha_sums();
    const Interval first = bootstrap(statistic, {1000, 42}).front();
    const Interval again = bootstrap(statistic, {1000, 42}).front();
    const Interval other = bootstrap(statistic, {1000, 43}).front();
    EXPECT_EQ(first.low.value(), again.low.value());
    EXPECT_EQ(first.high.value(), again.high.value());
    EXPECT_NE(first.low.value(), other.low.value());
    EXPECT_NEAR(first.low.value(), other.low.value(), .03);
    EXPECT_LT(first.low.value(), nominal.alpha().value());
    EXPECT_GT(first.high.value(), nominal.alpha().value());
    // The interval of so many units is about four standard errors wide.
    EXPECT_NEAR(first.high.value() - first.low.value(), 3.92 * first.jackknife_se.value(), .02);
}

TEST(Bootstrap, CoversTheTruthAsOftenAsItSays) {
    // True alpha by one very large table; research on the default says 95 to 96 % for such data.
    const ReliabilityData large = simulated(200000, 4, 99);
    const double truth = Nominal(large).alpha().value();
    int covered = 0;
    constexpr int studies = 400;
    for (int i = 0; i < studies; ++i) {
        const ReliabilityData data = simulated(50, 4, 1000 + static_cast<std::uint64_t>(i));
        const Interval interval = bootstrap(Nominal(data).alpha_sums(), {400, 1}).front();
        covered += interval.low.value() <= truth && truth <= interval.high.value() ? 1 : 0;
    }
    EXPECT_GE(covered, studies * 91 / 100);
    EXPECT_LE(covered, studies * 98 / 100);
}

TEST(Bootstrap, CountsReplicatesWithoutVariation) {
    ReliabilityData data;
    for (int i = 0; i < 9; ++i)
        data.add_unit({"a", "a"});
    data.add_unit({"b", "b"});
    const Interval interval = bootstrap(Nominal(data).alpha_sums(), {1000, 1}).front();
    // (9/10)^10 = 35 % of the samples miss the only unit that differs.
    EXPECT_NEAR(static_cast<double>(interval.undefined_replicates), 349, 60);
    EXPECT_EQ(interval.low.value(), 1.0);
    EXPECT_FALSE(interval.jackknife_se.defined());
}

TEST(Bootstrap, AThousandReplicatesOfAHundredThousandUnitsTakeNoTime) {
    const ReliabilityData data = simulated(100000, 4, 5);
    const auto statistic = Nominal(data).alpha_sums();
    EXPECT_LT(statistic.multiplicities.size(), 16U);
    const auto start = std::chrono::steady_clock::now();
    const Interval interval = bootstrap(statistic, {1000, 1}).front();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_TRUE(interval.low.defined());
    EXPECT_LT(taken.count(), 5.0); // an unoptimised build on a busy machine; optimised it is milliseconds
}

} // namespace
} // namespace axial::agreement
