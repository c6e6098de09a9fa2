// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/retry.h"
#include "collectors/hub/hub.h"
#include "tests/collectors/fault_matrix.h"
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
    const Fakes fakes({"--clock-scale", "60", "--limit", "hub_api_anonymous=20"}); // 20 requests in 5 s
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {datasets}});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study, datasets), "");
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

/// Of a repository with thirty discussions, under every fault.
TEST(HubFaults, everyKindEndsComplete) {
    const std::vector<std::string> scaled = {"--clock-scale", "60", "--limit", "hub_api_anonymous=100000"};
    const Fakes fakes(scaled), second(scaled), third(scaled), fourth(scaled);
    AXIAL_NEEDS_FAKES(fakes);
    const HubGiven given{.repositories = {datasets}};
    TestStudy clean;
    ASSERT_TRUE(collect(fakes, clean, given));
    FaultMatrix matrix;
    matrix.fakes = &fakes;
    matrix.more = {&second, &third, &fourth};
    matrix.service = "hub";
    matrix.collect = [&](const Fakes& from, TestStudy& study) { return tests::collect(from, study, given); };
    matrix.missing = [&](TestStudy& study) { return missing_of(study, datasets); };
    matrix.contents = clean.contents();
    auto faults = usual_faults("/discussions\\?", "/discussions/");
    using Left = FaultCase::Left;
    for (const FaultCase& more : std::vector<FaultCase>{
             {"the limit with Retry-After", "/discussions/", "rate_limit", R"({"retry_after": true})"},
             {"events of a new kind", "/discussions/", "unknown_events", "{}", 2, 0, Left::others},
             {"missing fields in a list", "/discussions\\?", "missing_fields", "{}", 1},
             {"edited meanwhile", "/discussions\\?", "change_item", R"({"index": 20})", 1, 0, Left::others},
             {"removed meanwhile", "/discussions\\?", "remove_item", R"({"index": 20})", 1, 0, Left::others}})
        faults.push_back(more);
    matrix.check(faults);
}

/// Three pages of the list: what only more than one can show.
TEST(HubFaults, aListThatMovesLosesNothing) {
    const Fakes fakes({"--clock-scale", "60", "--limit", "hub_api_anonymous=100000"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"hub","path":"/discussions\\?","nth":2,"kind":"repeat_page"},
            {"service":"hub","path":"/discussions\\?","nth":3,"kind":"overlap"},
            {"service":"hub","path":"/discussions/","nth":7,"kind":"change_item"},
            {"service":"hub","path":"/discussions/","nth":70,"kind":"unknown_events"}])");
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "0 missing: \n1 too many: event:ffffffffffffffffffffffff\n");
    EXPECT_EQ(fakes.bad_manners(), "");
}

} // namespace
} // namespace axial::collectors
