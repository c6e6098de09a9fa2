// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/discourse_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <set>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

TEST(Forums, areFoundByNameHostOrEndpoint) {
    EXPECT_EQ(find_forum("huggingface", "")->endpoint, "https://discuss.huggingface.co");
    EXPECT_EQ(find_forum("pytorch", "")->name, "discuss.pytorch.org");
    const auto host = find_forum("forum.example.org", "http://127.0.0.1:9/x/");
    EXPECT_EQ(host->name, "forum.example.org");
    EXPECT_EQ(host->endpoint, "http://127.0.0.1:9/x");
    EXPECT_EQ(host->page, "https://forum.example.org");
    EXPECT_FALSE(find_forum("delving", ""));
    EXPECT_FALSE(find_forum("a/b", ""));
    EXPECT_FALSE(find_forum("x", "ftp://y"));
}

TEST(Discourse, collectsWhatTheOracleSays) {
    AXIAL_NEEDS_SHARED(program, "fakes/apis.py");
    ASSERT_FALSE(program.empty());
    TestStudy& study = whole_forum();
    EXPECT_EQ(missing_of_forum(study), "");
    const auto counts = *corpus::Store(study.study()).counts();
    EXPECT_EQ(counts.posts, 475);
    EXPECT_EQ(counts.deleted, 25);
    EXPECT_EQ(study.counts().at("added"), 475);
    EXPECT_EQ(study.counts().at("deleted"), 25);
    EXPECT_EQ(study.counts().at("skipped"), 0);
    EXPECT_LE(study.counts().at("requests"), 2 + 2 + 149 + 16); // a topic each, and twenty more posts each
}

TEST(Discourse, collectsAForumThatShowsOnlyHtml) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.site = "urho3d"}));
    EXPECT_EQ(missing_of_forum(study, "urho3d"), "");
    EXPECT_EQ(corpus::Store(study.study()).counts()->hidden, 2);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discourse, keepsTheForumsOwnLimits) {
    const Fakes fakes({"--clock-scale", "10", "--limit", "discourse_10s=20"}); // 20 requests a second
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto start = std::chrono::steady_clock::now();
    ASSERT_TRUE(collect(fakes, study, {.category = "7"}));
    const auto took = std::chrono::steady_clock::now() - start;
    // A machine that is slow of itself has nothing to wait for.
    EXPECT_TRUE(study.counts().at("waited_seconds") > 0 ||
                took > study.counts().at("requests") * std::chrono::milliseconds(50));
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discourse, aSecondRunAsksOnlyForWhatChanged) {
    const Fakes fakes({"--no-limits", "--as-of", "2023-11-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    const auto first = study.counts().at("added");
    const auto asked_first = topics_asked_for(fakes).size();
    EXPECT_LT(first, 475);
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of_forum(study), "");
    EXPECT_LT(topics_asked_for(fakes).size(), 149 - asked_first + 60);
    EXPECT_GT(study.counts().at("threads_not_asked_for"), 0);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(topics_asked_for(fakes).size(), 0u);
    EXPECT_EQ(study.counts().at("seen"), 0);
    EXPECT_LE(study.counts().at("requests"), 3);
}

TEST(Discourse, whatWasStoppedGoesOnWhereItWas) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    for (const bool full : {false, true}) {
        TestStudy pieces;
        std::int64_t requests = 0;
        int runs = 0;
        for (Status done = cancelled(); !done; ++runs) {
            ASSERT_LT(runs, 40);
            done = collect(fakes, pieces, {.full = full, .stop_after = 60});
            ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
            requests += pieces.counts().at("requests");
        }
        EXPECT_GT(runs, 5);
        EXPECT_EQ(difference(whole_forum().contents(), pieces.contents()), "");
        EXPECT_LE(requests, 170 + 4 * runs);
    }
}

TEST(Discourse, theArchiveGivesTheSameStudy) {
    AXIAL_NEEDS_SHARED(program, "fakes/apis.py");
    ASSERT_FALSE(program.empty());
    const TemporaryFolder folder;
    TestStudy replayed;
    std::filesystem::copy_file(whole_forum().raw_path(), folder / "raw.db");
    const corpus::Store store(whole_forum().study());
    auto endpoint = store.queries(store.runs()->front().row)->front().endpoint;
    endpoint.resize(endpoint.rfind("/latest.json"));
    ASSERT_TRUE(collect_from(endpoint, replayed, {.replay = folder / "raw.db"}));
    EXPECT_EQ(difference(whole_forum().contents(), replayed.contents()), "");
}

TEST(Discourse, postsAnswerPostsAndShowWhereTheyAre) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.query = "selfish mining"}));
    EXPECT_GT(study.counts().at("search_hits"), 0);
    const corpus::Store store(study.study());
    int answers = 0;
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        EXPECT_EQ(post.container, "delving");
        EXPECT_THAT(post.url, HasSubstr("/t/"));
        if (!post.parent_key.empty()) {
            ++answers;
            const auto parent = store.post(post.parent_key);
            EXPECT_TRUE(*parent) << post.parent_key;
            EXPECT_EQ((*parent)->thread_row, post.thread_row);
        }
        return true;
    }));
    EXPECT_GT(answers, 0);
}

TEST(Discourse, aCategoryIsFoundByItsNumberOrName) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy by_number, by_name;
    ASSERT_TRUE(collect(fakes, by_number, {.category = "8"}));
    ASSERT_TRUE(collect(fakes, by_name, {.category = "Category 8"}));
    EXPECT_GT(by_number.ids().size(), 0u);
    EXPECT_LT(by_number.ids().size(), 475u);
    EXPECT_EQ(by_number.ids(), by_name.ids());
    const auto none = collect(fakes, by_name, {.category = "no such"});
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().line(), HasSubstr("has no such category"));
}

TEST(Discourse, sinceLeavesOlderTopicsOut) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.since = "2023-11-01"}));
    EXPECT_GT(study.counts().at("threads_before_since"), 0);
    EXPECT_GT(study.counts().at("threads_added"), 0);
    EXPECT_LT(study.counts().at("threads_added"), 149);
}

TEST(Discourse, postsSayWhatTheyAre) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.site = "urho3d", .category = "12"}));
    ASSERT_TRUE(collect(fakes, study, {.site = "urho3d", .category = "9"}));
    const corpus::Store store(study.study());
    std::map<std::string, int> posts, topics;
    std::set<std::string> actions;
    std::int64_t likes = 0;
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        ++posts[post.state];
        likes += post.score.value_or(0);
        const auto thread = **store.thread(post.thread_row);
        topics[thread.state] += post.url.ends_with("/1") ? 1 : 0;
        if (post.state == "accepted") {
            EXPECT_EQ(thread.state, "answered") << post.key;
        }
        for (const auto& tag : post.tags)
            if (tag.starts_with("action:"))
                actions.insert(tag);
        return true;
    }));
    EXPECT_EQ(posts["small_action"], 4);
    EXPECT_GT(posts["accepted"], 0);
    EXPECT_GE(topics["answered"], posts["accepted"] - 1);
    EXPECT_THAT(actions, testing::Contains("action:closed.enabled"));
    EXPECT_GT(likes, 0);
    const auto queries = *store.queries((*store.runs()).front().row);
    ASSERT_EQ(queries.size(), 1u);
    EXPECT_THAT(queries[0].term, HasSubstr("category:"));
    EXPECT_THAT(queries[0].endpoint, HasSubstr("/c/"));
    EXPECT_GT(queries[0].fetched, 0);
}

TEST(Discourse, searchesAreLogged) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.query = "selfish mining", .since = "2023-01-01"}));
    const corpus::Store store(study.study());
    const auto queries = *store.queries((*store.runs()).front().row);
    ASSERT_EQ(queries.size(), 1u);
    EXPECT_EQ(queries[0].term, "selfish mining after:2023-01-01");
    EXPECT_EQ(queries[0].hits, study.counts().at("search_hits"));
    EXPECT_EQ(queries[0].fetched, queries[0].hits);
    EXPECT_FALSE(queries[0].capped);
}

TEST(Discourse, aSearchWithMoreHitsThanAreGivenIsSplitByDays) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study, capped, whole;
    ASSERT_TRUE(collect(fakes, study, {.site = "urho3d", .query = "the"}));
    EXPECT_GT(study.counts().at("search_hits"), 600); // 500 are given at once
    EXPECT_FALSE(study.counts().contains("search_capped"));
    const corpus::Store store(study.study());
    const auto queries = *store.queries((*store.runs()).front().row);
    EXPECT_TRUE(queries.front().capped);
    std::int64_t read = 0;
    for (const auto& query : queries)
        read += query.capped ? 0 : query.fetched;
    EXPECT_GE(read, study.counts().at("search_hits")); // windows overlap by a day
    EXPECT_EQ(fakes.bad_manners(), "");
    ASSERT_TRUE(collect(fakes, whole, {.site = "urho3d"}));
    std::set<std::string> found, all;
    EXPECT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        found.insert(post.thread_key);
        return true;
    }));
    EXPECT_TRUE(corpus::Store(whole.study()).for_each_post([&](const corpus::Post& post) {
        if (post.kind == "post" && post.visibility == corpus::Visibility::visible &&
            post.body.text.find(" the ") != std::string::npos)
            all.insert(post.thread_key);
        return true;
    }));
    EXPECT_GT(all.size(), 100u);
    EXPECT_TRUE(std::ranges::includes(found, all));
    // Who gives a window is believed, and told what was not given.
    ASSERT_TRUE(collect(fakes, capped, {.site = "urho3d", .query = "the before:2040-01-01"}));
    EXPECT_EQ(capped.counts().at("search_capped"), 1);
    EXPECT_THAT(capped.notes().back(), HasSubstr("more hits than the 10 pages"));
}

TEST(Discourse, aPlanIsCloseToWhatIsAskedAndStoresNothing) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    for (const ForumGiven& given :
         {ForumGiven{}, ForumGiven{.site = "urho3d", .category = "12"}, ForumGiven{.since = "2023-11-01"},
          ForumGiven{.query = "selfish mining"}, ForumGiven{.posts = true}, ForumGiven{}}) {
        const auto planned = plan(fakes, study, given);
        ASSERT_TRUE(planned) << planned.error().line();
        EXPECT_LE(study.counts().at("requests"), 5);
        EXPECT_EQ(study.counts().at("seen"), 0);
        const auto before = corpus::Store(study.study()).counts()->posts;
        TestStudy other;
        auto& into = before > 0 ? study : other;
        ASSERT_TRUE(collect(fakes, into, given));
        const auto asked = into.counts().at("requests");
        EXPECT_NEAR(static_cast<double>(planned->requests()), static_cast<double>(asked),
                    2 + 0.2 * static_cast<double>(asked));
        ASSERT_TRUE(collect(fakes, study, {.category = "9"})); // from then on something is known
    }
}

} // namespace
} // namespace axial::collectors
