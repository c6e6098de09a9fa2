// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/gh_archive.h"
#include "collectors/dumps/stack_exchange_dump.h"
#include "collectors/dumps/table_import.h"
#include "tests/collectors/reparse_fixture.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::collectors::reparse {
namespace {

using namespace tests;
using testing::Contains;
using testing::HasSubstr;

void expect_nothing_to_do(TestStudy& study) {
    const auto before = study.contents();
    std::vector<Reparsed> changes;
    auto n = tests::reparse(study, {}, &changes);
    for (const char* name : {"added", "changed", "threads_added", "threads_changed", "posts_not_found",
                             "payloads_broken", "skipped"})
        EXPECT_EQ(n[name], 0) << name << ": " << listed(study).substr(0, 500)
                              << (changes.empty() ? "" : changes.front().key);
    EXPECT_GE(n["unchanged"], corpus::Store(study.study()).counts()->posts);
    EXPECT_EQ(difference(before, study.contents()), "");
}

/// What a worse parser may have stored: other fields, and other texts by an older version of it.
int make_worse(TestStudy& study) {
    damage(study, "UPDATE posts SET title = 'x', author_role = 'y', url = 'z' WHERE id % 7 = 0");
    damage(study, "UPDATE threads SET title = 'x', tags = '[]' WHERE id % 5 = 0");
    return damage(study,
                  "UPDATE revisions SET spans = '[]', text_version = 0, text = 'what a worse parser saw' "
                  "WHERE post_id % 3 = 0");
}

/// Takes back the revisions that a restored text has made.
void forget_revisions(TestStudy& study) {
    damage(study, "DELETE FROM revisions WHERE text = 'what a worse parser saw'");
    damage(study, "UPDATE revisions SET number = 1");
    damage(study, "UPDATE posts SET revision = 1");
}

/// Everything comes out as it is, and comes back where it was other.
void expect_restored(TestStudy& study) {
    expect_nothing_to_do(study);
    const auto before = study.contents();
    const corpus::Store store(study.study());
    const auto posts = store.counts()->posts;
    const int worse = make_worse(study);
    const auto damaged = study.contents();
    std::vector<Reparsed> told, done;
    auto n = tests::reparse(study, {.source = {}, .dry_run = true}, &told);
    EXPECT_GE(n["changed"], worse);
    EXPECT_EQ(difference(damaged, study.contents()), ""); // only told
    n = tests::reparse(study, {}, &done);
    EXPECT_EQ(done.size(), told.size());
    EXPECT_EQ(n["changed"] + n["threads_changed"], std::ssize(done));
    EXPECT_EQ(store.counts()->revisions, posts + worse); // codings stay on the old text
    EXPECT_EQ(tests::reparse(study)["changed"], 0);
    forget_revisions(study);
    EXPECT_EQ(difference(before, study.contents()), "");
}

TEST(Reparse, whatWasCollectedComesOutAsItIs) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    collect_github_into(study, fakes, "bitcoin-core/secp256k1", "2024-03-01");
    collect_forum_into(study, fakes, "delving", "lightning");
    collect_forum_into(study, fakes, "urho3d", "bullet"); // gives HTML only
    collect_hub_into(study, fakes, "datasets/gathered/data-threads");
    expect_restored(study);
}

TEST(Reparse, questionsAndDiscussionsComeOutAsTheyAre) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    collect_site_into(study, fakes, "beer");
    collect_discussions_into(study, fakes, {"langchain-ai/langchain", "NVIDIA/garak"});
    expect_restored(study);
}

TEST(Reparse, importsComeOutAsTheyAre) {
    AXIAL_NEEDS_SHARED(dump, "recorded/stackexchange/beer-2014");
    AXIAL_NEEDS_SHARED(archive, "recorded/gharchive/2021-07-21-few-hours.json");
    TestStudy study;
    ASSERT_TRUE(dumps::import_dump(study.study(), {.paths = {dump}, .site = "beer"}, {}, {}));
    ASSERT_TRUE(dumps::import_archive(study.study(), {.files = {archive}}, {}, {}));
    const TemporaryFolder folder;
    std::ofstream(folder / "table.jsonl")
        << R"({"id": 1, "the text": "<p>a <b>b</b></p>", "created": "2020-01-01", "who": "x"})"
           "\n"
        << R"({"id": 2, "the text": "<p>c</p>", "created": "2020-01-02", "thread": 1, "parent": 1})"
           "\n";
    ASSERT_TRUE(dumps::import_table(study.study(),
                                    {.file = folder / "table.jsonl",
                                     .columns = {{"body", "the text"}, {"author", "who"}},
                                     .markup = corpus::Markup::html},
                                    {}));
    expect_restored(study);
}

TEST(Reparse, theNewestPayloadDecides) {
    const Fakes fakes({"--no-limits", "--as-of", "2024-06-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const std::string repository = "datasets/gathered/data-threads";
    for (const char* date : {"2024-06-01", "2024-12-01", ""}) {
        fakes.as_of(date);
        collect_hub_into(study, fakes, repository);
        collect_forum_into(study, fakes, "delving");
    }
    const corpus::Store store(study.study());
    ASSERT_GT(store.counts()->revisions, 0);
    // What is gone stays so, with its date.
    const std::string key = (*store.posts_of((*store.threads_in("hub", repository)).front().row)).front().key;
    corpus::Store writer(study.study());
    ASSERT_TRUE(*writer.mark_gone(key, now()));
    const auto gone_at = (*store.post(key))->gone_at;
    const auto before = study.contents();
    auto n = tests::reparse(study);
    EXPECT_EQ(n["changed"] + n["added"] + n["threads_changed"], 0);
    EXPECT_EQ(difference(before, study.contents()), "");
    damage(study, "UPDATE posts SET title = 'x' WHERE key = '" + key + "'");
    EXPECT_EQ(tests::reparse(study)["changed"], 1);
    EXPECT_EQ((*store.post(key))->visibility, corpus::Visibility::gone);
    EXPECT_EQ((*store.post(key))->gone_at, gone_at);
    EXPECT_EQ(difference(before, study.contents()), "");
}

class SmallReparse : public testing::Test {
protected:
    void SetUp() override {
        AXIAL_NEEDS_FAKES(fakes_);
        collect_hub_into(study_, fakes_, "models/openai/whisper-large-v3");
        collect_hub_into(study_, fakes_, "models/google/gemma-7b-it");
    }
    std::string error(const ReparseRequest& request, const std::stop_token& stop = {}) {
        const auto counts = reparse_study(study_.study(), request, {}, {}, stop);
        return counts ? "no error" : counts.error().line();
    }
    /// SQL on raw.db.
    void on_payloads(const std::string& sql) {
        SQLite::Database raw(study_.raw_path().string(), SQLite::OPEN_READWRITE);
        EXPECT_GT(raw.exec(sql), 0);
    }
    const Fakes fakes_;
    TestStudy study_;
};

TEST_F(SmallReparse, whatIsMissingOrUnknownIsSaid) {
    EXPECT_THAT(error({.source = "gitlab"}), HasSubstr("gitlab: the study has no posts of this source"));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(error({}, stop.get_token()), error({.source = {}, .dry_run = true}, stop.get_token()));
    EXPECT_EQ(corpus::Store(study_.study()).runs()->back().status, "stopped");
    std::filesystem::remove(study_.raw_path());
    EXPECT_THAT(error({}), HasSubstr("the study has no raw.db"));
}

TEST_F(SmallReparse, onePayloadThatCannotBeReadStopsNothing) {
    on_payloads("UPDATE exchanges SET body = x'00112233' WHERE key LIKE '%whisper%discussions/1%'");
    on_payloads("UPDATE exchanges SET body = (SELECT body FROM exchanges WHERE key LIKE '%gemma%p=0%') "
                "WHERE id = (SELECT min(id) FROM exchanges WHERE key LIKE '%gemma%discussions/%')");
    make_worse(study_);
    auto n = tests::reparse(study_);
    EXPECT_GE(n["payloads_broken"], 2);
    EXPECT_GT(n["posts_not_found"], 0);
    EXPECT_GT(n["changed"], 0);
    EXPECT_THAT(listed(study_), HasSubstr("a stored payload is damaged"));
    EXPECT_THAT(listed(study_), HasSubstr("it is not the discussion that was asked for"));
    EXPECT_THAT(listed(study_), HasSubstr("does not show it"));
}

TEST_F(SmallReparse, postsThatAreMissingComeBack) {
    const auto before = study_.contents();
    damage(study_, "DELETE FROM revisions WHERE post_id % 2 = 0");
    damage(study_, "DELETE FROM posts WHERE id % 2 = 0");
    auto n = tests::reparse(study_, {.source = "hub", .dry_run = false});
    EXPECT_GT(n["added"], 10);
    EXPECT_EQ(difference(before, study_.contents()), "");
}

} // namespace
} // namespace axial::collectors::reparse
