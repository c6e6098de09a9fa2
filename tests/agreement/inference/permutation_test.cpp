// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/permutation.h"
#include "agreement/nominal.h"
#include "agreement/resampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using Row = std::vector<std::optional<std::string>>;

/// `likeness` in 256: how often a rater follows the unit's truth; `gaps` in 256: how often a cell is missing.
ReliabilityData random_table(std::size_t units, std::size_t raters, std::size_t categories, unsigned likeness,
                             unsigned gaps, std::uint64_t seed) {
    SplitMix64 random(seed);
    ReliabilityData data;
    for (std::size_t u = 0; u < units; ++u) {
        const auto truth = random() % categories;
        Row row;
        for (std::size_t r = 0; r < raters; ++r) {
            const auto value = random() % 256 < likeness ? truth : random() % categories;
            row.emplace_back(std::to_string(value));
            if (random() % 256 < gaps)
                row.back().reset();
        }
        data.add_unit(row);
    }
    return data;
}

constexpr std::array all = {NominalStatistic::percent_agreement, NominalStatistic::alpha_nominal,
                            NominalStatistic::cohen_kappa,       NominalStatistic::scott_pi,
                            NominalStatistic::fleiss_kappa,      NominalStatistic::conger_kappa,
                            NominalStatistic::brennan_prediger,  NominalStatistic::gwet_ac1};

std::vector<Figure> by_nominal(const ReliabilityData& data) {
    const Nominal nominal(data);
    const Figure none = Figure::undefined("two raters");
    return {nominal.percent_agreement(),
            nominal.alpha(),
            data.raters() == 2 ? nominal.cohen(0, 1).kappa : none,
            data.raters() == 2 ? nominal.scott_pi() : none,
            nominal.fleiss_kappa(),
            nominal.conger_kappa(),
            nominal.brennan_prediger(),
            nominal.gwet_ac1()};
}

ReliabilityData table_of(std::span<const std::int32_t> cells, const ReliabilityData& like) {
    ReliabilityData data(like.categories());
    for (std::size_t begin = 0; begin < cells.size(); begin += like.raters()) {
        Row row(like.raters());
        for (std::size_t r = 0; r < like.raters(); ++r)
            if (cells[begin + r] != ReliabilityData::missing)
                row[r] = like.categories()[static_cast<std::size_t>(cells[begin + r])];
        data.add_unit(row);
    }
    return data;
}

TEST(Permutation, ObservesWhatNominalComputes) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        // The last ones have too many categories for a byte.
        const std::size_t categories = seed > 50 ? 300 : 1 + seed % 5;
        const auto data = random_table(1 + seed * 3 % 70, 1 + seed % 5, categories, 128, seed % 3 * 40, seed);
        const auto expected = by_nominal(data);
        const auto tests = permutation_tests(data, all, {1, seed, {}});
        for (std::size_t i = 0; i < all.size(); ++i) {
            ASSERT_EQ(tests[i].observed.defined(), expected[i].defined()) << seed << " " << i;
            if (expected[i].defined()) {
                EXPECT_NEAR(tests[i].observed.value(), expected[i].value(), 1e-12) << seed << " " << i;
            }
        }
    }
}

TEST(Permutation, FastAndGeneralWayGiveTheSameP) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto data = random_table(30, 2 + seed % 3, 3, 100, seed % 2 * 50, seed);
        PermutationOptions options{40, seed, {}};
        if (seed % 4 == 0)
            for (std::size_t u = 0; u < data.units(); ++u)
                options.strata.push_back(u % 3);
        const auto fast = permutation_tests(data, all, options);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto slow = permutation_test(
                data,
                [&](std::span<const std::int32_t> cells, std::size_t) -> std::optional<double> {
                    const Figure figure = by_nominal(table_of(cells, data))[i];
                    return figure.defined() ? std::optional(figure.value()) : std::nullopt;
                },
                options);
            ASSERT_EQ(fast[i].p.defined(), slow.p.defined());
            EXPECT_EQ(fast[i].at_least, slow.at_least) << seed << " " << i;
            if (slow.permuted_mean.defined()) {
                EXPECT_NEAR(fast[i].permuted_mean.value(), slow.permuted_mean.value(), 1e-12);
            }
        }
    }
}

TEST(Permutation, KeepsMarginsGapsAndStrata) {
    const auto data = random_table(60, 3, 4, 100, 60, 7);
    PermutationOptions options{25, 3, {}};
    for (std::size_t u = 0; u < data.units(); ++u)
        options.strata.push_back(u / 7 % 4);
    const auto tally = [&](std::span<const std::int32_t> cells) {
        std::vector<std::array<std::int64_t, 4>> counts(3 * 4);
        for (std::size_t u = 0; u < data.units(); ++u)
            for (std::size_t r = 0; r < 3; ++r)
                if (const auto value = cells[u * 3 + r]; value >= 0)
                    ++counts[options.strata[u] * 3 + r][static_cast<std::size_t>(value)];
        return counts;
    };
    std::vector<std::int32_t> original;
    bool moved = false;
    (void)permutation_test(
        data,
        [&](std::span<const std::int32_t> cells, std::size_t) -> std::optional<double> {
            if (original.empty())
                original.assign(cells.begin(), cells.end());
            for (std::size_t i = 0; i < cells.size(); ++i)
                EXPECT_EQ(cells[i] < 0, original[i] < 0);
            EXPECT_EQ(tally(cells), tally(original));
            moved = moved || !std::equal(cells.begin(), cells.end(), original.begin());
            return 0;
        },
        options);
    EXPECT_TRUE(moved);
}

TEST(Permutation, MatchesTheExactTestOfTwoByTwo) {
    // Two raters, 10 units, each 5 times "a", equal on 8: Fisher's exact test, P(4 or 5 shared "a").
    ReliabilityData data;
    for (const char* pair : {"aa", "aa", "aa", "aa", "ab", "ba", "bb", "bb", "bb", "bb"})
        data.add_unit({std::string(1, pair[0]), std::string(1, pair[1])});
    const double exact = (25.0 + 1.0) / 252.0;
    const std::array statistics = {NominalStatistic::percent_agreement, NominalStatistic::alpha_nominal};
    const auto tests = permutation_tests(data, statistics, {40'000, 5, {}});
    EXPECT_NEAR(tests[0].p.value(), exact, 4 * std::sqrt(exact * (1 - exact) / 40'000));
    EXPECT_EQ(tests[0].at_least, tests[1].at_least);
    EXPECT_NEAR(tests[0].permuted_mean.value(), 0.5, 0.005);
}

TEST(Permutation, IsEvenUnderChanceAndSureUnderAgreement) {
    const std::array alpha = {NominalStatistic::alpha_nominal};
    int small = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed)
        small +=
            permutation_tests(random_table(40, 3, 3, 0, 30, seed), alpha, {99, seed, {}})[0].p.value() <= 0.1
                ? 1
                : 0;
    EXPECT_NEAR(small, 40, 4 * 6);
    const auto sure = permutation_tests(random_table(100, 3, 3, 200, 30, 1), alpha, {199, 1, {}})[0];
    EXPECT_EQ(sure.p.value(), 1.0 / 200);
    EXPECT_NEAR(sure.permuted_mean.value(), 0, 0.02);
}

TEST(Permutation, StrataTakeAwayWhatSourcesExplain) {
    // Both raters only echo the source: all agreement lies between sources, none within.
    SplitMix64 random(11);
    ReliabilityData data;
    PermutationOptions options{199, 1, {}};
    for (std::size_t u = 0; u < 200; ++u) {
        const std::size_t source = u % 2;
        const auto answer = [&] { return std::string(random() % 5 == 0 ? "b" : source == 0 ? "a" : "c"); };
        data.add_unit({answer(), answer()});
        options.strata.push_back(source);
    }
    const std::array kappa = {NominalStatistic::cohen_kappa};
    EXPECT_LT(permutation_tests(data, kappa, {199, 1, {}})[0].p.value(), 0.01);
    EXPECT_GT(permutation_tests(data, kappa, options)[0].p.value(), 0.05);
}

TEST(Permutation, IsTheSameAgainAndSaysWhatCannotBe) {
    const auto data = random_table(50, 4, 3, 60, 20, 3);
    const auto first = permutation_tests(data, all, {100, 9, {}});
    const auto second = permutation_tests(data, all, {100, 9, {}});
    for (std::size_t i = 0; i < all.size(); ++i)
        EXPECT_EQ(first[i].at_least, second[i].at_least);
    EXPECT_FALSE(permutation_tests(data, all, {0, 9, {}})[0].p.defined());
    EXPECT_FALSE(permutation_tests(data, all, {10, 9, {1, 2}})[0].p.defined());
    const ReliabilityData empty;
    EXPECT_FALSE(permutation_tests(empty, all, {10, 1, {}})[0].p.defined());
    ReliabilityData constant;
    constant.add_unit({"a", "a"});
    constant.add_unit({"a", "a"});
    const auto tests = permutation_tests(constant, all, {10, 1, {}});
    EXPECT_EQ(tests[0].p.value(), 1) << "percent agreement is 1 whatever is permuted";
    EXPECT_FALSE(tests[1].p.defined());
}

} // namespace
} // namespace axial::agreement
