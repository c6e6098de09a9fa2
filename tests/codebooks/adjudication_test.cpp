// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/adjudication/settling.h"
#include "codebooks/journal.h"
#include "codebooks/undo.h"
#include "corpus/uuid.h"
#include "tests/codebooks/round_fixture.h"

#include <gmock/gmock.h>

namespace axial::codebooks::adjudication {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using How = Wanted::How;

class AdjudicationTest : public RoundFixture {
protected:
    std::vector<Item> items() { return items_of(*study_, Rounds(*study_).get("round").value()).value(); }
    Item at(std::size_t post) {
        for (auto& item : items())
            if (item.post == keys_[post])
                return item;
        ADD_FAILURE() << "no item of post " << post;
        return {};
    }
    Result<Settlement> settle(std::size_t post, How how, const std::string& value = {}) {
        return adjudication::settle(*study_, Rounds(*study_).get("round").value(), at(post),
                                    {how, value, "talked over", ""}, "owner");
    }
    SettledLayer layer() { return settled_layer(*study_, Rounds(*study_).get("round").value()).value(); }
    void close() { ASSERT_TRUE(Rounds(*study_).close("round", "c1")); }
    std::string uuid_of(const char* id) {
        const auto book = Codebooks(*study_).get("book").value();
        for (const auto& code : book.codes)
            if (code.id == id)
                return code.uuid;
        return {};
    }
    void finish_all(const Round& round) {
        for (const auto* coder : {"c1", "c2"})
            for (const auto& key : keys_)
                ASSERT_TRUE(Rounds(*study_).finish(round, coder, key));
    }
    void expect_untouched(std::size_t codings) {
        EXPECT_THAT(Rounds(*study_).codings(Rounds(*study_).get("round").value(), {}).value(), SizeIs(codings));
        EXPECT_THAT(Journal(*study_).differences(5).value(), IsEmpty());
    }
};

TEST_F(AdjudicationTest, ABlindRoundIsClosedFirst) {
    const auto round = open(question_yaml);
    vote(round, "c1", "ynynyn");
    vote(round, "c2", "yyyynn");
    EXPECT_THAT(items_of(*study_, round).error().line(), HasSubstr("blind and open"));
    EXPECT_FALSE(settled_layer(*study_, round));
    EXPECT_FALSE(apply_rule(*study_, round, Rule::majority, "owner", true));
    Item made_up;
    made_up.post = keys_[0];
    made_up.what = "vote";
    made_up.answers = {{"c1", "yes"}};
    EXPECT_FALSE(adjudication::settle(*study_, round, made_up, {How::answer, "yes", "", ""}, "owner"));
}

TEST_F(AdjudicationTest, AnswersAreSettledAndTheVotesStay) {
    const auto round = open(question_yaml);
    vote(round, "c1", "yny.yn");
    vote(round, "c2", "yyy.n.");
    close();
    const auto all = items();
    ASSERT_THAT(all, SizeIs(5));
    EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const Item& item) { return item.open(); }), 2);
    EXPECT_EQ(at(1).kind, Kind::answer);
    EXPECT_FALSE(settle(1, How::answer, "maybe"));
    EXPECT_FALSE(settle(1, How::join));
    EXPECT_FALSE(settle(1, How::coder, "c9"));
    ASSERT_TRUE(settle(1, How::coder, "c1"));
    ASSERT_TRUE(settle(4, How::deferred));
    EXPECT_FALSE(at(1).open());
    EXPECT_TRUE(at(4).open()) << "put off";
    EXPECT_EQ(layer().open, 1);
    std::map<std::string, std::string> counted;
    const auto rows = layer().rows;
    for (const auto& row : rows)
        counted[row.post] = row.answer + ", " + row.how;
    EXPECT_EQ(counted[keys_[0]], "yes, undisputed");
    EXPECT_EQ(counted[keys_[1]], "no, settled");
    EXPECT_EQ(counted[keys_[5]], "no, one coder");
    EXPECT_THAT(Rounds(*study_).votes(Rounds(*study_).get("round").value(), {}).value(), SizeIs(9));
    EXPECT_THAT(Journal(*study_).differences(5).value(), IsEmpty());
}

TEST_F(AdjudicationTest, KindsOfDisagreement) {
    const auto round = open(codes_yaml);
    code(round, "c1", 0, "first", 0, 4);
    code(round, "c2", 0, "first", 0, 4); // alike
    code(round, "c1", 1, "first", 0, 4); // left alone by the other
    code(round, "c1", 2, "first", 0, 4);
    code(round, "c2", 2, "second", 0, 4); // another code
    code(round, "c1", 3, "first", 0, 4);
    code(round, "c2", 3, "first", 2, 9); // another extent
    code(round, "c1", 4, "first", 0, 4);
    code(round, "c2", 4, "second", 2, 9); // both
    finish_all(round);
    close();
    const std::vector<Kind> kinds{Kind::none, Kind::missing, Kind::code, Kind::boundary, Kind::both};
    for (std::size_t post = 0; post < kinds.size(); ++post)
        EXPECT_EQ(at(post).kind, kinds[post]) << post;
    EXPECT_EQ(at(2).code_pair().first.empty(), false);
    EXPECT_EQ(layer().open, 4);
    EXPECT_THAT(items(), SizeIs(5));

    EXPECT_THAT(settle(4, How::join).error().line(), HasSubstr("several codes"));
    const auto joined = settle(3, How::join).value();
    ASSERT_THAT(joined.codings, SizeIs(1));
    EXPECT_EQ(joined.codings[0].quote, "some text");
    const auto cut = settle(3, How::cut).value();
    EXPECT_EQ(cut.codings[0].quote, "me");
    EXPECT_EQ(at(3).settlement->outcome, "cut") << "the later word counts";
    EXPECT_EQ(settle(4, How::code, "Second")->codings[0].quote, "some text");
    EXPECT_FALSE(settle(4, How::code, "Top"));
    ASSERT_TRUE(settle(1, How::nothing));
    EXPECT_THAT(settle(2, How::all)->codings, SizeIs(2));
    EXPECT_EQ(layer().open, 0);
    const auto rows = layer().rows;
    EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [](const Counted& row) { return row.code.code.empty(); }),
              2)
        << "post 1 was settled as nothing, post 5 has nothing";
    expect_untouched(9);

    ASSERT_TRUE(undo(*study_, cut.event, "owner"));
    EXPECT_EQ(at(3).settlement->outcome, "joined") << "what was said before counts again";
}

TEST_F(AdjudicationTest, RelationsToOtherPostsDiffer) {
    const auto round = open(codes_yaml);
    const auto first = uuid_of("first");
    Rounds rounds(*study_);
    ASSERT_TRUE(rounds.apply({round.uuid, "c1", keys_[0], first, 0, 0, "relation", keys_[1]}));
    ASSERT_TRUE(rounds.apply({round.uuid, "c2", keys_[0], first, 0, 0, "relation", keys_[2]}));
    ASSERT_TRUE(rounds.apply({round.uuid, "c1", keys_[3], first, 0, 0, "thread"}));
    ASSERT_TRUE(rounds.apply({round.uuid, "c2", keys_[3], first, 0, 0, "post"}));
    close();
    EXPECT_TRUE(at(0).open());
    EXPECT_TRUE(at(3).open());
    EXPECT_FALSE(settle(0, How::join)) << "there is no post between two posts";
    const auto taken = settle(0, How::coder, "c2").value();
    EXPECT_EQ(taken.codings.at(0).to, keys_[2]);
    EXPECT_EQ(at(0).settlement->codings.at(0).to, keys_[2]);
    EXPECT_EQ(at(0).settlement->codings.at(0).unit, "relation");
}

TEST_F(AdjudicationTest, WhatComesInLateOpensAnItemAgain) {
    const auto round = open(question_yaml);
    vote(round, "c1", "y");
    vote(round, "c2", "n");
    close();
    ASSERT_TRUE(settle(0, How::answer, "yes"));
    EXPECT_FALSE(at(0).open());
    // A vote that was cast elsewhere before the round was closed, and merged afterwards.
    Event late{uuid7(now()),
               now(),
               "c2",
               EventKind::vote_cast,
               "vote:" + round.uuid + ":c2:" + keys_[0],
               {{"round", round.uuid}, {"post", keys_[0]}, {"answer", "yes"}}};
    ASSERT_TRUE(Journal(*study_).take({late}));
    EXPECT_FALSE(at(0).disputed()) << "they agree now";
    late = {uuid7(now(), late.uuid),
            now(),
            "c1",
            EventKind::vote_cast,
            "vote:" + round.uuid + ":c1:" + keys_[0],
            {{"round", round.uuid}, {"post", keys_[0]}, {"answer", "no"}}};
    ASSERT_TRUE(Journal(*study_).take({late}));
    EXPECT_TRUE(at(0).outdated());
    EXPECT_TRUE(at(0).open());
    EXPECT_EQ(layer().open, 1);
}

TEST_F(AdjudicationTest, ARoundThatIsOpenToAllIsClosedFirst) {
    const auto round = open(question_yaml, false);
    vote(round, "c1", "y");
    vote(round, "c2", "n");
    EXPECT_THAT(items_of(*study_, round).error().line(), HasSubstr("the round is open"));
}

TEST_F(AdjudicationTest, RulesAreEventsThatNameThemselves) {
    Codebooks books(*study_);
    ASSERT_TRUE(books.import(parse_codebook(codes_yaml, "x").value(), "c1"));
    Round round;
    round.name = "round";
    round.codebook = "book";
    round.set = "all";
    round.coders = {"c1", "c2", "c3"};
    round = Rounds(*study_).open(round, "c1").value();
    for (const auto* coder : {"c1", "c2"})
        code(round, coder, 0, "first", 0, 4); // two of three
    code(round, "c1", 1, "first", 0, 4);      // one of three
    code(round, "c1", 2, "first", 0, 4);
    code(round, "c2", 2, "second", 0, 4);
    code(round, "c3", 2, "second", 2, 9); // no majority for anything
    for (const auto* coder : {"c1", "c2", "c3"})
        for (const auto& key : keys_)
            ASSERT_TRUE(Rounds(*study_).finish(round, coder, key));
    close();
    round = Rounds(*study_).get("round").value();
    const auto size = Journal(*study_).size().value();
    const auto planned = apply_rule(*study_, round, Rule::majority, "owner", true).value();
    EXPECT_EQ(planned.settled, 2);
    EXPECT_EQ(planned.left, 1);
    EXPECT_EQ(planned.outcomes, (std::map<std::string, std::int64_t>{{"codes", 1}, {"nothing", 1}}));
    EXPECT_EQ(Journal(*study_).size().value(), size) << "a dry run writes nothing";
    const auto done = apply_rule(*study_, round, Rule::majority, "owner", false).value();
    EXPECT_EQ(at(0).settlement->rule, "majority");
    EXPECT_EQ(at(0).settlement->codings.at(0).code, uuid_of("first"));
    EXPECT_TRUE(at(2).open());
    EXPECT_EQ(layer().open, 1);
    EXPECT_EQ(undo(*study_, done.batch, "owner").value(), 2);
    EXPECT_EQ(layer().open, 3);
    const auto strict = apply_rule(*study_, round, Rule::unanimous, "owner", false).value();
    EXPECT_EQ(strict.settled, 3);
    EXPECT_EQ(strict.outcomes.at("nothing"), 3);
    expect_untouched(6);
}

} // namespace
} // namespace axial::codebooks::adjudication
