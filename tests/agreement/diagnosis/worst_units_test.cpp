// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/confusion.h"
#include "agreement/diagnosis/worst_units.h"
#include "tests/agreement/diagnosis/tables.h"

#include <gtest/gtest.h>

namespace axial::agreement {
namespace {

using tests::random_sets;
using tests::random_table;

ReliabilityData rebuilt(const ReliabilityData& data, std::size_t without_rater, std::int32_t without_category) {
    ReliabilityData rest(data.categories());
    for (std::size_t u = 0; u < data.units(); ++u) {
        std::vector<std::optional<std::string>> row;
        for (std::size_t r = 0; r < data.raters(); ++r)
            if (r != without_rater) {
                auto& cell = row.emplace_back();
                if (data.at(u, r) != ReliabilityData::missing && data.at(u, r) != without_category)
                    cell = data.categories()[static_cast<std::size_t>(data.at(u, r))];
            }
        rest.add_unit(row);
    }
    return rest;
}

void expect_same(const Without& row, const Alpha& literal, const Figure& with_all) {
    ASSERT_EQ(row.alpha.defined(), literal.alpha.defined());
    if (literal.alpha.defined()) {
        EXPECT_NEAR(row.alpha.value(), literal.alpha.value(), 1e-12);
    }
    ASSERT_EQ(row.change.defined(), literal.alpha.defined() && with_all.defined());
    if (row.change.defined()) {
        EXPECT_NEAR(row.change.value(), literal.alpha.value() - with_all.value(), 1e-12);
    }
}

TEST(WorstUnits, AddUpToTheObservedDisagreement) {
    const Distance steps = [](std::size_t a, std::size_t b) {
        return static_cast<double>(a > b ? a - b : b - a);
    };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto data = random_table(50, 2 + seed % 3, 4, seed % 2 * 60, seed);
        for (const auto& distance : {Distance(nominal_distance), steps}) {
            const auto units = worst_units(data, distance);
            double contributions = 0;
            double shares = 0;
            for (std::size_t i = 0; i < units.size(); ++i) {
                contributions += units[i].contribution;
                shares += units[i].share;
                double literal = 0;
                int ratings = 0;
                for (std::size_t a = 0; a < data.raters(); ++a) {
                    ratings += data.at(units[i].unit, a) >= 0 ? 1 : 0;
                    for (std::size_t b = 0; b < data.raters(); ++b)
                        if (data.at(units[i].unit, a) >= 0 && data.at(units[i].unit, b) >= 0)
                            literal += distance(static_cast<std::size_t>(data.at(units[i].unit, a)),
                                                static_cast<std::size_t>(data.at(units[i].unit, b)));
                }
                EXPECT_EQ(units[i].ratings, ratings);
                EXPECT_NEAR(units[i].contribution / units[0].contribution * units[0].share, units[i].share,
                            1e-12);
                EXPECT_NEAR(literal / (ratings - 1) / units[i].contribution, coincidences(data).total, 1e-9);
                if (i > 0) {
                    EXPECT_TRUE(units[i - 1].contribution > units[i].contribution ||
                                (units[i - 1].contribution == units[i].contribution &&
                                 units[i - 1].unit < units[i].unit));
                }
            }
            EXPECT_NEAR(contributions, alpha(data, distance).observed.value(), 1e-12);
            EXPECT_NEAR(shares, 1, 1e-12);
            EXPECT_EQ(worst_units(data, distance, 3).size(), 3U);
        }
    }
}

TEST(WorstUnits, KnowTheDistanceBetweenSets) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto data = random_sets(40, 3, seed);
        EXPECT_NEAR(alpha(data.table(), set_distance(data, SetDistance::masi)).alpha.value(),
                    alpha_masi(data).value(), 1e-12);
        EXPECT_NEAR(alpha(data.table(), set_distance(data, SetDistance::jaccard)).alpha.value(),
                    alpha_jaccard(data).value(), 1e-12);
        EXPECT_NEAR(alpha(data.table(), set_distance(data, SetDistance::nominal)).alpha.value(),
                    alpha_set_nominal(data).value(), 1e-12);
    }
    SetData data;
    data.add_unit({SetData::Codes{"a"}, SetData::Codes{"a", "b"}});
    data.add_unit({SetData::Codes{"a"}, SetData::Codes{}});
    const auto units = worst_units(data.table(), set_distance(data, SetDistance::masi));
    ASSERT_EQ(units.size(), 2U);
    EXPECT_EQ(units[0].unit, 1U) << "nothing against something is the furthest";
    EXPECT_NEAR(units[1].share, (2.0 / 3) / (1 + 2.0 / 3), 1e-12);
}

TEST(Without, IsAlphaOfTheRest) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto data = random_table(25, 1 + seed % 4, 3, seed % 2 * 60, seed);
        const Figure with_all = alpha(data, nominal_distance).alpha;
        const auto raters = without_each_rater(data, nominal_distance);
        ASSERT_EQ(raters.size(), data.raters());
        for (const auto& row : raters)
            expect_same(row, alpha(rebuilt(data, row.index, -2), nominal_distance), with_all);
        const auto categories = without_each_category(data, nominal_distance);
        ASSERT_EQ(categories.size(), data.categories().size());
        for (const auto& row : categories)
            expect_same(
                row,
                alpha(rebuilt(data, data.raters(), static_cast<std::int32_t>(row.index)), nominal_distance),
                with_all);
    }
}

TEST(Without, FindsTheRaterWhoGuesses) {
    SplitMix64 random(5);
    ReliabilityData data;
    for (int u = 0; u < 100; ++u) {
        const std::string truth = random() % 2 == 0 ? "a" : "b";
        data.add_unit({truth, random() % 2 == 0 ? "a" : "b", truth});
    }
    const auto rows = without_each_rater(data, nominal_distance);
    EXPECT_EQ(rows[1].alpha.value(), 1);
    EXPECT_GT(rows[1].change.value(), 0.3);
    EXPECT_LT(rows[0].change.value(), 0);
    EXPECT_EQ(rows[0].pairable_units, 100);
    EXPECT_EQ(rows[0].pairable_values, 200);
}

TEST(Without, TakesACodeOutOfEverySet) {
    SetData data;
    data.add_unit({SetData::Codes{"a", "x"}, SetData::Codes{"a"}});
    data.add_unit({SetData::Codes{"b"}, SetData::Codes{"b", "x"}});
    data.add_unit({SetData::Codes{}, SetData::Codes{"x"}});
    const auto rows = without_each_code(data, SetDistance::jaccard);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[2].alpha.value(), 1) << "raters differ in x alone";
    EXPECT_NEAR(rows[2].change.value(), 1 - alpha_jaccard(data).value(), 1e-12);
    EXPECT_EQ(rows[2].pairable_units, 3);
}

TEST(Diagnosis, OfNothingIsNothing) {
    const ReliabilityData empty;
    EXPECT_TRUE(worst_units(empty, nominal_distance).empty());
    EXPECT_TRUE(without_each_rater(empty, nominal_distance).empty());
    EXPECT_TRUE(without_each_code(SetData{}, SetDistance::masi).empty());
    ReliabilityData two;
    two.add_unit({"a", "b"});
    const auto rows = without_each_rater(two, nominal_distance);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_FALSE(rows[0].alpha.defined()) << "one rater is left";
    EXPECT_FALSE(rows[0].change.defined());
    EXPECT_EQ(rows[0].pairable_units, 0);
}

} // namespace
} // namespace axial::agreement
