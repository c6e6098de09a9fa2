// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/discussions_fixture.h"
#include "tests/collectors/scripted_server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <numeric>

namespace axial::collectors {
namespace {

using namespace tests;
using nlohmann::json;
using testing::HasSubstr;

/// GitHub in memory: discussions without comments, found by the window of their creation, a thousand at most.
class MemoryGithub : public Transport {
public:
    TransportResult send(const HttpRequest& request, std::stop_token) override {
        const auto asked = json::parse(request.body);
        ++requests;
        if (!scripted.empty()) {
            HttpResponse next = scripted.front();
            scripted.erase(scripted.begin());
            return next;
        }
        const auto& given = asked.at("variables");
        if (given.contains("ids"))
            return answer({{"nodes", details(given.at("ids"))}});
        terms.push_back(given.value("term", ""));
        return answer({{"search", page(terms.back(), given.at("first"), given.value("after", ""))}});
    }

    static HttpResponse answer(const json& data, int status = 200) {
        return {status,
                {{"x-ratelimit-resource", "graphql"}},
                json{{"data", data}}.dump(),
                *parse_time("2025-06-01")};
    }
    static HttpResponse error(const std::string& type, const std::string& message, const std::string& code = "",
                              Headers headers = {}) {
        return {
            200,
            std::move(headers),
            json{{"errors", {{{"type", type}, {"message", message}, {"extensions", {{"code", code}}}}}}}.dump(),
            {}};
    }

    std::vector<Time> created;
    std::map<std::size_t, json> comments; ///< of a discussion
    std::string updated;                  ///< when all of them changed; empty: when they were created
    std::vector<std::string> terms;
    std::vector<HttpResponse> scripted; ///< answers in place of the first ones
    int requests = 0;
    std::size_t lost = 0; ///< hits that are counted and never given out

private:
    json page(const std::string& term, std::size_t first, const std::string& after) const {
        const auto hits = found(term);
        const std::size_t shown = std::min<std::size_t>(hits.size() - std::min(lost, hits.size()), 1000);
        const std::size_t begin = after.empty() ? 0 : std::stoul(after);
        const std::size_t end = std::min(begin + first, shown);
        json nodes = json::array();
        for (std::size_t i = begin; i < end; ++i)
            nodes.push_back(shown_as(hits[i]));
        return {{"discussionCount", hits.size()},
                {"pageInfo", {{"hasNextPage", end < shown}, {"endCursor", std::to_string(end)}}},
                {"nodes", nodes}};
    }
    std::vector<std::size_t> found(const std::string& term) const {
        Time from{}, to = Time::max();
        if (const auto place = term.find("created:"); place != std::string::npos) {
            const auto dots = term.find("..", place);
            from = *parse_time(term.substr(place + 8, dots - place - 8));
            to = *parse_time(term.substr(dots + 2));
        }
        std::vector<std::size_t> hits;
        for (std::size_t i = 0; i < created.size(); ++i)
            if (created[i] >= from && created[i] <= to)
                hits.push_back(i);
        return hits;
    }
    json shown_as(std::size_t i) const {
        const json nodes = comments.contains(i) ? comments.at(i) : json::array();
        return {{"__typename", "Discussion"},
                {"id", "D_" + std::to_string(i)},
                {"number", i + 1},
                {"updatedAt", updated.empty() ? format_time(created[i]) : updated},
                {"createdAt", format_time(created[i])},
                {"repository", {{"nameWithOwner", i % 2 == 0 ? "a/even" : "a/odd"}}},
                {"title", "t"},
                {"body", "words"},
                {"comments",
                 {{"totalCount", nodes.size()}, {"pageInfo", {{"hasNextPage", false}}}, {"nodes", nodes}}}};
    }
    json details(const json& ids) const {
        json nodes = json::array();
        for (const std::string id : ids)
            nodes.push_back(shown_as(std::stoul(id.substr(2))));
        return nodes;
    }
};

/// A study that is filled from it, with time that passes only in waits.
struct Memory {
    MemoryGithub github;
    FakeClock clock;
    TemporaryFolder folder;
    corpus::Study study = *corpus::Study::create(folder / "study", "test");
    corpus::Store store{study};
    DiscussionsRequest request{{}, "pickle", "title,body", {}, {}, "https://api.example.org", false};
    std::map<std::string, std::int64_t> counts;
    std::vector<std::string> notes;

    Status collect(std::int64_t stop_after = 0) {
        HttpClient client(github, clock, discussions_client(request.endpoint, "t"));
        std::stop_source stop;
        Collection collection(store, client, stop.get_token());
        collection.on_progress([&](const Progress& progress) {
            if (stop_after > 0 && progress.posts >= stop_after)
                stop.request_stop();
        });
        AXIAL_TRY(collection.begin({}));
        auto outcome = collection.finish(collect_discussions(collection, request));
        counts = collection.counts();
        notes = collection.notes();
        return outcome;
    }
    std::vector<corpus::Query> queries() const { return *store.queries(store.runs()->back().row); }
    std::int64_t waited() const {
        return std::accumulate(clock.sleeps.begin(), clock.sleeps.end(), std::chrono::milliseconds{0}) /
               std::chrono::seconds{1};
    }
};

void fill(MemoryGithub& github, int count) {
    for (int i = 0; i < count; ++i) // thick in the last days
        github.created.push_back(*parse_time("2021-01-01") + std::chrono::minutes{i * i});
}

TEST(DiscussionSearch, isSplitUntilNothingIsCapped) {
    Memory memory;
    fill(memory.github, 1300);
    const auto done = memory.collect();
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(memory.counts.at("added"), 1300);
    EXPECT_EQ(memory.counts.at("search_hits"), 1300);
    EXPECT_EQ(memory.github.terms.front(), "pickle in:title,body");
    std::int64_t fetched = 0, leaves = 0;
    Time reached{};
    for (const auto& query : memory.queries()) {
        EXPECT_EQ(query.field, "title,body");
        if (query.capped) {
            EXPECT_GT(query.hits, 1000);
            EXPECT_EQ(query.fetched, 0);
            continue;
        }
        EXPECT_FALSE(query.incomplete);
        EXPECT_EQ(query.hits, query.fetched);
        if (leaves++ > 0) { // no gap, no overlap
            EXPECT_EQ(query.from, reached + std::chrono::seconds{1});
        }
        reached = query.to;
        fetched += query.fetched;
    }
    EXPECT_EQ(fetched, 1300);
    EXPECT_GE(leaves, 2);
    ASSERT_EQ(memory.notes.size(), 1u);
    EXPECT_THAT(memory.notes[0], HasSubstr("1300 hits counted, 1300 read"));
    ASSERT_TRUE(memory.store.thread("github/a/odd/discussion/2").value());
    const int asked = memory.github.requests;
    ASSERT_TRUE(memory.collect()); // lists only
    EXPECT_EQ(memory.counts.at("seen"), 0);
    EXPECT_LT(memory.github.requests - asked, 30);
}

TEST(DiscussionSearch, goesOnWhereItWasStopped) {
    Memory whole, pieces;
    for (auto* memory : {&whole, &pieces})
        fill(memory->github, 1300);
    ASSERT_TRUE(whole.collect());
    int runs = 0;
    for (Status done = cancelled(); !done; ++runs) {
        ASSERT_LT(runs, 20);
        done = pieces.collect(150);
        ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
    }
    EXPECT_GT(runs, 5);
    EXPECT_EQ(pieces.counts.at("search_hits"), 1300);
    EXPECT_EQ(pieces.store.counts()->posts, 1300);
    EXPECT_LE(pieces.github.requests, whole.github.requests + 2 * runs);
}

TEST(DiscussionSearch, beginsAgainWhereAPlaceIsForgotten) {
    Memory memory;
    fill(memory.github, 150);
    ASSERT_FALSE(memory.collect(100));
    EXPECT_EQ(memory.store.counts()->posts, 100);
    memory.github.scripted = {
        MemoryGithub::error("INVALID_CURSOR_ARGUMENTS", "`100` does not appear to be a valid cursor.")};
    const auto done = memory.collect();
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(memory.counts.at("added"), 50);
    EXPECT_EQ(memory.counts.at("search_hits"), 150);
}

TEST(DiscussionSearch, aCommentThatIsNoLongerThereIsGone) {
    Memory memory;
    fill(memory.github, 1);
    const auto written = [](const std::string& id) {
        return json{{"__typename", "DiscussionComment"},
                    {"id", id},
                    {"body", id},
                    {"createdAt", "2024-05-01T00:00:00Z"},
                    {"author", nullptr}};
    };
    auto comment = written("DC_1");
    comment["replies"] = {{"pageInfo", {{"hasNextPage", false}}},
                          {"nodes", {written("DC_2"), written("DC_3")}}};
    memory.github.comments[0] = {comment, written("DC_4")};
    ASSERT_TRUE(memory.collect());
    EXPECT_EQ(memory.counts.at("added"), 5);
    comment["replies"]["nodes"] = {written("DC_3")};
    memory.github.comments[0] = {comment};
    memory.github.updated = "2024-06-01T00:00:00Z";
    ASSERT_TRUE(memory.collect());
    EXPECT_EQ(memory.counts.at("gone"), 2);
    const std::string key = "github/a/even/";
    EXPECT_EQ((**memory.store.post(key + "reply/DC_2")).visibility, corpus::Visibility::gone);
    EXPECT_EQ((**memory.store.post(key + "reply/DC_3")).parent_key, key + "comment/DC_1");
    EXPECT_EQ((**memory.store.post(key + "comment/DC_4")).visibility, corpus::Visibility::gone);
}

TEST(DiscussionSearch, saysWhatItCannotProve) {
    Memory memory;
    memory.github.created.assign(1050, *parse_time("2024-05-01T10:00:00Z")); // all in one second
    ASSERT_TRUE(memory.collect());
    EXPECT_EQ(memory.counts.at("added"), 1000);
    EXPECT_THAT(memory.notes, testing::Contains(HasSubstr("1050 discussions of one second")));
    EXPECT_THAT(memory.notes.back(), HasSubstr("not complete"));
    Memory lossy;
    fill(lossy.github, 300);
    lossy.github.lost = 20;
    ASSERT_TRUE(lossy.collect());
    ASSERT_EQ(lossy.queries().size(), 1u);
    EXPECT_TRUE(lossy.queries()[0].incomplete);
    EXPECT_EQ(lossy.queries()[0].hits, 300);
    EXPECT_EQ(lossy.queries()[0].fetched, 280);
}

TEST(DiscussionSearch, planTellsTheCap) {
    Memory memory;
    fill(memory.github, 1300);
    HttpClient client(memory.github, memory.clock, discussions_client(memory.request.endpoint, "t"));
    Collection collection(memory.store, client, {});
    const auto plan = plan_discussions(collection, memory.request);
    ASSERT_TRUE(plan) << plan.error().line();
    EXPECT_EQ(memory.github.requests, 1);
    ASSERT_EQ(plan->steps.size(), 1u);
    EXPECT_EQ(plan->steps[0].items, 1300);
    EXPECT_THAT(plan->caps, testing::Contains(HasSubstr("1,000 of 1,300 hits")));
    const auto planned = plan->requests();
    ASSERT_TRUE(memory.collect());
    EXPECT_NEAR(static_cast<double>(planned), memory.github.requests - 1.0, 0.2 * static_cast<double>(planned));
}

TEST(DiscussionSearch, obeysLimitsThatComeAsSuccess) {
    Memory memory;
    fill(memory.github, 10);
    memory.github.scripted = {MemoryGithub::error(
        "RATE_LIMITED", "API rate limit already exceeded for user ID 1.", "",
        {{"x-ratelimit-remaining", "0"},
         {"x-ratelimit-limit", "5000"},
         {"x-ratelimit-reset",
          std::to_string(memory.clock.now().time_since_epoch() / std::chrono::seconds{1} + 300)},
         {"x-ratelimit-resource", "graphql"}})};
    ASSERT_TRUE(memory.collect());
    EXPECT_EQ(memory.counts.at("added"), 10);
    EXPECT_NEAR(static_cast<double>(memory.waited()), 301, 1);
    Memory second;
    fill(second.github, 10);
    const auto secondary = MemoryGithub::error("", "You have exceeded a secondary rate limit.");
    second.github.scripted = {secondary, secondary, {502, {}, "<html>", {}}, {504, {}, "", {}}};
    ASSERT_TRUE(second.collect());
    EXPECT_EQ(second.counts.at("added"), 10);
    EXPECT_NEAR(static_cast<double>(second.waited()), 60 + 120 + 4 + 8, 1);
}

/// Words of limits inside of a post are no limits.
TEST(DiscussionSearch, aPostMaySpeakOfLimits) {
    const Manners manners = github::graphql_manners();
    HttpResponse response{200, {}, R"({"data":{"a":"\"errors\": RATE_LIMITED secondary rate limit"}})", {}};
    EXPECT_EQ(manners.pause(response, {}).count(), 0);
    response.body = R"({"errors":[{"type":"RATE_LIMITED","message":"x"}]})";
    EXPECT_GT(manners.pause(response, {}).count(), 0);
    response = {
        200,
        {},
        R"({"data":{"rateLimit":{"limit":5000,"cost":1,"remaining":7,"resetAt":"2024-05-01T00:01:00Z"}}})",
        {}};
    const auto budget = manners.budget(response, *parse_time("2024-05-01"));
    ASSERT_TRUE(budget);
    EXPECT_EQ(budget->remaining, 7);
    EXPECT_EQ(budget->reset_in, std::chrono::seconds{61});
}

TEST(DiscussionSearch, refusalsAreSaidAtOnce) {
    const auto problem = [](const HttpResponse& answer) {
        Memory memory;
        memory.github.scripted = {answer};
        const auto done = memory.collect();
        EXPECT_EQ(memory.github.requests, 1);
        return done ? "done" : done.error().line();
    };
    EXPECT_THAT(
        problem(MemoryGithub::error("", "Field 'search' doesn't exist on type 'Query'", "undefinedField")),
        HasSubstr("GitHub Enterprise Server needs to be 3.6"));
    EXPECT_THAT(
        problem(MemoryGithub::error("FORBIDDEN", "Resource protected by organization SAML enforcement")),
        HasSubstr("check the rights of AXIAL_GITHUB_TOKEN"));
    EXPECT_THAT(problem({401, {}, R"({"message":"Bad credentials"})", {}}),
                HasSubstr("set AXIAL_GITHUB_TOKEN"));
    EXPECT_THAT(problem({404, {}, R"({"message":"Not Found"})", {}}), HasSubstr("check --endpoint"));
}

TEST(DiscussionSearch, findsWhatTheFakesHave) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {langchain}, .query = "error"});
    ASSERT_TRUE(done) << done.error().line();
    const auto hits = study.counts().at("search_hits");
    EXPECT_GT(hits, 0);
    EXPECT_EQ(study.counts().at("threads_added"), hits);
    EXPECT_EQ(fakes.bad_manners(), "");
}

} // namespace
} // namespace axial::collectors
