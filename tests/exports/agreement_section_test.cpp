// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/agreement_reading.h"
#include "exports/report/report.h"
#include "exports/report/sections.h"
#include "tests/exports/sample_report.h"
#include "tests/exports/small_study.h"

#include <gmock/gmock.h>

namespace axial::tests {
namespace {

using agreement::Figure;
using codebooks::RoundAgreement;
using codebooks::RoundDiagnosis;
using codebooks::Splits;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Kind = codebooks::Codebook::Kind;

RoundAgreement question() {
    return *sample_report().rounds[0].agreement;
}
RoundAgreement codes() {
    return *sample_report().rounds[1].agreement;
}
RoundDiagnosis of_codes() {
    return *sample_report().rounds[1].diagnosis;
}

void set(agreement::Summary& summary, const std::string& name, const Figure& figure) {
    for (auto& named : summary.figures)
        if (named.name == name) {
            named.figure = figure;
            return;
        }
    summary.figures.push_back({name, figure});
}

void set_interval(agreement::Summary& summary, const std::string& name, double low, double high) {
    set(summary, name + "_ci95_low", low);
    set(summary, name + "_ci95_high", high);
}

/// The section of the page, between its own tags.
std::string section_of(const exports::Report& report) {
    exports::Markup m;
    exports::write_agreement(m, report);
    return m.take();
}

TEST(AgreementReading, StandsOnTheBordersOfTheLevels) {
    auto round = codes();
    const auto with = [&](double low, double high) {
        set_interval(round.overall, "alpha_masi", low, high);
        return exports::reading_of(round);
    };
    EXPECT_THAT(with(0.800, 0.9), HasSubstr("lies above 0.800"));
    EXPECT_THAT(with(0.799, 0.9), HasSubstr("tentative conclusions at best"));
    EXPECT_THAT(with(0.667, 0.9), HasSubstr("tentative conclusions at best"));
    EXPECT_THAT(with(0.666, 0.9), HasSubstr("do not show that this level is reached"));
    EXPECT_THAT(with(0.2, 0.667), HasSubstr("do not show that this level is reached"));
    EXPECT_THAT(with(0.2, 0.666), HasSubstr("lies below 0.667"));
    EXPECT_THAT(with(1, 1), AllOf(HasSubstr("no evidence about other posts"), Not(HasSubstr("above"))));
    set(round.overall, "alpha_masi_ci95_low", Figure::undefined("too few threads"));
    EXPECT_THAT(exports::reading_of(round), HasSubstr("Without an interval"));
    set(round.overall, "alpha_masi", Figure::undefined("all sets are equal"));
    EXPECT_THAT(exports::reading_of(round), HasSubstr("there is no figure: all sets are equal"));
}

TEST(AgreementReading, OfCoefficientsSaysWhatPrevalenceDoes) {
    auto round = question();
    set(round.overall, "cohen_kappa", 0.30);
    set(round.overall, "gwet_ac1", 0.80);
    set(round.overall, "brennan_prediger", 0.60);
    EXPECT_THAT(exports::reading_of_coefficients(round), HasSubstr("by up to 0.500"));
    set(round.overall, "cohen_kappa", 0.77);
    set(round.overall, "brennan_prediger", 0.78);
    EXPECT_THAT(exports::reading_of_coefficients(round), HasSubstr("makes little difference"));
    set(round.overall, "gwet_ac1", Figure::undefined("no pairs"));
    EXPECT_THAT(exports::reading_of_coefficients(round), HasSubstr("one of them is undefined"));
}

TEST(AgreementReading, GivesProbabilitiesByTheJackknife) {
    auto round = codes();
    set(round.overall, "alpha_masi", 0.667);
    set(round.overall, "alpha_masi_se_jackknife", 0.01);
    EXPECT_THAT(exports::reading_of_coefficients(round),
                HasSubstr("reaches 0.667 is 0.50, and 0.800, below 0.01"));
    set(round.overall, "alpha_masi_se_jackknife", 0.0);
    EXPECT_THAT(exports::reading_of_coefficients(round), Not(HasSubstr("probability")));
    set(round.overall, "alpha_masi_se_jackknife", Figure::undefined("one thread"));
    EXPECT_THAT(exports::reading_of_coefficients(round), Not(HasSubstr("probability")));
}

TEST(AgreementReading, ComparesLevelsOnlyByTheirIntervals) {
    auto round = codes();
    EXPECT_THAT(
        exports::reading_of_levels(round),
        AllOf(HasSubstr("agree more on what a post is about than on where"), HasSubstr("do not overlap")));
    auto& character = round.levels[1].summary;
    set_interval(character, "char_kappa", 0.3333, 0.5711); // touches the interval of posts
    EXPECT_THAT(exports::reading_of_levels(round), AllOf(HasSubstr("do not show"), Not(HasSubstr("more"))));
    set_interval(character, "char_kappa", 0.7, 0.8);
    EXPECT_THAT(exports::reading_of_levels(round),
                HasSubstr("agree more on where in its text that stands than"));
    set(character, "char_kappa_ci95_low", Figure::undefined("fewer than 3 documents"));
    EXPECT_THAT(exports::reading_of_levels(round),
                AllOf(HasSubstr("nothing can be said"), Not(HasSubstr("agree more"))));
    round.levels.pop_back();
    EXPECT_THAT(exports::reading_of_levels(round), HasSubstr("nothing can be said"));
}

TEST(AgreementReading, OfSourcesNeedsIntervalsApart) {
    auto round = question();
    EXPECT_THAT(exports::reading_of_sources(round), HasSubstr("do not show that agreement differs"));
    set_interval(round.by_source["discourse"], "alpha_nominal", 0.1, 0.5);
    EXPECT_THAT(exports::reading_of_sources(round),
                HasSubstr("higher in github (0.766 to 0.833) than in discourse (0.100 to 0.500)"));
    round.by_source.erase("github"); // stackexchange has no interval
    EXPECT_THAT(exports::reading_of_sources(round), HasSubstr("nothing can be said"));
}

TEST(AgreementReading, OfCodesCountsEachOnce) {
    auto round = codes();
    round.by_category.resize(1);
    for (const auto& [low, high] : {std::pair(0.81, 0.9), std::pair(0.7, 0.9), std::pair(0.1, 0.3),
                                    std::pair(1.0, 1.0), std::pair(0.5, 0.9)}) {
        round.by_category.push_back(round.by_category[0]);
        set_interval(round.by_category.back().summary, "alpha_nominal", low, high);
    }
    set(round.by_category[0].summary, "alpha_nominal", Figure::undefined("nobody used it"));
    EXPECT_EQ(
        exports::reading_of_categories(round),
        "The 95 % interval of alpha, for 6 codes: for 1 it lies above 0.800; for 1 it lies above 0.667; for 1 "
        "it lies below 0.667; for 1 it includes values on both sides of 0.667, so the data do not show whether "
        "that level is reached; for 1 it has no spread, which is no evidence about other posts; for 1 there "
        "is none.");
}

TEST(AgreementReading, OfConfusionNamesNoWinnerAmongEquals) {
    auto diagnosis = of_codes();
    EXPECT_THAT(
        exports::reading_of_confused(Kind::codes, diagnosis),
        HasSubstr("“Fear <b>of</b> code” where another applied nothing in its place (31 of 40.5, 76.5 %)"));
    diagnosis.confused[1].count = 31;
    EXPECT_THAT(exports::reading_of_confused(Kind::codes, diagnosis), HasSubstr("none stands out"));
    diagnosis.confused.clear();
    EXPECT_THAT(exports::reading_of_confused(Kind::codes, diagnosis), HasSubstr("No two codes"));
}

TEST(AgreementReading, OfSplitsAndDriftSaysOnlyWhatIsCounted) {
    EXPECT_THAT(exports::reading_of_splits({204, 97, 13, 88, 9}, "stretches"),
                AllOf(HasSubstr("207 times"), HasSubstr("97 / 207, 46.9 %"), HasSubstr("left out")));
    EXPECT_THAT(exports::reading_of_splits({5, 2, 2, 0, 0}, "posts"), HasSubstr("no one kind"));
    EXPECT_THAT(exports::reading_of_splits({5, 0, 0, 0, 0}, "posts"), HasSubstr("No pair of coders differs"));
    EXPECT_THAT(exports::reading_of_splits({}, "posts"), HasSubstr("no posts to compare"));
    auto diagnosis = of_codes();
    EXPECT_THAT(exports::reading_of_drift(diagnosis),
                AllOf(HasSubstr("p = 0.004"), HasSubstr("71.3 % in the first window, 51.9 % in the last")));
    diagnosis.drift_p = 0.05;
    EXPECT_THAT(exports::reading_of_drift(diagnosis), HasSubstr("does not show that there is none"));
    diagnosis.drift_p = Figure::undefined("one time only");
    EXPECT_THAT(exports::reading_of_drift(diagnosis), HasSubstr("cannot be tested: one time only"));
}

TEST(AgreementSection, ShowsTheFiguresOfTheSummaries) {
    const auto html = section_of(sample_report());
    for (const char* shown : {"0.571 to 0.632", "0.641", "97.4 %", "0.413", "0.333 to 0.478",
                              "91,234 characters", "182,468 pairable values", "88 threads", "12 cells",
                              "1,200 pairable values", "76.5 %", ">31<", ">7.5<", ">97<", "71.3 %",
                              "0.601 to 0.701", "all was decided within a minute", "1,000 replicates, seed 1"})
        EXPECT_THAT(html, HasSubstr(shown)) << shown;
    EXPECT_THAT(html, AllOf(HasSubstr("a &lt;warning&gt; of"), HasSubstr("Fear &lt;b&gt;of&lt;/b&gt; code"),
                            Not(HasSubstr("<b>of"))));
}

TEST(AgreementSection, GivesFiguresOfStretchesWithTheirIntervals) {
    auto report = sample_report();
    auto& level = report.rounds[1].agreement->levels[1];
    level.level = codebooks::UnitLevel::span;
    set(level.summary, "span_f1", 0.1981);
    set(level.summary, "cu_coverage", 0.0532);
    set(level.summary, "cu_alpha", 0.8451);
    set_interval(level.summary, "cu_alpha", 0.2561, 1);
    const auto html = section_of(report);
    EXPECT_THAT(html, AllOf(HasSubstr("F1 is 0.198 (without an interval)"), HasSubstr("(5.3 % of the text)"),
                            HasSubstr("is 0.845 (95 % interval 0.256 to 1.000)")));
    set(level.summary, "cu_alpha", Figure::undefined("no two codes meet"));
    EXPECT_THAT(section_of(report), Not(HasSubstr("of the text)")));
}

TEST(AgreementSection, ShowsPairsOfThreeCodersWithReasons) {
    auto report = sample_report();
    auto& section = report.rounds[1];
    section.agreement->raters = {"ana", "ben<i>", "cy"};
    section.agreement->overall.raters = 3;
    const auto none = Figure::undefined("they share no post");
    section.diagnosis->pairs = {
        {0, 1, 40, 0.9, 0.8111, 0.8222}, {0, 2, 41, 0.7, 0.3111, 0.3222}, {1, 2, 0, none, none, none}};
    section.diagnosis->without_coder = {none, 0.3222, 0.8222};
    const auto html = section_of(report);
    for (const char* shown :
         {"0.811", "0.822", "0.311", "40 posts", "Undefined, alpha of ben&lt;i&gt; and cy: they share no post",
          "from 0.322 (ana and cy) to 0.822 (ana and ben&lt;i&gt;)",
          "Without cy it would be 0.822 instead of 0.602"})
        EXPECT_THAT(html, HasSubstr(shown)) << shown;
}

TEST(AgreementSection, SaysWhatCouldNotBeComputed) {
    auto report = sample_report();
    auto& section = report.rounds[1];
    section.agreement->levels.clear();
    section.levels_trouble = "cannot read the text of post 7";
    section.diagnosis.reset();
    section.diagnosis_trouble = "cannot read the journal";
    EXPECT_THAT(section_of(report), AllOf(HasSubstr("other units: cannot read the text of post 7."),
                                          HasSubstr("could not be computed: cannot read the journal.")));
}

TEST(AgreementSection, DrawsNoMapOfTooManyCodes) {
    auto report = sample_report();
    auto& map = report.rounds[1].diagnosis->coincidences;
    EXPECT_THAT(section_of(report), HasSubstr("class=\"heat\""));
    while (map.ids.size() < 31) {
        map.ids.push_back("code" + std::to_string(map.ids.size()));
        map.names.push_back(map.ids.back());
    }
    map.counts.assign(31, std::vector<double>(31, 1));
    EXPECT_THAT(section_of(report), AllOf(Not(HasSubstr("class=\"heat\"")), HasSubstr("31 are too many")));
}

TEST(AgreementSection, OfASealedRoundShowsNothingOfIt) {
    auto report = sample_report();
    auto sealed = report.rounds[1];
    sealed.sealed = true;
    report.rounds = {sealed};
    const auto html = section_of(report);
    EXPECT_THAT(html, HasSubstr("Sealed until closed"));
    for (const char* secret : {"0.602", "<table", "Taken for each other", "Fear", "methods", "reading"})
        EXPECT_THAT(html, Not(HasSubstr(secret))) << secret;
}

TEST(AgreementSection, IsGatheredWithLevelsAndDiagnosis) {
    SmallStudy small;
    const auto report = exports::gather_report(small.study(), {});
    ASSERT_TRUE(report) << report.error().line();
    ASSERT_EQ(report->rounds.size(), 3u);
    const auto& screening = report->rounds[0];
    ASSERT_TRUE(screening.agreement && screening.diagnosis) << screening.diagnosis_trouble;
    EXPECT_EQ(screening.agreement->levels.size(), 2u);
    ASSERT_EQ(screening.diagnosis->confused.size(), 1u);
    EXPECT_EQ(screening.diagnosis->confused[0].count, 1); // post 4
    const auto& coding = report->rounds[1];
    ASSERT_TRUE(coding.agreement && coding.diagnosis) << coding.diagnosis_trouble;
    EXPECT_EQ(coding.agreement->levels.size(), 6u);
    // Judged by both are 0, 2, 7 and 10, of which 10 has two codes and the rest the same ones.
    ASSERT_TRUE(coding.diagnosis->posts);
    EXPECT_EQ(coding.diagnosis->posts->agreements, 3);
    EXPECT_EQ(coding.diagnosis->posts->code, 1);
    EXPECT_FALSE(report->rounds[2].agreement || report->rounds[2].diagnosis);
    EXPECT_THAT(report->rounds[2].levels_trouble + report->rounds[2].diagnosis_trouble, "");
}

} // namespace
} // namespace axial::tests
