// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/alpha.h"
#include "agreement/inference/difference.h"
#include "agreement/inference/planner.h"
#include "agreement/inference/table_statistics.h"
#include "agreement/nominal.h"
#include "tests/agreement/diagnosis/tables.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using tests::random_table;

TEST(TableStatistics, AreTheCoefficientsOfTheTable) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const auto data = random_table(20, 1 + seed % 4, 3, seed % 2 * 90, seed);
        const Nominal nominal(data);
        const bool two = data.raters() == 2;
        const Figure none = Figure::undefined("two raters");
        const std::vector<Figure> expected = {
            nominal.percent_agreement(),     nominal.alpha(),        two ? nominal.cohen(0, 1).kappa : none,
            two ? nominal.scott_pi() : none, nominal.fleiss_kappa(), nominal.conger_kappa(),
            nominal.brennan_prediger(),      nominal.gwet_ac1()};
        const auto table = table_statistics(data);
        const auto found = table.statistics.estimates();
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            ASSERT_EQ(found[i].has_value(), expected[i].defined()) << table.names[i] << " " << seed;
            if (found[i]) {
                EXPECT_NEAR(*found[i], expected[i].value(), 1e-12) << table.names[i];
            }
        }
    }
}

TEST(TableStatistics, KnowTheLevel) {
    const auto data = random_table(60, 3, 4, 40, 5);
    const auto interval = table_statistics(data, Level::interval);
    ASSERT_EQ(interval.names.back(), "alpha_interval");
    const auto squares = [&](std::size_t a, std::size_t b) {
        const double x = std::stod(data.categories()[a]) - std::stod(data.categories()[b]);
        return x * x;
    };
    EXPECT_NEAR(*interval.statistics.estimates().back(), alpha(data, squares).alpha.value(), 1e-12);
    EXPECT_TRUE(table_statistics(data, Level::ordinal).statistics.estimates().back().has_value());
    ReliabilityData words;
    words.add_unit({"good", "bad"});
    words.add_unit({"bad", "bad"});
    words.add_unit({"bad", "good"});
    EXPECT_FALSE(table_statistics(words, Level::interval).statistics.estimates().back().has_value());
    EXPECT_TRUE(table_statistics(words, Level::interval).statistics.estimates()[1].has_value());
}

TEST(TableStatistics, ServeThePlannerAndTheDifference) {
    const auto first = random_table(80, 3, 3, 40, 5);
    const auto second = random_table(80, 3, 3, 40, 6);
    const auto a = table_statistics(first);
    const auto b = table_statistics(second);
    const auto differences = difference_of_same_units(a.statistics, a.pattern_of_unit, b.statistics,
                                                      b.pattern_of_unit, {}, {300, 1});
    const auto apart = difference_of_other_units(a.statistics, b.statistics, {300, 1});
    ASSERT_EQ(differences.size(), a.names.size());
    const double expected = Nominal(first).alpha().value() - Nominal(second).alpha().value();
    EXPECT_NEAR(differences[1].difference.value(), expected, 1e-12);
    EXPECT_NEAR(apart[1].difference.value(), expected, 1e-12);
    EXPECT_LT(differences[1].low.value(), expected);
    EXPECT_GT(differences[1].high.value(), expected);
    EXPECT_FALSE(differences[2].difference.defined()) << "Cohen's kappa needs two raters";
    for (std::size_t i = 0; i < a.names.size(); ++i) {
        const Plan plan = plan_study(a.statistics, i, 60, 0.2, {100, 1, 0.95, 1000});
        EXPECT_EQ(plan.width.defined(), i != 2 && i != 3) << a.names[i];
    }
}

TEST(TableStatistics, OfNothingHaveNoValue) {
    for (const auto& value : table_statistics(ReliabilityData{}).statistics.estimates())
        EXPECT_FALSE(value.has_value());
    ReliabilityData gaps;
    gaps.add_unit({std::nullopt, std::nullopt});
    const auto table = table_statistics(gaps);
    EXPECT_EQ(table.pattern_of_unit, std::vector<std::size_t>{no_pattern});
    EXPECT_FALSE(plan_study(table.statistics, 1, 50, 0.5, {10, 1, 0.95, 100}).width.defined());
}

} // namespace
} // namespace axial::agreement
