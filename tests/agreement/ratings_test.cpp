// SPDX-License-Identifier: GPL-3.0-or-later
// Summaries of ratings: what degenerate input gives, warnings, clusters, scales and weights.
#include "agreement/distributions.h"
#include "agreement/pairs.h"
#include "agreement/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using Row = std::vector<std::optional<std::string>>;

/// One letter a cell, '.' = missing, blanks between units.
ReliabilityData table(const std::string& text, const std::vector<std::string>& categories = {}) {
    ReliabilityData data = categories.empty() ? ReliabilityData() : ReliabilityData(categories);
    Row row;
    for (const char c : text + ' ') {
        if (c != ' ') {
            row.push_back(c == '.' ? std::nullopt : std::optional(std::string(1, c)));
            continue;
        }
        data.add_unit(row);
        row.clear();
    }
    return data;
}

Summary summary_of(const ReliabilityData& data, Level level = Level::nominal) {
    RatingsOptions options;
    options.level = level;
    options.bootstrap.replicates = 200;
    return ratings_summary(data, options);
}

bool warns(const Summary& summary, const std::string& of) {
    return std::any_of(summary.warnings.begin(), summary.warnings.end(),
                       [&](const std::string& warning) { return warning.find(of) != std::string::npos; });
}

const char* const chance_corrected[] = {"cohen_kappa",  "scott_pi",    "fleiss_kappa",
                                        "conger_kappa", "light_kappa", "alpha_nominal"};

TEST(Degenerate, OneCategoryOnly) {
    const Summary one = summary_of(table("aa aa aa aa", {"a"}));
    EXPECT_EQ(one.get("percent_agreement").value(), 1.0);
    for (const char* name : chance_corrected)
        EXPECT_FALSE(one.get(name).defined()) << name;
    EXPECT_FALSE(one.get("gwet_ac1").defined());
    EXPECT_FALSE(one.get("brennan_prediger").defined());
    const Summary declared = summary_of(table("aa aa aa aa", {"a", "b"}));
    for (const char* name : chance_corrected)
        EXPECT_FALSE(declared.get(name).defined()) << name;
    EXPECT_EQ(declared.get("gwet_ac1").value(), 1.0);
    EXPECT_EQ(declared.get("brennan_prediger").value(), 1.0);
}

TEST(Degenerate, OneRaterIsConstant) {
    const Summary summary = summary_of(table("aa ab aa ab"));
    EXPECT_EQ(summary.get("cohen_kappa").value(), 0.0);
    EXPECT_TRUE(summary.get("alpha_nominal").defined());
}

TEST(Degenerate, NoPairAtAll) {
    for (const auto& data : {table("1. .2 3."), table(".. .. .."), ReliabilityData()}) {
        const Summary summary = summary_of(data);
        for (const auto& [name, figure] : summary.figures)
            EXPECT_FALSE(figure.defined()) << name << " = " << figure.value();
        EXPECT_EQ(summary.get("alpha_nominal").reason(), "no unit has two ratings");
    }
}

TEST(Degenerate, ARaterWithoutRatingsIsLeftOutWithAWarning) {
    const std::string text = "ab aa bb ab aa";
    std::string idle;
    for (const char c : text)
        idle += c == ' ' ? ". " : std::string(1, c);
    const Summary two = summary_of(table(text));
    const Summary three = summary_of(table(idle + "."));
    EXPECT_EQ(three.raters, 2);
    EXPECT_EQ(three.missing, 0);
    EXPECT_TRUE(warns(three, "coder 3 has no rating"));
    ASSERT_EQ(two.figures.size(), three.figures.size());
    for (std::size_t i = 0; i < two.figures.size(); ++i) {
        EXPECT_EQ(two.figures[i].figure.defined(), three.figures[i].figure.defined());
        if (two.figures[i].figure.defined()) {
            EXPECT_EQ(two.figures[i].figure.value(), three.figures[i].figure.value()) << two.figures[i].name;
        }
    }
}

TEST(Degenerate, OneUnit) {
    const Summary differing = summary_of(table("ab"));
    EXPECT_EQ(differing.get("percent_agreement").value(), 0.0);
    EXPECT_NEAR(differing.get("alpha_nominal").value(), 0.0, 1e-12);
    const Summary equal = summary_of(table("aa"));
    EXPECT_EQ(equal.get("percent_agreement").value(), 1.0);
    EXPECT_FALSE(equal.get("alpha_nominal").defined());
    EXPECT_FALSE(equal.get("percent_agreement_se_gwet").defined());
}

TEST(Degenerate, LabelsThatALevelRefuses) {
    ReliabilityData data;
    for (const char* label : {"-1", "0", "2", "2"})
        data.add_unit({std::string(label), std::string("0")});
    const Summary negative = summary_of(data, Level::ratio);
    EXPECT_NE(negative.get("alpha_ratio").reason().find("'-1'"), std::string::npos);
    EXPECT_TRUE(negative.get("alpha_interval").defined());
    EXPECT_FALSE(negative.get("fleiss_kappa_ratio").defined());
    for (const char* label : {"nan", "inf", "1 ", "0x10", "", "1e999", "--1", "+-1"})
        EXPECT_FALSE(parse_number(label).has_value()) << label;
    EXPECT_EQ(parse_number("+1.5e1"), 15.0);
    const Summary text = summary_of(table("ab ba aa"));
    EXPECT_NE(text.get("alpha_interval").reason().find("'a'"), std::string::npos);
    EXPECT_FALSE(text.get("alpha_ordinal").defined());
    const Summary claimed = summary_of(table("ab ba aa"), Level::ordinal);
    EXPECT_TRUE(claimed.get("alpha_ordinal").defined());
    EXPECT_TRUE(warns(claimed, "that of the text"));
    // Too large to be squared, but numbers.
    ReliabilityData huge;
    for (const char* label : {"1e300", "-1e300", "5"})
        huge.add_unit({std::string(label), std::string("7")});
    for (const auto& [name, figure] : summary_of(huge).figures)
        if (figure.defined()) {
            EXPECT_TRUE(std::isfinite(figure.value())) << name;
        }
}

TEST(Degenerate, ManyCategoriesStayWithinBounds) {
    ReliabilityData data;
    for (int i = 0; i < 3000; ++i)
        data.add_unit({std::to_string(i % 2500), std::to_string(i % 2400)});
    const auto start = std::chrono::steady_clock::now();
    const Summary summary = summary_of(data);
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 60.0);
    EXPECT_TRUE(summary.get("alpha_nominal").defined());
    EXPECT_EQ(summary.get("alpha_ordinal").reason(), "not computed: too many categories");
}

TEST(Warnings, OfPrevalenceRareCategoriesAndUndeclaredValues) {
    std::string text;
    for (int i = 0; i < 118; ++i)
        text += "nn ";
    const Summary summary = summary_of(table(text + "yn yn yn ny ny ny nx", {"y", "n"}));
    EXPECT_TRUE(warns(summary, "kappa falls where one category prevails"));
    EXPECT_TRUE(warns(summary, "'x' (1)"));
    EXPECT_TRUE(warns(summary, "not declared: 'x'"));
    RatingsOptions options;
    options.clusters_not_used = true;
    EXPECT_TRUE(warns(ratings_summary(table("ab ab"), options), "clusters that are not used"));
    EXPECT_TRUE(summary_of(table("aa aa aa bb bb bb ab ba")).warnings.empty());
}

TEST(Weights, NameTheFaultOfAMatrix) {
    const std::vector<std::string> names{"low", "mid", "high"};
    EXPECT_EQ(fault_of_matrix({{1, .5, 0}, {.5, 1, .5}, {0, .5, 1}}, names), "");
    const auto has = [&](const std::vector<std::vector<double>>& matrix, const std::string& part) {
        return fault_of_matrix(matrix, names).find(part) != std::string::npos;
    };
    EXPECT_TRUE(has({{1, 0}, {0, 1}}, "2 rows for 3"));
    EXPECT_TRUE(has({{1, 0, 0}, {0, 1}, {0, 0, 1}}, "row 2 ('mid')"));
    EXPECT_TRUE(has({{1, 0, 0}, {0, .9, 0}, {0, 0, 1}}, "row 2 ('mid'), column 2 ('mid') is not 1"));
    EXPECT_TRUE(has({{1, 0, .2}, {0, 1, 0}, {0, 0, 1}}, "row 1 ('low'), column 3 ('high') differs"));
    EXPECT_TRUE(has({{1, 0, NAN}, {0, 1, 0}, {0, 0, 1}}, "is not a number"));
    RatingsOptions options;
    options.weights = {{1, 0}, {0, 1}};
    const Summary refused = ratings_summary(table("ab bb aa cb"), options);
    EXPECT_FALSE(refused.get("alpha_custom").defined());
    EXPECT_TRUE(warns(refused, "2 rows for 3"));
}

TEST(Weights, OfIdentityAsAMatrixChangeNothing) {
    RatingsOptions options;
    options.weights = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    const Summary summary = ratings_summary(table("ab bb aa cb cc ca aa bb"), options);
    for (const std::string name :
         {"cohen_kappa", "fleiss_kappa", "conger_kappa", "scott_pi", "brennan_prediger"})
        for (const char* end :
             {"", "_se", "_se0", "_z", "_se_gwet", "_gwet95_low", "_se_jackknife", "_ci95_low"}) {
            const Figure plain = summary.get(name + end);
            const Figure custom = summary.get(name + "_custom" + end);
            if (plain.defined() && custom.defined()) {
                EXPECT_NEAR(plain.value(), custom.value(), 1e-12) << name << end;
            }
        }
    EXPECT_NEAR(summary.get("alpha_nominal").value(), summary.get("alpha_custom").value(), 1e-12);
}

TEST(Clusters, OfOneUnitEachAreUnitsAndAlikeOnesWidenTheInterval) {
    SplitMix64 random(8);
    ReliabilityData data;
    RatingsOptions single, grouped, none;
    for (std::size_t thread = 0; thread < 40; ++thread) {
        // All posts of a thread are rated alike.
        const std::string a = std::to_string(random() % 3);
        const std::string b = random() % 3 == 0 ? std::to_string(random() % 3) : a;
        for (std::size_t post = 0; post < 5; ++post) {
            data.add_unit({a, b});
            single.clusters.push_back(data.units() * 1000);
            grouped.clusters.push_back(thread + 7);
        }
    }
    const Summary units = ratings_summary(data, none);
    const Summary ones = ratings_summary(data, single);
    const Summary threads = ratings_summary(data, grouped);
    EXPECT_EQ(units.clusters, 0);
    EXPECT_EQ(ones.clusters, 200);
    EXPECT_EQ(threads.clusters, 40);
    for (const std::string name : {"alpha_nominal", "gwet_ac1", "alpha_interval", "fleiss_kappa_linear"}) {
        EXPECT_NEAR(units.get(name + "_se_jackknife").value(), ones.get(name + "_se_jackknife").value(), 1e-12);
        const auto width = [&](const Summary& of) {
            return of.get(name + "_ci95_high").value() - of.get(name + "_ci95_low").value();
        };
        // Five copies of each: sqrt(5) = 2.2 times as wide.
        EXPECT_NEAR(width(threads) / width(units), std::sqrt(5.0), .5) << name;
        EXPECT_NEAR(threads.get(name + "_se_jackknife").value() / units.get(name + "_se_jackknife").value(),
                    std::sqrt(5.0), .15);
    }
    grouped.clusters.pop_back();
    EXPECT_TRUE(warns(ratings_summary(data, grouped), "199 for 200 units"));
}

TEST(Relations, OfRatersAndCategories) {
    SplitMix64 random(77);
    for (int round = 0; round < 30; ++round) {
        std::string text;
        for (int unit = 0; unit < 25; ++unit) {
            for (int rater = 0; rater < 3; ++rater)
                text += random() % 8 == 0 ? '.' : static_cast<char>('1' + random() % 2);
            text += unit < 24 ? " " : "";
        }
        const Summary summary = summary_of(table(text, {"1", "2"}));
        // With two categories the levels and weights do not differ.
        EXPECT_NEAR(summary.get("alpha_interval").value(), summary.get("alpha_nominal").value(), 1e-12);
        EXPECT_NEAR(summary.get("alpha_ordinal").value(), summary.get("alpha_nominal").value(), 1e-12);
        EXPECT_NEAR(summary.get("gwet_ac2_quadratic").value(), summary.get("gwet_ac1").value(), 1e-12);
        EXPECT_NEAR(summary.get("alpha_interval_se_gwet").value(), summary.get("alpha_nominal_se_gwet").value(),
                    1e-12);
    }
}

TEST(Pairs, AreThoseOfTheTwoColumns) {
    const ReliabilityData data = table("aab abb bb. a.a bbb");
    const auto pairs = rater_pairs(data);
    ASSERT_EQ(pairs.size(), 3U);
    EXPECT_EQ(pairs[0].units, 4);
    EXPECT_NEAR(pairs[0].percent_agreement.value(), .75, 1e-12);
    EXPECT_EQ(pairs[2].first, 1U);
    EXPECT_EQ(pairs[2].second, 2U);
    // Raters 1 and 2 agree on 3 of 5 and 4 units, 1 and 3 on 2 of 5 and 4, 2 and 3 on 2 of 4 and 4.
    EXPECT_NEAR(holsti(data).value(), (6.0 / 9 + 4.0 / 9 + 4.0 / 8) / 3, 1e-12);
}

TEST(Pairs, PositiveAndNegativeAgreement) {
    // a = 2, b = 1, c = 2, d = 3
    const Summary summary = summary_of(table("yy yy yn ny ny nn nn nn", {"n", "y"}));
    EXPECT_NEAR(summary.get("positive_agreement:y").value(), 4.0 / 7, 1e-12);
    EXPECT_NEAR(summary.get("negative_agreement:y").value(), 6.0 / 9, 1e-12);
    EXPECT_NEAR(summary.get("f1:n").value(), 6.0 / 9, 1e-12);
    EXPECT_LE(summary.get("positive_agreement_ci95_low:y").value(), 4.0 / 7);
}

TEST(Student, QuantilesOfTheTables) {
    EXPECT_NEAR(student_quantile(.975, 1), 12.706204736174707, 1e-10);
    EXPECT_NEAR(student_quantile(.975, 2), 4.302652729749464, 1e-11);
    EXPECT_NEAR(student_quantile(.975, 10), 2.2281388519862735, 1e-11);
    EXPECT_NEAR(student_quantile(.95, 30), 1.6972608865939574, 1e-11);
    EXPECT_NEAR(student_quantile(.025, 1e6), -1.9599663, 1e-6);
    EXPECT_NEAR(normal_quantile(.975), 1.959963984540054, 1e-13);
}

TEST(Speed, AllIntervalsOfAHundredThousandUnits) {
    SplitMix64 random(5);
    ReliabilityData data({"1", "2", "3", "4", "5"});
    for (int i = 0; i < 100'000; ++i) {
        const auto truth = random() % 5;
        Row row;
        for (int rater = 0; rater < 4; ++rater)
            row.push_back(random() % 10 == 0
                              ? std::nullopt
                              : std::optional(std::to_string(1 + (random() % 3 == 0 ? random() % 5 : truth))));
        data.add_unit(row);
    }
    const auto start = std::chrono::steady_clock::now();
    const Summary summary = nominal_summary(data, {1000, 1});
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_TRUE(summary.get("conger_kappa_ci95_low").defined());
    EXPECT_LT(taken.count(), 20.0); // an unoptimised build on a busy machine
    RecordProperty("milliseconds", static_cast<int>(taken.count() * 1000));
}

} // namespace
} // namespace axial::agreement
