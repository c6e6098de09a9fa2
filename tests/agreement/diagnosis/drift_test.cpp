// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/drift.h"
#include "agreement/nominal.h"
#include "tests/agreement/diagnosis/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using tests::random_table;

/// Raters agree more often the later the unit; units come in a mixed order of time.
ReliabilityData learning(std::size_t units, bool learn, std::vector<std::int64_t>& times) {
    SplitMix64 random(17);
    ReliabilityData data;
    for (std::size_t u = 0; u < units; ++u) {
        const auto time = static_cast<std::int64_t>(u * 37 % units);
        times.push_back(1'700'000'000 + time);
        const auto chance = learn ? static_cast<std::uint64_t>(time) * 100 / units : 50;
        const std::string first = random() % 2 == 0 ? "a" : "b";
        data.add_unit({first, random() % 100 < chance ? first : (random() % 2 == 0 ? "a" : "b")});
    }
    return data;
}

TEST(Drift, SeesRatersLearn) {
    std::vector<std::int64_t> times;
    const auto data = learning(300, true, times);
    const Drift result = drift(data, times, {5, 0, 1, 499, {200, 1}});
    ASSERT_EQ(result.windows.size(), 5U);
    EXPECT_NEAR(result.change.value(), 0.5, 0.15);
    EXPECT_EQ(result.p.value(), 1.0 / 500);
    EXPECT_GT(result.windows[4].figures.alpha.value(), result.windows[0].figures.alpha.value() + 0.4);
    for (std::size_t i = 0; i < 5; ++i) {
        const auto& window = result.windows[i];
        EXPECT_EQ(window.figures.units, 60);
        EXPECT_EQ(window.from, 1'700'000'000 + static_cast<std::int64_t>(i) * 60);
        EXPECT_EQ(window.to, window.from + 59);
        EXPECT_LE(window.figures.interval.low.value(), window.figures.alpha.value());
        EXPECT_GE(window.figures.interval.high.value(), window.figures.alpha.value());
    }
}

TEST(Drift, SeesNothingWhereNothingChanges) {
    std::vector<std::int64_t> times;
    const auto data = learning(300, false, times);
    const Drift result = drift(data, times, {4, 0, 1, 499, {100, 1}});
    EXPECT_GT(result.p.value(), 0.02);
    EXPECT_EQ(drift(data, times, {4, 0, 1, 499, {100, 1}}).p.value(), result.p.value());
}

TEST(Drift, WindowsAreTheUnitsOfTheirTime) {
    auto data = random_table(53, 3, 3, 120, 4);
    std::vector<std::int64_t> times;
    for (std::size_t u = 0; u < 53; ++u)
        times.push_back(u % 9 == 0 ? no_time : static_cast<std::int64_t>(u * 11 % 53 / 2));
    std::vector<std::size_t> order;
    for (std::size_t u = 0; u < 53; ++u) {
        int ratings = 0;
        for (std::size_t r = 0; r < 3; ++r)
            ratings += data.at(u, r) >= 0 ? 1 : 0;
        if (ratings >= 2 && times[u] != no_time)
            order.push_back(u);
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return times[a] < times[b]; });
    const auto alpha_of = [&](std::size_t begin, std::size_t size) {
        ReliabilityData part(data.categories());
        for (std::size_t i = begin; i < begin + size; ++i) {
            std::vector<std::optional<std::string>> row(3);
            for (std::size_t r = 0; r < 3; ++r)
                if (data.at(order[i], r) >= 0)
                    row[r] = data.categories()[static_cast<std::size_t>(data.at(order[i], r))];
            part.add_unit(row);
        }
        return Nominal(part).alpha().value();
    };
    const Drift blocks = drift(data, times, {3, 0, 1, 0, {0, 1}});
    EXPECT_EQ(blocks.left_out, 53 - static_cast<std::int64_t>(order.size()));
    ASSERT_EQ(blocks.windows.size(), 3U);
    std::size_t begin = 0;
    for (const auto& window : blocks.windows) {
        const auto size = static_cast<std::size_t>(window.figures.units);
        EXPECT_NEAR(static_cast<double>(size), static_cast<double>(order.size()) / 3, 1);
        EXPECT_NEAR(window.figures.alpha.value(), alpha_of(begin, size), 1e-12);
        begin += size;
    }
    EXPECT_EQ(begin, order.size());
    EXPECT_FALSE(blocks.p.defined());
    const Drift rolling = drift(data, times, {0, 10, 4, 0, {0, 1}});
    ASSERT_EQ(rolling.windows.size(), (order.size() - 10) / 4 + 1);
    for (std::size_t i = 0; i < rolling.windows.size(); ++i)
        EXPECT_NEAR(rolling.windows[i].figures.alpha.value(), alpha_of(i * 4, 10), 1e-12);
}

TEST(Drift, TiedTimesShareTheirRank) {
    // Units of one time may be given in any order without a change of the slope.
    std::vector<std::int64_t> times = {1, 1, 1, 2, 2, 2};
    ReliabilityData one;
    ReliabilityData other;
    for (const char* pair : {"aa", "ab", "ab", "aa", "aa", "ab"})
        one.add_unit({std::string(1, pair[0]), std::string(1, pair[1])});
    for (const char* pair : {"ab", "ab", "aa", "ab", "aa", "aa"})
        other.add_unit({std::string(1, pair[0]), std::string(1, pair[1])});
    const double change = drift(one, times, {}).change.value();
    EXPECT_DOUBLE_EQ(change, drift(other, times, {}).change.value());
    // Means 1/3 and 2/3 at mean ranks 1 and 4, so 1/9 a rank over five ranks.
    EXPECT_NEAR(change, 5.0 / 9, 1e-12);
}

TEST(Drift, SaysWhatCannotBe) {
    const auto data = random_table(10, 2, 2, 0, 1);
    const std::vector<std::int64_t> same(10, 5);
    EXPECT_FALSE(drift(data, same, {}).change.defined());
    EXPECT_FALSE(drift(data, {}, {}).change.defined());
    EXPECT_TRUE(drift(data, {}, {}).windows.empty());
    const std::vector<std::int64_t> none(10, no_time);
    const Drift nothing = drift(data, none, {});
    EXPECT_TRUE(nothing.windows.empty());
    EXPECT_EQ(nothing.left_out, 10);
    ReliabilityData one;
    one.add_unit({"a", "b"});
    const std::vector<std::int64_t> at = {3};
    const Drift single = drift(one, at, {});
    EXPECT_FALSE(single.p.defined());
    ASSERT_EQ(single.windows.size(), 1U) << "no more windows than units";
    EXPECT_FALSE(single.windows[0].figures.interval.low.defined());
}

TEST(ByGroup, AddsUpToTheWhole) {
    const auto data = random_table(80, 3, 3, 50, 8);
    std::vector<std::size_t> groups;
    for (std::size_t u = 0; u < 80; ++u)
        groups.push_back(u % 3 == 0 ? 9 : u % 2);
    const auto rows = by_group(data, groups, {100, 1});
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[2].group, 9U);
    std::int64_t units = 0;
    std::int64_t all = 0;
    double shares = 0;
    for (const auto& row : rows) {
        units += row.figures.units;
        all += row.all_units;
        shares += row.share_of_disagreement;
        EXPECT_LT(row.figures.interval.low.value(), row.figures.interval.high.value());
    }
    EXPECT_EQ(units, Nominal(data).pairable_units());
    EXPECT_EQ(all, 80);
    EXPECT_NEAR(shares, 1, 1e-12);
    EXPECT_TRUE(by_group(data, {}, {100, 1}).empty());
    // A single group is the whole.
    const auto one = by_group(data, std::vector<std::size_t>(80, 4), {100, 1});
    EXPECT_NEAR(one[0].figures.alpha.value(), Nominal(data).alpha().value(), 1e-12);
    EXPECT_NEAR(one[0].figures.percent.value(), Nominal(data).percent_agreement().value(), 1e-12);
}

} // namespace
} // namespace axial::agreement
