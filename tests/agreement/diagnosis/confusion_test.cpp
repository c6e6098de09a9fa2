// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/confusion.h"
#include "agreement/nominal.h"
#include "tests/agreement/diagnosis/tables.h"

#include <gtest/gtest.h>

#include <cmath>

namespace axial::agreement {
namespace {

using tests::random_table;

/// Krippendorff 2011, section C: four observers, twelve units.
ReliabilityData four_observers() {
    ReliabilityData data({"1", "2", "3", "4", "5"});
    const char* rows[] = {"11 1", "2232", "3333", "3333", "2222", "1234",
                          "4444", "1121", "2222", " 555", "  11", " 3  "};
    for (const char* row : rows) {
        std::vector<std::optional<std::string>> cells;
        for (int r = 0; r < 4; ++r)
            cells.push_back(row[r] == ' ' ? std::nullopt : std::optional(std::string(1, row[r])));
        data.add_unit(cells);
    }
    return data;
}

TEST(Coincidences, AreThoseOfKrippendorffsExample) {
    const auto matrix = coincidences(four_observers());
    EXPECT_NEAR(matrix.total, 40, 1e-12);
    // Section C prints these cells and margins.
    EXPECT_NEAR(matrix.at(0, 0), 7, 1e-12);
    EXPECT_NEAR(matrix.at(0, 1), 4.0 / 3, 1e-12);
    EXPECT_NEAR(matrix.at(1, 1), 10, 1e-12);
    EXPECT_NEAR(matrix.at(2, 2), 8, 1e-12);
    EXPECT_NEAR(matrix.at(3, 3), 4, 1e-12);
    EXPECT_NEAR(matrix.at(4, 4), 3, 1e-12);
    const double margins[] = {9, 13, 10, 5, 3};
    for (std::size_t c = 0; c < 5; ++c)
        EXPECT_NEAR(matrix.values[c], margins[c], 1e-12);
}

TEST(Confusion, CountsEveryUnitOnce) {
    const auto data = four_observers();
    const auto table = confusion(data, 0, 1);
    std::int64_t all = 0;
    for (const auto count : table.counts)
        all += count;
    EXPECT_EQ(all, 12);
    EXPECT_EQ(table.at(5, 2), 1) << "the last unit: missing against 3";
    EXPECT_EQ(table.at(5, 5), 1) << "the eleventh was judged by neither";
    EXPECT_EQ(table.at(5, 4), 1);
    EXPECT_EQ(table.at(0, 1), 1);
    const auto turned = confusion(data, 1, 0);
    for (std::size_t c = 0; c <= 5; ++c)
        for (std::size_t k = 0; k <= 5; ++k)
            EXPECT_EQ(table.at(c, k), turned.at(k, c));
}

TEST(ConfusedPairs, AreThoseOfALiteralCount) {
    const Distance squares = [](std::size_t a, std::size_t b) {
        return (static_cast<double>(a) - static_cast<double>(b)) *
               (static_cast<double>(a) - static_cast<double>(b));
    };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto data = random_table(40, 2 + seed % 4, 4, seed % 2 * 60, seed);
        const auto matrix = coincidences(data);
        for (const auto& distance : {Distance(nominal_distance), squares}) {
            const auto pairs = confused_pairs(data, distance);
            const Alpha whole = alpha(data, distance);
            double shares = 0;
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                const auto& p = pairs[i];
                shares += p.share;
                EXPECT_LT(p.first, p.second);
                EXPECT_NEAR(p.observed, matrix.at(p.first, p.second) * 2, 1e-9);
                EXPECT_NEAR(p.expected, matrix.expected(p.first, p.second) * 2, 1e-9);
                EXPECT_NEAR(p.share * whole.observed.value() * matrix.total,
                            p.observed * distance(p.first, p.second), 1e-9);
                if (i > 0) {
                    EXPECT_GE(pairs[i - 1].share, p.share);
                }
                std::int64_t units = 0;
                std::int64_t rater_pairs = 0;
                for (std::size_t u = 0; u < data.units(); ++u) {
                    std::int64_t here = 0;
                    for (std::size_t a = 0; a < data.raters(); ++a)
                        for (std::size_t b = 0; b < data.raters(); ++b)
                            here += data.at(u, a) == static_cast<int>(p.first) &&
                                            data.at(u, b) == static_cast<int>(p.second)
                                        ? 1
                                        : 0;
                    units += here > 0 ? 1 : 0;
                    rater_pairs += here;
                }
                EXPECT_EQ(p.units, units);
                EXPECT_EQ(p.rater_pairs, rater_pairs);
            }
            EXPECT_NEAR(shares, 1, 1e-12);
            EXPECT_EQ(confused_pairs(data, distance, 2).size(), 2U);
        }
    }
}

TEST(ConfusedPairs, AreNoneWithoutADisagreement) {
    ReliabilityData data;
    EXPECT_TRUE(confused_pairs(data, nominal_distance).empty());
    EXPECT_EQ(coincidences(data).total, 0);
    data.add_unit({"a", "a"});
    EXPECT_TRUE(confused_pairs(data, nominal_distance).empty());
    data.add_unit({"b", std::nullopt});
    EXPECT_TRUE(confused_pairs(data, nominal_distance).empty());
    const auto matrix = coincidences(data);
    EXPECT_EQ(matrix.expected(0, 0), 2);
    EXPECT_EQ(matrix.expected(0, 1), 0);
}

} // namespace
} // namespace axial::agreement
