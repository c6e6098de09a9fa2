// SPDX-License-Identifier: GPL-3.0-or-later
// How many units, and how many of each stratum: values of the literature, bounds, and what is refused.
#include "corpus/sampling/design.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace axial::corpus::sampling {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::int64_t> shares(const std::vector<StratumSize>& strata, std::int64_t size,
                                 Allocation allocation) {
    const auto sizes = allocate(strata, size, allocation);
    EXPECT_TRUE(sizes) << sizes.error().line();
    return sizes.value_or(std::vector<std::int64_t>{});
}

TEST(SampleSize, IsThatOfTheTables) {
    EXPECT_EQ(sample_size({}, std::nullopt), 385);
    EXPECT_EQ(sample_size({}, 10'000), 370);
    // Krejcie and Morgan 1970, where rounding to the nearest is rounding up
    EXPECT_EQ(sample_size({}, 10), 10);
    EXPECT_EQ(sample_size({}, 100), 80);
    EXPECT_EQ(sample_size({}, 1'000), 278);
    EXPECT_EQ(sample_size({}, 1'000'000), 384);
    EXPECT_EQ(sample_size({.confidence = 0.99, .margin = 0.03}, std::nullopt), 1844);
    // Cochran 1977, 4.4: two standard errors, 5 points, half of 3,200 inhabitants
    EXPECT_EQ(sample_size({.confidence = 0.9544997361036416}, 3'200), 356);
    EXPECT_EQ(sample_size({.confidence = 0.9544997361036416}, std::nullopt), 400);
    EXPECT_EQ(sample_size({.share = 0.1}, std::nullopt), 139);
    EXPECT_EQ(sample_size({}, 1), 1);
}

TEST(SampleSize, QuantilesAreExact) {
    EXPECT_NEAR(normal_quantile_for(0.95), 1.959963984540054, 1e-14);
    EXPECT_NEAR(normal_quantile_for(0.99), 2.5758293035489004, 1e-14);
    EXPECT_NEAR(normal_quantile_for(0.90), 1.6448536269514722, 1e-14);
}

TEST(SampleSize, RefusesWhatIsNoShare) {
    for (const double bad : {0.0, 1.0, -0.1, 5.0, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_FALSE(sample_size({.margin = bad}, 100)) << bad;
        EXPECT_FALSE(sample_size({.confidence = bad}, 100)) << bad;
        EXPECT_FALSE(sample_size({.share = bad}, 100)) << bad;
    }
    EXPECT_THAT(sample_size({.margin = 5}, 100).error().line(), HasSubstr("0.05 for 5 %"));
    EXPECT_FALSE(sample_size({.margin = 1e-12}, std::nullopt));
    EXPECT_FALSE(sample_size({}, 0));
}

TEST(Allocation, IsThatOfTheTextbooks) {
    // Cochran 1977, 5.9: 64 cities, 24 drawn; 12.21 and 11.79 where they differ as in 1930
    const std::vector<StratumSize> cities{{"large", 16, 0, std::sqrt(53'843.0)},
                                          {"other", 48, 0, std::sqrt(5'581.0)}};
    EXPECT_THAT(shares(cities, 24, Allocation::neyman), ElementsAre(12, 12));
    EXPECT_THAT(shares(cities, 24, Allocation::proportional), ElementsAre(6, 18));
    // Scheaffer, Mendenhall, Ott: two towns and a rural area
    const std::vector<StratumSize> towns{{"A", 155, 0, 5}, {"B", 62, 0, 15}, {"C", 93, 0, 10}};
    EXPECT_THAT(shares(towns, 40, Allocation::proportional), ElementsAre(20, 8, 12));
    EXPECT_THAT(shares(towns, 40, Allocation::neyman), ElementsAre(12, 14, 14));
    EXPECT_THAT(shares(towns, 40, Allocation::equal), ElementsAre(14, 13, 13));
}

TEST(Allocation, WhatAStratumLacksGoesToTheOthers) {
    EXPECT_THAT(shares({{"a", 5, 0, 100}, {"b", 1000, 0, 1}, {"c", 1000, 0, 1}}, 101, Allocation::neyman),
                ElementsAre(5, 48, 48));
    EXPECT_THAT(shares({{"a", 3}, {"b", 100}, {"c", 100}}, 30, Allocation::equal), ElementsAre(3, 14, 13));
    EXPECT_THAT(shares({{"a", 10, 2}, {"b", 990, 2}}, 20, Allocation::proportional), ElementsAre(2, 18));
}

TEST(Allocation, AddsUpWithinItsBoundsWhateverTheStrata) {
    std::mt19937 random(5);
    for (int round = 0; round < 2000; ++round) {
        std::vector<StratumSize> strata;
        std::int64_t population = 0, least = 0;
        for (unsigned i = 0; i < 1 + random() % 7; ++i) {
            StratumSize one{std::to_string(i), static_cast<std::int64_t>(1 + random() % 50), 0,
                            static_cast<double>(random() % 5)};
            one.least = static_cast<std::int64_t>(random()) % (one.population + 1);
            population += one.population;
            least += one.least;
            strata.push_back(one);
        }
        strata[0].deviation = 1;
        const auto size = least + static_cast<std::int64_t>(random()) % (population - least + 1);
        for (const auto how : {Allocation::proportional, Allocation::equal, Allocation::neyman}) {
            const auto sizes = shares(strata, size, how);
            ASSERT_EQ(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}), size);
            for (std::size_t i = 0; i < strata.size(); ++i) {
                ASSERT_GE(sizes[i], strata[i].least);
                ASSERT_LE(sizes[i], strata[i].population);
            }
        }
    }
}

TEST(Allocation, RefusesWhatCannotBe) {
    EXPECT_FALSE(allocate({{"a", 5}}, 6, Allocation::equal));
    EXPECT_FALSE(allocate({{"a", 5, 3}}, 2, Allocation::equal));
    EXPECT_FALSE(allocate({{"a", 5}}, 2, Allocation::neyman)) << "no stratum differs within";
    EXPECT_FALSE(allocate({{"a", 5, 0, -1}}, 2, Allocation::neyman));
    EXPECT_FALSE(allocate({{"a", 5, 6}}, 5, Allocation::equal));
}

TEST(Plan, SizesEachStratumByItselfWhereAsked) {
    Design design;
    design.precision = Precision{};
    design.per_stratum = true;
    const auto made = plan(design, {{"b", 10'000}, {"a", 100}});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->strata[0].name, "a");
    EXPECT_EQ(made->strata[0].size, 80);
    EXPECT_EQ(made->strata[1].size, 370);
    EXPECT_EQ(made->size, 450);
    EXPECT_DOUBLE_EQ(made->strata[0].weight(), 1.25);
}

TEST(Plan, TheMarginIsTheOneAskedFor) {
    Design design;
    design.precision = Precision{};
    const auto one = plan(design, {{"all", 1000}});
    ASSERT_TRUE(one);
    EXPECT_EQ(one->size, 278);
    EXPECT_NEAR(margin_of(*one, {}), 0.05, 0.0001); // 0.04996
    EXPECT_LE(margin_of(*one, {}), 0.05);
    const auto two = plan(design, {{"a", 400}, {"b", 600}});
    ASSERT_TRUE(two);
    EXPECT_NEAR(margin_of(*two, {}), 0.05, 0.0003); // in proportion: nearly that of one stratum
    Design equal = design;
    equal.allocation = Allocation::equal;
    EXPECT_GT(margin_of(*plan(equal, {{"a", 100}, {"b", 900}}), {}), 0.05);
}

TEST(Plan, NamesTheStratumThatIsWithoutADeviation) {
    Design design;
    design.allocation = Allocation::neyman;
    design.size = 5;
    design.deviations["a"] = 1;
    const auto lacks = plan(design, {{"a", 10}, {"b", 10}});
    ASSERT_FALSE(lacks);
    EXPECT_THAT(lacks.error().line(), HasSubstr("b"));
    design.deviations["c"] = 1;
    EXPECT_FALSE(plan(design, {{"a", 10}})) << "c is no stratum";
}

TEST(Design, ComesBackOutOfProvenance) {
    Design design;
    design.unit = Unit::thread;
    design.by = "source,tag:bug";
    design.allocation = Allocation::neyman;
    design.precision = Precision{0.9, 0.1, 0.3};
    design.least = 2;
    design.deviations = {{"a / no", 0.25}, {"b / yes", 0.1 + 0.2}};
    design.seed = std::numeric_limits<std::int64_t>::max();
    Plan made;
    made.size = 7;
    const auto again = design_from(nlohmann::json::parse(to_json(design, made).dump()));
    ASSERT_TRUE(again);
    EXPECT_EQ(to_json(*again, made), to_json(design, made));
    EXPECT_EQ(again->deviations, design.deviations);

    const auto old = design_from(nlohmann::json::parse(R"({"frame":"f","size":60,"seed":7,"strata":"kind"})"));
    ASSERT_TRUE(old) << "as earlier versions wrote it";
    EXPECT_EQ(old->size, 60);
    EXPECT_EQ(old->allocation, Allocation::proportional);
    for (const char* bad : {"{}", "[]", "null", R"({"size":"x","seed":1,"strata":""})"})
        EXPECT_FALSE(design_from(nlohmann::json::parse(bad))) << bad;
}

TEST(Strata, AreMadeOfWhatTheIndexKeeps) {
    const auto fields = strata_fields("year,language, tag:BUG");
    ASSERT_TRUE(fields);
    EXPECT_EQ(stratum_value((*fields)[0], "2024-05"), "2024");
    EXPECT_EQ(stratum_value((*fields)[1], "und"), "unknown");
    EXPECT_EQ(stratum_value((*fields)[2], std::string("docs\0buG", 8)), "yes");
    EXPECT_EQ(stratum_value((*fields)[2], "bugs"), "no");
    EXPECT_EQ(stratum_value((*fields)[2], ""), "no");
    EXPECT_FALSE(strata_fields("colour"));
    EXPECT_FALSE(strata_fields("year,year"));
    EXPECT_FALSE(strata_fields("year,"));
    EXPECT_FALSE(strata_fields("tag:"));
    EXPECT_TRUE(strata_fields("")->empty());
}

} // namespace
} // namespace axial::corpus::sampling
