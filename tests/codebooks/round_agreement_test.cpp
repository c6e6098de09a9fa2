// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_agreement.h"
#include "tests/codebooks/round_fixture.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace axial::codebooks {
namespace {

class RoundAgreementTest : public RoundFixture {};

TEST_F(RoundAgreementTest, IsRefusedWhileTheRoundIsBlindAndOpen) {
    const Round round = open(question_yaml);
    vote(round, "c1", "yy");
    const auto refused = agreement_of(*study_, round);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().line(),
              "round: the round is blind and open (close it first with \"axial round close round\")");
}

TEST_F(RoundAgreementTest, OfAnOpenRoundThatIsNotBlindMayBeHad) {
    const Round round = open(question_yaml, false);
    vote(round, "c1", "yynn");
    vote(round, "c2", "yynn");
    const auto result = agreement_of(*study_, round, {100, 1});
    ASSERT_TRUE(result) << result.error().line();
    EXPECT_EQ(result->overall.get("cohen_kappa").value(), 1.0);
}

TEST_F(RoundAgreementTest, OfAQuestionIsOverThePostsOfTheSet) {
    const Round round = open(question_yaml);
    vote(round, "c1", "yyynn.");
    vote(round, "c2", "yynnnn");
    const RoundAgreement result = closed_agreement();
    EXPECT_EQ(result.overall.units, 6);
    EXPECT_EQ(result.overall.pairable_units, 5);
    EXPECT_EQ(result.overall.missing, 1);
    EXPECT_NEAR(result.overall.get("percent_agreement").value(), .8, 1e-12);
    // po = .8, margins .6/.4 and .4/.6: pe = .48.
    EXPECT_NEAR(result.overall.get("cohen_kappa").value(), (.8 - .48) / .52, 1e-12);
    ASSERT_TRUE(result.by_source.contains("github") && result.by_source.contains("discourse"));
    EXPECT_EQ(result.by_source.at("github").units, 4);
    EXPECT_EQ(result.by_source.at("discourse").pairable_units, 1);
    EXPECT_FALSE(result.by_source.at("discourse").get("cohen_kappa").defined());
    ASSERT_EQ(result.by_category.size(), 2U);
    EXPECT_EQ(result.by_category[0].id, "yes");
    EXPECT_EQ(result.by_category[0].applied, (std::map<std::string, std::int64_t>{{"c1", 3}, {"c2", 2}}));
    EXPECT_NEAR(result.by_category[0].summary.get("cohen_kappa").value(), (.8 - .48) / .52, 1e-12);
}

TEST_F(RoundAgreementTest, OfCodesIsOverThePostsThatSomebodyCameTo) {
    const Round round = open(codes_yaml);
    // Post 0: both first, c1 twice. Post 1: {first, second} and {second}. Post 2: c1 nothing, c2 first.
    // Post 3: both finished with nothing. Post 4: c1 only. Post 5: nobody.
    code(round, "c1", 0, "first", 0, 4);
    code(round, "c1", 0, "first", 5, 9);
    code(round, "c2", 0, "first", 0, 0);
    code(round, "c1", 1, "first", 0, 4);
    code(round, "c1", 1, "second", 0, 4);
    code(round, "c2", 1, "second", 2, 6);
    code(round, "c2", 2, "first", 0, 4);
    code(round, "c1", 4, "second", 0, 4);
    for (const auto& [coder, post] :
         std::vector<std::pair<const char*, std::size_t>>{{"c1", 2}, {"c1", 3}, {"c2", 3}}) {
        const auto done = Rounds(*study_).finish(round, coder, keys_[post]);
        EXPECT_TRUE(done) << done.error().line();
    }
    const RoundAgreement result = closed_agreement();
    EXPECT_EQ(result.categories, (std::vector<std::string>{"first", "second"}));
    EXPECT_EQ(result.overall.units, 5);
    EXPECT_EQ(result.overall.pairable_units, 4);
    EXPECT_NEAR(result.overall.get("percent_agreement").value(), .5, 1e-12);
    EXPECT_TRUE(result.overall.get("alpha_masi").defined());
    EXPECT_EQ(result.universe, "the 5 of 6 posts of the set all that at least one coder finished or coded");
    const auto& first = result.by_category[0];
    EXPECT_EQ(first.applied, (std::map<std::string, std::int64_t>{{"c1", 2}, {"c2", 2}}));
    EXPECT_NEAR(first.summary.get("percent_agreement").value(), .5, 1e-12); // posts 0 and 3 of 0 to 3
    EXPECT_NEAR(result.by_category[1].summary.get("percent_agreement").value(), 1.0, 1e-12);
    EXPECT_NEAR(result.by_category[1].summary.get("cohen_kappa").value(), 1.0, 1e-12);
}

TEST_F(RoundAgreementTest, WithoutAnyVoteIsUndefinedWithTheReason) {
    (void)open(question_yaml);
    const RoundAgreement result = closed_agreement();
    EXPECT_EQ(result.overall.get("alpha_nominal").reason(), "no unit has two ratings");
    EXPECT_EQ(result.overall.missing, 12);
}

} // namespace
} // namespace axial::codebooks
