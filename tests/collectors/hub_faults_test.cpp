// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/retry.h"
#include "collectors/hub/hub.h"
#include "tests/collectors/hub_fixture.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

TEST(Hub, noDiscussionIsLostWhenTheListGetsShorterMeanwhile) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"hub","path":"/discussions\\?","kind":"remove_item","params":{"index":10}}])");
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(study.counts().at("threads_added"), 104);
    EXPECT_EQ(study.counts().at("threads_deleted"), 2); // that one, and one that the gap at the border holds
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Hub, whatIsLeftOfTheBudgetIsReadFromItsHeader) {
    const auto pause = [](const char* value) {
        HttpResponse response;
        response.headers = {{"ratelimit", value}};
        return budget_pause(response, {}) / std::chrono::seconds{1};
    };
    EXPECT_EQ(pause(R"("api";r=0;t=55)"), 56);
    EXPECT_EQ(pause(R"("api";r=12;t=55)"), 0);
    EXPECT_EQ(pause(R"("api";r=3;t=55, "resolvers";r=0;t=7)"), 8);
    EXPECT_EQ(pause(R"("api";r=0)"), 0);
    EXPECT_EQ(pause(R"("api";r=0;t=99999999999999999999)"), 0);
    EXPECT_EQ(pause(";;,,;r=;t="), 0);
}

TEST(Hub, keepsItsLimit) {
    const Fakes fakes({"--clock-scale", "60", "--limit", "hub_api_anonymous=40"}); // 40 requests in 5 s
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "");
    EXPECT_GT(study.counts().at("waited_seconds"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
    for (const auto& request : fakes.requests())
        EXPECT_NE(request.at("status"), 429) << request.at("path");
}

TEST(Hub, oneThatStaysBrokenIsListedAndTheOthersAreRead) {
    const Fakes fakes({"--clock-scale", "60", "--limit", "hub_api_anonymous=100000"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"hub","path":"/data-threads/discussions/5$","kind":"status","to":0,"params":{"status":403}}])");
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {datasets}});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), HasSubstr("1 discussions could not be read"));
    EXPECT_EQ(study.counts().at("threads_added"), 29);
    EXPECT_EQ(study.counts().at("threads_failed"), 1);
    fakes.faults("[]");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    EXPECT_EQ(study.counts().at("requests"), 2);
    EXPECT_EQ(missing_of(study, datasets), "");
}

TEST(Hub, stopsWhenEveryDiscussionIsRefused) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"hub","path":"/discussions/","nth":4,"to":0,"kind":"status","params":{"status":403}}])");
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {datasets}});
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), HasSubstr("discussion 6: the Hub answered 403"));
    EXPECT_EQ(study.counts().at("requests"), 1 + 3 + 3);
    EXPECT_EQ(study.counts().at("threads_added"), 3);
    fakes.faults("[]");
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    EXPECT_EQ(study.counts().at("threads_not_asked_for"), 3);
    EXPECT_EQ(missing_of(study, datasets), "");
}

class HubUnderFaults : public testing::TestWithParam<const char*> {};

TEST_P(HubUnderFaults, endsComplete) {
    const Fakes fakes({"--clock-scale", "60", "--limit", "hub_api_anonymous=100000"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(GetParam());
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    const bool strange = std::string(GetParam()).find("unknown_events") != std::string::npos;
    EXPECT_EQ(missing_of(study), strange ? "0 missing: \n1 too many: event:ffffffffffffffffffffffff\n" : "");
    EXPECT_EQ(fakes.bad_manners(), "");
}

constexpr const char* told_to_wait =
    R"([{"service":"hub","path":"/discussions\\?","kind":"rate_limit","params":{"seconds":60}},
        {"service":"hub","path":"/discussions/","nth":5,"to":6,"kind":"rate_limit","params":{"retry_after":true}},
        {"service":"hub","path":"/discussions/","nth":20,"kind":"retry_after","params":{"form":"date"}},
        {"service":"hub","path":"/discussions/","nth":30,"kind":"status","params":{"status":503}}])";
constexpr const char* broken_lines =
    R"([{"service":"hub","path":"/discussions\\?","kind":"malformed"},
        {"service":"hub","path":"/discussions\\?","nth":3,"kind":"truncate"},
        {"service":"hub","path":"/discussions/","nth":4,"kind":"truncate"},
        {"service":"hub","path":"/discussions/","nth":9,"kind":"reset_midway"},
        {"service":"hub","path":"/discussions/","nth":12,"kind":"reset"},
        {"service":"hub","path":"/discussions/","nth":15,"kind":"html"},
        {"service":"hub","path":"/discussions/","nth":18,"kind":"drip"},
        {"service":"hub","path":"/discussions/","nth":22,"kind":"drop_headers"},
        {"service":"hub","path":"/discussions/","nth":25,"kind":"redirect","params":{"to":"trap"}}])";
constexpr const char* moving_list =
    R"([{"service":"hub","path":"/discussions\\?","nth":2,"kind":"repeat_page"},
        {"service":"hub","path":"/discussions\\?","nth":3,"kind":"overlap"},
        {"service":"hub","path":"/discussions/","nth":7,"kind":"change_item"},
        {"service":"hub","path":"/discussions/","nth":40,"kind":"wrong_type"}])";
constexpr const char* broken_texts =
    R"([{"service":"hub","path":"/discussions\\?","nth":1,"kind":"lone_surrogate"},
        {"service":"hub","path":"/discussions\\?","nth":2,"kind":"missing_fields"},
        {"service":"hub","path":"/discussions/","nth":4,"kind":"lone_surrogate"},
        {"service":"hub","path":"/discussions/","nth":9,"kind":"nul_character"},
        {"service":"hub","path":"/discussions/","nth":12,"kind":"invalid_utf8"},
        {"service":"hub","path":"/discussions/","nth":20,"to":40,"kind":"missing_fields"},
        {"service":"hub","path":"/discussions/","nth":50,"to":60,"kind":"null_users"},
        {"service":"hub","path":"/discussions/","nth":70,"kind":"unknown_events"}])";

std::string fault_name(const testing::TestParamInfo<HubUnderFaults::ParamType>& info) {
    constexpr const char* names[] = {"toldToWait", "brokenLines", "movingList", "brokenTexts"};
    return names[info.index];
}

INSTANTIATE_TEST_SUITE_P(Faults, HubUnderFaults,
                         testing::Values(told_to_wait, broken_lines, moving_list, broken_texts), fault_name);

} // namespace
} // namespace axial::collectors
