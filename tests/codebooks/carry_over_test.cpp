// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/carry_over.h"
#include "codebooks/journal.h"
#include "corpus/text/utf8.h"
#include "tests/codebooks/merge_fixture.h"

#include <gmock/gmock.h>

#include <random>

namespace axial::codebooks {
namespace {

using testing::IsEmpty;

/// The first place of `quote` in the old text, carried.
Place carried(const std::string& old_text, const std::string& quote, const std::string& new_text) {
    const auto at = static_cast<std::uint32_t>(corpus::utf8::count(old_text.substr(0, old_text.find(quote))));
    return carry(old_text, new_text, at, at + static_cast<std::uint32_t>(corpus::utf8::count(quote)));
}

TEST(CarryOver, FindsTheWordsWhereTheyAre) {
    const std::string text = "I never run remote code. It is not safe.";
    EXPECT_EQ(carried(text, "remote code", text + " Never.").carried, Carried::unchanged);
    const auto moved = carried(text, "remote code", "EDIT: see below. " + text);
    EXPECT_EQ(moved.carried, Carried::moved);
    EXPECT_EQ(moved.begin, 29U);
    EXPECT_EQ(moved.quote, "remote code");
    const auto changed = carried(text, "remote code", "I never run foreign code. It is not safe.");
    EXPECT_EQ(changed.carried, Carried::changed);
    EXPECT_EQ(changed.quote, "foreign code");
    EXPECT_EQ(carried(text, "remote code", "Thanks, solved.").carried, Carried::lost);
    EXPECT_EQ(carried(text, "remote code", "I never run. It is not safe.").carried, Carried::lost);
    EXPECT_EQ(carried(text, "remote code", "").carried, Carried::lost);
    EXPECT_EQ(carried(text, text, text + "!").carried, Carried::unchanged);
}

TEST(CarryOver, TakesThePlaceWhoseNeighboursAreAlike) {
    const std::string text = "first yes, then no, then yes.";
    const auto place = carry(text, "oh yes. first yes, then no, then yes.", 25, 28);
    EXPECT_EQ(place.carried, Carried::moved);
    EXPECT_EQ(place.begin, 33U) << "the last one";
}

TEST(CarryOver, CountsCodePointsAndCutsNoGrapheme) {
    const std::string text = "🙂🙂 信任 👩‍👩‍👧 trust";
    const auto place = carried(text, "信任", "é" + text);
    EXPECT_EQ(place.carried, Carried::moved);
    EXPECT_EQ(place.begin, 4U);
    EXPECT_EQ(place.quote, "信任");
    const auto family = carried("a 👩 b", "👩", "a 👩‍👧 b");
    EXPECT_EQ(family.quote, "👩‍👧") << "widened to what a person sees as one sign";
}

TEST(CarryOver, WhateverIsDoneAroundASpanItIsFoundAgain) {
    std::mt19937 random(7);
    const auto word = [&] {
        return std::string(1 + random() % 7, static_cast<char>('a' + random() % 26)) + " ";
    };
    for (int i = 0; i < 500; ++i) {
        std::string before, after, quote = "Q" + word() + word() + "Z";
        for (int n = 0; n < 12; ++n) {
            before += word();
            after += word();
        }
        const auto place =
            carried(before + quote + after, quote, word() + before + quote + after.substr(0, 20));
        EXPECT_EQ(place.carried, Carried::moved);
        EXPECT_EQ(place.quote, quote);
    }
}

class CarriedCodings : public exchange::MergeFixture {};

TEST_F(CarriedCodings, ACodingStaysUntilItsCoderCarriesItOver) {
    const auto round = open(codes_yaml, true);
    code(round, "c1", 0, "first", 5, 9); // "text" of "some text to code"
    code(round, "c1", 0, "second", 13, 17);
    code(round, "c1", 1, "first", 0, 4);
    EXPECT_THAT(carried_codings(*study_, "c1").value(), IsEmpty());
    edit_first_post(*study_, "now some text, edited");
    const auto list = carried_codings(*study_, "c1").value();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].place.carried, Carried::moved);
    EXPECT_EQ(list[1].place.carried, Carried::lost);
    EXPECT_THAT(carried_codings(*study_, "c2").value(), IsEmpty()) << "another's are not listed";

    EXPECT_FALSE(accept_carried(*study_, list[0].coding.uuid, "c2"));
    EXPECT_FALSE(accept_carried(*study_, list[1].coding.uuid, "c1"));
    const auto place = accept_carried(*study_, list[0].coding.uuid, "c1");
    ASSERT_TRUE(place) << place.error().line();
    EXPECT_EQ(place->begin, 9U);
    EXPECT_EQ(carried_codings(*study_, "c1")->size(), 1U);
    const auto codings = Rounds(*study_).codings_of(keys_[0], {"c1"}).value();
    const auto now = std::find_if(codings.begin(), codings.end(),
                                  [&](const Coding& coding) { return coding.uuid == list[0].coding.uuid; });
    EXPECT_EQ(now->revision, 2);
    EXPECT_EQ(now->begin, 9U);
    EXPECT_THAT(Journal(*study_).differences(5).value(), IsEmpty());

    const auto events = Journal(*study_).of("coding:" + list[0].coding.uuid).value();
    ASSERT_TRUE(Journal(*study_).undo(events.back().uuid, "c1"));
    EXPECT_EQ(carried_codings(*study_, "c1")->size(), 2U) << "taken back, it is where it was";
    ASSERT_TRUE(Rounds(*study_).close("round", "c1"));
    EXPECT_FALSE(accept_carried(*study_, list[0].coding.uuid, "c1"));
}

} // namespace
} // namespace axial::codebooks
