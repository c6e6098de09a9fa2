// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/collecting/pace_meter.h"

#include <gtest/gtest.h>

namespace axial::cli {
namespace {

using namespace std::chrono_literals;
const PaceMeter::Clock::time_point start{1000s};

TEST(PaceMeter, saysNothingBeforeItKnows) {
    PaceMeter meter;
    const auto pace = meter.note({"issues", 1, 4, 100, 1}, start);
    EXPECT_FALSE(pace.posts_a_second);
    EXPECT_FALSE(pace.left);
}

TEST(PaceMeter, countsFromWhatWasDoneWhenItBegan) {
    PaceMeter meter;
    (void)meter.note({"issues", 2, 12, 200, 1}, start);
    const auto pace = meter.note({"issues", 4, 12, 400, 3}, start + 10s);
    EXPECT_DOUBLE_EQ(*pace.posts_a_second, 20);
    EXPECT_EQ(*pace.left, 40s) << "two pages in ten seconds, eight to go";
}

TEST(PaceMeter, timeLeftIsOfWhatIsReadNow) {
    PaceMeter meter;
    (void)meter.note({"issues", 0, 10, 0, 1}, start);
    (void)meter.note({"comments", 0, 3, 50, 2}, start + 100s);
    const auto pace = meter.note({"comments", 1, 3, 60, 3}, start + 102s);
    EXPECT_EQ(*pace.left, 4s);
}

TEST(PaceMeter, withoutAnEndThereIsNoTimeLeft) {
    PaceMeter meter;
    (void)meter.note({"issues", 0, 0, 0, 1}, start);
    EXPECT_FALSE(meter.note({"issues", 5, 0, 50, 2}, start + 5s).left);
}

TEST(PaceMeter, timesAsPeopleReadThem) {
    EXPECT_EQ(clock_text(41s), "0:41");
    EXPECT_EQ(clock_text(725s), "12:05");
    EXPECT_EQ(clock_text(3h + 7min), "3:07:00");
}

} // namespace
} // namespace axial::cli
