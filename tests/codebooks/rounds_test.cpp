// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/codebook.h"
#include "codebooks/journal.h"
#include "codebooks/quote_check.h"
#include "codebooks/rounds.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace axial::codebooks {
namespace {

using namespace tests;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// What went wrong, or that nothing did: a call that ought to fail and does not fails the test, not the
/// program.
template <typename T>
std::string problem_of(const Result<T>& result) {
    return result ? "(no error)" : result.error().line();
}

constexpr const char* question =
    "axial-codebook: 1\nid: screen\ntitle: Screening\nkind: question\nquestion: Is it about the flag?\n"
    "answers:\n- {id: include, name: Include}\n- {id: exclude, name: Exclude, reasons: [code-only, other]}\n";
constexpr const char* taxonomy =
    "axial-codebook: 1\nid: tax\ntitle: Taxonomy\nkind: codes\ncodes:\n- {id: trust, name: Trust, codable: "
    "false}\n"
    "- {id: fear, parent: trust, name: Fear}\n- {id: doubt, parent: trust, name: Doubt}\n";

struct RoundsTest : testing::Test {
    TemporaryFolder folder;
    corpus::Study study = corpus::Study::create(folder / "s", "").value();
    corpus::Store store{study};
    Rounds rounds{study};
    std::string fear = parse_codebook(taxonomy, "t")->codes[1].uuid;

    void SetUp() override {
        put_issue(store, 1, "one", "I fear 👩🏽‍💻 the flag, and more.");
        put_issue(store, 2, "two", "words");
        put_issue(store, 3, "outside", "words");
        ASSERT_TRUE(Codebooks(study).import(parse_codebook(question, "q").value(), "owner"));
        ASSERT_TRUE(Codebooks(study).import(parse_codebook(taxonomy, "t").value(), "owner"));
        ASSERT_TRUE(corpus::Sets(study).create({"set", "list", "", "", "{}", {row(1), row(2)}}));
    }
    corpus::RowId row(int number) { return store.post(issue_key(number))->value().row; }
    Round open(const std::string& name, const std::string& codebook, bool blind) {
        Round round;
        round.name = name;
        round.codebook = codebook;
        round.set = "set";
        round.coders = {"ada", "ben"};
        round.blind = blind;
        const auto opened = rounds.open(round, "owner");
        EXPECT_TRUE(opened) << opened.error().line();
        return *opened;
    }
    static Vote ballot(const std::string& coder, int post, const std::string& answer) {
        Vote vote;
        vote.coder = coder;
        vote.post = issue_key(post);
        vote.answer = answer;
        return vote;
    }
};

TEST_F(RoundsTest, VotesAreKeptAndTheLatestCounts) {
    const auto round = open("screening", "screen", false);
    ASSERT_TRUE(rounds.vote(round, ballot("ada", 1, "exclude")));
    ASSERT_TRUE(rounds.vote(round, ballot("ada", 1, "include")));
    ASSERT_TRUE(rounds.vote(round, ballot("ben", 1, "include")));
    const auto votes = rounds.votes(round, {"ada"}).value();
    ASSERT_THAT(votes, SizeIs(2));
    EXPECT_EQ(votes[0].answer, "include");
    EXPECT_EQ(rounds.progress(round)->front().done, 1);
    EXPECT_EQ(rounds.progress(round)->front().of, 2);
}

TEST_F(RoundsTest, WhatMayNotBeDecidedIsSaid) {
    const auto round = open("screening", "screen", false);
    const auto problem = [&](const Vote& vote) { return problem_of(rounds.vote(round, vote)); };
    EXPECT_THAT(problem(ballot("ada", 3, "include")), HasSubstr("not in the round's set"));
    EXPECT_THAT(problem(ballot("ada", 9, "include")), HasSubstr("no such post"));
    EXPECT_THAT(problem(ballot("eve", 1, "include")), HasSubstr("not a coder of this round"));
    EXPECT_THAT(problem(ballot("ada", 1, "maybe")), HasSubstr("include, exclude"));
    auto wrong_reason = ballot("ada", 1, "exclude");
    wrong_reason.reason = "boring";
    EXPECT_THAT(problem(wrong_reason), HasSubstr("code-only, other"));
    const auto coding = rounds.apply({round.uuid, "ada", issue_key(1), fear, 0, 4});
    EXPECT_THAT(problem_of(coding), HasSubstr("not of the round's codebook"));
    ASSERT_TRUE(rounds.close("screening", "owner"));
    EXPECT_THAT(problem_of(rounds.vote(rounds.get("screening").value(), ballot("ada", 1, "include"))),
                HasSubstr("closed"));
    EXPECT_FALSE(rounds.close("screening", "owner"));
    EXPECT_THAT(rounds.votes(round, {"ada"}).value(), IsEmpty());
    Round again;
    again.name = "screening";
    again.codebook = "screen";
    again.set = "set";
    again.coders = {"ada"};
    EXPECT_FALSE(rounds.open(again, "owner")) << "a name is given once";
    again.name = "other";
    again.coders = {"ada", "ada"};
    EXPECT_FALSE(rounds.open(again, "owner"));
    again.coders = {};
    EXPECT_FALSE(rounds.open(again, "owner"));
    again.coders = {"ada"};
    again.set = "nobody";
    EXPECT_FALSE(rounds.open(again, "owner"));
}

/// No call gives a coder another's decisions before the round is closed.
TEST_F(RoundsTest, BlindMeansBlindThroughEveryCall) {
    const auto screening = open("screening", "screen", true);
    const auto coding = open("coding", "tax", true);
    ASSERT_TRUE(rounds.vote(screening, ballot("ben", 1, "include")));
    const auto bens = rounds.apply({coding.uuid, "ben", issue_key(1), fear, 0, 6}).value();
    ASSERT_TRUE(rounds.write_memo("ben", "post:" + issue_key(1), "compare thread 2"));
    for (const auto* viewer : {"ada", "", "nobody"}) {
        EXPECT_THAT(rounds.votes(screening, {viewer}).value(), IsEmpty()) << viewer;
        EXPECT_THAT(rounds.codings(coding, {viewer}).value(), IsEmpty()) << viewer;
        EXPECT_THAT(rounds.codings_of(issue_key(1), {viewer}).value(), IsEmpty()) << viewer;
        EXPECT_THAT(rounds.code_counts({viewer}).value(), IsEmpty()) << viewer;
        EXPECT_FALSE(rounds.memo("post:" + issue_key(1), {viewer}).value()) << viewer;
    }
    EXPECT_THAT(rounds.votes(screening, {"ben"}).value(), SizeIs(1));
    EXPECT_THAT(rounds.codings_of(issue_key(1), {"ben"}).value(), SizeIs(1));
    EXPECT_EQ(rounds.code_counts({"ben"})->at(fear), 1);
    EXPECT_FALSE(rounds.remove(bens.uuid, "ada"));

    ASSERT_TRUE(rounds.close("screening", "owner"));
    EXPECT_THAT(rounds.votes(screening, {"ada"}).value(), SizeIs(1)) << "closing opens the seal";
    EXPECT_THAT(rounds.codings(coding, {"ada"}).value(), IsEmpty()) << "of that round only";
    ASSERT_TRUE(rounds.close("coding", "owner"));
    EXPECT_THAT(rounds.codings(coding, {""}).value(), SizeIs(1));
    EXPECT_TRUE(rounds.memo("post:" + issue_key(1), {"ada"}).value());
}

TEST_F(RoundsTest, CodingsAnchorOnGraphemesAndKeepTheirQuote) {
    const auto round = open("coding", "tax", false);
    // "I fear 👩🏽‍💻 the": the emoji is four code points, 7 to 11; 8 lies inside it.
    const auto coding = rounds.apply({round.uuid, "ada", issue_key(1), fear, 2, 8}).value();
    EXPECT_EQ(coding.begin, 2u);
    EXPECT_EQ(coding.end, 11u);
    EXPECT_EQ(coding.quote, "fear 👩🏽‍💻");
    EXPECT_EQ(rounds.apply({round.uuid, "ada", issue_key(1), fear, 2, 11})->uuid, coding.uuid)
        << "once is enough";
    EXPECT_THAT(problem_of(rounds.apply({round.uuid, "ada", issue_key(1), fear, 20, 900})),
                HasSubstr("outside the text"));
    EXPECT_THAT(problem_of(rounds.apply({round.uuid, "ada", issue_key(1), fear, 5, 5})),
                HasSubstr("outside the text"));
    const auto heading = parse_codebook(taxonomy, "t")->codes[0].uuid;
    EXPECT_THAT(problem_of(rounds.apply({round.uuid, "ada", issue_key(1), heading, 0, 1})),
                HasSubstr("heading"));
    const auto whole = rounds.apply({round.uuid, "ada", issue_key(2), fear, 0, 0}).value();
    EXPECT_TRUE(whole.whole_post());

    ASSERT_TRUE(rounds.remove(coding.uuid, "ada"));
    EXPECT_THAT(rounds.codings_of(issue_key(1), {"ada"}).value(), IsEmpty());
    ASSERT_TRUE(Journal(study).undo(coding.event, "ada"));
    EXPECT_TRUE(Journal(study).differences(10)->empty());
}

TEST_F(RoundsTest, WhatAClosedRoundDecidedStays) {
    const auto round = open("coding", "tax", false);
    const auto kept = rounds.apply({round.uuid, "ada", issue_key(1), fear, 0, 6}).value();
    const auto undone = rounds.apply({round.uuid, "ada", issue_key(2), fear, 0, 0}).value();
    ASSERT_TRUE(Journal(study).undo(undone.event, "ada"));
    ASSERT_TRUE(rounds.close("coding", "owner"));
    EXPECT_THAT(problem_of(Journal(study).undo(kept.event, "ada")), HasSubstr("the round is closed"));
    EXPECT_THAT(problem_of(Journal(study).redo(undone.event, "ada")), HasSubstr("the round is closed"));
    EXPECT_THAT(rounds.codings(rounds.get("coding").value(), {}).value(), SizeIs(1));
}

TEST_F(RoundsTest, QuotesAreCheckedAgainstTheirRevision) {
    const auto round = open("coding", "tax", false);
    ASSERT_TRUE(rounds.apply({round.uuid, "ada", issue_key(1), fear, 2, 6}));
    auto edited = first_post(1, "Now I do not fear anything.");
    edited.title = "one";
    ASSERT_TRUE(store.put(store.post(issue_key(1))->value().thread_row, edited));
    EXPECT_EQ(store.post(issue_key(1))->value().revision, 2);
    auto check = check_quotes(study, 10).value();
    EXPECT_EQ(check.checked, 1);
    EXPECT_THAT(check.differences, IsEmpty()) << "an edit at the source moves no coding";
    study.database().exec("UPDATE revisions SET text = 'XX' || text WHERE number = 1");
    check = check_quotes(study, 10).value();
    EXPECT_THAT(check.differences, SizeIs(1));
}

TEST_F(RoundsTest, EachCoderGetsTheSetInAnOrderOfTheirOwn) {
    std::vector<corpus::RowId> rows;
    for (int i = 10; i < 60; ++i) {
        put_issue(store, i, "t", "b");
        rows.push_back(row(i));
    }
    ASSERT_TRUE(corpus::Sets(study).create({"big", "list", "", "", "{}", rows}));
    Round round;
    round.name = "r";
    round.codebook = "screen";
    round.set = "big";
    round.coders = {"ada", "ben"};
    round.seed = 5;
    const auto opened = rounds.open(round, "owner").value();
    const auto ada = rounds.worklist(opened, "ada").value();
    EXPECT_EQ(ada, rounds.worklist(opened, "ada").value());
    EXPECT_NE(ada, rounds.worklist(opened, "ben").value());
    EXPECT_THAT(rounds.worklist(opened, "ben").value(), testing::UnorderedElementsAreArray(ada));
}

TEST_F(RoundsTest, CodesMadeWhileCodingJoinTheBook) {
    Codebooks books(study);
    const auto code = books.add_code("tax", "  Soft   consent ", "trust", "ada").value();
    EXPECT_EQ(code.name, "Soft consent");
    EXPECT_EQ(code.id, "soft-consent");
    EXPECT_FALSE(books.add_code("tax", "Soft consent", "trust", "ben"));
    EXPECT_FALSE(books.add_code("tax", "x", "nowhere", "ben"));
    EXPECT_FALSE(books.add_code("screen", "x", "", "ben"));
    EXPECT_EQ(books.add_code("tax", "信任", "", "ada")->id, "code");
    EXPECT_EQ(books.add_code("tax", "同意", "", "ada")->id, "code-2");
    EXPECT_EQ(books.get("tax")->codes[3].name, "Soft consent")
        << "below its parent, after those that were there";
    EXPECT_EQ(books.import(parse_codebook(taxonomy, "t").value(), "owner").value(), 0)
        << "importing again changes nothing";
}

} // namespace
} // namespace axial::codebooks
