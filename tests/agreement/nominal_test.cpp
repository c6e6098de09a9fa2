// SPDX-License-Identifier: GPL-3.0-or-later
// Published tables and properties that need no other file.
#include "agreement/nominal.h"
#include "agreement/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using Row = std::vector<std::optional<std::string>>;
using Table = std::vector<Row>;

/// One letter a cell, '.' = missing, blanks between units.
Table table(const std::string& text) {
    Table rows(1);
    for (const char c : text) {
        if (c == ' ')
            rows.emplace_back();
        else
            rows.back().push_back(c == '.' ? std::nullopt : std::optional(std::string(1, c)));
    }
    return rows;
}

ReliabilityData data_of(const Table& rows) {
    ReliabilityData data;
    for (const auto& row : rows)
        data.add_unit(row);
    return data;
}

/// Units by their counts of categories: {count in a, count in b, …} as Fleiss's table prints them.
ReliabilityData from_counts(const std::vector<std::vector<int>>& counts) {
    ReliabilityData data;
    for (const auto& unit : counts) {
        Row row;
        for (std::size_t k = 0; k < unit.size(); ++k)
            row.insert(row.end(), static_cast<std::size_t>(unit[k]),
                       std::string(1, static_cast<char>('a' + k)));
        data.add_unit(row);
    }
    return data;
}

Table random_table(SplitMix64& random) {
    Table rows(3 + random() % 40);
    const std::size_t raters = 2 + random() % 4;
    const std::size_t categories = 2 + random() % 4;
    for (auto& row : rows)
        for (std::size_t r = 0; r < raters; ++r)
            row.push_back(random() % 6 == 0
                              ? std::nullopt
                              : std::optional(std::string(1, static_cast<char>('a' + random() % categories))));
    return rows;
}

void expect_same(const Figure& a, const Figure& b, const std::string& what) {
    ASSERT_EQ(a.defined(), b.defined()) << what << a.reason() << b.reason();
    if (a.defined()) {
        EXPECT_NEAR(a.value(), b.value(), 1e-12) << what;
    }
}

TEST(Literature, Cohen1960Page45) {
    // Cohen's table of proportions over 200 cases: kappa .492, of at most .831 with these margins.
    const std::vector<std::vector<int>> cells{{88, 10, 2}, {14, 40, 6}, {18, 10, 12}};
    ReliabilityData data;
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
            for (int i = 0; i < cells[a][b]; ++i)
                data.add_unit(
                    {std::string(1, static_cast<char>('a' + a)), std::string(1, static_cast<char>('a' + b))});
    const CohenKappa cohen = Nominal(data).cohen(0, 1);
    EXPECT_NEAR(cohen.observed.value(), .70, 1e-12);
    EXPECT_NEAR(cohen.expected.value(), .41, 1e-12);
    EXPECT_NEAR(cohen.kappa.value(), .492, .0005);
    EXPECT_NEAR(cohen.max.value(), .831, .0005);
}

TEST(Literature, Fleiss1971DiagnosesOfSixPsychiatrists) {
    const ReliabilityData data = from_counts(
        {{0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0}, {2, 0, 4, 0, 0},
         {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6}, {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0},
         {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1}, {0, 0, 5, 0, 1}, {3, 0, 0, 1, 2}, {5, 1, 0, 0, 0},
         {0, 2, 0, 4, 0}, {1, 0, 2, 0, 3}, {0, 0, 0, 0, 6}, {0, 1, 0, 5, 0}, {0, 2, 0, 1, 3}, {2, 0, 0, 4, 0},
         {1, 0, 0, 4, 1}, {0, 5, 0, 1, 0}, {4, 0, 0, 0, 2}, {0, 2, 0, 4, 0}, {1, 0, 5, 0, 0}, {0, 0, 0, 0, 6}});
    const Nominal nominal(data);
    EXPECT_NEAR(nominal.fleiss_kappa().value(), .430, .0005);
    const auto index = [&](const std::string& category) {
        const auto& all = data.categories();
        return static_cast<std::size_t>(std::find(all.begin(), all.end(), category) - all.begin());
    };
    const double published[] = {.245, .245, .520, .471, .566};
    for (int k = 0; k < 5; ++k)
        EXPECT_NEAR(nominal.fleiss_category_kappa(index(std::string(1, static_cast<char>('a' + k)))).value(),
                    published[k], .0006);
}

TEST(Literature, Krippendorff2011FourObservers) {
    const ReliabilityData data = data_of(table("11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3."));
    const Summary summary = nominal_summary(data, {1000, 7});
    EXPECT_NEAR(summary.get("alpha_nominal").value(), 0.743421052631579, 1e-14);
    EXPECT_NEAR(summary.get("percent_agreement").value(), 0.8181818181818182, 1e-14);
    EXPECT_NEAR(summary.get("gwet_ac1").value(), 0.775444068126995, 1e-12);
    EXPECT_EQ(summary.pairable_values, 40);
    EXPECT_EQ(summary.pairable_units, 11);
    EXPECT_EQ(summary.missing, 7);
    EXPECT_EQ(summary.get("cohen_kappa").reason(), "needs exactly two coders");
}

TEST(Literature, FleissCohenEverittErrors) {
    // The 3 x 3 table of SAS's manual: kappa .4842, ASE .1380, under the null .1484, z 3.2626.
    const std::string text = "22 22 22 22 22 22 22 22 33 33 33 33 33 12 12 12 12 13 32";
    const ReliabilityData data = data_of(table(text));
    const CohenKappa cohen = Nominal(data).cohen(0, 1);
    EXPECT_NEAR(cohen.kappa.value(), .4842, .00005);
    EXPECT_NEAR(cohen.se.value(), .1380, .00005);
    EXPECT_NEAR(cohen.se0.value(), .1484, .00005);
    EXPECT_NEAR(cohen.z.value(), 3.2626, .00005);
    EXPECT_NEAR(cohen.ci95_low.value(), .2137, .00005);
    EXPECT_NEAR(cohen.ci95_high.value(), .7547, .00005);
}

TEST(Literature, PrevalenceAndBiasIndexOfTwoByTwo) {
    // a = 40, b = 9, c = 6, d = 45.
    ReliabilityData data({"y", "n"});
    const auto add = [&](int times, const char* a, const char* b) {
        for (int i = 0; i < times; ++i)
            data.add_unit({std::string(a), std::string(b)});
    };
    add(40, "y", "y");
    add(9, "y", "n");
    add(6, "n", "y");
    add(45, "n", "n");
    const Nominal nominal(data);
    EXPECT_NEAR(nominal.prevalence_index().value(), .05, 1e-12);
    EXPECT_NEAR(nominal.bias_index().value(), .03, 1e-12);
    EXPECT_NEAR(nominal.brennan_prediger().value(), .70, 1e-12); // PABAK = 2 po - 1
}

TEST(Undefined, IsSaidWithItsReason) {
    const auto reason = [](const std::string& text, const std::string& name) {
        const ReliabilityData data = data_of(table(text));
        return nominal_summary(data, {100, 1}).get(name).reason();
    };
    for (const char* name :
         {"alpha_nominal", "cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "light_kappa"})
        EXPECT_NE(reason("aa aa aa", name).find("same category"), std::string::npos) << name;
    EXPECT_EQ(reason("aa aa aa", "gwet_ac1"), "needs two categories");
    for (const char* name :
         {"alpha_nominal", "percent_agreement", "fleiss_kappa", "alpha_nominal_Do", "full_agreement"})
        EXPECT_EQ(reason("a. .b a.", name), "no unit has two ratings") << name;
    EXPECT_EQ(reason(".. .. ..", "percent_agreement"), "no unit has two ratings");
    EXPECT_EQ(reason("ab", "alpha_nominal_ci95_low"), "needs three units");
    for (const auto& figure : nominal_summary(ReliabilityData(), {100, 1}).figures)
        EXPECT_FALSE(figure.figure.defined()) << figure.name;
}

TEST(Property, NamesOfCategoriesAndOrderOfUnitsDoNotMatter) {
    SplitMix64 random(11);
    for (int i = 0; i < 200; ++i) {
        Table rows = random_table(random);
        const ReliabilityData before_data = data_of(rows);
        const Summary before = nominal_summary(before_data, {0, 1});
        for (auto& row : rows)
            for (auto& cell : row)
                if (cell)
                    cell = "category " + std::to_string('z' - (*cell)[0]);
        std::reverse(rows.begin(), rows.end());
        const ReliabilityData after_data = data_of(rows);
        const Summary after = nominal_summary(after_data, {0, 1});
        for (const auto& named : before.figures)
            if (named.name.find(':') == std::string::npos)
                expect_same(named.figure, after.get(named.name), named.name);
    }
}

TEST(Property, OrderOfRatersDoesNotMatterAndOrderWithinAUnitNotToAlpha) {
    SplitMix64 random(12);
    for (int i = 0; i < 200; ++i) {
        Table rows = random_table(random);
        const ReliabilityData before_data = data_of(rows);
        const Summary before = nominal_summary(before_data, {0, 1});
        for (auto& row : rows)
            std::reverse(row.begin(), row.end());
        const ReliabilityData reversed_data = data_of(rows);
        const Summary reversed = nominal_summary(reversed_data, {0, 1});
        for (const char* name :
             {"cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "alpha_nominal", "gwet_ac1"})
            expect_same(before.get(name), reversed.get(name), name);
        for (auto& row : rows)
            std::rotate(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(random() % row.size()),
                        row.end());
        const ReliabilityData rotated_data = data_of(rows);
        const Summary rotated = nominal_summary(rotated_data, {0, 1});
        for (const char* name : {"fleiss_kappa", "alpha_nominal", "gwet_ac1", "brennan_prediger"})
            expect_same(before.get(name), rotated.get(name), name);
    }
}

TEST(Property, AlphaIsScottsPiCorrectedForSmallSamples) {
    SplitMix64 random(13);
    for (int i = 0; i < 200; ++i) {
        Table rows(2 + random() % 30);
        for (auto& row : rows)
            for (int r = 0; r < 2; ++r)
                row.emplace_back(std::string(1, static_cast<char>('a' + random() % 3)));
        const ReliabilityData data = data_of(rows);
        const Nominal nominal(data);
        if (!nominal.alpha().defined())
            continue;
        const auto n = static_cast<double>(nominal.pairable_values());
        EXPECT_NEAR(nominal.alpha().value(), 1 - (1 - nominal.scott_pi().value()) * (n - 1) / n, 1e-12);
        expect_same(nominal.fleiss_kappa(), nominal.scott_pi(), "m = 2");
        expect_same(nominal.conger_kappa(), nominal.cohen(0, 1).kappa, "m = 2");
        // Doubling the data leaves the kappas alone and moves alpha towards pi.
        const Table once = rows;
        rows.insert(rows.end(), once.begin(), once.end());
        const ReliabilityData twice_data = data_of(rows);
        const Nominal twice(twice_data);
        expect_same(nominal.cohen(0, 1).kappa, twice.cohen(0, 1).kappa, "doubled");
        EXPECT_NEAR(twice.alpha().value(), 1 - (1 - nominal.scott_pi().value()) * (2 * n - 1) / (2 * n), 1e-12);
    }
}

TEST(Property, UnitsRatedOnceDoNotChangeAlphaNorItsInterval) {
    SplitMix64 random(14);
    for (int i = 0; i < 50; ++i) {
        Table rows = random_table(random);
        const ReliabilityData before_data = data_of(rows);
        const Summary before = nominal_summary(before_data, {200, 5});
        for (int extra = 0; extra < 4; ++extra) {
            Row row(rows.front().size());
            row[random() % row.size()] = "a";
            rows.push_back(row);
        }
        const ReliabilityData after_data = data_of(rows);
        const Summary after = nominal_summary(after_data, {200, 5});
        for (const char* name : {"alpha_nominal", "alpha_nominal_Do", "alpha_nominal_De",
                                 "alpha_nominal_ci95_low", "alpha_nominal_ci95_high", "percent_agreement"})
            expect_same(before.get(name), after.get(name), name);
    }
}

TEST(Property, ACategoryAgainstTheRestIsTheTwoValuedTable) {
    SplitMix64 random(15);
    for (int i = 0; i < 100; ++i) {
        const Table rows = random_table(random);
        const ReliabilityData data = data_of(rows);
        const Nominal nominal(data);
        for (std::size_t k = 0; k < data.categories().size(); ++k) {
            Table binary = rows;
            for (auto& row : binary)
                for (auto& cell : row)
                    if (cell)
                        cell = *cell == data.categories()[k] ? "1" : "0";
            const ReliabilityData binary_data = data_of(binary);
            const Nominal two(binary_data);
            expect_same(nominal.alpha_category(k), two.alpha(), "alpha");
            expect_same(nominal.fleiss_category_kappa(k), two.fleiss_kappa(), "fleiss");
        }
    }
}

TEST(ReliabilityData, KeepsMissingUnusedAndNoneApart) {
    ReliabilityData data({"yes", "no", "unclear", "no"});
    data.add_unit({"yes"});
    data.add_unit({std::nullopt, "none", "no"});
    EXPECT_EQ(data.raters(), 3U);
    EXPECT_EQ(data.units(), 2U);
    EXPECT_EQ(data.categories(), (std::vector<std::string>{"yes", "no", "unclear", "none"}));
    EXPECT_EQ(data.at(0, 0), 0);
    EXPECT_EQ(data.at(0, 2), ReliabilityData::missing);
    EXPECT_EQ(data.at(1, 1), 3);
}

} // namespace
} // namespace axial::agreement
