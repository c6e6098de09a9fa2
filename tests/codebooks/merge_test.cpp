// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/uuid.h"
#include "tests/codebooks/merge_fixture.h"

#include <gmock/gmock.h>

namespace axial::codebooks::exchange {
namespace {

using testing::HasSubstr;

class Merge : public MergeFixture {};

TEST_F(Merge, twoCodersWorkApartAndComeTogether) {
    const auto round = open(question_yaml);
    auto ada = copy("ada");
    auto ben = copy("ben");
    vote(ada, round, "c1", keys_[0], "yes");
    vote(ben, round, "c2", keys_[0], "no");
    vote(ben, round, "c2", keys_[1], "no");
    const auto merged = take_in(*study_, ada);
    ASSERT_TRUE(merged) << merged.error().line();
    EXPECT_EQ(merged->events, 1);
    EXPECT_EQ(take_in(*study_, ben)->events, 2);
    EXPECT_EQ(take_in(*study_, ben)->events, 0); // once more changes nothing
    ASSERT_TRUE(Rounds(*study_).close("round", "c1"));
    EXPECT_EQ(Rounds(*study_).votes(*Rounds(*study_).get("round"), {""})->size(), 3u);
    EXPECT_TRUE(Journal(*study_).differences(5)->empty());
}

TEST_F(Merge, eachSideEndsWithTheSame) {
    const auto round = open(question_yaml);
    auto ada = copy("ada");
    auto ben = copy("ben");
    vote(ada, round, "c1", keys_[0], "yes");
    vote(ben, round, "c2", keys_[0], "no");
    ASSERT_TRUE(take_in(ada, ben));
    ASSERT_TRUE(take_in(ben, ada));
    EXPECT_EQ(state(ada), state(ben));
    EXPECT_THAT(state(ada), HasSubstr("vote.cast"));
}

TEST_F(Merge, aBlindRoundStaysBlindAfterIt) {
    const auto round = open(question_yaml);
    auto ada = copy("ada");
    auto ben = copy("ben");
    vote(ben, round, "c2", keys_[0], "no");
    ASSERT_TRUE(take_in(ada, ben));
    EXPECT_TRUE(Rounds(ada).votes(*Rounds(ada).get("round"), {"c1"})->empty());
    const auto shown = incoming_for(ada, "c1");
    ASSERT_TRUE(shown);
    for (const auto& event : shown->events)
        EXPECT_NE(event.kind, EventKind::vote_cast);
    const auto plan = plan_of(*study_, ben);
    EXPECT_THAT(said(*plan), Not(HasSubstr("\"no\"")));
}

TEST_F(Merge, oneCodersTwoCopiesAreTold) {
    const auto round = open(question_yaml);
    auto desk = copy("desk");
    auto home = copy("home");
    vote(desk, round, "c1", keys_[0], "yes");
    vote(home, round, "c1", keys_[0], "no");
    ASSERT_TRUE(take_in(*study_, desk));
    const auto plan = plan_of(*study_, home);
    ASSERT_TRUE(plan);
    EXPECT_THAT(said(*plan), HasSubstr("1 decision by c1 about things decided here, too"));
    ASSERT_TRUE(merge(*study_, *plan));
    const auto votes = Rounds(*study_).votes(round, {"c1"});
    ASSERT_EQ(votes->size(), 1u);
    EXPECT_EQ(votes->front().answer, "no"); // the later one
    EXPECT_EQ(Journal(*study_).of("vote:" + round.uuid + ":c1:" + keys_[0])->size(), 2u);
}

TEST_F(Merge, aCodeRedefinedTwiceIsTold) {
    open(codes_yaml);
    auto ada = copy("ada");
    auto ben = copy("ben");
    auto book = *Codebooks(ada).get("book");
    book.codes[1].name = "Earlier";
    ASSERT_TRUE(Codebooks(ada).import(book, "c1"));
    book.codes[1].name = "Later";
    ASSERT_TRUE(Codebooks(ben).import(book, "c2"));
    ASSERT_TRUE(take_in(*study_, ben));
    const auto plan = plan_of(*study_, ada);
    ASSERT_TRUE(plan);
    EXPECT_THAT(said(*plan),
                HasSubstr("code \"Later\" was changed here by c2 and there by c1: the later one stands, c2's"));
    ASSERT_TRUE(merge(*study_, *plan));
    EXPECT_EQ(Codebooks(*study_).get("book")->codes[1].name, "Later");
}

TEST_F(Merge, codesOfOneNameAndCyclesAreTold) {
    open(codes_yaml);
    auto ada = copy("ada");
    auto ben = copy("ben");
    ASSERT_TRUE(Codebooks(ada).add_code("book", "Fear", "", "c1"));
    ASSERT_TRUE(Codebooks(ben).add_code("book", "fear", "", "c2"));
    auto book = *Codebooks(ada).get("book");
    const auto move = [&](corpus::Study& study, const char* code, const char* below, const char* by) {
        auto changed = *Codebooks(study).get("book");
        for (auto& each : changed.codes)
            if (each.id == code)
                each.parent = below;
        EXPECT_TRUE(Codebooks(study).import(changed, by));
    };
    move(ada, "first", "second", "c1");
    move(ben, "second", "first", "c2");
    ASSERT_TRUE(take_in(*study_, ada));
    const auto plan = plan_of(*study_, ben);
    ASSERT_TRUE(plan);
    EXPECT_THAT(said(*plan), HasSubstr("2 codes are named \"Fear\""));
    EXPECT_THAT(said(*plan), HasSubstr("codes were moved below each other: \"First\", \"Second\""));
    ASSERT_TRUE(merge(*study_, *plan));
    const auto codes = Codebooks(*study_).get("book")->codes;
    EXPECT_EQ(codes.size(), 5u); // none is lost
}

TEST_F(Merge, anotherStudyIsRefused) {
    open(question_yaml);
    auto other = corpus::Study::create(folder_ / "other", "test");
    ASSERT_TRUE(other);
    const auto refused = take_in(*study_, *other);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().line(), HasSubstr("another study of the same name"));
}

TEST_F(Merge, aChangedDecisionIsRefusedAndNothingIsTaken) {
    const auto round = open(question_yaml);
    auto ada = copy("ada");
    vote(ada, round, "c1", keys_[0], "yes");
    ASSERT_TRUE(take_in(*study_, ada));
    vote(ada, round, "c1", keys_[1], "yes");
    auto incoming = *incoming_from(ada);
    for (auto& event : incoming.events)
        if (event.payload.value("answer", "") == "yes" && event.payload.value("post", "") == keys_[0])
            event.payload["answer"] = "no";
    const auto before = state(*study_);
    const auto plan = plan_merge(*study_, {&incoming, 1});
    ASSERT_FALSE(plan);
    EXPECT_THAT(plan.error().line(), HasSubstr("is known with other contents"));
    EXPECT_EQ(state(*study_), before);
}

TEST_F(Merge, anotherCodersDecisionCannotBeTakenBack) {
    const auto round = open(question_yaml);
    auto ada = copy("ada");
    vote(ada, round, "c1", keys_[0], "yes");
    auto incoming = *incoming_from(ada);
    auto back = incoming.events.back();
    back.kind = EventKind::undone;
    back.payload = {{"event", back.uuid}};
    back.uuid = uuid7(now(), back.uuid);
    back.coder = "c2";
    incoming.events.push_back(back);
    const auto plan = plan_merge(*study_, {&incoming, 1});
    ASSERT_FALSE(plan);
    EXPECT_THAT(plan.error().line(), HasSubstr("takes back another coder's decision"));
}

TEST_F(Merge, decisionsAfterTheEndAndWithoutTextAreTold) {
    const auto round = open(codes_yaml);
    auto ada = copy("ada");
    edit_first_post(ada, "a text that was edited since");
    const auto code = Codebooks(ada).get("book")->codes[1].uuid;
    ASSERT_TRUE(Rounds(ada).apply({round.uuid, "c1", keys_[0], code, 2, 6}));
    ASSERT_TRUE(Rounds(*study_).close("round", "c1"));
    const auto plan = plan_of(*study_, ada);
    ASSERT_TRUE(plan);
    EXPECT_THAT(said(*plan), HasSubstr("1 decision by c1 about a text that this study lacks"));
    EXPECT_THAT(said(*plan), HasSubstr("1 decision by c1 in round came after the round was closed"));
}

TEST_F(Merge, aCodingFindsItsTextUnderAnotherNumber) {
    const auto round = open(codes_yaml);
    auto ada = copy("ada");
    edit_first_post(*study_, "an edit that only this copy saw");
    edit_first_post(*study_, "the last word of it"); // revision 3 here
    edit_first_post(ada, "the last word of it");     // revision 2 there
    const auto code = Codebooks(ada).get("book")->codes[1].uuid;
    ASSERT_TRUE(Rounds(ada).apply({round.uuid, "c1", keys_[0], code, 4, 8}));
    const auto plan = plan_of(*study_, ada);
    ASSERT_TRUE(plan);
    EXPECT_EQ(said(*plan), "");
    ASSERT_TRUE(merge(*study_, *plan));
    const auto codings = Rounds(*study_).codings_of(keys_[0], {"c1"});
    ASSERT_EQ(codings->size(), 1u);
    EXPECT_EQ(codings->front().revision, 3);
    EXPECT_EQ(codings->front().quote, "last");
}

TEST_F(Merge, aClockYearsAheadLosesNothing) {
    const auto round = open(question_yaml);
    auto ada = copy("ada");
    Vote cast;
    cast.coder = "c1";
    cast.post = keys_[0];
    cast.answer = "yes";
    cast.at = now() + std::chrono::hours(24 * 365 * 4);
    ASSERT_TRUE(Rounds(ada).vote(round, cast));
    const auto plan = plan_of(*study_, ada);
    ASSERT_TRUE(plan);
    EXPECT_THAT(said(*plan), HasSubstr("which is to come"));
    ASSERT_TRUE(merge(*study_, *plan));
    vote(*study_, round, "c1", keys_[0], "no"); // decided later, though the clock here says earlier
    EXPECT_EQ(Rounds(*study_).votes(round, {"c1"})->front().answer, "no");
}

} // namespace
} // namespace axial::codebooks::exchange
