// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/stack_exchange_dump.h"
#include "collectors/http/json.h"
#include "collectors/stackexchange/manners.h"
#include "collectors/stackexchange/records.h"
#include "tests/collectors/scripted_server.h"
#include "tests/collectors/stackexchange_fixture.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

TEST(StackExchangeManners, limitsAreReadFromTheBody) {
    const auto manners = stackexchange::manners();
    const auto answer = [](int status, std::string body) {
        return HttpResponse{status, {}, std::move(body), {}};
    };
    const auto pause = [&](const char* body) { return manners.pause(answer(200, body), {}).count(); };
    EXPECT_EQ(pause(R"({"items":[],"backoff":10,"quota_max":300,"quota_remaining":2})"), 12'000);
    EXPECT_EQ(pause(R"({"items":[{"body":"\"backoff\":99"}]})"), 40); // a post cannot play the wrapper
    EXPECT_EQ(pause(R"({"backoff": 99999999999999999999})"), 40);
    EXPECT_EQ(manners.budget(answer(200, R"({"quota_max":300,"quota_remaining":-3})"), {})->remaining, 0);
    EXPECT_FALSE(manners.budget(answer(200, "[]"), {}));
    EXPECT_EQ(pause(R"({"backoff": 0.2})"), 3'000);

    const auto throttled = manners.judge(
        answer(400,
               R"({"error_id":502,"error_message":"too many requests from this IP, more requests available in
                       27 seconds","error_name":"throttle_violation"})"),
        {});
    EXPECT_EQ(throttled.kind, Verdict::Kind::limit);
    EXPECT_EQ(throttled.wait, std::chrono::seconds{29});
    const auto kind = [&](int status, const char* body) {
        return manners.judge(answer(status, body), {}).kind;
    };
    EXPECT_EQ(kind(400, R"({"error_id":502,"error_message":"Violation of backoff parameter"})"),
              Verdict::Kind::limit);
    EXPECT_EQ(kind(400, R"({"error_id":403,"error_message":"page above 25 requires access token or app key"})"),
              Verdict::Kind::use);
    EXPECT_EQ(kind(400, R"({"error_id":500,"error_message":"internal error"})"), Verdict::Kind::fault);
    EXPECT_EQ(kind(503, "<html>maintenance</html>"), Verdict::Kind::fault);
    EXPECT_EQ(kind(429, "slow down"), Verdict::Kind::limit);

    const auto method = [&](const char* path) {
        return manners.resource_of("https://api.stackexchange.com" + std::string(path));
    };
    EXPECT_EQ(method("/2.3/questions?site=ai"), "questions");
    EXPECT_EQ(method("/stackexchange/2.3/posts/1;-2;3/comments?page=1"), "posts/ids/comments");
    EXPECT_EQ(method("/2.3/search/advanced"), "search/advanced");
}

TEST(StackExchange, stopsWhenTheQuotaIsUsedUpAndGoesOnLater) {
    const Fakes fakes({"--limit", "stackexchange_anonymous=6"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study, {.site = "ai"});
    ASSERT_FALSE(done);
    EXPECT_EQ(
        done.error().line(),
        "Stack Exchange allows no more requests today: all 6 are used (run the same command again tomorrow "
        "to go on; a key in AXIAL_STACKEXCHANGE_KEY allows 10,000 a day)");
    EXPECT_EQ(study.counts().at("requests"), 6);
    EXPECT_GT(study.counts().at("threads_added"), 300);
    EXPECT_EQ(fakes.bad_manners(), "");
    ASSERT_TRUE(collect(fakes, study, {.site = "ai", .key = "a-key"}));
    EXPECT_EQ(study.counts().at("requests"), 3);
    EXPECT_EQ(missing_of(study, "ai"), "");
}

TEST(StackExchange, doesNotWaitLongerThanItMay) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"stackexchange","path":"/questions","nth":2,"kind":"rate_limit","params":{"seconds":7200}}])");
    TestStudy study;
    const auto done = collect(fakes, study, {.most_waiting = std::chrono::minutes{10}});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), HasSubstr("Stack Exchange asks to wait 720"));
    EXPECT_EQ(study.counts().at("threads_added"), 100);
    const corpus::Store store(study.study());
    EXPECT_TRUE(store.queries(store.runs()->front().row)->front().incomplete);
}

/// Answers and comments that do not come inside their questions are asked for by ids.
TEST(StackExchange, whatIsLeftOutOfAQuestionIsAskedForByItsId) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"stackexchange","path":"/questions\\?","to":0,"kind":"missing_fields",
                      "params":{"fields":["answers","comments"]}},
                     {"service":"stackexchange","path":"/posts/.*page=1","nth":2,"kind":"repeat_page"}])");
    TestStudy study, nested;
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of(study), "");
    EXPECT_GT(asked_for(fakes, "/answers"), 2u);
    EXPECT_GT(asked_for(fakes, "/comments"), 4u);
    EXPECT_LT(study.counts().at("requests"), 40);
    EXPECT_EQ(fakes.bad_manners(), "");
    fakes.faults("[]");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, nested));
    EXPECT_EQ(difference(nested.contents(), study.contents()), "");
}

TEST(StackExchange, whatChangesDuringTheWalkIsReadInItsNewForm) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"stackexchange","path":"/questions\\?","kind":"change_item","params":{"index":5}},
                     {"service":"stackexchange","path":"/questions\\?","nth":2,"kind":"remove_item",
                      "params":{"index":7}}])");
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of(study), "");
    EXPECT_EQ(study.counts().at("changed"), 1);
    const auto counts = *corpus::Store(study.study()).counts();
    EXPECT_EQ(counts.revisions, counts.posts + 1);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.full = true}));
    EXPECT_EQ(study.counts().at("threads_gone"), 1);
    EXPECT_GT(study.counts().at("gone"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

class StackExchangeUnderFaults : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(StackExchangeUnderFaults, endsComplete) {
    const Fakes fakes({"--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(GetParam().second);
    TestStudy study;
    Status done = collect(fakes, study);
    for (int more = 0; !done && more < 2; ++more) { // what stopped it is said, and a later run goes on
        EXPECT_EQ(done.error().fault, Fault::world) << done.error().line();
        done = collect(fakes, study);
    }
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "");
    EXPECT_EQ(fakes.bad_manners(), "");
}

constexpr std::pair<const char*, const char*> faults[] = {
    {"toldToWait",
     R"([{"service":"stackexchange","path":"/questions","nth":1,"kind":"backoff","params":{"seconds":60}},
         {"service":"stackexchange","path":"/questions","nth":2,"kind":"rate_limit","params":{"seconds":60}},
         {"service":"stackexchange","path":"/questions","nth":4,"kind":"retry_after","params":{"form":"date"}},
         {"service":"stackexchange","path":"/comments","nth":1,"kind":"retry_after"}])"},
    {"brokenLines",
     R"([{"service":"stackexchange","path":"/filters","kind":"malformed"},
         {"service":"stackexchange","path":"/comments","kind":"truncate"},
         {"service":"stackexchange","path":"/questions","nth":1,"kind":"reset"},
         {"service":"stackexchange","path":"/questions","nth":3,"kind":"reset_midway"},
         {"service":"stackexchange","path":"/questions","nth":5,"kind":"malformed","params":{"how":"empty"}}])"},
    {"pages",
     R"([{"service":"stackexchange","path":"/filters","kind":"html"},
         {"service":"stackexchange","path":"/comments","kind":"redirect","params":{"to":"trap"}},
         {"service":"stackexchange","path":"/questions","nth":1,"kind":"html","params":{"status":503}},
         {"service":"stackexchange","path":"/questions","nth":3,"kind":"status","params":{"status":500}},
         {"service":"stackexchange","path":"/questions","nth":5,"kind":"wrong_type"}])"},
    {"movingList",
     R"([{"service":"stackexchange","path":"/questions","nth":2,"kind":"repeat_page"},
         {"service":"stackexchange","path":"/questions","nth":3,"kind":"overlap"},
         {"service":"stackexchange","path":"/questions","nth":4,"kind":"drip",
          "params":{"bytes":16384,"pause":0.01}}])"},
    {"brokenTexts",
     R"([{"service":"stackexchange","path":"/questions","nth":1,"kind":"lone_surrogate","params":{"texts":3}},
         {"service":"stackexchange","path":"/questions","nth":2,"kind":"nul_character"},
         {"service":"stackexchange","path":"/questions","nth":3,"kind":"invalid_utf8"}])"},
    {"missingThings",
     R"([{"service":"stackexchange","path":"/questions","nth":1,"kind":"missing_fields"},
         {"service":"stackexchange","path":"/questions","nth":2,"kind":"null_users"},
         {"service":"stackexchange","path":"/questions","nth":3,"kind":"unknown_events"}])"},
    {"bomb", R"([{"service":"stackexchange","path":"/questions","nth":2,"kind":"bomb"}])"},
    {"circle", R"([{"service":"stackexchange","path":"/questions","nth":2,"to":9,"kind":"redirect_loop"}])"}};

INSTANTIATE_TEST_SUITE_P(Faults, StackExchangeUnderFaults, testing::ValuesIn(faults),
                         [](const auto& parameter) { return parameter.param.first; });

/// Answers of the real service: lists of questions without texts, and one with everything inside.
TEST(StackExchange, recordedAnswersAreRead) {
    for (const auto& [file, count] : {std::pair{"OrderQuestions-questions.json", 10u},
                                      std::pair{"Reputation-Builder-questions.json", 30u}}) {
        AXIAL_NEEDS_SHARED(path, std::string("recorded/stackexchange/api/") + file);
        const auto document = JsonDocument::parse(read_file(path));
        ASSERT_TRUE(document);
        const auto site = *stackexchange::site_from("stackoverflow");
        std::set<std::string> keys;
        for (const Json& item : (*document)->root()["items"].items()) {
            const auto thread = stackexchange::thread_of(item, {&site});
            const auto post = stackexchange::question_of(item, {&site});
            keys.insert(post.native_id);
            EXPECT_FALSE(thread.title.empty() || thread.tags.empty() || !post.author.name) << post.native_id;
            EXPECT_LE(post.created_at, thread.updated_at);
        }
        EXPECT_EQ(keys.size(), count);
    }
    AXIAL_NEEDS_SHARED(whole, "recorded/perceval/stackexchange/stackexchange_question");
    ScriptedServer server({json(R"({"items":[{"filter":"!abc"}]})"), json(R"({"items":[],"has_more":false})"),
                           json(read_file(whole))});
    TestStudy study;
    const auto done = collect_from(server.url("/2.3"), study, {.site = "stackoverflow"});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(server.requests().size(), 3u); // nothing was missing
    const auto items = nlohmann::json::parse(read_file(whole)).at("items");
    std::size_t expected = 0;
    for (const auto& question : items) {
        expected +=
            1 + question.at("answers").size() + question.value("comments", nlohmann::json::array()).size();
        for (const auto& answer : question.at("answers"))
            expected += answer.value("comments", nlohmann::json::array()).size();
    }
    EXPECT_EQ(study.ids().size(), expected);
}

/// A study may begin with a dump and go on with the API, or the other way round.
TEST(StackExchange, aDumpOfTheSameSiteHasTheSamePosts) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    AXIAL_NEEDS_SHARED(dump, "recorded/stackexchange/ai.stackexchange-2017-03");
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.site = "ai"}));
    const auto report = dumps::import_dump(study.study(), {.paths = {dump}}, {}, {});
    ASSERT_TRUE(report) << report.error().line();
    EXPECT_EQ(report->counts.at("unchanged"), 3308);
    EXPECT_EQ(report->counts.at("added") + report->counts.at("changed"), 0);
    const corpus::Store store(study.study());
    EXPECT_EQ(store.counts()->revisions, 3308);
}

/// The fakes give no revisions: what the documentation says is played by a script.
TEST(StackExchange, earlierTextsAreStoredInTheOrderOfTime) {
    const std::string question =
        R"({"question_id":7,"title":"T","tags":["x"],"score":1,"creation_date":1500000000,
        "last_edit_date":1500002000,"last_activity_date":1500002000,"closed_date":1500003000,
        "closed_reason":"Duplicate","closed_details":{"original_questions":[{"question_id":3}]},
        "answer_count":0,"comment_count":0,"owner":{"user_type":"does_not_exist","display_name":"user9"},
        "body_markdown":"third *text*","body":"<p>third <em>text</em></p>","content_license":"CC BY-SA 4.0"})";
    const std::string revisions =
        R"({"items":[{"post_id":7,"revision_guid":"c","revision_number":3,"creation_date":1500002000,
                      "body":"<p>third <em>text</em></p>"},
                     {"post_id":7,"revision_guid":"x","creation_date":1500001500,"revision_type":"vote_based"},
                     {"post_id":7,"revision_guid":"b","revision_number":2,"creation_date":1500001000,
                      "body":"<p>second text</p>"},
                     {"post_id":7,"revision_guid":"a","revision_number":1,"creation_date":1500000000,
                      "body":"<p>first text</p>"}],"has_more":false})";
    ScriptedServer server({json(R"({"items":[{"filter":"!abc"}]})"), json(R"({"items":[],"has_more":false})"),
                           json(R"({"items":[)" + question + R"(],"has_more":false})"), json(revisions)});
    TestStudy study;
    const auto done = collect_from(server.url("/2.3"), study, {.revisions = true});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_THAT(server.requests().at(2), HasSubstr("filter=%21abc"));
    EXPECT_THAT(server.requests().at(3), HasSubstr("GET /2.3/posts/7/revisions?site=beer"));
    const corpus::Store store(study.study());
    const auto post = *store.post("stackexchange/beer/question/7");
    ASSERT_TRUE(post);
    EXPECT_EQ(post->revision, 3);
    EXPECT_EQ((*store.revision(post->row, 1))->text, "first text");
    EXPECT_EQ((*store.revision(post->row, 2))->text, "second text");
    EXPECT_EQ(post->body.text, "third text");
    EXPECT_EQ(format_time(post->updated_at), "2017-07-14T03:13:20Z");
    EXPECT_EQ(post->author.id, std::nullopt);
    EXPECT_EQ(post->author.name, "user9");
    EXPECT_EQ(study.counts().at("added"), 1);
    EXPECT_EQ(study.counts().at("revisions_read"), 2);
    EXPECT_EQ((**store.thread("stackexchange/beer/question/7")).tags,
              (std::vector<std::string>{"x", "duplicate-of:3", "closed-as:Duplicate"}));
}

} // namespace
} // namespace axial::collectors
