// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/discourse_fixture.h"
#include "tests/collectors/fault_matrix.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;

const std::vector<std::string> scaled = {"--clock-scale",      "60",      "--limit",
                                         "discourse_10s=1000", "--limit", "discourse_60s=2000"};

/// Of a category with five topics, one of which has posts beyond its first page, under every fault.
TEST(DiscourseFaults, everyKindEndsComplete) {
    const Fakes fakes(scaled), second(scaled), third(scaled), fourth(scaled);
    AXIAL_NEEDS_FAKES(fakes);
    const ForumGiven given{.site = "urho3d", .category = "17"};
    TestStudy clean;
    ASSERT_TRUE(collect(fakes, clean, given));
    ASSERT_EQ(clean.counts().at("added"), 109);
    FaultMatrix matrix;
    matrix.fakes = &fakes;
    matrix.more = {&second, &third, &fourth};
    matrix.service = "discourse";
    matrix.collect = [&](const Fakes& from, TestStudy& study) { return tests::collect(from, study, given); };
    const auto ids = clean.ids();
    matrix.missing = [&](TestStudy& study) { return difference(ids, study.ids()); };
    matrix.contents = clean.contents();
    auto faults = usual_faults("/c/", "/t/");
    using Left = FaultCase::Left;
    for (const FaultCase& more : std::vector<FaultCase>{
             {"the limit as JSON", "/t/", "rate_limit", R"({"form": "json"})"},
             {"the limit as JSON with 422", "/t/", "rate_limit", R"({"form": "json", "status": 422})"},
             {"the limit, bare", "/t/", "rate_limit", R"({"form": "bare"})"},
             {"a chunk that is cut", "/posts.json", "truncate", "{}", 1},
             {"a chunk with a 502", "/posts.json", "status", R"({"status": 502})", 1},
             {"strange kinds of posts", "/t/", "unknown_events", "{}", 2, 0, Left::all_ids},
             {"the page before once more", "/c/", "repeat_page"},
             {"pages that overlap", "/c/", "overlap"},
             {"a topic edited meanwhile", "/c/", "change_item", "{}", 2, 0, Left::all_ids},
             {"a post edited meanwhile", "/t/", "change_item", "{}", 1, 0, Left::all_ids},
             {"a topic removed meanwhile", "/c/", "remove_item", "{}", 2, 0, Left::others}})
        faults.push_back(more);
    matrix.check(faults);
}

TEST(DiscourseFaults, whatAChunkDidNotGiveIsAskedForAgain) {
    const Fakes fakes({"--no-limits"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"discourse","path":"/posts.json","kind":"status","params":{"status":404}}])");
    const ForumGiven given{.site = "urho3d", .category = "17"};
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, given));
    EXPECT_EQ(study.counts().at("skipped"), 20);
    ASSERT_TRUE(collect(fakes, study, given));
    EXPECT_EQ(study.counts().at("added"), 20);
    EXPECT_EQ(study.counts().at("gone"), 0);
    ASSERT_TRUE(collect(fakes, study, given));
    EXPECT_EQ(study.counts().at("seen"), 0);
}

TEST(DiscourseFaults, aSearchUnderFaults) {
    const Fakes fakes(scaled);
    AXIAL_NEEDS_FAKES(fakes);
    const ForumGiven given{.query = "selfish mining"};
    TestStudy clean;
    ASSERT_TRUE(collect(fakes, clean, given));
    FaultMatrix matrix;
    matrix.fakes = &fakes;
    matrix.service = "discourse";
    matrix.collect = [&](const Fakes& from, TestStudy& study) { return tests::collect(from, study, given); };
    matrix.missing = [&](TestStudy& study) { return difference(clean.ids(), study.ids()); };
    matrix.contents = clean.contents();
    matrix.check({{"a limit that says nothing", "/search", "rate_limit", R"({"form": "bare"})", 1},
                  {"a cut answer", "/search", "malformed", "{}", 1},
                  {"a lone surrogate", "/search", "lone_surrogate", "{}", 1}});
}

} // namespace
} // namespace axial::collectors
