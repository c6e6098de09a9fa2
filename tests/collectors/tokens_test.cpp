// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/client.h"
#include "collectors/http/json.h"
#include "tests/collectors/scripted_server.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using tests::FakeClock;
using tests::http;
using tests::json;
using tests::ScriptedServer;

/// A client with two tokens.
struct Pool {
    explicit Pool(std::vector<std::string> answers) : server(std::move(answers)), transport(curl_transport()) {
        ClientOptions options;
        options.service = "Service";
        options.endpoint = server.url();
        options.credentials = {{{"Authorization", "Bearer first"}}, {{"Authorization", "Bearer second"}}};
        options.seed = 1;
        client = std::make_unique<HttpClient>(*transport, clock, options);
        client->on_wait([this](const Wait& wait) { waits.push_back(wait.text()); });
    }
    Result<HttpAnswer> get(const std::string& path = "/x") { return client->get(server.url(path), {}); }
    std::vector<std::string> tokens() const {
        std::vector<std::string> used;
        for (const auto& request : server.requests())
            used.push_back(request.find("Bearer first") != std::string::npos    ? "first"
                           : request.find("Bearer second") != std::string::npos ? "second"
                                                                                : "none");
        return used;
    }

    ScriptedServer server;
    std::unique_ptr<Transport> transport;
    FakeClock clock;
    std::unique_ptr<HttpClient> client;
    std::vector<std::string> waits;
};

/// Headers that leave `remaining` of 30 requests, to be had anew 20 s after the date or later.
std::string budget(int remaining, const std::string& resource, int later = 0) {
    return "Date: Wed, 01 May 2024 12:00:00 GMT\r\nX-RateLimit-Limit: 30\r\nX-RateLimit-Remaining: " +
           std::to_string(remaining) + "\r\nX-RateLimit-Reset: " + std::to_string(1714564820 + later) +
           "\r\nX-RateLimit-Resource: " + resource + "\r\n";
}

TEST(Tokens, theNextOneTakesOverWhenOneIsUsedUp) {
    Pool pool({json("[1]", budget(5, "core")), json("[2]", budget(0, "core")), json("[3]", budget(7, "core"))});
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(pool.get());
    EXPECT_THAT(pool.tokens(), ElementsAre("first", "first", "second"));
    EXPECT_TRUE(pool.clock.sleeps.empty());
    EXPECT_EQ(pool.client->budget("core")->remaining, 7) << "the first token has none left";
}

TEST(Tokens, aRefusalForAnEmptyBudgetIsAskedAgainWithTheNextOneAtOnce) {
    Pool pool({http(403, "{\"message\": \"API rate limit exceeded\"}", budget(0, "core")), json("[2]")});
    ASSERT_TRUE(pool.get());
    EXPECT_THAT(pool.tokens(), ElementsAre("first", "second"));
    EXPECT_TRUE(pool.clock.sleeps.empty());
}

TEST(Tokens, aLimitThatIsNotTheTokensOwnIsNotEvaded) {
    Pool pool({http(403, "{\"message\": \"You have exceeded a secondary rate limit\"}", "Retry-After: 9\r\n"),
               json("[2]")});
    ASSERT_TRUE(pool.get());
    EXPECT_THAT(pool.tokens(), ElementsAre("first", "first"));
    EXPECT_THAT(pool.clock.sleeps, ElementsAre(9s));
}

TEST(Tokens, whenAllAreUsedUpTheFirstToBeFreeIsWaitedFor) {
    Pool pool({json("[1]", budget(0, "search")), json("[2]", budget(0, "search", 40)), json("[3]")});
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(pool.get("/search/issues?q=x"));
    EXPECT_THAT(pool.tokens(), ElementsAre("first", "second", "first"));
    EXPECT_THAT(pool.clock.sleeps, ElementsAre(21s));
    EXPECT_THAT(pool.waits, ElementsAre("Service search: waiting 21 s until 30 more requests"));
}

TEST(Tokens, eachResourceHasItsOwn) {
    Pool pool({json("[1]", budget(0, "search")), json("[2]", budget(9, "core")), json("[3]")});
    ASSERT_TRUE(pool.get("/search/issues?q=x"));
    ASSERT_TRUE(pool.get("/repos"));
    ASSERT_TRUE(pool.get("/search/issues?q=y"));
    EXPECT_THAT(pool.tokens(), ElementsAre("first", "first", "second"));
    EXPECT_TRUE(pool.clock.sleeps.empty());
}

TEST(Tokens, theTimeForManyRequestsCountsWindows) {
    Pool pool({json("[1]", budget(9, "search"))});
    ASSERT_TRUE(pool.get("/search/issues?q=x"));
    EXPECT_EQ(pool.client->time_for(9, "search"), 0s);
    EXPECT_EQ(pool.client->time_for(10, "search"), 21s);
    EXPECT_EQ(pool.client->time_for(9 + 30 + 1, "search"), 81s);
}

/// A client that keeps what it reads.
struct Archived {
    explicit Archived(std::vector<std::string> answers)
        : server(std::move(answers)),
          transport(curl_transport()),
          archive(*corpus::RawStore::open(folder.path() / "raw.db", corpus::RawStore::Mode::append)) {
        options.endpoint = server.url();
        make();
    }
    void make() {
        client = std::make_unique<HttpClient>(*transport, clock, options);
        client->archive_to(&archive);
    }
    Result<HttpAnswer> get() { return client->get(server.url("/x"), {}); }

    tests::TemporaryFolder folder;
    ScriptedServer server;
    std::unique_ptr<Transport> transport;
    FakeClock clock;
    corpus::RawStore archive;
    ClientOptions options;
    std::unique_ptr<HttpClient> client;
};

TEST(Conditional, notModifiedGivesTheAnswerThatIsStored) {
    Archived f({json("[1, 2]", "ETag: W/\"a1\"\r\nLink: <http://h/2>; rel=\"next\"\r\n"), http(304, "")});
    const auto first = f.get();
    ASSERT_TRUE(first);
    f.make(); // another run
    const auto second = f.get();
    ASSERT_TRUE(second) << second.error().line();
    EXPECT_THAT(f.server.requests().at(0), Not(HasSubstr("If-None-Match")));
    EXPECT_THAT(f.server.requests().at(1), HasSubstr("If-None-Match: W/\"a1\""));
    EXPECT_TRUE(second->not_modified);
    EXPECT_EQ(second->status, 200);
    EXPECT_EQ(second->body, "[1, 2]");
    EXPECT_EQ(second->raw, first->raw);
    ASSERT_TRUE(second->json);
    EXPECT_EQ(second->json->root().items().size(), 2u);
    EXPECT_EQ(header(second->headers, "link"), "<http://h/2>; rel=\"next\"");
    EXPECT_EQ(*f.archive.size(), 1) << "nothing new came, nothing is kept";
}

TEST(Conditional, aChangedAnswerReplacesTheStoredOne) {
    Archived f({json("[1]", "ETag: \"a1\"\r\n"), json("[1, 2]", "ETag: \"a2\"\r\n"), http(304, "")});
    ASSERT_TRUE(f.get());
    EXPECT_FALSE(f.get()->not_modified);
    EXPECT_EQ(f.get()->body, "[1, 2]");
    EXPECT_THAT(f.server.requests().at(2), HasSubstr("If-None-Match: \"a2\""));
}

TEST(Conditional, theListMayGoOnByNow) {
    Archived f({json("[1]", "ETag: \"a1\"\r\n"), http(304, "", "Link: <http://h/2>; rel=\"next\"\r\n")});
    ASSERT_TRUE(f.get());
    EXPECT_EQ(header(f.get()->headers, "link"), "<http://h/2>; rel=\"next\"");
}

TEST(Conditional, aDateDoesWhereThereIsNoTag) {
    Archived f({json("[1]", "Last-Modified: Wed, 01 May 2024 12:00:00 GMT\r\n"), http(304, "")});
    ASSERT_TRUE(f.get());
    EXPECT_TRUE(f.get()->not_modified);
    EXPECT_THAT(f.server.requests().at(1), HasSubstr("If-Modified-Since: Wed, 01 May 2024"));
}

TEST(Conditional, canBeLeftOut) {
    Archived f({json("[1]", "ETag: \"a1\"\r\n"), json("[2]", "ETag: \"a1\"\r\n")});
    ASSERT_TRUE(f.get());
    EXPECT_EQ(f.client->get_anew(f.server.url("/x"), {})->body, "[2]");
    f.options.conditional = false;
    f.make();
    ASSERT_TRUE(f.get());
    for (const auto& request : f.server.requests())
        EXPECT_THAT(request, Not(HasSubstr("If-None-Match")));
}

TEST(Conditional, notModifiedWithoutAnythingStoredIsAnError) {
    Archived f({http(304, "")});
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().line(), HasSubstr("nothing was stored of it before"));
}

} // namespace
} // namespace axial::collectors
