// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/time.h"
#include "corpus/uuid.h"

#include <gtest/gtest.h>

#include <set>

namespace axial {
namespace {

TEST(Time, ReadsWhatServicesWrite) {
    EXPECT_EQ(format_time(*parse_time("2024-05-22")), "2024-05-22T00:00:00Z");
    EXPECT_EQ(format_time(*parse_time("2024-05-22T10:00:00Z")), "2024-05-22T10:00:00Z");
    EXPECT_EQ(format_time(*parse_time("2016-08-02T15:39:14.947")), "2016-08-02T15:39:14.947Z"); // a dump's
    EXPECT_EQ(format_time(*parse_time("2024-05-22T10:00:00.5+02:00")), "2024-05-22T08:00:00.500Z");
    EXPECT_EQ(format_time(*parse_time("2024-02-29 23:59:60Z")), "2024-03-01T00:00:00Z"); // a leap second
    EXPECT_EQ(format_time(*parse_time("1969-12-31T23:59:59.999999Z")), "1969-12-31T23:59:59.999Z");
}

TEST(Time, RefusesWhatIsNoTime) {
    for (const auto* text : {"", "2024", "2024-13-01", "2023-02-29", "2024-05-22T25:00:00Z", "2024-05-22T10",
                             "2024-05-22T10:00:00Zz", "22.05.2024", "2024-05-22T10:00:00+2", "yesterday"})
        EXPECT_FALSE(parse_time(text)) << text;
}

TEST(Uuid, AscendsEvenWhenTheClockGoesBack) {
    const auto at = *parse_time("2024-05-22T10:00:00Z");
    std::string last;
    std::set<std::string> seen;
    for (int i = 0; i < 2000; ++i) {
        const auto next = uuid7(at - std::chrono::seconds(i), last);
        EXPECT_GT(next, last);
        EXPECT_EQ(next[14], '7');
        seen.insert(next);
        last = next;
    }
    EXPECT_EQ(seen.size(), 2000u);
    const std::string future = "fff00000-0000-7000-8000-000000000000"; // a coder whose clock is years ahead
    EXPECT_GT(uuid7(at, future), future);
}

TEST(Uuid, OfANameIsTheSameEverywhere) {
    EXPECT_EQ(uuid_from_name("codebook:trust-taxonomy"), uuid_from_name("codebook:trust-taxonomy"));
    EXPECT_NE(uuid_from_name("a"), uuid_from_name("b"));
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2
}

} // namespace
} // namespace axial
