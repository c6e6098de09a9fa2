// SPDX-License-Identifier: GPL-3.0-or-later
// Every way to another coder's decisions of a blind round that is open, tried one after the other. A new way of
// reading decisions belongs on this list.
#include "codebooks/adjudication/settling.h"
#include "codebooks/as_of.h"
#include "codebooks/code_changes.h"
#include "codebooks/codebook_lint.h"
#include "codebooks/journal.h"
#include "codebooks/recoding.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"
#include "codebooks/search_facts.h"
#include "corpus/index/fields.h"
#include "tests/codebooks/merge_fixture.h"

#include <gmock/gmock.h>

namespace axial::codebooks {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// c1 has decided, in two blind rounds and in memos. c2, and nobody in particular, look.
class Blinding : public exchange::MergeFixture {
protected:
    void SetUp() override {
        asked_ = open(question_yaml);
        RoundFixture::vote(asked_, "c1", "ynynyn");
        ASSERT_TRUE(Codebooks(*study_).import(parse_codebook(codes_yaml, "x").value(), "owner"));
        Round round;
        round.name = "coded";
        round.codebook = "book";
        round.set = "all";
        round.coders = {"c1", "c2"};
        coded_ = Rounds(*study_).open(round, "owner").value();
        code(coded_, "c1", 0, "first", 0, 4);
        code(coded_, "c1", 1, "second", 0, 4);
        const auto codings = Rounds(*study_).codings(coded_, {"c1"}).value();
        coding_ = codings.front().uuid;
        ASSERT_TRUE(Rounds(*study_).amend(coding_, "c1", 50, "sure"));
        ASSERT_TRUE(Rounds(*study_).finish(coded_, "c1", keys_[2], 1234));
        ASSERT_TRUE(Rounds(*study_).write_memo("c1", "post:" + keys_[0], "secret thought"));
        ASSERT_TRUE(Rounds(*study_).remove(codings.back().uuid, "c1"));
    }
    const std::vector<std::string> others_{"c2", "", "owner"};
    Round asked_, coded_;
    std::string coding_;
};

TEST_F(Blinding, ReadingCallsGiveNothing) {
    const Rounds rounds(*study_);
    for (const auto& who : others_) {
        const Viewer viewer{who};
        EXPECT_THAT(rounds.votes(asked_, viewer).value(), IsEmpty()) << who;
        EXPECT_THAT(rounds.codings(coded_, viewer).value(), IsEmpty()) << who;
        EXPECT_THAT(rounds.codings_of(keys_[0], viewer).value(), IsEmpty()) << who;
        EXPECT_THAT(rounds.code_counts(viewer).value(), IsEmpty()) << who;
        EXPECT_FALSE(rounds.memo("post:" + keys_[0], viewer).value().has_value()) << who;
        EXPECT_THAT(rounds.median_times(coded_, viewer).value(), IsEmpty()) << who;
    }
    EXPECT_FALSE(rounds.votes(asked_, {"c1"})->empty()) << "the coder sees their own";
    EXPECT_FALSE(rounds.codings(coded_, {"c1"})->empty());
    EXPECT_FALSE(rounds.median_times(coded_, {"c1"})->empty());
}

TEST_F(Blinding, TheJournalShowsNothing) {
    for (const auto& who : others_)
        ASSERT_TRUE(Journal(*study_).for_each(who, [&](const Event& event) {
            EXPECT_NE(event.coder == "c1" && event.payload.contains("round"), true) << event.target;
            EXPECT_FALSE(event.target.starts_with("coding:")) << row_of(event.kind).name;
            EXPECT_THAT(event.payload.dump(), Not(HasSubstr("secret")));
            return true;
        }));
    for (const auto& who : others_) {
        const auto journal = exchange::incoming_for(*study_, who).value();
        for (const auto& event : journal.events)
            EXPECT_FALSE(event.target.starts_with("coding:") || event.target.starts_with("vote:") ||
                         event.target.starts_with("finished:") || event.target.starts_with("memo:"))
                << event.target;
    }
}

TEST_F(Blinding, SearchFindsAndCountsNothing) {
    for (const auto& who : others_) {
        const auto facts = facts_of(*study_, {who});
        EXPECT_THAT(facts(corpus::index::field_named("code-applied"), "first").value(), IsEmpty()) << who;
        EXPECT_THAT(facts(corpus::index::field_named("coded"), "c1").value(), IsEmpty()) << who;
        const auto facet = code_facet(*study_, {who})("code");
        ASSERT_TRUE(facet && facet->has_value());
        EXPECT_THAT(**facet, IsEmpty()) << who;
    }
    const auto own = code_facet(*study_, {"c1"})("code").value();
    EXPECT_FALSE(own->empty());
}

TEST_F(Blinding, FiguresAreRefused) {
    for (const auto& round : {asked_, coded_}) {
        EXPECT_FALSE(agreement_of(*study_, round));
        EXPECT_FALSE(agreement_at_levels(*study_, round));
        EXPECT_FALSE(diagnosis_of(*study_, round));
        EXPECT_FALSE(adjudication::items_of(*study_, round));
        EXPECT_FALSE(adjudication::settled_layer(*study_, round));
        EXPECT_FALSE(adjudication::apply_rule(*study_, round, adjudication::Rule::majority, "c2", true));
    }
}

TEST_F(Blinding, ChangesOfTheCodebookCountNothing) {
    for (const auto* who : {"c2", "owner"}) {
        const auto changes = CodeChanges::of(*study_, "book", who).value();
        EXPECT_EQ(changes.merge({"first"}, "second")->codings, 0);
        EXPECT_EQ(changes.retire("first", "")->coders, 0);
        EXPECT_FALSE(changes.add_example("first", coding_));
        const auto found = lint(*study_, Codebooks(*study_).get("book").value(), {who}).value();
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const LintFinding& finding) {
            return finding.check == "unused" && finding.code == "first";
        })) << "for whoever may not see its codings, a code is unused";
        EXPECT_THAT(recode_queue(*study_, Codebooks(*study_).get("book")->uuid, who).value(), IsEmpty());
    }
}

TEST_F(Blinding, AnotherCoderChangesNothing) {
    Rounds rounds(*study_);
    EXPECT_FALSE(rounds.remove(coding_, "c2"));
    EXPECT_FALSE(rounds.amend(coding_, "c2", 1, ""));
    EXPECT_FALSE(recode(*study_, coding_, "c2"));
    const auto events = Journal(*study_).of("coding:" + coding_).value();
    EXPECT_FALSE(Journal(*study_).undo(events.front().uuid, "c2"));
}

TEST_F(Blinding, APacketHoldsNothing) {
    exchange::PacketRequest request;
    request.round = "coded";
    request.coder = "c2";
    const auto file = folder_ / "c2.axial-packet";
    ASSERT_TRUE(exchange::write_packet(*study_, request, file));
    const auto packet = exchange::read_packet(file).value();
    for (const auto& event : packet.events)
        EXPECT_FALSE(event.coder == "c1" && event.payload.contains("round")) << event.target;
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    EXPECT_THAT(bytes, Not(HasSubstr("secret thought")));
    EXPECT_THAT(bytes, Not(HasSubstr(coding_)));
}

TEST_F(Blinding, ThePastIsAsSealedAsThePresent) {
    auto past = corpus::Study::open(study_->path(), corpus::Study::Mode::read).value();
    ASSERT_TRUE(view_as_of(past, Moment{{}, now()}));
    EXPECT_THAT(Rounds(past).codings(coded_, {"c2"}).value(), IsEmpty());
    EXPECT_THAT(Rounds(past).votes(asked_, {}).value(), IsEmpty());
    EXPECT_FALSE(agreement_of(past, asked_));
}

TEST_F(Blinding, ClosingOpensTheSeal) {
    ASSERT_TRUE(Rounds(*study_).close("coded", "owner"));
    EXPECT_FALSE(Rounds(*study_).codings(coded_, {"c2"})->empty());
    EXPECT_THAT(Rounds(*study_).votes(asked_, {"c2"}).value(), IsEmpty()) << "the other round stays sealed";
    EXPECT_EQ(Journal(*study_).of("round:" + coded_.uuid)->back().kind, EventKind::round_closed);
}

} // namespace
} // namespace axial::codebooks
