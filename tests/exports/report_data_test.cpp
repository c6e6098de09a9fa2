// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/report/report_data.h"
#include "tests/exports/small_study.h"

#include <gmock/gmock.h>

namespace axial::tests {
namespace {

using exports::Tally;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

/// The figures are expected as counted by hand from small_study.cpp.
class ReportData : public testing::Test {
protected:
    static void SetUpTestSuite() {
        small_ = std::make_unique<SmallStudy>();
        auto gathered = exports::gather_report(small_->study(), {});
        ASSERT_TRUE(gathered) << gathered.error().line();
        report_ = std::make_unique<exports::Report>(std::move(*gathered));
    }
    static void TearDownTestSuite() {
        report_.reset();
        small_.reset();
    }
    static inline std::unique_ptr<SmallStudy> small_;
    static inline std::unique_ptr<exports::Report> report_;
};

TEST_F(ReportData, CountsTheCorpusBySite) {
    EXPECT_EQ(report_->corpus.counts.posts, 12);
    ASSERT_EQ(report_->corpus.sites.size(), 4u);
    const auto& github = report_->corpus.sites[2];
    EXPECT_EQ(github.site, "github.com");
    EXPECT_EQ(github.posts, 6);
    EXPECT_EQ(github.containers, 2);
    EXPECT_EQ(format_date(github.first), "2024-05-01");
    EXPECT_EQ(format_date(github.last), "2024-05-06");
    std::int64_t sum = 0;
    for (const auto& site : report_->corpus.sites)
        sum += site.posts;
    EXPECT_EQ(sum, report_->corpus.counts.posts);
}

TEST_F(ReportData, FunnelIsTheChainOfSetsWithWhatWasTakenOut) {
    std::vector<std::string> names;
    std::vector<std::int64_t> posts, removed;
    for (const auto& step : report_->funnel.steps) {
        names.push_back(step.name);
        posts.push_back(step.posts);
        removed.push_back(step.removed);
        EXPECT_EQ(step.added, 0) << step.name;
        std::int64_t sum = 0;
        for (const auto& [source, number] : step.by_source)
            sum += number;
        EXPECT_EQ(sum, step.posts) << step.name;
    }
    EXPECT_THAT(names, ElementsAre("collected", "hits", "unique", "kept", "coded"));
    EXPECT_THAT(posts, ElementsAre(12, 11, 10, 7, 5));
    EXPECT_THAT(removed, ElementsAre(0, 1, 1, 3, 2));
    EXPECT_THAT(report_->funnel.steps[3].by_source,
                ElementsAre(Pair("discourse", 3), Pair("github", 3), Pair("stackexchange", 1)));
}

TEST_F(ReportData, ScreeningStandsBetweenItsSetAndTheNext) {
    const auto& asked = report_->funnel.steps[2].asked;
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].posts, 10);
    EXPECT_EQ(asked[0].judged, 10);
    EXPECT_EQ(asked[0].judged_by_all, 9); // ben did not answer for post 11
    EXPECT_THAT(asked[0].unanimous, ElementsAre(Pair("Include", 7), Pair("Exclude", 1)));
    EXPECT_EQ(asked[0].divided, 1);
    EXPECT_THAT(asked[0].reasons, ElementsAre(Pair("thanks", 3)));
}

TEST_F(ReportData, OpenBlindRoundIsSealedEverywhere) {
    const auto& asked = report_->funnel.steps[3].asked;
    ASSERT_EQ(asked.size(), 2u);
    EXPECT_FALSE(asked[0].sealed);
    EXPECT_TRUE(asked[1].sealed);
    EXPECT_EQ(asked[1].judged, 0);
    ASSERT_EQ(report_->rounds.size(), 3u);
    EXPECT_TRUE(report_->rounds[2].sealed);
    EXPECT_FALSE(report_->rounds[2].agreement);
    EXPECT_THAT(report_->frequencies[0].sealed_rounds, ElementsAre("coding-again"));
    for (const auto& code : report_->quotes)
        for (const auto& quote : code.quotes)
            EXPECT_NE(quote.post, small_->key(9));
}

TEST_F(ReportData, CodesAreCountedInPostsAndRolledUp) {
    ASSERT_EQ(report_->frequencies.size(), 1u);
    const auto& book = report_->frequencies[0];
    EXPECT_EQ(book.looked_at, 6); // 0, 1, 2, 6, 7, 10
    EXPECT_EQ(book.coded, 5);     // not 7
    EXPECT_THAT(book.coded_by_source,
                ElementsAre(Pair("discourse", 1), Pair("github", 3), Pair("stackexchange", 1)));
    ASSERT_EQ(book.codes.size(), 4u);
    const auto& security = book.codes[0];
    EXPECT_EQ(security.any, 3); // 0, 1, 10
    EXPECT_EQ(security.all, 2); // 0, and 10 by two different codes below it
    EXPECT_EQ(security.codings, 0);
    const auto& fear = book.codes[1];
    EXPECT_EQ(fear.depth, 1);
    EXPECT_EQ(fear.any, 3);
    EXPECT_EQ(fear.all, 1);
    EXPECT_EQ(fear.codings, 4);
    EXPECT_THAT(fear.by_source, ElementsAre(Pair("github", 2), Pair("stackexchange", 1)));
    EXPECT_EQ(book.codes[2].any, 1);
    EXPECT_EQ(book.codes[2].all, 0);
    EXPECT_EQ(book.codes[3].any, 2);
    EXPECT_EQ(book.codes[3].all, 1);
}

TEST_F(ReportData, QuotesAreChosenByRuleAndNameNobody) {
    const auto& fear = report_->quotes[0];
    EXPECT_EQ(fear.code, "fear");
    EXPECT_EQ(fear.candidates, 4);
    ASSERT_EQ(fear.quotes.size(), 3u); // one per post
    EXPECT_TRUE(fear.quotes[0].shared);
    EXPECT_EQ(fear.quotes[0].post, small_->key(0));
    EXPECT_THAT(fear.quotes[0].text, AllOf(HasSubstr("@…"), Not(HasSubstr("alice"))));
    EXPECT_FALSE(fear.quotes[1].shared);
    for (const auto& code : report_->quotes)
        if (code.code == "usability") { // the coding of a whole post gives no quote
            EXPECT_EQ(code.candidates, 2);
            EXPECT_EQ(code.quotes.size(), 1u);
        }
}

TEST_F(ReportData, SetAndRoundsCanBeChosen) {
    exports::ExportOptions options;
    options.set = "hits";
    options.rounds = {"screening"};
    const auto chosen = exports::gather_report(small_->study(), options);
    ASSERT_TRUE(chosen) << chosen.error().line();
    EXPECT_EQ(chosen->funnel.steps.size(), 2u);
    EXPECT_EQ(chosen->rounds.size(), 1u);
    EXPECT_TRUE(chosen->frequencies.empty());
    options.rounds = {"nonsense"};
    EXPECT_FALSE(exports::gather_report(small_->study(), options));
    options.rounds.clear();
    options.set = "nonsense";
    EXPECT_FALSE(exports::gather_report(small_->study(), options));
}

TEST(ReportOfNothing, IsGathered) {
    EmptyStudy empty;
    const auto report = exports::gather_report(empty.study, {});
    ASSERT_TRUE(report) << report.error().line();
    EXPECT_EQ(report->funnel.steps.size(), 1u);
    EXPECT_TRUE(report->quotes.empty());
}

} // namespace
} // namespace axial::tests
