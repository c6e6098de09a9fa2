// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/integrity.h"
#include "corpus/privacy/intake.h"
#include "corpus/privacy/raw_payloads.h"
#include "corpus/privacy/rewrite.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace axial::corpus {
namespace {

using namespace tests;
using privacy::apply_to_stored;
using privacy::KeptRevision;
using privacy::Pseudonyms;
using privacy::Rules;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct RewriteTest : testing::Test {
    TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();

    static void set(Study& of, const Settings& settings) {
        if (settings.authors == Authors::pseudonyms) {
            ASSERT_TRUE(Pseudonyms::open_or_create(of));
        }
        ASSERT_TRUE(write_settings(of, settings));
    }
    privacy::Rewritten apply(bool rehearse = false) {
        const auto rewritten = apply_to_stored(study, Rules::load(study).value(), {rehearse, {}, {}});
        EXPECT_TRUE(rewritten) << rewritten.error().line();
        return *rewritten;
    }
    static std::string everything(Study& of) {
        std::string all;
        for (const char* sql :
             {"SELECT key, title, url FROM threads ORDER BY id",
              "SELECT key, author_id, author_name, author_kind, title, url, visibility, revision FROM posts "
              "ORDER BY id",
              "SELECT post_id, number, text, spans FROM revisions ORDER BY post_id, number"}) {
            SQLite::Statement rows(of.database(), sql);
            while (rows.executeStep())
                for (int i = 0; i < rows.getColumnCount(); ++i)
                    all += rows.getColumn(i).getString() + "|";
        }
        return all;
    }
    /// Some posts with all that the rules look for.
    static void fill(Study& of) {
        Store store(of);
        const auto put_all = [&]() -> Status {
            for (int n = 1; n <= threads; ++n) {
                const auto thread = put_issue(
                    store, n, fmt::format("issue {} by @per-son{}", n, n % 9),
                    fmt::format("Hi @per-son{}, **mail** a{}@b.org or\n\n```\n@x a@c.org\n```", n % 7, n));
                auto answer =
                    comment(1000 + n, fmt::format("> quoted\n\nsee https://github.com/per-son{} – 漢字 "
                                                  "c{}@d.org 😕",
                                                  n % 5, n));
                answer.author.id = answer.author.name = fmt::format("per-son{}", n % 11);
                EXPECT_TRUE(store.put(thread, answer));
            }
            return {};
        };
        ASSERT_TRUE(store.transaction(put_all));
    }
    static constexpr int threads = 130; ///< with two posts each: more than one transaction of the rewriting
    void code(const std::string& post, int revision, bool taken_back = false) {
        SQLite::Statement event(
            study.database(),
            "INSERT INTO events (uuid, at, coder, kind, target, payload) VALUES (?, 1, 'ada', "
            "'coding.applied', 'coding:1', ?)");
        event.bind(1, post + std::to_string(revision));
        event.bind(2, fmt::format(R"({{"post":"{}","revision":{}}})", post, revision));
        event.exec();
        if (taken_back)
            return;
        SQLite::Statement coding(
            study.database(), "INSERT INTO codings (target, event, uuid, round, coder, post, code, revision, "
                              "begin_at, end_at, quote, sha256, at) VALUES (?, '', '', '', '', ?, '', ?, 0, 1, "
                              "'', '', 0)");
        coding.bind(1, post + std::to_string(revision));
        coding.bind(2, post);
        coding.bind(3, revision);
        coding.exec();
    }
};

TEST_F(RewriteTest, WhatWasStoredBeforeEndsAsWhatIsStoredAfter) {
    fill(study);
    for (const auto authors : {Authors::keep, Authors::pseudonyms, Authors::drop}) {
        const Settings settings{authors, true, true, DeletedText::drop, {"per-son3"}};
        set(study, settings);
        const auto rehearsed = apply(true);
        const auto done = apply();
        EXPECT_EQ(rehearsed.authors, done.authors);
        EXPECT_EQ(rehearsed.revisions, done.revisions);
        EXPECT_EQ(rehearsed.tally, done.tally);
        EXPECT_FALSE(apply().anything()) << "what is done stays done";
        if (authors == Authors::drop)
            continue; // handles are in the texts already
        Study fresh = Study::create(folder / std::string(name_of(authors)), "").value();
        if (authors == Authors::pseudonyms)
            std::filesystem::copy_file(study.path() / Pseudonyms::file_name,
                                       fresh.path() / Pseudonyms::file_name);
        set(fresh, settings);
        fill(fresh);
        EXPECT_EQ(everything(study), everything(fresh));
        // And a later collection finds nothing to do.
        const auto before = everything(study);
        const auto change = Store(study).last_change().value();
        fill(study);
        EXPECT_EQ(everything(study), before);
        EXPECT_EQ(Store(study).last_change().value(), change);
    }
}

TEST_F(RewriteTest, StoppedInBetweenItGoesOn) {
    fill(study);
    set(study, {Authors::pseudonyms, true, false, DeletedText::keep, {}});
    std::stop_source stop;
    const auto rules = Rules::load(study).value();
    const auto stopped = apply_to_stored(
        study, rules,
        {false, [&](std::int64_t done, std::int64_t) { done > 150 ? stop.request_stop() : false; },
         stop.get_token()});
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    EXPECT_FALSE(privacy::is_applied(study).value());
    const auto rest = apply();
    EXPECT_GT(rest.authors, 0);
    EXPECT_LT(rest.authors, 2 * threads);
    EXPECT_TRUE(privacy::is_applied(study).value());
    EXPECT_THAT(everything(study), Not(HasSubstr("per-son")));
    EXPECT_EQ(privacy::masked_so_far(study)->at("masked_emails"), 3 * threads) << "counted once, with the stop";
}

TEST_F(RewriteTest, CodedTextStaysAndIsListed) {
    Store store(study);
    const auto thread = put_issue(store, 1, "t", "first a@b.org");
    auto edited = first_post(1, "second a@b.org");
    edited.title = "t";
    ASSERT_TRUE(store.put(thread, edited));
    ASSERT_TRUE(store.put(thread, comment(5, "write to c@d.org")));
    ASSERT_TRUE(store.put(thread, comment(6, "nobody coded e@f.org")));
    code(issue_key(1), 1, true); // taken back: it can be done again
    code(comment_key(5), 1);
    set(study, {Authors::keep, true, false, DeletedText::keep, {}});
    const auto rehearsed = apply(true);
    const auto done = apply();
    EXPECT_EQ(rehearsed.kept, done.kept);
    EXPECT_THAT(done.kept, ElementsAre(KeptRevision{issue_key(1), 1}, KeptRevision{comment_key(5), 1}));
    EXPECT_EQ(done.added, 1);
    EXPECT_EQ(done.revisions, 2);
    const auto issue_row = store.post(issue_key(1)).value()->row;
    EXPECT_EQ(store.revision(issue_row, 1).value()->text, "first a@b.org");
    EXPECT_EQ(store.post(issue_key(1)).value()->body.text, "second [e-mail]");
    const auto coded = *store.post(comment_key(5)).value();
    EXPECT_EQ(coded.revision, 2);
    EXPECT_EQ(coded.body.text, "write to [e-mail]");
    EXPECT_EQ(store.revision(coded.row, 1).value()->text, "write to c@d.org");
    EXPECT_EQ(Store(study).put(thread, comment(5, "write to c@d.org")), Outcome::unchanged);
    const auto again = apply();
    EXPECT_FALSE(again.anything());
    EXPECT_EQ(again.kept, done.kept) << "listed as long as it is there";
}

TEST_F(RewriteTest, TextsThatAreDeletedAtTheirSourceAreDroppedButForCodedOnes) {
    Store store(study);
    const auto thread = put_issue(store, 1, "the title", "gone text");
    auto edited = comment(5, "before");
    ASSERT_TRUE(store.put(thread, edited));
    edited.body = "[placeholder]";
    edited.visibility = Visibility::deleted;
    ASSERT_TRUE(store.put(thread, edited));
    ASSERT_TRUE(store.put(thread, comment(6, "coded and gone")));
    code(comment_key(6), 1);
    ASSERT_TRUE(store.mark_gone(issue_key(1), now()));
    ASSERT_TRUE(store.mark_gone(comment_key(6), now()));
    set(study, {Authors::keep, false, false, DeletedText::drop, {}});
    const auto done = apply();
    EXPECT_EQ(done.dropped, 2);
    EXPECT_THAT(done.kept, ElementsAre(KeptRevision{comment_key(6), 1}));
    EXPECT_EQ(store.post(issue_key(1)).value()->body.text, "");
    EXPECT_EQ(store.thread(thread).value()->title, "");
    EXPECT_EQ(store.post(comment_key(5)).value()->body.text, "[placeholder]");
    EXPECT_EQ(store.revision(store.post(comment_key(5)).value()->row, 1).value()->text, "");
    EXPECT_EQ(store.post(comment_key(6)).value()->body.text, "coded and gone");
    EXPECT_FALSE(apply().anything());
    EXPECT_THAT(integrity_problems(study, 5).value(), testing::IsEmpty());
}

/// Not only no longer shown: no longer in the file.
TEST_F(RewriteTest, NothingOfWhatWasMaskedIsLeftInTheFile) {
    {
        Store store(study);
        put_issue(store, 1, "t", "write to very-rare-name@example.org");
        ASSERT_TRUE(store.put(1, comment(3, "some-rare-deleted-text")));
    }
    const auto path = study.path();
    const auto holds = [&](const char* text) {
        std::string all;
        for (const auto& file : std::filesystem::directory_iterator(path))
            if (file.is_regular_file())
                all += tests::read_file(file.path());
        return all.find(text) != std::string::npos;
    };
    EXPECT_TRUE(holds("very-rare-name"));
    {
        const Study closed = std::move(study); // checkpoints and removes the write-ahead log
    }
    study = Study::open(path, Study::Mode::write).value();
    set(study, {Authors::keep, true, false, DeletedText::drop, {}});
    apply();
    ASSERT_TRUE(Store(study).mark_gone(comment_key(3), now()));
    { const Study closed = std::move(study); }
    EXPECT_FALSE(holds("very-rare-name"));
    EXPECT_FALSE(holds("some-rare-deleted-text"));
    study = Study::open(path, Study::Mode::write).value();
}

TEST_F(RewriteTest, DroppedPayloadsLeaveTheRestOfTheArchive) {
    {
        auto raw = RawStore::open(study.raw_path(), RawStore::Mode::append).value();
        for (int i = 0; i < 2500; ++i)
            ASSERT_TRUE(raw.append({0,
                                    "GET https://x.org/" + std::to_string(i),
                                    0,
                                    i % 3 == 0 ? 404 : 200,
                                    {{"etag", "\"1\""}, {"last-modified", "today"}, {"link", "<n>"}},
                                    "payload of person " + std::to_string(i),
                                    Time{std::chrono::milliseconds{5}}}));
        ASSERT_TRUE(raw.commit());
    }
    Store store(study);
    auto first = first_post(1, "b");
    first.raw = 7;
    ASSERT_TRUE(store.put(store.put(issue(1, "t"))->first, first));
    EXPECT_EQ(privacy::count_raw_payloads(study)->with_payload, 2500);
    EXPECT_EQ(privacy::drop_raw_payloads(study, {}).value(), 2500);
    EXPECT_EQ(privacy::drop_raw_payloads(study, {}).value(), 0);
    const auto counted = privacy::count_raw_payloads(study).value();
    EXPECT_EQ(counted.answers, 2500);
    EXPECT_EQ(counted.with_payload, 0);
    const auto raw = RawStore::open(study.raw_path(), RawStore::Mode::read).value();
    const auto one = raw.at(7).value().value();
    EXPECT_EQ(one.key, "GET https://x.org/6");
    EXPECT_EQ(one.status, 404);
    EXPECT_EQ(one.body, "");
    EXPECT_TRUE(privacy::is_emptied(one));
    using Header = std::pair<std::string, std::string>;
    EXPECT_THAT(one.headers, ElementsAre(Header{"link", "<n>"}, Header{privacy::dropped_header, "dropped"}))
        << "an ETag would have a service answer that nothing changed, and there is nothing left to refer to";
    EXPECT_THAT(integrity_problems(study, 5).value(), testing::IsEmpty());
    EXPECT_THAT(tests::read_file(study.raw_path()), Not(HasSubstr("payload of person")));
}

} // namespace
} // namespace axial::corpus
