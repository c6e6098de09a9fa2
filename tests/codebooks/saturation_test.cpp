// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/saturation.h"
#include "tests/codebooks/round_fixture.h"

#include <gmock/gmock.h>

namespace axial::codebooks {
namespace {

Saturation of_totals(const std::vector<std::int64_t>& codes_after_each, const SaturationOptions& options) {
    Saturation saturation;
    for (const auto codes : codes_after_each) {
        saturation.steps.emplace_back();
        saturation.steps.back().codes = codes;
    }
    measure(saturation, options);
    return saturation;
}

// The example of Guest, Namey and Chen (2020): 37 codes in a base of 4. With runs of 2, 3 new codes (8 %), then
// 1 (3 %): 5 % at 6+2. With runs of 3, 4 new codes (11 %), then 1: 5 % at 7+3. The single totals are made up to
// give these sums.
TEST(Saturation, TheExampleOfThePaper) {
    const std::vector<std::int64_t> totals{11, 22, 31, 37, 39, 40, 41, 41, 42, 42};
    const auto twos = of_totals({totals.begin(), totals.begin() + 8}, {4, 2, 0.05});
    EXPECT_EQ(twos.base_codes, 37);
    EXPECT_EQ(twos.reached_at, 8);
    EXPECT_NEAR(*twos.last_share, 1.0 / 37, 1e-12);
    EXPECT_FALSE(of_totals({totals.begin(), totals.begin() + 6}, {4, 2, 0.05}).reached_at) << "3 of 37 are 8 %";
    EXPECT_EQ(of_totals({totals.begin(), totals.begin() + 6}, {4, 2, 0.10}).reached_at, 6);
    const auto threes = of_totals({totals.begin(), totals.begin() + 7}, {4, 3, 0.05});
    EXPECT_NEAR(*threes.last_share, 4.0 / 37, 1e-12);
    EXPECT_FALSE(threes.reached_at);
    EXPECT_EQ(of_totals(totals, {4, 3, 0.05}).reached_at, 10);
}

TEST(Saturation, TooFewPostsTellNothing) {
    EXPECT_FALSE(of_totals({1, 2, 3}, {4, 2, 0.05}).last_share);
    EXPECT_FALSE(of_totals({1, 2, 3, 3, 3}, {4, 2, 0.05}).last_share) << "half a run is none";
    EXPECT_FALSE(of_totals({0, 0, 0, 0, 1, 2}, {4, 2, 0.05}).last_share) << "a base without codes";
    EXPECT_FALSE(of_totals({}, {4, 2, 0.05}).last_share);
}

class SaturationOfARound : public RoundFixture {};

TEST_F(SaturationOfARound, CountsCodesInTheOrderOfTheWork) {
    const auto round = open(codes_yaml);
    EXPECT_FALSE(saturation_of(*study_, round)) << "blind and open";
    code(round, "c1", 3, "first", 0, 4);
    code(round, "c1", 1, "first", 0, 4);
    ASSERT_TRUE(Rounds(*study_).finish(round, "c1", keys_[0]));
    code(round, "c2", 1, "second", 0, 4);
    const auto closed = Rounds(*study_).close("round", "c1").value();
    const auto found = saturation_of(*study_, closed, {1, 2, 0.5}).value();
    ASSERT_EQ(found.steps.size(), 3U);
    EXPECT_EQ(found.steps[0].post, keys_[3]);
    EXPECT_THAT(found.steps[1].new_codes, testing::ElementsAre("Second")) << "whoever put it there";
    EXPECT_EQ(found.steps[2].codes, 2);
    EXPECT_EQ(found.base_codes, 1);
    EXPECT_NEAR(*found.last_share, 1.0, 1e-12);
    EXPECT_FALSE(found.reached_at);
}

} // namespace
} // namespace axial::codebooks
