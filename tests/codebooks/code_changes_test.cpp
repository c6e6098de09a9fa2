// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/as_of.h"
#include "codebooks/code_changes.h"
#include "codebooks/codebook_history.h"
#include "codebooks/codebook_lint.h"
#include "codebooks/recoding.h"
#include "codebooks/search_facts.h"
#include "codebooks/undo.h"
#include "corpus/index/fields.h"
#include "tests/codebooks/merge_fixture.h"

#include <gmock/gmock.h>

namespace axial::codebooks {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;

class CodeChangesTest : public exchange::MergeFixture {
protected:
    CodeChangesTest() : round_(open(codes_yaml, false)) {}

    static CodeChanges changes(corpus::Study& study, const std::string& by = "owner") {
        return std::move(CodeChanges::of(study, "book", by).value());
    }
    CodeChanges changes() { return changes(*study_); }
    static std::string make(corpus::Study& study, const Result<CodeChange>& change,
                            const std::string& by = "owner") {
        EXPECT_TRUE(change) << change.error().line();
        return changes(study, by).make(*change).value();
    }
    std::string make(const Result<CodeChange>& change) { return make(*study_, change); }
    static Codebook book(corpus::Study& study) { return Codebooks(study).get("book").value(); }
    Codebook book() { return book(*study_); }
    static Code code(corpus::Study& study, const std::string& name) {
        return find_code(book(study), name).value();
    }
    Code code(const std::string& name) { return code(*study_, name); }

    Coding apply(const std::string& coder, std::size_t post, const std::string& name) {
        const auto coding = Rounds(*study_).apply({round_.uuid, coder, keys_[post], code(name).uuid, 0, 4});
        EXPECT_TRUE(coding) << coding.error().line();
        return *coding;
    }
    void expect_sound() {
        const auto differences = Journal(*study_).differences(10);
        EXPECT_THAT(differences.value(), testing::IsEmpty());
        ASSERT_TRUE(Journal(*study_).rebuild());
        EXPECT_THAT(Journal(*study_).differences(10).value(), testing::IsEmpty());
    }

    Round round_;
};

TEST_F(CodeChangesTest, AMergedCodeResolvesForEverAndComesBackWithUndo) {
    apply("c1", 0, "First");
    apply("c2", 1, "First");
    apply("c2", 2, "Second");
    const auto first = code("First"), second = code("Second");
    const auto change = changes().merge({"first"}, "second");
    EXPECT_EQ(change->codings, 2);
    EXPECT_EQ(change->coders, 2);
    EXPECT_THAT(change->preview(), HasSubstr("2 codings by 2 coders will count for \"Second\""));
    EXPECT_EQ(book().codes.size(), 3U) << "a plan changes nothing";
    const auto batch = make(change);

    EXPECT_EQ(book().codes.size(), 2U);
    EXPECT_EQ(code("First").uuid, second.uuid);
    EXPECT_EQ(Rounds(*study_).code_counts({}).value().at(second.uuid), 3);
    const auto codings = Rounds(*study_).codings(round_, {}).value();
    for (const auto& coding : codings)
        EXPECT_EQ(coding.code, second.uuid);
    EXPECT_FALSE(Rounds(*study_).apply({round_.uuid, "c1", keys_[3], first.uuid, 0, 4}));
    expect_sound();

    const auto& applied = corpus::index::field_named("code-applied");
    EXPECT_THAT(facts_of(*study_, {})(applied, "first").value(), testing::SizeIs(3))
        << "old queries still find";

    // Merged on, the first one follows.
    make(changes().split("second", {"Left", "Right"}));
    make(changes().merge({"second"}, "left"));
    EXPECT_EQ(find_code(book(), "first")->name, "Left");
    EXPECT_EQ(Rounds(*study_).code_counts({}).value().at(code("Left").uuid), 3);

    EXPECT_EQ(undo(*study_, batch, "somebody").value(), 1) << "a codebook is everybody's";
    EXPECT_EQ(Rounds(*study_).code_counts({}).value().at(first.uuid), 2);
    EXPECT_FALSE(undo(*study_, batch, "somebody"));
    expect_sound();
}

TEST_F(CodeChangesTest, TwoMergesIntoEachOtherLeaveOneOut) {
    auto ben = copy("ben");
    make(changes().merge({"first"}, "second"));
    make(ben, changes(ben, "c2").merge({"second"}, "first"), "c2");
    for (int i = 0; i < 2; ++i) {
        ASSERT_TRUE(take_in(*study_, ben));
        ASSERT_TRUE(take_in(ben, *study_));
    }
    EXPECT_EQ(book().codes.size(), 2U);
    EXPECT_EQ(code("First").name, "Second") << "the earlier merge counts";
    EXPECT_EQ(code(ben, "First").name, "Second");
    expect_sound();
}

TEST_F(CodeChangesTest, TwoMovesBelowEachOtherLeaveOneOut) {
    auto ben = copy("ben");
    make(changes().move("first", "second", ""));
    make(ben, changes(ben, "c2").move("second", "first", ""), "c2");
    EXPECT_TRUE(take_in(*study_, ben));
    EXPECT_TRUE(take_in(ben, *study_));
    for (auto* study : {&*study_, &ben}) {
        EXPECT_EQ(book(*study).codes.size(), 3U);
        EXPECT_EQ(code(*study, "First").parent, "second");
        EXPECT_EQ(code(*study, "Second").parent, "") << "the later move does not count";
    }
    EXPECT_FALSE(changes().move("second", "first", "")) << "nor can it be made where it is known";
    expect_sound();
}

TEST_F(CodeChangesTest, DifferentFieldsChangedInTwoCopiesBothStand) {
    auto ben = copy("ben");
    make(changes().rename("first", "Premier"));
    make(ben,
         changes(ben, "c2").edit("first",
                                 [](Code& code) -> Status {
                                     code.definition = "Another.";
                                     return {};
                                 }),
         "c2");
    EXPECT_TRUE(take_in(*study_, ben));
    EXPECT_EQ(code("first").name, "Premier");
    EXPECT_EQ(code("first").definition, "Another.");
}

TEST_F(CodeChangesTest, NeighboursMakeRoom) {
    make(changes().move("second", "top", "first"));
    EXPECT_EQ(book().codes[1].name, "Second");
    EXPECT_EQ(book().codes[2].name, "First");
    make(changes().move("second", "", ""));
    EXPECT_EQ(book().codes[2].name, "Second");
    EXPECT_FALSE(changes().move("top", "first", ""));
    EXPECT_FALSE(changes().move("top", "top", ""));
    EXPECT_FALSE(changes().move("first", "", "nowhere"));
}

TEST_F(CodeChangesTest, WhatIsRedefinedOrSplitWaitsForItsCoder) {
    const auto mine = apply("c1", 0, "First");
    apply("c2", 1, "First");
    const auto uuid = book().uuid;
    EXPECT_TRUE(recode_queue(*study_, uuid, "c1")->empty());
    make(changes().rename("first", "Premier"));
    EXPECT_TRUE(recode_queue(*study_, uuid, "c1")->empty()) << "another name is not another meaning";
    make(changes().edit("first", [](Code& code) -> Status {
        code.exclude = {"Not this."};
        return {};
    }));
    ASSERT_EQ(recode_queue(*study_, uuid, "c1")->size(), 1U);
    EXPECT_FALSE(recode(*study_, mine.uuid, "c2"));
    EXPECT_TRUE(recode(*study_, mine.uuid, "c1"));
    EXPECT_TRUE(recode_queue(*study_, uuid, "c1")->empty());
    EXPECT_EQ(recode_queue(*study_, uuid, "c2")->size(), 1U);

    const auto batch = make(changes().split("first", {"Left", "Right"}));
    const auto queue = recode_queue(*study_, uuid, "c1").value();
    ASSERT_EQ(queue.size(), 1U);
    EXPECT_EQ(queue[0].change, "split");
    EXPECT_EQ(queue[0].split_into.size(), 2U);
    EXPECT_TRUE(recode(*study_, mine.uuid, "c1", queue[0].split_into[1]));
    EXPECT_EQ(Rounds(*study_).codings_of(keys_[0], {"c1"}).value()[0].code, code("Right").uuid);
    ASSERT_TRUE(undo(*study_, batch, "owner"));
    EXPECT_EQ(recode_queue(*study_, uuid, "c2")->size(), 1U) << "the redefinition still stands";
    expect_sound();
}

TEST_F(CodeChangesTest, HistoryDiffAndThePast) {
    make(changes().rename("first", "Premier"));
    make(changes().edit("second", [](Code& code) -> Status {
        code.definition = "Newly said.";
        return {};
    }));
    make(changes().split("top", {"Left", "Right"}));
    make(changes().merge({"second"}, "first"));
    const auto versions = codebook_history(*study_, book()).value();
    ASSERT_EQ(versions.size(), 5U);
    EXPECT_THAT(versions[1].changes, Contains("renamed \"First\" to \"Premier\""));
    EXPECT_THAT(versions[3].changes, Contains("split \"Top\" into \"Left\", \"Right\""));
    EXPECT_THAT(versions[4].changes, Contains("merged \"Second\" into \"Premier\""));

    const auto at = [&](const std::string& version) {
        auto past = corpus::Study::open(study_->path(), corpus::Study::Mode::read).value();
        const auto moment = find_version(past, book(past), version).value();
        EXPECT_TRUE(view_as_of(past, moment));
        return book(past);
    };
    EXPECT_EQ(at("1").codes.size(), 3U);
    EXPECT_EQ(write_codebook(at("1")), write_codebook(parse_codebook(codes_yaml, "x").value()))
        << "the first version is the file that it came from";
    EXPECT_EQ(at(versions[2].event).codes[2].definition, "Newly said.");
    const auto text = describe(differences(at("1"), at("now")));
    for (const auto* part : {"## Codes added", "- **Left**", "## Codes renamed", "- **Premier**, before: First",
                             "## Codes merged", "- **Second** into Premier", "## Codes split"})
        EXPECT_THAT(text, HasSubstr(part));
    EXPECT_EQ(describe(differences(at("2"), at("2"))), "Nothing changed.\n");
    EXPECT_FALSE(find_version(*study_, book(), "6"));
    EXPECT_FALSE(find_version(*study_, book(), "yesterday or so"));
}

TEST_F(CodeChangesTest, ThePastShowsDecisionsToo) {
    apply("c1", 0, "First");
    std::string last;
    ASSERT_TRUE(Journal(*study_).for_each([&](const Event& event) {
        last = event.uuid;
        return true;
    }));
    apply("c1", 1, "First");
    auto past = corpus::Study::open(study_->path(), corpus::Study::Mode::read).value();
    const auto viewed = view_as_of(past, find_moment(past, last).value());
    ASSERT_TRUE(viewed) << viewed.error().line();
    EXPECT_EQ(Rounds(past).codings(round_, {}).value().size(), 1U);
    EXPECT_EQ(Rounds(*study_).codings(round_, {}).value().size(), 2U);
}

TEST_F(CodeChangesTest, ReadingAFileAgainWritesOnlyWhatDiffers) {
    auto file = parse_codebook(codes_yaml, "x").value();
    EXPECT_EQ(Codebooks(*study_).import(file, "owner").value(), 0);
    apply("c1", 0, "First");
    file.codes[1].colour = "#123456";
    EXPECT_EQ(Codebooks(*study_).import(file, "owner").value(), 1);
    EXPECT_TRUE(recode_queue(*study_, book().uuid, "c1")->empty()) << "a colour is no meaning";
    file.codes[1].definition = "Else.";
    EXPECT_EQ(Codebooks(*study_).import(file, "owner").value(), 1);
    EXPECT_EQ(recode_queue(*study_, book().uuid, "c1")->size(), 1U);
    make(changes().merge({"first"}, "second"));
    EXPECT_FALSE(Codebooks(*study_).import(file, "owner")) << "a merged code does not come back unseen";
}

TEST_F(CodeChangesTest, NothingIsTakenFromABlindRoundThatIsOpen) {
    ASSERT_TRUE(Rounds(*study_).close(round_.name, "owner"));
    Round secret;
    secret.name = "secret";
    secret.codebook = "book";
    secret.set = "all";
    secret.coders = {"c1", "c2"};
    secret = Rounds(*study_).open(secret, "owner").value();
    const auto coding = Rounds(*study_).apply({secret.uuid, "c1", keys_[0], code("First").uuid, 0, 4}).value();
    for (const auto* who : {"owner", "c2"}) {
        const auto plan = changes(*study_, who).merge({"first"}, "second");
        EXPECT_EQ(plan->codings, 0);
        EXPECT_THAT(plan->preview(), HasSubstr("not counted"));
        EXPECT_FALSE(changes(*study_, who).add_example("first", coding.uuid));
        const auto findings = lint(*study_, book(), {who}).value();
        for (const auto& finding : findings)
            EXPECT_NE(finding.check, "one-coder");
    }
    EXPECT_EQ(changes(*study_, "c1").merge({"first"}, "second")->codings, 1);
    ASSERT_TRUE(Rounds(*study_).close("secret", "owner"));
    make(changes().add_example("first", coding.uuid));
    EXPECT_EQ(code("first").examples.at(0).quote, "some");
}

TEST_F(CodeChangesTest, LintNamesWhatNeedsALook) {
    Codebooks books(*study_);
    ASSERT_TRUE(books.add_code("book", "Unclear trust model", "", "owner"));
    ASSERT_TRUE(books.add_code("book", "Unclear trust models", "", "owner"));
    ASSERT_TRUE(books.add_code("book", "first!", "", "owner"));
    apply("c1", 0, "Second");
    apply("c2", 1, "Unclear trust model");
    const auto found = lint(*study_, book(), {}).value();
    const auto has = [&](const char* check, const char* code) {
        return std::any_of(found.begin(), found.end(), [&](const LintFinding& finding) {
            return finding.check == check && finding.code == code;
        });
    };
    EXPECT_TRUE(has("near-duplicate", "unclear-trust-models"));
    EXPECT_TRUE(has("duplicate", "first-2"));
    EXPECT_TRUE(has("no-definition", "unclear-trust-model"));
    EXPECT_TRUE(has("unused", "first"));
    EXPECT_TRUE(has("one-coder", "second"));
    EXPECT_FALSE(has("near-duplicate", "second"));
    EXPECT_EQ(edit_distance(U"kitten", U"sitting"), 3U);
    EXPECT_EQ(edit_distance(U"", U"abc"), 3U);
}

} // namespace
} // namespace axial::codebooks
