// SPDX-License-Identifier: GPL-3.0-or-later
// Rounds that are shared out, calibrated, paused; codings with units, weights and exclusive groups.
#include "codebooks/assignment.h"
#include "codebooks/code_changes.h"
#include "tests/codebooks/round_fixture.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

namespace axial::codebooks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> some_posts(int n) {
    std::vector<std::string> posts;
    for (int i = 0; i < n; ++i)
        posts.push_back("github/x/comment/" + std::to_string(i));
    return posts;
}

Round round_of(std::vector<std::string> coders, int overlap, int calibration, std::uint64_t seed) {
    Round round;
    round.coders = std::move(coders);
    round.overlap = overlap;
    round.calibration = calibration;
    round.seed = seed;
    return round;
}

TEST(Assignment, SharesEveryPostAmongKAndTheWorkEvenly) {
    const std::vector<std::string> coders{"ada", "ben", "cem", "dia", "eva"};
    for (int n = 1; n <= 5; ++n)
        for (int k = 1; k <= n; ++k)
            for (std::uint64_t seed = 0; seed < 4; ++seed) {
                const Assignment shared(round_of({coders.begin(), coders.begin() + n}, k, 7, seed),
                                        some_posts(60));
                std::map<std::string, int> times;
                std::size_t least = 1000, most = 0;
                for (int coder = 0; coder < n; ++coder) {
                    const auto posts = shared.of(coders[static_cast<std::size_t>(coder)]);
                    EXPECT_EQ(std::set<std::string>(posts.begin(), posts.end()).size(), posts.size());
                    least = std::min(least, posts.size());
                    most = std::max(most, posts.size());
                    for (const auto& post : posts)
                        ++times[post];
                }
                EXPECT_LE(most - least, 1U);
                EXPECT_EQ(times.size(), 60U);
                for (const auto& [post, count] : times)
                    EXPECT_EQ(count, shared.calibration().contains(post) ? n : k);
                EXPECT_EQ(shared.calibration().size(), 7U);
            }
}

TEST(Assignment, DoesNotDependOnTheOrderOfThePostsAndPairsEverybody) {
    auto posts = some_posts(200);
    const Assignment one(round_of({"ada", "ben", "cem"}, 2, 0, 3), posts);
    std::reverse(posts.begin(), posts.end());
    const Assignment other(round_of({"ada", "ben", "cem"}, 2, 0, 3), posts);
    const Assignment seeded(round_of({"ada", "ben", "cem"}, 2, 0, 4), posts);
    EXPECT_THAT(one.of("ada"), testing::UnorderedElementsAreArray(other.of("ada")));
    EXPECT_NE(one.of("ada"), seeded.of("ada"));
    EXPECT_THAT(one.of("nobody"), IsEmpty());
    const auto ada = one.of("ada"), ben = one.of("ben");
    const std::set<std::string> theirs(ben.begin(), ben.end());
    const auto together =
        std::count_if(ada.begin(), ada.end(), [&](const auto& post) { return theirs.contains(post); });
    EXPECT_GT(together, 45) << "each pair shares about a third of the posts";
    EXPECT_LT(together, 90);
}

class SharedOutRounds : public RoundFixture {
protected:
    Round start(int overlap, int calibration, double gate,
                std::vector<std::string> coders = {"c1", "c2", "c3"}) {
        EXPECT_TRUE(Codebooks(*study_).import(parse_codebook(question_yaml, "q").value(), "c1"));
        EXPECT_TRUE(Codebooks(*study_).import(parse_codebook(codes_yaml, "q").value(), "c1"));
        Round round;
        round.name = "shared";
        round.codebook = "keep";
        round.set = "all";
        round.coders = std::move(coders);
        round.overlap = overlap;
        round.calibration = calibration;
        round.gate_permille = static_cast<int>(gate * 1000);
        const auto opened = Rounds(*study_).open(round, "c1");
        EXPECT_TRUE(opened) << opened.error().line();
        return *opened;
    }
    Status cast(const Round& round, const std::string& coder, const std::string& post,
                const char* answer = "yes") {
        Vote vote;
        vote.coder = coder;
        vote.post = post;
        vote.answer = answer;
        vote.milliseconds = 1000;
        AXIAL_TRY(Rounds(*study_).vote(Rounds(*study_).get(round.uuid).value(), vote));
        return {};
    }
    std::vector<std::string> list(const Round& round, const char* coder) {
        return Rounds(*study_).worklist(Rounds(*study_).get(round.uuid).value(), coder).value();
    }
};

TEST_F(SharedOutRounds, OnlyWhatIsAssignedMayBeDecided) {
    const auto round = start(2, 0, 0);
    std::size_t all = 0;
    for (const auto* coder : {"c1", "c2", "c3"}) {
        const auto mine = list(round, coder);
        all += mine.size();
        EXPECT_THAT(mine, SizeIs(4)) << "six posts, each for two of three";
        for (const auto& key : keys_)
            EXPECT_EQ(cast(round, coder, key).has_value(),
                      std::find(mine.begin(), mine.end(), key) != mine.end());
    }
    EXPECT_EQ(all, 12U);
    const auto progress = Rounds(*study_).progress(round).value();
    for (const auto& coder : progress)
        EXPECT_EQ(coder.done, coder.of);
}

TEST_F(SharedOutRounds, TheCalibrationComesFirstAndItsGateHolds) {
    const auto round = start(1, 3, 0.67, {"c1", "c2"});
    Rounds rounds(*study_);
    const auto first = list(round, "c1");
    EXPECT_THAT(first, SizeIs(3));
    EXPECT_THAT(list(round, "c2"), testing::UnorderedElementsAreArray(first));
    for (const auto& key : keys_)
        if (std::find(first.begin(), first.end(), key) == first.end()) {
            EXPECT_THAT(cast(round, "c1", key).error().line(), HasSubstr("behind the calibration"));
        }

    ASSERT_TRUE(cast(round, "c1", first[0], "yes"));
    ASSERT_TRUE(cast(round, "c1", first[1], "no"));
    ASSERT_TRUE(cast(round, "c1", first[2], "yes"));
    ASSERT_TRUE(cast(round, "c2", first[0], "yes"));
    EXPECT_THAT(rounds.calibration(round)->waiting, ElementsAre("c2"));
    EXPECT_FALSE(rounds.calibration(round)->alpha) << "nothing is said before all are done";
    EXPECT_FALSE(rounds.release("shared", "c1", "in a hurry"));
    ASSERT_TRUE(cast(round, "c2", first[1], "yes"));
    ASSERT_TRUE(cast(round, "c2", first[2], "yes"));
    // Coincidences: yes-yes 4, yes-no 1 + 1; D_o = 2/6, D_e = 2 * 5 * 1 / (6 * 5): alpha = 1 - (1/3) / (1/3).
    EXPECT_NEAR(*rounds.calibration(round)->alpha, 0.0, 1e-12);
    EXPECT_THAT(rounds.release("shared", "c1", "").error().line(), HasSubstr("below the gate"));
    EXPECT_THAT(list(round, "c1"), SizeIs(3));

    ASSERT_TRUE(cast(round, "c2", first[1], "no")) << "talked over and voted anew";
    const auto passed = rounds.release("shared", "c1", "");
    ASSERT_TRUE(passed) << passed.error().line();
    EXPECT_NEAR(*passed->alpha, 1.0, 1e-12);
    EXPECT_EQ(list(round, "c1").size() + list(round, "c2").size(), 9U) << "three for both, three for one each";
    const auto mine = list(round, "c1");
    EXPECT_TRUE(std::set<std::string>(mine.begin(), mine.begin() + 3) ==
                std::set<std::string>(first.begin(), first.end()))
        << "the calibration stays in front";
    EXPECT_FALSE(rounds.release("shared", "c1", ""));
    EXPECT_THAT(Journal(*study_).differences(5).value(), IsEmpty());
}

TEST_F(SharedOutRounds, AGateCanBeLeftBehindWithAReason) {
    const auto round = start(0, 2, 0.99, {"c1", "c2"});
    const auto first = list(round, "c1");
    for (const auto& [coder, a, b] : {std::tuple("c1", "yes", "no"), std::tuple("c2", "no", "yes")}) {
        ASSERT_TRUE(cast(round, coder, first[0], a));
        ASSERT_TRUE(cast(round, coder, first[1], b));
    }
    EXPECT_FALSE(Rounds(*study_).release("shared", "c1", ""));
    EXPECT_TRUE(Rounds(*study_).release("shared", "c1", "the deadline"));
    EXPECT_THAT(list(round, "c1"), SizeIs(6));
}

TEST_F(SharedOutRounds, NobodyDecidesInAPausedRound) {
    const auto round = start(0, 0, 0);
    ASSERT_TRUE(Rounds(*study_).pause("shared", "c1", "summer"));
    EXPECT_THAT(cast(round, "c1", keys_[0]).error().line(), HasSubstr("paused"));
    EXPECT_FALSE(Rounds(*study_).pause("shared", "c1", ""));
    ASSERT_TRUE(Rounds(*study_).resume("shared", "c1"));
    EXPECT_TRUE(cast(round, "c1", keys_[0]));
    EXPECT_FALSE(Rounds(*study_).resume("shared", "c1"));
}

TEST_F(SharedOutRounds, TimesOfOthersAreSealed) {
    const auto round = start(0, 0, 0);
    ASSERT_TRUE(cast(round, "c1", keys_[0]));
    ASSERT_TRUE(cast(round, "c2", keys_[0]));
    EXPECT_THAT(Rounds(*study_).median_times(round, {"c1"}).value(), ElementsAre(std::pair("c1", 1000)));
    EXPECT_THAT(Rounds(*study_).median_times(round, {}).value(), IsEmpty());
}

TEST_F(SharedOutRounds, ImpossibleRoundsAreRefused) {
    start(0, 0, 0);
    Rounds rounds(*study_);
    Round round;
    round.name = "other";
    round.codebook = "keep";
    round.set = "all";
    round.coders = {"c1", "c2"};
    round.overlap = 3;
    EXPECT_THAT(rounds.open(round, "c1").error().line(), HasSubstr("cannot share"));
    round.overlap = 0;
    round.gate_permille = 500;
    EXPECT_THAT(rounds.open(round, "c1").error().line(), HasSubstr("calibration"));
}

TEST_F(SharedOutRounds, CodingsKnowTheirUnitWeightAndMeaning) {
    start(0, 0, 0);
    Rounds rounds(*study_);
    const auto book = Codebooks(*study_).get("book").value();
    const auto& first = book.codes[1];
    NewCoding wanted{"", "c1", keys_[0], first.uuid, 0, 4, "span", "", 80, "probable"};
    const auto span = rounds.apply(wanted).value();
    EXPECT_TRUE(rounds.apply({"", "c1", keys_[0], first.uuid, 0, 0, "thread", "", -1, ""}));
    EXPECT_TRUE(rounds.apply({"", "c1", keys_[0], first.uuid, 0, 0, "relation", keys_[1], -1, ""}));
    EXPECT_TRUE(rounds.apply({"", "c1", keys_[0], first.uuid, 0, 0, "", "", -1, ""}));
    const auto codings = rounds.codings_of(keys_[0], {"c1"}).value();
    ASSERT_THAT(codings, SizeIs(4));
    std::set<std::string> units;
    for (const auto& coding : codings) {
        units.insert(coding.unit);
        EXPECT_EQ(coding.meaning, first.meaning);
    }
    EXPECT_THAT(units, ElementsAre("post", "relation", "span", "thread"));
    ASSERT_TRUE(rounds.amend(span.uuid, "c1", 20, "sure"));
    EXPECT_FALSE(rounds.amend(span.uuid, "c2", 20, "sure"));
    EXPECT_FALSE(rounds.amend(span.uuid, "c1", 101, ""));
    const auto after = rounds.codings_of(keys_[0], {"c1"}).value();
    const auto amended =
        std::find_if(after.begin(), after.end(), [&](const Coding& c) { return c.uuid == span.uuid; });
    EXPECT_EQ(amended->weight, 20);
    EXPECT_EQ(amended->certainty, "sure");

    for (const auto& wrong :
         std::vector<NewCoding>{{"", "c1", keys_[0], first.uuid, 0, 0, "span", "", -1, ""},
                                {"", "c1", keys_[0], first.uuid, 0, 4, "post", "", -1, ""},
                                {"", "c1", keys_[0], first.uuid, 0, 0, "relation", "", -1, ""},
                                {"", "c1", keys_[0], first.uuid, 0, 0, "relation", keys_[0], -1, ""},
                                {"", "c1", keys_[0], first.uuid, 0, 0, "relation", "nowhere", -1, ""},
                                {"", "c1", keys_[0], first.uuid, 0, 0, "page", "", -1, ""},
                                {"", "c1", keys_[0], first.uuid, 0, 4, "", "", -1, "perhaps"}})
        EXPECT_FALSE(rounds.apply(wrong));
}

TEST_F(SharedOutRounds, CodesOfAnExclusiveGroupExcludeEachOther) {
    start(0, 0, 0);
    Rounds rounds(*study_);
    const auto changes = CodeChanges::of(*study_, "book", "owner").value();
    ASSERT_TRUE(changes.make(changes
                                 .edit("top",
                                       [](Code& code) -> Status {
                                           code.exclusive = true;
                                           return {};
                                       })
                                 .value()));
    ASSERT_TRUE(changes.make(changes
                                 .edit("second",
                                       [](Code& code) -> Status {
                                           code.applies = {"span"};
                                           return {};
                                       })
                                 .value()));
    const auto book = Codebooks(*study_).get("book").value();
    const auto &first = book.codes[1].uuid, &second = book.codes[2].uuid;
    ASSERT_TRUE(rounds.apply({"", "c1", keys_[0], first, 0, 4}));
    EXPECT_THAT(rounds.apply({"", "c1", keys_[0], second, 2, 6}).error().line(), HasSubstr("only one fits"));
    EXPECT_TRUE(rounds.apply({"", "c1", keys_[0], second, 5, 9})) << "elsewhere in the post";
    EXPECT_TRUE(rounds.apply({"", "c2", keys_[0], second, 0, 4})) << "somebody else";
    EXPECT_THAT(rounds.apply({"", "c1", keys_[1], second, 0, 0}).error().line(),
                HasSubstr("does not apply to a post"));
}

TEST_F(SharedOutRounds, ThatThereIsNothingIsRecorded) {
    auto round = start(0, 0, 0);
    Round coded;
    coded.name = "coding";
    coded.codebook = "book";
    coded.set = "all";
    coded.coders = {"c1"};
    coded = Rounds(*study_).open(coded, "c1").value();
    ASSERT_TRUE(Rounds(*study_).finish(coded, "c1", keys_[0]));
    ASSERT_TRUE(Rounds(*study_).apply(
        {coded.uuid, "c1", keys_[1], Codebooks(*study_).get("book")->codes[1].uuid, 0, 4}));
    ASSERT_TRUE(Rounds(*study_).finish(coded, "c1", keys_[1]));
    const auto said = [&](const std::string& post) {
        return Journal(*study_)
            .of("finished:" + coded.uuid + ":c1:" + post)
            ->back()
            .payload.at("nothing")
            .get<bool>();
    };
    EXPECT_TRUE(said(keys_[0]));
    EXPECT_FALSE(said(keys_[1]));
}

} // namespace
} // namespace axial::codebooks
