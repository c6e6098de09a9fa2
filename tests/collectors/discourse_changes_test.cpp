// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/discourse_fixture.h"
#include "tests/collectors/scripted_server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

/// A forum with one topic, number 7, as its server would show it.
class SmallForum {
public:
    /// Answers in the order of the requests of a first walk: categories, newest, list, topic.
    void show(const std::vector<int>& posts, const std::string& texts = "text") {
        server_.answer_with(
            {json(R"({"category_list":{"categories":[]}})"), list(posts), list(posts), topic(posts, texts)});
    }
    /// A walk with --full of which the list shows nothing; the topic itself is answered with `last`.
    void vanish(const std::string& last) {
        server_.answer_with({json(R"({"category_list":{"categories":[]}})"), list({}), list({}), last});
    }
    Status collect(TestStudy& study, ForumGiven given = {}) const {
        given.site = "small";
        return collect_from(server_.url(""), study, given);
    }
    [[nodiscard]] const ScriptedServer& server() const { return server_; }

private:
    static std::string list(const std::vector<int>& posts) {
        const auto entry =
            fmt::format(R"({{"id":7,"title":"T","bumped_at":"2024-01-0{}T00:00:00Z","posts_count":{}}})",
                        posts.size(), posts.size());
        return json(fmt::format(R"({{"topic_list":{{"topics":[{}]}}}})", posts.empty() ? "" : entry));
    }
    static std::string topic(const std::vector<int>& posts, const std::string& text) {
        std::string all, stream;
        for (const int number : posts) {
            all += fmt::format(R"({}{{"id":{},"post_number":{},"raw":"{} {}","username":"a",
                "created_at":"2024-01-0{}T00:00:00Z"}})",
                               all.empty() ? "" : ",", 100 + number, number, text, number, number);
            stream += fmt::format("{}{}", stream.empty() ? "" : ",", 100 + number);
        }
        return json(fmt::format(R"({{"id":7,"title":"T","tags":["x",{{"id":3,"name":"y"}}],
            "accepted_answer":{{"post_number":2}},"post_stream":{{"posts":[{}],"stream":[{}]}}}})",
                                all, stream));
    }
    ScriptedServer server_{{json("{}")}};
};

corpus::Visibility visibility_of(TestStudy& study, int number) {
    const auto post = corpus::Store(study.study()).post(fmt::format("discourse/small/post/{}", 100 + number));
    return post && *post ? (*post)->visibility : corpus::Visibility::hidden;
}

TEST(DiscourseChanges, aPostThatItsTopicNoLongerShowsIsGone) {
    SmallForum forum;
    TestStudy study;
    forum.show({1, 2, 3});
    const auto done = forum.collect(study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(study.counts().at("added"), 3);
    EXPECT_EQ((*corpus::Store(study.study()).post("discourse/small/post/102"))->state, "accepted");
    const auto thread = **corpus::Store(study.study()).thread("discourse/small/topic/7");
    EXPECT_EQ(thread.state, "answered");
    EXPECT_EQ(thread.tags, (std::vector<std::string>{"x", "y"}));
    forum.show({1, 3});
    ASSERT_TRUE(forum.collect(study, {.full = true}));
    EXPECT_EQ(study.counts().at("gone"), 1);
    EXPECT_EQ(visibility_of(study, 2), corpus::Visibility::gone);
    EXPECT_EQ(visibility_of(study, 3), corpus::Visibility::visible);
    EXPECT_EQ((*corpus::Store(study.study()).post("discourse/small/post/102"))->body.text, "text 2");
    forum.show({1, 2, 3}, "edited"); // and back again
    ASSERT_TRUE(forum.collect(study, {.full = true}));
    EXPECT_EQ(visibility_of(study, 2), corpus::Visibility::visible);
    EXPECT_EQ((*corpus::Store(study.study()).post("discourse/small/post/102"))->revision, 2);
}

TEST(DiscourseChanges, aTopicThatWasDeletedIsGoneAndAPrivateOneIsListed) {
    for (const int status : {404, 410, 403}) {
        SmallForum forum;
        TestStudy study;
        forum.show({1, 2});
        ASSERT_TRUE(forum.collect(study));
        forum.vanish(http(status, R"({"errors":["no"],"error_type":"invalid_access"})",
                          "Content-Type: application/json\r\n"));
        const auto done = forum.collect(study, {.full = true});
        ASSERT_TRUE(done) << done.error().line();
        EXPECT_EQ(study.counts().at("gone"), status == 403 ? 0 : 2) << status;
        EXPECT_EQ(study.counts().at("threads_skipped"), status == 403 ? 1 : 0) << status;
        const corpus::Store store(study.study());
        EXPECT_EQ((*store.thread("discourse/small/topic/7"))->state, status == 403 ? "answered" : "gone");
        forum.vanish(http(500, ""));
        ASSERT_TRUE(forum.collect(study, {.full = true})); // settled: nobody asks again
        EXPECT_EQ(study.counts().at("requests"), 3);
    }
}

TEST(DiscourseChanges, tagsHaveTheirOwnList) {
    SmallForum forum;
    TestStudy study;
    forum.show({1, 2});
    ASSERT_TRUE(forum.collect(study, {.tag = "out of memory"}));
    EXPECT_EQ(study.counts().at("added"), 2);
    EXPECT_THAT(forum.server().requests().at(1), HasSubstr("/tag/out%20of%20memory.json?order=activity"));
    ScriptedServer none({json(R"({"category_list":{"categories":[]}})"), http(404, "{}")});
    const auto done = collect_from(none.url(""), study, {.site = "other", .tag = "nothing"});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), HasSubstr("has no such tag"));
}

TEST(DiscourseChanges, aLoginPageIsSaidToBeOne) {
    ScriptedServer server({http(200, "<!DOCTYPE html><title>Log in</title>", "Content-Type: text/html\r\n")});
    TestStudy study;
    const auto done = collect_from(server.url(""), study, {.site = "closed"});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), HasSubstr("login"));
}

/// A topic that stays broken does not keep the others from being read, and is asked for again.
TEST(DiscourseChanges, oneThatStaysBrokenIsListedAndTheOthersAreRead) {
    const Fakes fakes({"--clock-scale", "60", "--no-limits"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"discourse","path":"/t/","nth":2,"kind":"status","to":2,"params":{"status":418}}])");
    TestStudy study;
    const ForumGiven given{.site = "urho3d", .category = "17"};
    const auto done = collect(fakes, study, given);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), HasSubstr("1 topics could not be read"));
    EXPECT_EQ(study.counts().at("threads_added"), 4);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, given));
    EXPECT_EQ(study.counts().at("threads_added"), 1);
    EXPECT_EQ(topics_asked_for(fakes).size(), 1u);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, given));
    EXPECT_EQ(topics_asked_for(fakes).size(), 0u);
}

TEST(DiscourseChanges, thePostWalkKeepsUpFiftyNumbersARequest) {
    const Fakes fakes({"--no-limits", "--as-of", "2023-11-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study, walked;
    ASSERT_TRUE(collect(fakes, study));
    const auto first = study.counts().at("added");
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.posts = true}));
    EXPECT_EQ(topics_asked_for(fakes).size(), 0u);
    EXPECT_LT(study.counts().at("requests"), 200); // the recording holds few of the forum's posts
    EXPECT_EQ(study.counts().at("added"), 475 - first);
    EXPECT_EQ(missing_of_forum(study), "");
    EXPECT_EQ(fakes.bad_manners(), "");
    ASSERT_TRUE(collect(fakes, study, {.posts = true}));
    EXPECT_EQ(study.counts().at("seen"), 0);
    EXPECT_EQ(study.counts().at("requests"), 2);
    std::int64_t runs = 0; // from nothing, stopped at every page
    for (Status done = cancelled(); !done; ++runs) {
        ASSERT_LT(runs, 60);
        done = collect(fakes, walked, {.posts = true, .stop_after = 25});
        ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
    }
    EXPECT_GT(runs, 5);
    EXPECT_EQ(missing_of_forum(walked), "");
    ASSERT_TRUE(collect(fakes, walked, {.full = true}));
    EXPECT_EQ(difference(whole_forum().contents(), walked.contents()), "");
}

} // namespace
} // namespace axial::collectors
