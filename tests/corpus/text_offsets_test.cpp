// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/text_offsets.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>

namespace axial::corpus {
namespace {

struct Place {
    std::size_t byte, utf16;
};

/// Where each code point lies, counted the slow way; one more place for the end.
std::vector<Place> counted(std::string_view text) {
    std::vector<Place> places;
    std::size_t units = 0;
    for (std::size_t byte = 0; byte < text.size(); ++byte) {
        const auto c = static_cast<unsigned char>(text[byte]);
        if ((c & 0xC0u) == 0x80u)
            continue;
        places.push_back({byte, units});
        units += c >= 0xF0 ? 2 : 1;
    }
    places.push_back({text.size(), units});
    return places;
}

TEST(TextOffsets, AgreeWithACountOneByOne) {
    const std::string_view pieces[] = {
        "a", "é", "漢", "\U0001F600", "e\u0301", "\n", "\U0001F469\u200D\U0001F4BB"};
    std::mt19937 random(7);
    for (const std::size_t size : {0, 1, 63, 64, 65, 128, 1000}) {
        std::string text;
        for (std::size_t i = 0; i < size; ++i)
            text += pieces[random() % std::size(pieces)];
        const auto places = counted(text);
        const TextOffsets offsets(text);
        ASSERT_EQ(offsets.length(), places.size() - 1);
        ASSERT_EQ(offsets.utf16_length(), places.back().utf16);
        for (std::size_t at = 0; at < places.size(); ++at) {
            ASSERT_EQ(offsets.byte_at(at), places[at].byte);
            ASSERT_EQ(offsets.utf16_at(at), places[at].utf16);
            ASSERT_EQ(offsets.from_byte(places[at].byte), at);
            ASSERT_EQ(offsets.from_utf16(places[at].utf16), at);
            if (at + 1 < places.size()) {
                ASSERT_EQ(offsets.from_byte(places[at + 1].byte - 1), at) << "inside a code point";
                ASSERT_EQ(offsets.from_utf16(places[at + 1].utf16 - 1), at) << "inside a surrogate pair";
            }
        }
        EXPECT_EQ(offsets.byte_at(places.size() + 5), text.size());
        EXPECT_EQ(offsets.from_utf16(places.back().utf16 + 5), offsets.length());
        EXPECT_EQ(offsets.slice(0, places.size() + 9), text);
    }
}

TEST(TextOffsets, SlicesByCodePoint) {
    const TextOffsets offsets("a\U0001F600漢b");
    EXPECT_EQ(offsets.slice(1, 3), "\U0001F600漢");
    EXPECT_EQ(offsets.slice(3, 3), "");
    EXPECT_EQ(offsets.slice(3, 1), "");
    EXPECT_EQ(offsets.slice(9, 12), "");
}

using Range = std::pair<std::size_t, std::size_t>;

TEST(SnapToGraphemes, NeverCutsACharacter) {
    EXPECT_EQ(snap_to_graphemes("abc", 1, 2), Range(1, 2));
    EXPECT_EQ(snap_to_graphemes("xe\u0301y", 2, 3), Range(1, 3)) << "a letter and its accent";
    EXPECT_EQ(snap_to_graphemes("xe\u0301y", 1, 2), Range(1, 3));
    EXPECT_EQ(snap_to_graphemes("\U0001F44D\U0001F3FD!", 0, 1), Range(0, 2)) << "skin tone";
    EXPECT_EQ(snap_to_graphemes("\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 1, 3), Range(0, 4)) << "two flags";
    EXPECT_EQ(snap_to_graphemes("\U0001F468\u200D\U0001F469\u200D\U0001F467 x", 2, 3), Range(0, 5))
        << "a family";
    EXPECT_EQ(snap_to_graphemes("\u1100\u1161\u11A8", 1, 2), Range(0, 3)) << "Hangul from its letters";
    EXPECT_EQ(snap_to_graphemes("xe\u0301y", 2, 2), Range(1, 1)) << "an empty range stays empty";
    EXPECT_EQ(snap_to_graphemes("abc", 2, 99), Range(2, 3));
    EXPECT_EQ(snap_to_graphemes("abc", 50, 99), Range(3, 3));
    EXPECT_EQ(snap_to_graphemes("", 0, 1), Range(0, 0));
}

TEST(SnapToGraphemes, LooksOnlyAroundTheRange) {
    std::string text;
    while (text.size() < 5'000'000)
        text += "e\u0301漢 word ";
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < 20; ++at)
        (void)snap_to_graphemes(text, 1'000'000 + at, 1'000'005 + at);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    // Breaking the whole text once takes half a second and more.
    EXPECT_LT(took.count(), 5.0);
}

} // namespace
} // namespace axial::corpus
