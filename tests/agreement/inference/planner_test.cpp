// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/distributions.h"
#include "agreement/inference/planner.h"
#include "agreement/inference/sample_size.h"
#include "agreement/nominal.h"
#include "agreement/resampling.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

/// A mean of numbers: its jackknife error is known to be s / sqrt(n).
AdditiveStatistics mean_of(const std::vector<std::pair<double, std::int64_t>>& values) {
    AdditiveStatistics statistics;
    statistics.width = 2;
    for (const auto& [value, times] : values) {
        statistics.add(0, 1);
        statistics.add(1, value);
        statistics.end_pattern(times);
    }
    statistics.values = [](std::span<const double> sums, std::span<std::optional<double>> out) {
        if (sums[0] > 0)
            out[0] = sums[1] / sums[0];
    };
    return statistics;
}

ReliabilityData pilot(std::size_t units, std::uint64_t seed) {
    SplitMix64 random(seed);
    ReliabilityData data;
    for (std::size_t u = 0; u < units; ++u) {
        const auto truth = random() % 3;
        std::vector<std::optional<std::string>> row;
        for (int r = 0; r < 3; ++r)
            row.emplace_back(std::to_string(random() % 10 < 8 ? truth : random() % 3));
        data.add_unit(row);
    }
    return data;
}

TEST(Planner, KnowsTheWidthOfAMean) {
    const auto statistics = mean_of({{0, 30}, {1, 70}});
    for (const std::int64_t n : {50, 200, 1000}) {
        const Plan plan = plan_study(statistics, 0, n, 0.6, {400, 3, 0.95, 1'000'000});
        const double se = std::sqrt(0.21 / static_cast<double>(n));
        EXPECT_EQ(plan.undefined_studies, 0);
        EXPECT_NEAR(plan.value.value(), 0.7, 4 * se / 20);
        EXPECT_NEAR(plan.width.value(), 2 * 1.96 * se, 0.06 * se * 4);
        // The estimate is about normal, so the chance is that of exceeding the target by 1.96 errors.
        const double expected = 0.5 * std::erfc(-(0.1 / se - 1.96) / std::sqrt(2.0));
        EXPECT_NEAR(plan.chance_above.value(), expected, 0.09);
    }
}

TEST(Planner, FindsTheUnitsForAWidth) {
    const auto statistics = mean_of({{0, 30}, {1, 70}});
    const Plan plan = units_for_width(statistics, 0, 0.1, 0.5, {300, 3, 0.95, 1'000'000});
    const double analytic = units_for_half_width(std::sqrt(0.21 / 100), 100, 0.05).value();
    EXPECT_NEAR(static_cast<double>(plan.units), analytic, 0.04 * analytic);
    EXPECT_LE(plan.width.value(), 0.1);
    EXPECT_GT(plan_study(statistics, 0, plan.units * 9 / 10, 0.5, {300, 3, 0.95, 1'000'000}).width.value(),
              0.1);
}

TEST(Planner, PlansForAlpha) {
    const auto data = pilot(60, 4);
    const Nominal nominal(data);
    const auto sums = nominal.alpha_sums();
    const PlanOptions options{200, 7, 0.95, 100'000};
    const Plan few = plan_study(sums, 0, 30, 0.4, options);
    const Plan many = plan_study(sums, 0, 480, 0.4, options);
    EXPECT_NEAR(many.value.value(), nominal.alpha().value(), 0.02);
    EXPECT_NEAR(few.width.value() / many.width.value(), 4, 0.4)
        << "sixteen times the units, a quarter of the width";
    EXPECT_GT(many.chance_above.value(), few.chance_above.value());
    const Plan found = units_for_chance(sums, 0, nominal.alpha().value() - 0.1, 0.8, options);
    ASSERT_TRUE(found.chance_above.defined());
    EXPECT_GE(found.chance_above.value(), 0.8);
    EXPECT_LT(plan_study(sums, 0, found.units / 2, nominal.alpha().value() - 0.1, options).chance_above.value(),
              0.8);
}

TEST(Planner, AgreesWithTheBootstrapsJackknifeError) {
    // A study that is the pilot itself has the pilot's jackknife error; simulated ones scatter around it.
    const auto data = pilot(200, 9);
    const auto sums = Nominal(data).alpha_sums();
    const double se = bootstrap(sums, {0, 1})[0].jackknife_se.value();
    const Plan plan = plan_study(sums, 0, 200, 0, {500, 1, 0.95, 1'000'000});
    EXPECT_NEAR(plan.width.value(), 2 * 1.97 * se, 0.05 * 2 * 1.97 * se);
}

TEST(Planner, GivesEachStudyTheIntervalOfItsOwnUnits) {
    const auto sums = Nominal(pilot(40, 3)).alpha_sums();
    SplitMix64 random(11);
    std::vector<std::int64_t> drawn(sums.multiplicities.size());
    const MultinomialDraw draw(sums.multiplicities);
    draw(random, 12, drawn);
    AdditiveStatistics study;
    study.width = sums.width;
    study.values = sums.values;
    for (std::size_t i = 0; i < drawn.size(); ++i)
        if (drawn[i] > 0) {
            for (const auto& term : sums.pattern(i))
                study.add(term.sum, term.amount);
            study.end_pattern(drawn[i]);
        }
    const double se = bootstrap(study, {0, 1})[0].jackknife_se.value();
    const Plan plan = plan_study(sums, 0, 12, 0.1, {1, 11, 0.95, 1000});
    EXPECT_NEAR(plan.value.value(), *study.estimates()[0], 1e-12);
    EXPECT_NEAR(plan.width.value(), 2 * student_quantile(0.975, 11) * se, 1e-10);
}

TEST(Planner, IsTheSameAgainAndSaysWhatCannotBe) {
    const auto data = pilot(40, 2);
    const auto sums = Nominal(data).alpha_sums();
    const PlanOptions options{50, 7, 0.95, 1000};
    EXPECT_EQ(plan_study(sums, 0, 77, 0.5, options).width.value(),
              plan_study(sums, 0, 77, 0.5, options).width.value());
    EXPECT_FALSE(plan_study(sums, 0, 1, 0.5, options).width.defined());
    EXPECT_FALSE(plan_study(sums, 1, 10, 0.5, options).width.defined());
    EXPECT_FALSE(plan_study(AdditiveStatistics{}, 0, 10, 0.5, options).width.defined());
    EXPECT_FALSE(units_for_width(sums, 0, 0.0001, 0.5, options).width.defined());
    EXPECT_FALSE(units_for_width(sums, 0, -1, 0.5, options).width.defined());
    EXPECT_FALSE(units_for_chance(sums, 0, 0.99, 0.8, options).chance_above.defined());
    ReliabilityData constant;
    for (int i = 0; i < 10; ++i)
        constant.add_unit({"a", "a"});
    const Plan plan = plan_study(Nominal(constant).alpha_sums(), 0, 20, 0.5, options);
    EXPECT_FALSE(plan.width.defined());
    EXPECT_EQ(plan.undefined_studies, 50);
}

} // namespace
} // namespace axial::agreement
