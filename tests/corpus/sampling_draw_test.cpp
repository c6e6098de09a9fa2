// SPDX-License-Identifier: GPL-3.0-or-later
// Which units are drawn: the same for the same seed, each with the same chance, and never fewer after a top-up.
#include "corpus/sampling/draw.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <set>

namespace axial::corpus::sampling {
namespace {

/// Posts p0, p1 … in threads of three, in strata "x" (one of five threads) and "y".
Frame frame_of(std::uint32_t posts) {
    Frame frame;
    for (std::uint32_t i = 0; i < posts; ++i)
        frame.add({key_hash(fmt::format("p{}", i)), key_hash(fmt::format("t{}", i / 3)), i,
                   frame.stratum((i / 3) % 5 == 0 ? "x" : "y"), i});
    return frame;
}

std::set<std::uint32_t> ids(const Result<Drawn>& drawn) {
    EXPECT_TRUE(drawn) << drawn.error().line();
    std::set<std::uint32_t> ids;
    if (drawn)
        for (const auto& post : drawn->posts)
            ids.insert(post.id);
    return ids;
}

std::unordered_set<std::uint64_t> hashes(const Result<Drawn>& drawn) {
    std::unordered_set<std::uint64_t> hashes;
    for (const auto& post : drawn->posts)
        hashes.insert(post.post);
    return hashes;
}

Design design_of(std::int64_t size, Unit unit = Unit::post) {
    Design design;
    design.size = size;
    design.unit = unit;
    design.seed = 7;
    return design;
}

TEST(Draw, IsWhatItEverWas) {
    EXPECT_EQ(place_of(key_hash("github/a/b/issue/1"), 7), draw_place("github/a/b/issue/1", 7));
    EXPECT_EQ(key_hash(""), 0xcbf29ce484222325ull);
    EXPECT_EQ(key_hash("a"), 0xaf63dc4c8601ec8cull); // the published FNV-1a vectors
    EXPECT_EQ(key_hash("foobar"), 0x85944171f73967e8ull);
    // SplitMix64 seeded with 0 gives these (Vigna's splitmix64.c); place_of(mix(0), 0) is mix(0).
    EXPECT_EQ(place_of(0xe220a8397b1dcdafull, 0), 0xe220a8397b1dcdafull);
    // A change here draws other posts for the seeds in people's methods sections.
    EXPECT_EQ(ids(Urn(frame_of(30), Unit::post, 7).draw(design_of(5))),
              ids(Urn(frame_of(30), Unit::post, 7).draw(design_of(5))));
}

TEST(Draw, DoesNotDependOnTheOrderOfTheFrame) {
    const auto frame = frame_of(300);
    for (const auto unit : {Unit::post, Unit::thread}) {
        const auto drawn = ids(Urn(frame, unit, 7).draw(design_of(20, unit)));
        EXPECT_EQ(drawn.size(), unit == Unit::post ? 20u : 60u);
        Frame other = frame_of(300);
        std::shuffle(other.posts().begin(), other.posts().end(), std::mt19937(3));
        EXPECT_EQ(ids(Urn(other, unit, 7).draw(design_of(20, unit))), drawn);
        EXPECT_NE(ids(Urn(frame, unit, 8).draw(design_of(20, unit))), drawn);
        EXPECT_EQ(other.digest(), frame.digest());
    }
}

TEST(Draw, AThreadComesWholeAndIsInTheStratumOfItsOldestPost) {
    Frame frame;
    const auto young = frame.stratum("young"), old = frame.stratum("old"), none = frame.stratum("replies only");
    frame.add({key_hash("b"), key_hash("t"), 20, young, 0});
    frame.add({key_hash("a"), key_hash("t"), 10, old, 1});
    frame.add({key_hash("c"), key_hash("t"), 30, none, 2});
    frame.add({key_hash("d"), key_hash("u"), 30, young, 3});
    const Urn urn(frame, Unit::thread, 1);
    const auto drawn = urn.draw(design_of(2, Unit::thread));
    EXPECT_EQ(ids(drawn), (std::set<std::uint32_t>{0, 1, 2, 3}));
    ASSERT_EQ(drawn->plan.strata.size(), 2u) << "a stratum without units is none";
    for (const auto& post : drawn->posts)
        EXPECT_EQ(post.stratum, post.id == 3 ? young : old);
    EXPECT_EQ(urn.strata_of({key_hash("c"), key_hash("zzz")}).size(), 1u);
    EXPECT_EQ(urn.strata_of({key_hash("c")}).at(key_hash("c")), "old");
}

TEST(Draw, EveryUnitAndEveryPairHasTheSameChance) {
    constexpr int units = 12, size = 4, draws = 6000;
    Frame frame;
    const auto posts = frame_of(units);
    for (const auto& post : posts.posts())
        frame.add({post.post, post.thread, post.at, frame.stratum("all"), post.id});
    std::vector<double> single(units), pairs(units * units);
    auto design = design_of(size);
    for (int seed = 0; seed < draws; ++seed) {
        const auto drawn = ids(Urn(frame, Unit::post, static_cast<std::uint64_t>(seed)).draw(design));
        for (const auto a : drawn) {
            ++single[a];
            for (const auto b : drawn)
                if (a < b)
                    ++pairs[a * units + b];
        }
    }
    double chi = 0, chi_pairs = 0;
    const double expected = double(draws) * size / units;
    const double expected_pair = double(draws) * size * (size - 1) / (units * (units - 1));
    for (int a = 0; a < units; ++a) {
        chi += (single[std::size_t(a)] - expected) * (single[std::size_t(a)] - expected) / expected;
        for (int b = a + 1; b < units; ++b) {
            const double difference = pairs[std::size_t(a * units + b)] - expected_pair;
            chi_pairs += difference * difference / expected_pair;
        }
    }
    // Without replacement the counts vary less than multinomially, so these bounds (0.9999 of chi-square with
    // 11 and 65 degrees of freedom) are generous. Not more than the pairs' sum of a broken generator, though.
    EXPECT_LT(chi, 39.1);
    EXPECT_LT(chi_pairs, 116.2);
    EXPECT_GT(chi_pairs, 20) << "chance varies; this is too even";
}

TEST(TopUp, KeepsWhatIsDrawnAndAddsTheNext) {
    const auto frame = frame_of(300);
    for (const auto unit : {Unit::post, Unit::thread}) {
        const Urn urn(frame, unit, 7);
        const auto small = urn.draw(design_of(15, unit));
        const auto large = urn.draw(design_of(40, unit), hashes(small));
        const auto before = ids(small), after = ids(large);
        EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
        EXPECT_EQ(after.size(), unit == Unit::post ? 40u : 120u);
        EXPECT_EQ(after, ids(urn.draw(design_of(40, unit)))) << "as if it had been that large at once";
        EXPECT_FALSE(urn.draw(design_of(10, unit), hashes(small))) << "none is put back";
    }
    EXPECT_FALSE(Urn(frame, Unit::post, 7).draw(design_of(40), {key_hash("elsewhere")}));
}

TEST(TopUp, KeepsWhatIsDrawnUnderAnotherAllocation) {
    const auto frame = frame_of(300); // 60 in x, 240 in y
    const Urn urn(frame, Unit::post, 7);
    auto design = design_of(50);
    const auto small = urn.draw(design);
    design.allocation = Allocation::equal;
    design.size = 90;
    const auto large = urn.draw(design, hashes(small));
    const auto before = ids(small), after = ids(large);
    EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
    EXPECT_EQ(large->plan.strata[0].size, 45);
    EXPECT_EQ(large->plan.strata[1].size, 45);
    design.size = 60; // y has 40 already
    const auto middle = urn.draw(design, hashes(small));
    EXPECT_EQ(middle->plan.strata[0].size, 20);
    EXPECT_EQ(middle->plan.strata[1].size, 40);
    EXPECT_EQ(middle->plan.strata[1].drawn, 40);
}

TEST(Frame, HoldsAPostOnce) {
    Frame frame;
    const auto one = frame.stratum("one"), two = frame.stratum("two");
    frame.add({key_hash("a"), 1, 1, one, 5});
    frame.add({key_hash("b"), 1, 1, one, 6});
    frame.add({key_hash("a"), 1, 1, two, 4});
    EXPECT_EQ(frame.drop_repeats(), 1u);
    ASSERT_EQ(frame.posts().size(), 2u);
    for (const auto& post : frame.posts())
        EXPECT_EQ(post.stratum, one);
}

TEST(Frame, TakesItsStrataFromTheStudy) {
    axial::tests::TemporaryFolder folder;
    auto study = Study::create(folder / "s", "").value();
    Store store(study);
    auto thread = axial::tests::issue(1, "t");
    thread.tags = {"Bug"};
    const auto row = store.put(thread)->first;
    auto first = axial::tests::first_post(1, "text");
    first.created_at = *parse_time("2023-12-31T23:59:59Z");
    auto reply = axial::tests::comment(9, "text");
    reply.created_at = *parse_time("2024-01-01T00:00:00Z");
    reply.tags = {"docs"};
    ASSERT_TRUE(store.put(row, first));
    ASSERT_TRUE(store.put(row, reply));
    const std::vector<RowId> rows{store.post(axial::tests::issue_key(1))->value().row,
                                  store.post(axial::tests::comment_key(9))->value().row};
    const auto frame = study_frame(study, rows, *strata_fields("source,year,tag:bug"));
    ASSERT_TRUE(frame) << frame.error().line();
    EXPECT_THAT(frame->strata(), testing::ElementsAre("github / 2023 / yes", "github / 2024 / no"));
    EXPECT_EQ(frame->posts()[0].thread, frame->posts()[1].thread);
    EXPECT_FALSE(study_frame(study, {99}, {}));
}

} // namespace
} // namespace axial::corpus::sampling
