// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/discourse.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace axial::collectors {
namespace {

using testing::HasSubstr;
using tests::Fakes;
using tests::TestStudy;

const std::vector<std::string> kinds = {"topic", "post"};

struct Given {
    std::string site = "delving";
    std::string query = {}, category = {}, since = {};
    std::int64_t stop_after = 0;
    std::string replay = {}, record = {};
};

Status collect(const Fakes& fakes, TestStudy& study, const Given& given = {}) {
    DiscourseRequest request;
    AXIAL_ASSIGN(request.forum, find_forum(given.site, fakes.url("/discourse/" + given.site)));
    request.query = given.query;
    request.category = given.category;
    if (!given.since.empty())
        request.since = parse_time(given.since);
    ClientOptions options;
    options.service = given.site;
    options.endpoint = request.forum.endpoint;
    options.headers = {{"Accept", "application/json"}};
    return study.collect(
        options, [&](Collection& collection) { return collect_discourse(collection, request); },
        given.stop_after, given.replay, given.record);
}

std::string missing_of(TestStudy& study, const std::string& site = "delving") {
    return tests::difference(tests::expected_ids("discourse", site, kinds), study.ids());
}

std::set<std::string> topics_asked_for(const Fakes& fakes) {
    std::set<std::string> topics;
    for (const auto& request : fakes.requests())
        if (request.at("kind") == "thread")
            topics.insert(request.at("path"));
    return topics;
}

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
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "");
    const auto counts = *corpus::Store(study.study()).counts();
    EXPECT_EQ(counts.posts, 475);
    EXPECT_EQ(counts.deleted, 25);
    EXPECT_EQ(study.counts().at("added"), 475);
    EXPECT_EQ(study.counts().at("skipped"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discourse, collectsAForumThatShowsOnlyHtml) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.site = "urho3d"}));
    EXPECT_EQ(missing_of(study, "urho3d"), "");
    EXPECT_EQ(corpus::Store(study.study()).counts()->hidden, 2);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discourse, keepsTheForumsOwnLimits) {
    const Fakes fakes({"--clock-scale", "10", "--limit", "discourse_10s=20"}); // 20 requests a second
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.category = "7"}));
    EXPECT_GT(study.counts().at("waited_seconds"), 0);
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
    EXPECT_EQ(missing_of(study), "");
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
    TestStudy whole;
    ASSERT_TRUE(collect(fakes, whole));
    TestStudy pieces;
    std::int64_t requests = 0;
    int runs = 0;
    for (Status done = cancelled(); !done; ++runs) {
        ASSERT_LT(runs, 60);
        done = collect(fakes, pieces, {.stop_after = 30});
        ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
        requests += pieces.counts().at("requests");
    }
    EXPECT_GT(runs, 5);
    EXPECT_EQ(tests::difference(whole.contents(), pieces.contents()), "");
    EXPECT_LE(requests, whole.counts().at("requests") + 4 * runs);
}

TEST(Discourse, aRecordingGivesTheSameStudy) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const tests::TemporaryFolder folder;
    TestStudy live, replayed;
    ASSERT_TRUE(collect(fakes, live, {.record = folder / "recording"}));
    ASSERT_TRUE(collect(fakes, replayed, {.replay = folder / "recording"}));
    EXPECT_EQ(tests::difference(live.contents(), replayed.contents()), "");
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
    ASSERT_TRUE(collect(fakes, by_number, {.category = "7"}));
    ASSERT_TRUE(collect(fakes, by_name, {.category = "Category 7"}));
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

class DiscourseUnderFaults : public testing::TestWithParam<const char*> {};

TEST_P(DiscourseUnderFaults, endsComplete) {
    const Fakes fakes(
        {"--clock-scale", "60", "--limit", "discourse_10s=1000", "--limit", "discourse_60s=2000"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(GetParam());
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "");
    EXPECT_EQ(fakes.bad_manners(), "");
}

constexpr const char* told_to_wait =
    R"([{"service":"discourse","path":"/latest","kind":"rate_limit","params":{"form":"text"}},
        {"service":"discourse","path":"/t/","nth":5,"to":6,"kind":"rate_limit","params":{"form":"json"}},
        {"service":"discourse","path":"/t/","nth":20,"kind":"rate_limit","params":{"form":"json","status":422}},
        {"service":"discourse","path":"/t/","nth":30,"kind":"retry_after","params":{"form":"date"}}])";
constexpr const char* broken_lines =
    R"([{"service":"discourse","path":"/latest","nth":1,"kind":"malformed"},
        {"service":"discourse","path":"/t/","nth":4,"kind":"truncate"},
        {"service":"discourse","path":"/t/","nth":9,"kind":"reset_midway"},
        {"service":"discourse","path":"/posts.json","nth":2,"kind":"truncate"},
        {"service":"discourse","path":"/t/","nth":15,"kind":"html"},
        {"service":"discourse","path":"/t/","nth":25,"kind":"redirect","params":{"to":"trap"}}])";
constexpr const char* broken_texts =
    R"([{"service":"discourse","path":"/latest","nth":1,"kind":"lone_surrogate"},
        {"service":"discourse","path":"/latest","nth":2,"kind":"repeat_page"},
        {"service":"discourse","path":"/t/","nth":4,"kind":"lone_surrogate"},
        {"service":"discourse","path":"/t/","nth":9,"kind":"nul_character"},
        {"service":"discourse","path":"/t/","nth":12,"kind":"invalid_utf8"},
        {"service":"discourse","path":"/t/","nth":20,"to":40,"kind":"missing_fields"},
        {"service":"discourse","path":"/t/","nth":50,"to":60,"kind":"null_users"},
        {"service":"discourse","path":"/t/","nth":70,"kind":"unknown_events"}])";

std::string fault_name(const testing::TestParamInfo<DiscourseUnderFaults::ParamType>& info) {
    constexpr const char* names[] = {"toldToWait", "brokenLines", "brokenTexts"};
    return names[info.index];
}

INSTANTIATE_TEST_SUITE_P(Faults, DiscourseUnderFaults,
                         testing::Values(told_to_wait, broken_lines, broken_texts), fault_name);

} // namespace
} // namespace axial::collectors
