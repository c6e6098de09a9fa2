// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/integrity.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

namespace axial::corpus {
namespace {

using namespace tests;

struct StoreTest : testing::Test {
    TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();
    Store store{study};

    Post post(const std::string& key) {
        const auto found = store.post(key);
        EXPECT_TRUE(found && *found) << key;
        return **found;
    }
};

TEST_F(StoreTest, APostComesBackAsItWasPut) {
    const auto thread = store.put(issue(7, "Why is consent needed? 😕"))->first;
    auto incoming =
        first_post(7, "Read the **files** of `tiny-chat`.\n\n```python\nload(trust_remote_code=True)\n```");
    incoming.score = -3;
    incoming.tags = {"question", "naïve"};
    incoming.licence = "CC BY-SA 4.0";
    incoming.author.id.reset();
    incoming.visibility = Visibility::hidden;
    EXPECT_EQ(store.put(thread, incoming), Outcome::added);

    const auto stored = post(issue_key(7));
    EXPECT_EQ(stored.body.text, "Read the files of tiny-chat.\n\nload(trust_remote_code=True)");
    EXPECT_EQ(stored.body, canonical_text(incoming.body, incoming.markup, incoming.dialect));
    EXPECT_EQ(stored.thread_key, issue_key(7));
    EXPECT_EQ(stored.thread_title, "Why is consent needed? 😕");
    EXPECT_EQ(stored.score, -3);
    EXPECT_EQ(stored.tags, incoming.tags);
    EXPECT_EQ(stored.visibility, Visibility::hidden);
    EXPECT_EQ(stored.author.id, std::nullopt);
    EXPECT_EQ(stored.author.name, "nadir-k");
    EXPECT_EQ(stored.created_at, incoming.created_at);
    EXPECT_EQ(stored.state, "open") << "a post that has no state of its own shows its thread's";
    EXPECT_EQ(store.counts()->authors_missing, 1);
}

TEST_F(StoreTest, AnEditAddsARevisionAndKeepsTheOld) {
    const auto thread = put_issue(store, 1, "t", "first words");
    EXPECT_EQ(store.put(thread, comment(10, "an answer")), Outcome::added);
    EXPECT_EQ(store.put(thread, comment(10, "an answer")), Outcome::unchanged);
    const auto before = post(comment_key(10)).change;
    EXPECT_EQ(store.put(thread, comment(10, "a better answer")), Outcome::changed);
    const auto after = post(comment_key(10));
    EXPECT_EQ(after.revision, 2);
    EXPECT_EQ(after.body.text, "a better answer");
    EXPECT_GT(after.change, before);
    EXPECT_EQ(store.revision(after.row, 1)->value().text, "an answer");
    EXPECT_EQ(store.counts()->revisions, 3);
}

TEST_F(StoreTest, OtherMarkupWithTheSameTextIsNoNewRevision) {
    const auto thread = put_issue(store, 1, "t", "words");
    EXPECT_EQ(store.put(thread, comment(10, "an *answer*")), Outcome::added);
    EXPECT_EQ(store.put(thread, comment(10, "an _answer_")), Outcome::unchanged);
    EXPECT_EQ(post(comment_key(10)).revision, 1);
}

TEST_F(StoreTest, AChangedScoreIsAChangeWithoutARevision) {
    const auto thread = put_issue(store, 1, "t", "words");
    auto answer = comment(10, "an answer");
    EXPECT_EQ(store.put(thread, answer), Outcome::added);
    answer.score = 12;
    EXPECT_EQ(store.put(thread, answer), Outcome::changed);
    EXPECT_EQ(post(comment_key(10)).revision, 1);
    EXPECT_EQ(post(comment_key(10)).score, 12);
}

TEST_F(StoreTest, ARetitledThreadMovesItsPostsIntoTheIndexQueue) {
    const auto thread = put_issue(store, 1, "t", "words");
    ASSERT_TRUE(store.put(thread, comment(10, "an answer")));
    put_issue(store, 2, "other", "words");
    const auto before = store.last_change().value();
    EXPECT_EQ(store.put(issue(1, "a new title"))->second, Outcome::changed);
    std::vector<std::string> changed;
    ASSERT_TRUE(store.for_each_change(before, [&](const Post& p) { return changed.push_back(p.key), true; }));
    EXPECT_THAT(changed, testing::UnorderedElementsAre(issue_key(1), comment_key(10)));
    ASSERT_TRUE(store.put(thread, comment(11, "more"))) << "changes go on ascending after that";
    EXPECT_GT(post(comment_key(11)).change, post(comment_key(10)).change);
}

TEST_F(StoreTest, PostsOfAThreadComeInItsOrder) {
    const auto thread = put_issue(store, 1, "t", "first");
    auto nine = comment(9, "nine"), ten = comment(10, "ten");
    ten.created_at = nine.created_at;
    ASSERT_TRUE(store.put(thread, ten));
    ASSERT_TRUE(store.put(thread, nine));
    std::vector<std::string> order;
    const auto posts = store.posts_of(thread).value();
    for (const auto& p : posts)
        order.push_back(p.native_id);
    EXPECT_THAT(order, testing::ElementsAre("1", "9", "10"));
}

TEST_F(StoreTest, ATransactionThatFailsLeavesNothing) {
    const auto status = store.transaction([&]() -> Status {
        put_issue(store, 1, "t", "words");
        put_issue(store, 2, "t", "words");
        return bad_input("the page was cut");
    });
    EXPECT_FALSE(status);
    EXPECT_EQ(store.counts()->posts, 0);
    EXPECT_EQ(store.counts()->threads, 0);
    put_issue(store, 3, "t", "words");
    EXPECT_EQ(post(issue_key(3)).change, 1);
}

TEST_F(StoreTest, HostileBodiesAreStored) {
    const auto thread = put_issue(store, 1, "t", "words");
    auto broken = comment(10, std::string("a\xff\xfe b\0c", 7));
    broken.author.name = "\xc3(";
    broken.tags = {"\xf0\x9f"};
    ASSERT_TRUE(store.put(thread, broken));
    EXPECT_EQ(post(comment_key(10)).body.text, "a\uFFFD\uFFFD bc");
    const auto long_line = std::string(5 << 20, 'x');
    ASSERT_TRUE(store.put(thread, comment(11, long_line)));
    EXPECT_EQ(post(comment_key(11)).body.text.size(), long_line.size());
    EXPECT_TRUE(integrity_problems(study, 10)->empty());
}

TEST_F(StoreTest, StreamsAndRunsAreKept) {
    EXPECT_EQ(store.stream("github", "o/r", "issues").value(), std::nullopt);
    ASSERT_TRUE(
        store.put(StreamState{"github", "o/r", "issues", "2024-01-01T00:00:00Z", "https://x/?page=2", {}}));
    EXPECT_EQ(store.stream("github", "o/r", "issues")->value().cursor, "https://x/?page=2");
    corpus::Run run;
    run.command = "collect github";
    const auto row = store.begin(run).value();
    EXPECT_EQ(store.runs()->front().status, "running");
    ASSERT_TRUE(store.skip(row, "comment 12", "not JSON"));
    ASSERT_TRUE(store.finish(row, "done", {{"added", 4}}));
    EXPECT_EQ(store.runs()->front().counts.at("added"), 4);
    EXPECT_THAT(store.skipped(row).value(), testing::ElementsAre(testing::Pair("comment 12", "not JSON")));
}

TEST_F(StoreTest, SpansThatAreNoSpansAreAnErrorNotACrash) {
    const auto thread = store.put(issue(1, "t"))->first;
    ASSERT_TRUE(store.put(thread, first_post(1, "body")));
    for (const char* spans :
         {"[[1]]", "[[1,2]]", "[{}]", "[[1,2,\"link\"]]", "[7]", "{\"a\":[1,2,3,4]}", "[["}) {
        SQLite::Statement damage(study.database(), "UPDATE revisions SET spans = ?");
        damage.bind(1, spans);
        damage.exec();
        EXPECT_FALSE(store.post(issue_key(1))) << spans;
    }
}

} // namespace
} // namespace axial::corpus
