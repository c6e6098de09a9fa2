// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/retry.h"

#include <gtest/gtest.h>

namespace axial::collectors {
namespace {

using namespace std::chrono_literals;
using Kind = Verdict::Kind;

const Time noon = *parse_time("2024-05-01T12:00:00Z");
const char* noon_as_date = "Wed, 01 May 2024 12:00:00 GMT";

HttpResponse answer(int status, Headers headers = {}, std::string body = "{}") {
    return {status, std::move(headers), std::move(body), {}};
}

TEST(RetryAfter, isSecondsOrADate) {
    EXPECT_EQ(retry_after({{"retry-after", "27"}}, noon), 27s);
    EXPECT_EQ(retry_after({{"retry-after", "Wed, 01 May 2024 12:00:30 GMT"}}, noon), 31s);
    EXPECT_EQ(retry_after({{"retry-after", "soon"}}, noon), std::nullopt);
    EXPECT_EQ(retry_after({}, noon), std::nullopt);
}

TEST(RetryAfter, trustsTheServersClockOverOurs) {
    const Headers headers{{"retry-after", "Wed, 01 May 2024 12:00:30 GMT"}, {"date", noon_as_date}};
    EXPECT_EQ(retry_after(headers, noon + 5h), 31s);
}

TEST(RetryAfter, isNeverNegativeAndNeverWithoutEnd) {
    EXPECT_EQ(retry_after({{"retry-after", "Wed, 01 May 2024 11:00:00 GMT"}}, noon), 0ms);
    EXPECT_EQ(retry_after({{"retry-after", "999999999999"}}, noon), 24h);
    EXPECT_EQ(retry_after({{"retry-after", "-5"}}, noon), 0ms);
}

TEST(Budget, endsOneSecondAfterItsReset) {
    const auto reset =
        std::to_string(std::chrono::floor<std::chrono::seconds>(noon).time_since_epoch().count() + 40);
    const Headers used{{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", reset}};
    EXPECT_EQ(budget_pause(answer(200, used), noon), 41s);
    const Headers absurd{{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "9223372036854775807"}};
    EXPECT_EQ(budget_pause(answer(200, absurd), noon), 24h);
    EXPECT_EQ(budget_pause(answer(200, used), noon + 2h), 0ms); // a stale reset: two programs share a token
    EXPECT_EQ(budget_pause(answer(200, {{"x-ratelimit-remaining", "1"}, {"x-ratelimit-reset", reset}}), noon),
              0ms);
    const auto verdict = judge(
        answer(403,
               {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", reset}, {"x-ratelimit-limit", "5000"}}),
        noon);
    EXPECT_EQ(verdict.kind, Kind::limit);
    EXPECT_EQ(verdict.wait, 41s);
    EXPECT_EQ(verdict.allowance, "5,000 more requests");
}

TEST(Forbidden, isALimitOnlyWhereTheAnswerSaysSo) {
    const char* secondary =
        R"({"message":"You have exceeded a secondary rate limit. Please wait a few minutes."})";
    const auto limit = judge(answer(403, {}, secondary), noon);
    EXPECT_EQ(limit.kind, Kind::limit);
    EXPECT_EQ(limit.wait, std::nullopt);
    EXPECT_EQ(limit.first_wait, 60s); // GitHub's advice where it does not say how long
    EXPECT_EQ(judge(answer(403, {{"retry-after", "5"}}, secondary), noon).wait, 5s);
    EXPECT_EQ(judge(answer(403, {}, R"({"message":"Resource not accessible"})"), noon).kind, Kind::use);
    EXPECT_EQ(judge(answer(403, {{"x-ratelimit-remaining", "0"}},
                           R"({"message":"Repository access blocked","block":{"reason":"tos"}})"),
                    noon)
                  .kind,
              Kind::use);
}

TEST(Discourse, saysHowLongInFourWays) {
    const auto seconds = [](HttpResponse response) { return judge(response, noon).wait; };
    EXPECT_EQ(seconds(answer(429, {{"retry-after", "10"}}, "Slow down")), 10s);
    EXPECT_EQ(seconds(answer(
                  429, {}, "Slow down, you're making too many requests.\nPlease retry again in 7 seconds.\n")),
              7s);
    EXPECT_EQ(seconds(answer(429, {}, R"({"errors":["too often"],"extras":{"wait_seconds":23}})")), 23s);
    const auto bare = judge(answer(429, {}, "Too many requests"), noon);
    EXPECT_EQ(bare.kind, Kind::limit);
    EXPECT_EQ(bare.wait, std::nullopt);
    EXPECT_EQ(bare.first_wait, 5s);
    EXPECT_EQ(judge(answer(422, {}, R"({"errors":["x"],"error_type":"rate_limit"})"), noon).kind, Kind::limit);
    EXPECT_EQ(judge(answer(422, {}, R"({"message":"Validation Failed"})"), noon).kind, Kind::use);
}

TEST(Faults, areRetriedAndPermanentErrorsAreNot) {
    for (const int status : {408, 500, 502, 503, 504})
        EXPECT_EQ(judge(answer(status), noon).kind, Kind::fault) << status;
    for (const int status : {200, 304, 400, 401, 404, 410, 451, 501})
        EXPECT_EQ(judge(answer(status), noon).kind, Kind::use) << status;
}

} // namespace
} // namespace axial::collectors
