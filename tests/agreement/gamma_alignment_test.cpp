// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/alignment.h"
#include "tests/agreement/gamma_literal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace axial::agreement {
namespace {

using literal::random_units;

/// Every unit once, at most one of a rater and one document in a unitary alignment, costs as summed.
void expect_partition(const std::vector<AlignmentUnit>& units, std::size_t raters, const Dissimilarity& d,
                      const Alignment& alignment) {
    std::vector<int> seen(units.size());
    double cost = 0;
    for (std::size_t i = 0; i < alignment.size(); ++i) {
        std::set<std::uint32_t> met, documents;
        for (const auto member : alignment.unitary(i)) {
            ++seen[member];
            EXPECT_TRUE(met.insert(units[member].rater).second);
            documents.insert(units[member].document);
        }
        EXPECT_EQ(documents.size(), 1U);
        cost += unitary_cost(units, alignment.unitary(i), raters, d);
    }
    EXPECT_TRUE(std::all_of(seen.begin(), seen.end(), [](int times) { return times == 1; }));
    EXPECT_NEAR(alignment.cost, cost, 1e-9);
}

TEST(Alignment, IsTheCheapestOfAll) {
    std::mt19937 random(1);
    for (int round = 0; round < 600; ++round) {
        const std::size_t raters = 2 + random() % 3;
        const auto units = random_units(random, {.raters = raters,
                                                 .units = 1 + random() % 9,
                                                 .longest = round % 3 == 0 ? 30 : 8,
                                                 .documents = 1 + round % 2});
        Dissimilarity d{static_cast<double>(random() % 4),
                        static_cast<double>(random() % 3),
                        0.5 + static_cast<double>(random() % 4),
                        0,
                        {}};
        if (round % 4 == 0) {
            d.categories = 3;
            d.category_table = {0, 0.5, 1, 0.5, 0, 0.25, 1, 0.25, 0};
        }
        const auto alignment = best_alignment(units, raters, d);
        EXPECT_TRUE(alignment.exact);
        expect_partition(units, raters, d, alignment);
        EXPECT_NEAR(alignment.cost, literal::lowest_cost(units, raters, d), 1e-9) << "round " << round;
    }
}

TEST(Alignment, OfTwoRatersAgreesWithTheHungarianMethod) {
    std::mt19937 random(2);
    for (int round = 0; round < 20; ++round) {
        const auto units = random_units(random, {.units = 120, .positions = 60 + 40 * round, .longest = 25});
        const auto alignment = best_alignment(units, 2, {});
        EXPECT_TRUE(alignment.exact);
        EXPECT_NEAR(alignment.cost, literal::lowest_cost_of_two(units, {}), 1e-8) << "round " << round;
    }
}

TEST(Alignment, OfThreeIsNoDearerThanWithinNarrowLimits) {
    std::mt19937 random(3);
    for (int round = 0; round < 10; ++round) {
        const auto units = random_units(random, {.raters = 3, .units = 60, .positions = 250, .longest = 20});
        const auto best = best_alignment(units, 3, {});
        const auto hurried =
            best_alignment(units, 3, {}, {.pairs = 20, .columns = 50, .states = 10, .width = 1, .steps = 100});
        EXPECT_TRUE(best.exact);
        EXPECT_FALSE(hurried.exact);
        expect_partition(units, 3, {}, hurried);
        EXPECT_LE(best.cost, hurried.cost + 1e-9);
    }
}

/// Whatever the order of the units, what is called exact has one cost.
TEST(Alignment, DoesNotCallExactWhatItCouldNotFinish) {
    std::mt19937 random(8);
    for (int round = 0; round < 5; ++round) {
        auto units = random_units(random, {.raters = 3, .units = 75, .positions = 60, .longest = 100});
        std::set<std::int64_t> costs;
        for (int order = 0; order < 4; ++order) {
            std::shuffle(units.begin(), units.end(), random);
            for (auto& unit : units)
                unit.rater = (unit.rater + 1) % 3;
            const auto alignment =
                best_alignment(units, 3, {}, {.states = 2000, .width = 20, .steps = 100'000});
            if (alignment.exact)
                costs.insert(std::llround(alignment.cost * 1e6));
        }
        EXPECT_LE(costs.size(), 1U);
    }
}

TEST(Alignment, DependsNeitherOnRaterOrderNorOnPlaceNorOnScale) {
    std::mt19937 random(4);
    for (int round = 0; round < 10; ++round) {
        const auto units = random_units(random, {.raters = 4, .units = 80, .positions = 300, .longest = 20});
        auto other = units;
        for (auto& unit : other)
            unit = {1000 + 8 * unit.begin, 1000 + 8 * unit.end, 3 - unit.rater, unit.category, 7};
        std::reverse(other.begin(), other.end());
        EXPECT_NEAR(best_alignment(units, 4, {}).cost, best_alignment(other, 4, {}).cost, 1e-8);
    }
}

TEST(Alignment, PrefersFewUnitaryAlignmentsAmongEquals) {
    // Next to one another and of different categories: 2 D together, and 2 D apart.
    const std::vector<AlignmentUnit> units{{0, 10, 0, 0, 0}, {10, 20, 1, 1, 0}};
    EXPECT_EQ(best_alignment(units, 2, {}).size(), 1U);
}

TEST(Alignment, OfOneUnitOrNone) {
    const auto none = best_alignment({}, 3, {});
    EXPECT_FALSE(none.disorder().defined());
    EXPECT_EQ(none.disorder().reason(), "no units");
    const std::vector<AlignmentUnit> one{{0, 5, 1, 0, 0}};
    EXPECT_DOUBLE_EQ(best_alignment(one, 3, {}).disorder().value(), 3.0);
}

/// Many units on one spot: hopeless to prove, but it must end, within bounds, and say so.
TEST(Alignment, EndsOnThousandsOfUnitsOnOneSpot) {
    std::mt19937 random(5);
    for (const auto& [raters, count] : {std::pair<std::size_t, std::size_t>{2, 3000}, {3, 2000}, {7, 500}}) {
        const auto units = random_units(
            random, {.raters = raters, .units = count, .positions = 40, .longest = 400, .categories = 4});
        const auto alignment = best_alignment(units, raters, {});
        EXPECT_FALSE(alignment.exact);
        expect_partition(units, raters, {}, alignment);
        EXPECT_LT(alignment.cost / static_cast<double>(count), 0.3) << raters << " raters";
    }
}

TEST(Alignment, OfManyIdenticalUnitsWithDifferentCategoriesPairsThemAll) {
    std::vector<AlignmentUnit> units;
    for (std::uint32_t rater = 0; rater < 3; ++rater)
        for (std::int32_t category = 0; category < 300; ++category)
            units.push_back({0, 10, rater, category, 0});
    const auto alignment = best_alignment(units, 3, {});
    EXPECT_EQ(alignment.size(), 300U);
    EXPECT_EQ(alignment.cost, 0.0);
}

TEST(Alignment, OfALongLineIsExact) {
    std::vector<AlignmentUnit> units;
    std::mt19937 random(6);
    for (std::uint32_t rater = 0; rater < 3; ++rater)
        for (int i = 0; i < 1500; ++i) {
            const double begin = 12.0 * i + static_cast<double>(random() % 8);
            units.push_back({begin, begin + 4 + static_cast<double>(random() % 9), rater,
                             static_cast<std::int32_t>(random() % 5), 0});
        }
    EXPECT_TRUE(best_alignment(units, 3, {}).exact);
}

TEST(Alignment, CanBeAbandoned) {
    std::mt19937 random(7);
    const auto units = random_units(random, {.raters = 3, .units = 500});
    std::stop_source stop;
    stop.request_stop();
    const auto alignment = best_alignment(units, 3, {}, {}, stop.get_token());
    EXPECT_TRUE(alignment.stopped);
    EXPECT_EQ(alignment.disorder().reason(), "abandoned");
}

TEST(DissimilarityParameters, AreChecked) {
    EXPECT_EQ(Dissimilarity{}.fault(), std::nullopt);
    EXPECT_TRUE((Dissimilarity{.alpha = -1}.fault()));
    EXPECT_TRUE((Dissimilarity{.beta = NAN}.fault()));
    EXPECT_TRUE((Dissimilarity{.delta_empty = 0}.fault()));
    const auto table = [](std::vector<double> values) {
        return Dissimilarity{1, 1, 1, 2, std::move(values)}.fault();
    };
    EXPECT_EQ(table({0, 1, 1, 0}), std::nullopt);
    EXPECT_EQ(table({0, 1, 0.5, 0}),
              "the table of category dissimilarities is not symmetric: at row 1, column 2");
    EXPECT_EQ(table({0, 1, 1, 0.5}), "a category has no dissimilarity to itself: at row 2, column 2");
    EXPECT_TRUE(table({0, -1, -1, 0}));
    EXPECT_TRUE(table({0, 1}));
}

} // namespace
} // namespace axial::agreement
