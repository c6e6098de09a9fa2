// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/discussions_fixture.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

class DiscussionsUnderFaults : public testing::TestWithParam<const char*> {};

TEST_P(DiscussionsUnderFaults, endsComplete) {
    const Fakes fakes({"--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(GetParam());
    TestStudy study;
    const bool moving = std::string(GetParam()).find("overlap") != std::string::npos;
    const std::string& repository = moving ? gathered : langchain; // whose list has pages, or comments have
    const auto done = collect(fakes, study, {.repositories = {repository}});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study, repository), "");
    EXPECT_EQ(study.counts().at("skipped"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

constexpr const char* told_to_wait =
    R"([{"service":"github","path":"graphql","nth":1,"kind":"rate_limit","params":{"seconds":60}},
        {"service":"github","path":"graphql","nth":4,"kind":"secondary_limit","params":{"seconds":60}},
        {"service":"github","path":"graphql","nth":7,"kind":"secondary_limit","params":{"seconds":60,"status":200}},
        {"service":"github","path":"graphql","nth":10,"kind":"retry_after","params":{"form":"date"}},
        {"service":"github","path":"graphql","nth":15,"kind":"status","params":{"status":503}}])";
constexpr const char* too_much =
    R"([{"service":"github","path":"graphql","nth":1,"to":2,"kind":"graphql_partial"},
        {"service":"github","path":"graphql","nth":5,"to":6,"kind":"status","params":{"status":502}},
        {"service":"github","path":"graphql","nth":9,"to":11,"kind":"graphql_partial"},
        {"service":"github","path":"graphql","nth":14,"kind":"status","params":{"status":504}},
        {"service":"github","path":"graphql","nth":17,"to":18,"kind":"graphql_partial","params":{"every":1}}])";
constexpr const char* broken_lines =
    R"([{"service":"github","path":"graphql","nth":1,"kind":"malformed"},
        {"service":"github","path":"graphql","nth":3,"kind":"truncate"},
        {"service":"github","path":"graphql","nth":5,"kind":"reset_midway"},
        {"service":"github","path":"graphql","nth":7,"kind":"reset"},
        {"service":"github","path":"graphql","nth":9,"kind":"html"},
        {"service":"github","path":"graphql","nth":11,"kind":"drip","params":{"bytes":8192,"pause":0.01}},
        {"service":"github","path":"graphql","nth":12,"kind":"drop_headers"},
        {"service":"github","path":"graphql","nth":13,"kind":"redirect","params":{"to":"trap"}},
        {"service":"github","path":"graphql","nth":15,"kind":"redirect_loop"},
        {"service":"github","path":"graphql","nth":17,"kind":"stall","params":{"seconds":1}},
        {"service":"github","path":"graphql","nth":18,"kind":"status","params":{"status":500}},
        {"service":"github","path":"graphql","nth":20,"kind":"clock_skew"}])";
constexpr const char* moving_list =
    R"([{"service":"github","path":"graphql","nth":1,"kind":"change_item","params":{"index":50}},
        {"service":"github","path":"graphql","nth":3,"kind":"repeat_page"},
        {"service":"github","path":"graphql","nth":5,"kind":"overlap"},
        {"service":"github","path":"graphql","nth":6,"kind":"change_item"},
        {"service":"github","path":"graphql","nth":8,"to":11,"kind":"overlap"},
        {"service":"github","path":"graphql","nth":12,"kind":"repeat_page"},
        {"service":"github","path":"graphql","nth":14,"kind":"repeat_page"},
        {"service":"github","path":"graphql","nth":15,"to":30,"kind":"overlap"}])";
constexpr const char* broken_texts =
    R"([{"service":"github","path":"graphql","nth":2,"kind":"lone_surrogate","params":{"texts":3}},
        {"service":"github","path":"graphql","nth":3,"kind":"nul_character","params":{"texts":3}},
        {"service":"github","path":"graphql","nth":4,"kind":"null_users"},
        {"service":"github","path":"graphql","nth":5,"kind":"missing_fields"},
        {"service":"github","path":"graphql","nth":6,"kind":"missing_fields",
         "params":{"fields":["replyTo","discussion","url","lastEditedAt","body","createdAt","labels","category"]}},
        {"service":"github","path":"graphql","nth":7,"kind":"unknown_events"},
        {"service":"github","path":"graphql","nth":8,"kind":"wrong_type"},
        {"service":"github","path":"graphql","nth":10,"kind":"invalid_utf8"}])";

std::string fault_name(const testing::TestParamInfo<DiscussionsUnderFaults::ParamType>& info) {
    constexpr const char* names[] = {"toldToWait", "tooMuch", "brokenLines", "movingList", "brokenTexts"};
    return names[info.index];
}

INSTANTIATE_TEST_SUITE_P(Faults, DiscussionsUnderFaults,
                         testing::Values(told_to_wait, too_much, broken_lines, moving_list, broken_texts),
                         fault_name);

TEST(Discussions, keepTheirBudget) {
    const Fakes fakes({"--clock-scale", "900", "--limit", "github_graphql=4"}); // 4 points in 4 s
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {langchain}});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study, langchain), "");
    EXPECT_GT(study.counts().at("waited_seconds"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discussions, aBombIsNotSwallowed) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"graphql","nth":3,"kind":"bomb","params":{"megabytes":200}}])");
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {langchain}});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study, langchain), "");
}

/// Never half a thread as a whole: what fails for good stops the run, and a later one completes the study.
TEST(Discussions, whatStaysBrokenIsReadLater) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    for (
        const char* broken :
        {R"([{"service":"github","path":"graphql","nth":6,"to":0,"kind":"graphql_partial","params":{"every":1}}])",
         R"([{"service":"github","path":"graphql","nth":4,"to":0,"kind":"html"}])"}) {
        fakes.faults(broken);
        fakes.mark();
        TestStudy study;
        const auto done = collect(fakes, study, {.repositories = {langchain}});
        ASSERT_FALSE(done);
        EXPECT_THAT(done.error().line(), testing::AnyOf(HasSubstr("no whole answer in 8 tries"),
                                                        HasSubstr("a login or proxy page?")));
        fakes.faults("[]");
        ASSERT_TRUE(collect(fakes, study, {.repositories = {langchain}}));
        EXPECT_EQ(missing_of(study, langchain), "");
    }
}

/// What is edited or deleted while the run goes on.
TEST(Discussions, whatChangesMeanwhileIsReadOnceMore) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"graphql","nth":2,"kind":"change_item","params":{"index":1}},
                     {"service":"github","path":"graphql","nth":1,"kind":"remove_item","params":{"index":7}}])");
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(study.counts().at("threads_added"), 141);
    EXPECT_EQ(study.counts().at("threads_skipped"), 1); // listed, and deleted before it was read
    EXPECT_EQ(study.counts().at("threads_changed"), 1); // by the last look at the top of the list
    EXPECT_EQ(fakes.bad_manners(), "");
}

} // namespace
} // namespace axial::collectors
