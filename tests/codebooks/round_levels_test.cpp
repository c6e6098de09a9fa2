// SPDX-License-Identifier: GPL-3.0-or-later
// The same decisions in units of threads, posts, sentences, spans, words and characters, and what differs.
#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"
#include "tests/codebooks/round_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

namespace axial::codebooks {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// 31 characters in three sentences (the line of code is one) and six words, four of them prose; two posts a
/// thread. c1 codes "One two." as first, c2 only "One"; both find nothing in post 1; c1 alone comes to post 2.
class RoundLevels : public RoundFixture {
protected:
    RoundLevels() : RoundFixture("One two. Three four.\n\n```\ncode here\n```\n", 2) {
        round_ = open(codes_yaml);
        code(round_, "c1", 0, "first", 0, 8);
        code(round_, "c2", 0, "first", 0, 3);
        code(round_, "c1", 2, "second", 0, 3);
        for (const auto* coder : {"c1", "c2"})
            EXPECT_TRUE(Rounds(*study_).finish(round_, coder, keys_[1]));
    }
    void close() {
        const auto closed = Rounds(*study_).close("round", "c1");
        ASSERT_TRUE(closed) << closed.error().line();
        round_ = *closed;
    }
    LevelAgreement level(UnitLevel wanted, AgreementOptions options = {}) {
        options.bootstrap.replicates = 0;
        const auto result = agreement_at_levels(*study_, round_, options);
        EXPECT_TRUE(result) << result.error().line();
        for (const auto& each : result->levels)
            if (each.level == wanted)
                return each;
        ADD_FAILURE() << "no such level";
        return {};
    }
    Round round_;
};

TEST_F(RoundLevels, OfABlindOpenRoundAreRefused) {
    EXPECT_FALSE(agreement_at_levels(*study_, round_));
    EXPECT_FALSE(diagnosis_of(*study_, round_));
}

TEST_F(RoundLevels, HaveTheUnitsOfTheirSize) {
    close();
    EXPECT_EQ(level(UnitLevel::thread).summary.units, 2);          // posts 0 and 1; 2 and 3
    EXPECT_EQ(level(UnitLevel::thread).summary.pairable_units, 1); // c2 was not in the second
    EXPECT_EQ(level(UnitLevel::post).summary.units, 3);
    EXPECT_EQ(level(UnitLevel::sentence).summary.units, 6); // of the two posts that both judged
    EXPECT_EQ(level(UnitLevel::token).summary.units, 12);
    EXPECT_EQ(level(UnitLevel::character).summary.units, 62);
}

TEST_F(RoundLevels, DrawWholeThreadsUnlessPostsAreAskedFor) {
    close();
    const auto threads = agreement_of(*study_, round_, {{100, 1}});
    ASSERT_TRUE(threads) << threads.error().line();
    EXPECT_EQ(threads->overall.clusters, 2); // three posts in two threads
    EXPECT_THAT(threads->overall.warnings, Not(Contains(HasSubstr("clusters that are not used"))));
    AgreementOptions options;
    options.resample_threads = false;
    const auto posts = agreement_of(*study_, round_, options);
    ASSERT_TRUE(posts) << posts.error().line();
    EXPECT_EQ(posts->overall.clusters, 0);
    EXPECT_THAT(posts->overall.warnings, Contains(HasSubstr("clusters that are not used")));
}

TEST_F(RoundLevels, CountWordsAndCharactersByTheirBorders) {
    close();
    // Of 12 words both coded 1 and c1 one more: po = 11/12, pe = (2 * 1 + 10 * 11) / 144.
    const auto words = level(UnitLevel::token).summary;
    EXPECT_NEAR(words.get("token_kappa:first").value(), (132.0 - 112) / (144 - 112), 1e-12);
    EXPECT_FALSE(words.get("token_kappa:second").defined());
    // Of 62 characters both coded 3 and c1 five more.
    const double po = 57.0 / 62, pe = (8.0 * 3 + 54.0 * 59) / (62.0 * 62);
    const auto characters = level(UnitLevel::character).summary;
    EXPECT_NEAR(characters.get("char_kappa:first").value(), (po - pe) / (1 - pe), 1e-12);
    EXPECT_NEAR(level(UnitLevel::sentence).summary.get("percent_agreement").value(), 1, 1e-12);
}

TEST_F(RoundLevels, ATouchBeginsAndEndsAtTheBorder) {
    // "One " ends where "two" begins, " two." begins where "One" ends, "One two. " where the next sentence
    // begins.
    code(round_, "c1", 4, "second", 0, 4);
    code(round_, "c2", 4, "second", 3, 8);
    code(round_, "c1", 5, "second", 0, 9);
    code(round_, "c2", 5, "second", 0, 8);
    close();
    // Words of posts 0, 1, 4 and 5 as second: c1 one, c2 another of post 4; both two of post 5; 20 neither.
    const double po = 22.0 / 24, pe = (3.0 * 3 + 21.0 * 21) / (24.0 * 24);
    EXPECT_NEAR(level(UnitLevel::token).summary.get("token_kappa:second").value(), (po - pe) / (1 - pe), 1e-12);
    // Sentences as second: both the first of posts 4 and 5, nobody any other, so all that is coded agrees.
    const auto sentences = level(UnitLevel::sentence).summary;
    EXPECT_EQ(sentences.units, 12);
    EXPECT_NEAR(sentences.get("cohen_binary_code:second").value(), 1, 1e-12);
    EXPECT_NEAR(sentences.get("alpha_binary_code:second").value(), 1, 1e-12);
}

TEST_F(RoundLevels, MatchSpansByTheWantedOverlap) {
    close();
    EXPECT_EQ(level(UnitLevel::span).summary.get("span_f1").value(), 0); // 3 of 8 characters
    AgreementOptions lenient;
    lenient.overlap = 0.3;
    EXPECT_EQ(level(UnitLevel::span, lenient).summary.get("span_f1").value(), 1);
    EXPECT_FALSE(level(UnitLevel::span).summary.get("gamma").defined());
    lenient.gamma = true;
    EXPECT_TRUE(level(UnitLevel::span, lenient).summary.get("gamma").defined());
}

TEST_F(RoundLevels, MayLeaveOutCodeBlocksOrPostsWithoutCodings) {
    close();
    AgreementOptions prose;
    prose.universe = Universe::prose;
    EXPECT_EQ(level(UnitLevel::token, prose).summary.units, 8);
    EXPECT_EQ(level(UnitLevel::sentence, prose).summary.units, 4);
    EXPECT_LT(level(UnitLevel::character, prose).summary.units, 62);
    EXPECT_THAT(level(UnitLevel::character, prose).universe, HasSubstr("without code blocks and quotes"));
    AgreementOptions coded;
    coded.universe = Universe::coded;
    EXPECT_EQ(level(UnitLevel::character, coded).summary.units, 31);
}

TEST_F(RoundLevels, SayWhatIsNoStretch) {
    code(round_, "c2", 1, "second", 0, 0); // the post as a whole
    close();
    EXPECT_THAT(level(UnitLevel::character).universe, HasSubstr("1 codings of whole posts are left out"));
    EXPECT_EQ(level(UnitLevel::character).summary.get("char_kappa:second").reason().empty(), false);
}

TEST_F(RoundLevels, MarkingAThingTwiceCountsOnce) {
    code(round_, "c1", 0, "first", 0, 3); // inside what c1 marked already
    close();
    const double po = 57.0 / 62, pe = (8.0 * 3 + 54.0 * 59) / (62.0 * 62);
    EXPECT_NEAR(level(UnitLevel::character).summary.get("char_kappa:first").value(), (po - pe) / (1 - pe),
                1e-12);
}

class QuestionLevels : public RoundFixture {
protected:
    QuestionLevels() : RoundFixture("some text", 2) {}
};

TEST_F(QuestionLevels, AreThreadsAndPosts) {
    const Round round = open(question_yaml, false);
    vote(round, "c1", "ynyyyn");
    vote(round, "c2", "nyyyn.");
    const auto result = agreement_at_levels(*study_, round, {{0, 1}});
    ASSERT_TRUE(result) << result.error().line();
    ASSERT_EQ(result->levels.size(), 2U);
    // By thread: {no, yes} twice; {yes} twice; {no, yes} and {no}. Equal in two of three.
    EXPECT_NEAR(result->levels[0].summary.get("percent_agreement").value(), 2.0 / 3, 1e-12);
    EXPECT_NEAR(result->levels[1].summary.get("percent_agreement").value(), 2.0 / 5, 1e-12);
    const auto found = diagnosis_of(*study_, round);
    ASSERT_TRUE(found) << found.error().line();
    EXPECT_EQ(found->disagreements.size(), 3U);
    EXPECT_EQ(found->disagreements[0].values, (std::vector<std::string>{"Keep", "Drop"}));
    EXPECT_EQ(found->coincidences.counts[0][1], 3);
}

class Diagnosis : public RoundLevels {};

TEST_F(Diagnosis, NamesTheStretchesThatDiffer) {
    close();
    const auto found = diagnosis_of(*study_, round_);
    ASSERT_TRUE(found) << found.error().line();
    ASSERT_TRUE(found->spans && found->posts);
    EXPECT_EQ(found->spans->boundary, 1);
    EXPECT_EQ(found->spans->omission, 0); // post 2 was not judged by c2: no disagreement
    EXPECT_EQ(found->posts->agreements, 2);
    ASSERT_EQ(found->disagreements.size(), 1U);
    const auto& only = found->disagreements.front();
    EXPECT_EQ(only.difference, Difference::boundary);
    EXPECT_EQ(only.post, keys_[0]);
    EXPECT_EQ(only.begin, 0U);
    EXPECT_EQ(only.end, 8U);
    EXPECT_EQ(only.quote, "One two.");
    EXPECT_EQ(only.values, (std::vector<std::string>{"First", "First"}));
}

TEST_F(Diagnosis, TellsOmissionFromAnotherCode) {
    code(round_, "c1", 4, "first", 0, 3);
    code(round_, "c2", 4, "second", 0, 3);
    code(round_, "c1", 5, "first", 0, 3);
    EXPECT_TRUE(Rounds(*study_).finish(round_, "c2", keys_[5]));
    close();
    const auto found = diagnosis_of(*study_, round_);
    ASSERT_TRUE(found) << found.error().line();
    EXPECT_EQ(found->posts->code, 1);
    EXPECT_EQ(found->posts->omission, 1);
    EXPECT_EQ(found->spans->code, 1);
    EXPECT_EQ(found->spans->omission, 1);
    ASSERT_FALSE(found->confused.empty());
    // first and second stand in each other's place once, each being one code that was not shared.
    EXPECT_EQ(found->coincidences.ids, (std::vector<std::string>{"first", "second", ""}));
    EXPECT_EQ(found->coincidences.counts[0][1], 2);
    EXPECT_EQ(found->coincidences.counts[0][2], 1);
    double shares = 0;
    for (const auto& each : found->disagreements) {
        shares += each.share;
        if (each.post != keys_[0]) {
            EXPECT_EQ(each.difference, each.post == keys_[4] ? Difference::code : Difference::omission);
        }
        if (each.post != keys_[0] && each.share == 0) { // a stretch
            EXPECT_EQ(each.begin, 0U);                  // counted from the beginning of its own post
            EXPECT_EQ(each.end, 3U);
            EXPECT_EQ(each.quote, "One");
        }
    }
    EXPECT_NEAR(shares, 1, 1e-12);
    EXPECT_THAT(found->drift_p.reason(), HasSubstr("within a minute"));
    ASSERT_EQ(found->pairs.size(), 1U);
    EXPECT_EQ(found->pairs[0].units, 4);
}

} // namespace
} // namespace axial::codebooks
