// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/client.h"
#include "tests/collectors/scripted_server.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace axial::collectors {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using tests::FakeClock;
using tests::http;
using tests::json;
using tests::ScriptedServer;

/// A client of a scripted server, with a clock that does not wait.
struct Fixture {
    explicit Fixture(std::vector<std::string> answers, CurlOptions curl = {}, ClientOptions options = {})
        : server(std::move(answers)),
          transport(curl_transport(curl)) {
        options.service = "Service";
        options.endpoint = server.url();
        options.credentials = {{{"Authorization", "Bearer s3cret"}}};
        options.seed = 1;
        client = std::make_unique<HttpClient>(*transport, clock, options);
        client->on_wait([this](const Wait& wait) { waits.push_back(wait.text()); });
    }
    Result<HttpAnswer> get(const std::string& path = "/x") {
        return client->get(server.url(path), stop.get_token());
    }

    ScriptedServer server;
    std::unique_ptr<Transport> transport;
    FakeClock clock;
    std::stop_source stop;
    std::unique_ptr<HttpClient> client;
    std::vector<std::string> waits;
};

TEST(HttpClient, asksPolitely) {
    Fixture f({json("[1]")});
    ASSERT_TRUE(f.get());
    const std::string request = f.server.requests().at(0);
    EXPECT_THAT(request, HasSubstr("User-Agent: axial/0.1 ("));
    EXPECT_THAT(request, HasSubstr("Authorization: Bearer s3cret"));
    EXPECT_THAT(request, HasSubstr("gzip"));
}

TEST(HttpClient, waitsAsLongAsItIsTold) {
    Fixture f({http(429, "{}", "Retry-After: 27\r\n"),
               http(503, "{}",
                    "Date: Wed, 01 May 2024 12:00:00 GMT\r\nRetry-After: Wed, 01 May 2024 12:00:31 GMT\r\n"),
               json("[1]")});
    ASSERT_TRUE(f.get());
    EXPECT_THAT(f.clock.sleeps, testing::ElementsAre(27s, 32s));
    EXPECT_THAT(f.waits, testing::ElementsAre("Service: waiting 27 s", "Service: waiting 32 s"));
    EXPECT_EQ(f.client->waited(), 59s);
}

TEST(HttpClient, triesAgainWhatBroke) {
    Fixture f({http(200, "[1,2", "", 500), ScriptedServer::reset, json("[1,,2]"), json(""), http(502, "bad"),
               json("[1]")});
    ASSERT_TRUE(f.get());
    EXPECT_EQ(f.client->requests(), 6);
    ASSERT_EQ(f.clock.sleeps.size(), 5u);
    for (std::size_t i = 1; i < 5; ++i) // it grows, so that a server in trouble is left alone
        EXPECT_GT(f.clock.sleeps[i], f.clock.sleeps[i - 1]);
}

TEST(HttpClient, givesUpAfterEightTriesAndSaysSo) {
    Fixture f({http(500, "{}")});
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(f.client->requests(), 8);
    EXPECT_THAT(answer.error().line(), HasSubstr("answered 500 to each of 8 tries"));
}

TEST(HttpClient, endsRatherThanWaitPastTheLimit) {
    ClientOptions options;
    options.most_waiting = 60s;
    Fixture f({http(429, "{}", "Retry-After: 50\r\n")}, {}, options);
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(f.client->requests(), 2);
    EXPECT_THAT(answer.error().line(), HasSubstr("asks to wait 50 s more"));
}

TEST(HttpClient, doesNotAskBeforeAUsedUpBudgetIsBack) {
    Fixture f(
        {json("[1]", "Date: Wed, 01 May 2024 12:00:00 GMT\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: "
                     "1714564820\r\n"), // 20 s after the date
         json("[2]")});
    ASSERT_TRUE(f.get());
    EXPECT_TRUE(f.clock.sleeps.empty());
    ASSERT_TRUE(f.get("/y"));
    EXPECT_THAT(f.clock.sleeps, testing::ElementsAre(21s));
}

TEST(HttpClient, permanentErrorsAreAnswers) {
    Fixture f({http(404, "{}"), http(410, "{}"), http(451, "{}"), http(403, "{}")});
    for (const int status : {404, 410, 451, 403})
        EXPECT_EQ(f.get()->status, status);
    EXPECT_EQ(f.client->requests(), 4);
}

TEST(HttpClient, followsRedirectsOfTheSameHost) {
    Fixture f({http(301, "", "Location: /new?a=1\r\n"), json("[1]")});
    const auto answer = f.get("/old");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->url, f.server.url("/new?a=1"));
    EXPECT_THAT(f.server.requests().at(1), HasSubstr("Authorization"));
}

TEST(HttpClient, theTokenStaysWithItsHost) {
    ScriptedServer other({json("[]")});
    ClientOptions options;
    options.leaves_host = true;
    Fixture f({http(302, "", "Location: " + other.url("/trap") + "\r\n")}, {}, options);
    ASSERT_TRUE(f.get());
    EXPECT_THAT(other.requests().at(0), testing::Not(HasSubstr("s3cret")));
}

TEST(HttpClient, anotherHostIsNotBelieved) {
    ScriptedServer other({json("[]")});
    const std::string away = http(302, "", "Location: " + other.url("/trap") + "\r\n");
    Fixture once({away, json("[1]")});
    EXPECT_TRUE(once.get());
    Fixture always({away});
    const auto answer = always.get();
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().line(), HasSubstr("redirected to another host"));
    EXPECT_EQ(always.client->requests(), 3);
    EXPECT_TRUE(other.requests().empty());
}

TEST(HttpClient, redirectsInACircleEnd) {
    Fixture f({http(302, "", "Location: /x\r\n")});
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().line(), HasSubstr("in a circle"));
    EXPECT_LE(f.client->requests(), 18);
}

TEST(HttpClient, aWebPageIsNotAnAnswer) {
    const std::string page = http(200, "<!DOCTYPE html><title>Log in</title>", "Content-Type: text/html\r\n");
    Fixture f({page});
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().line(), HasSubstr("answered with a web page, not JSON: a login or proxy page?"));
    Fixture once({page, json("[1]")});
    EXPECT_TRUE(once.get());
    Fixture wrong_type({http(200, "[1]", "Content-Type: text/html\r\n")});
    EXPECT_TRUE(wrong_type.get());
}

TEST(HttpClient, largeAnswersAreCutOff) {
    CurlOptions curl;
    curl.largest_body = 1000;
    Fixture f({json("[" + std::string(5000, ' ') + "]")}, curl);
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().line(), HasSubstr("larger than 1000 bytes"));
}

TEST(HttpClient, stopsInAWait) {
    Fixture f({http(429, "{}", "Retry-After: 3000\r\n")});
    f.clock.stop_at_sleep = &f.stop;
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::cancelled);
    EXPECT_EQ(f.client->requests(), 1);
}

TEST(HttpClient, stopsInATransfer) {
    Fixture f({ScriptedServer::silence});
    std::jthread stopper([&f] {
        while (f.server.requests().empty())
            std::this_thread::yield();
        f.stop.request_stop();
    });
    const auto answer = f.get();
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().fault, Fault::cancelled);
}

TEST(HttpClient, keepsItsPace) {
    ClientOptions options;
    options.pace = 1s;
    Fixture f({json("[1]")}, {}, options);
    ASSERT_TRUE(f.get());
    ASSERT_TRUE(f.get());
    EXPECT_THAT(f.clock.sleeps, testing::ElementsAre(1s));
    EXPECT_EQ(f.client->waited(), 0s);
}

TEST(SystemClock, aSleepEndsWhenStopped) {
    std::stop_source stop;
    stop.request_stop();
    SystemClock clock;
    EXPECT_FALSE(clock.sleep(1h, stop.get_token()));
    EXPECT_TRUE(clock.sleep(1ms, {}));
}

} // namespace
} // namespace axial::collectors
