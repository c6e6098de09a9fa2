// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/history_records.h"
#include "tests/collectors/github_fixture.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>

namespace axial::collectors {
namespace {

using tests::all_kinds;
using tests::collect;
using tests::Fakes;
using tests::secp;
using tests::TestStudy;

const tests::Given everything{.reviews = true, .events = true};

std::string missing_of(TestStudy& study) {
    return tests::difference(tests::expected_ids("github", secp, all_kinds), study.ids());
}

/// The only posts that a later run may miss: events that do not move their thread's date.
bool only_events_are_missing(TestStudy& study) {
    const auto expected =
        tests::expected_ids("github", secp, {"issue", "pull", "comment", "review_comment", "review"});
    auto found = study.ids();
    std::erase_if(found, [](const std::string& id) { return id.starts_with("event:"); });
    return tests::difference(expected, found).empty();
}

TEST(GitHubHistory, isReadOnceAndAgainWhereSomethingChanged) {
    const Fakes fakes({"--no-limits", "--as-of", "2025-01-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study, everything);
    ASSERT_TRUE(done) << done.error().line();
    tests::expect_sums(study.counts());
    const auto first = tests::asked_for_threads(fakes);
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, everything));
    EXPECT_TRUE(only_events_are_missing(study));
    EXPECT_LT(tests::asked_for_threads(fakes), first / 2);
    const auto added = study.counts().at("threads_added");
    EXPECT_GT(study.counts().at("threads_changed"), 0);
    EXPECT_GE(tests::asked_for_threads(fakes),
              static_cast<std::size_t>(added + study.counts().at("threads_changed")));
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.reviews = true, .events = true, .full = true}));
    EXPECT_EQ(missing_of(study), "");
    const auto counts = *corpus::Store(study.study()).counts();
    EXPECT_EQ(counts.deleted, 14); // the traces of deleted comments
    EXPECT_EQ(counts.authors_missing, 2);
    EXPECT_EQ(counts.threads, 269);
    EXPECT_EQ(counts.gone, 0);
    EXPECT_EQ(fakes.bad_manners(), "");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, everything));
    EXPECT_EQ(study.counts().at("requests"), 3);
}

TEST(GitHubHistory, aSweepFindsWhatIsNoLongerThere) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study, earlier;
    ASSERT_TRUE(collect(fakes, study));
    fakes.as_of("2025-06-01");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.full = true}));
    ASSERT_TRUE(collect(fakes, earlier));
    const auto left = corpus::Store(earlier.study()).counts()->posts;
    const auto gone = study.counts().at("gone");
    EXPECT_EQ(gone, 1548 - left);
    EXPECT_GT(study.counts().at("threads_gone"), 3);
    EXPECT_EQ(corpus::Store(study.study()).counts()->gone, gone);
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.full = true}));
    EXPECT_EQ(corpus::Store(study.study()).counts()->gone, 0); // all back
}

TEST(GitHubHistory, whatVanishesDuringARunIsGone) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    fakes.faults(R"([{"service":"github","path":"/issues\\?","kind":"remove_item","params":{"index":1}},
                     {"service":"github","path":"/issues/comments\\?","kind":"remove_item"}])");
    ASSERT_TRUE(collect(fakes, study, {.since = "2026-01-01", .reviews = true, .events = true}));
    EXPECT_EQ(study.counts().at("threads_gone"), 1);
    EXPECT_EQ(study.counts().at("gone"), 2); // the first post and a comment
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(GitHubHistory, isTheSameUnderFaults) {
    const Fakes fakes({"--no-limits", "--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    const tests::Given given{.since = "2025-01-01", .reviews = true, .events = true};
    TestStudy study, clean;
    ASSERT_TRUE(collect(fakes, clean, given));
    fakes.mark();
    fakes.faults(R"([{"service":"github","path":"/timeline","nth":2,"kind":"truncate"},
                     {"service":"github","path":"/timeline","nth":4,"kind":"retry_after","params":{"seconds":60}},
                     {"service":"github","path":"/timeline","nth":6,"kind":"secondary_limit","params":{"seconds":60}},
                     {"service":"github","path":"/timeline","nth":8,"kind":"status","params":{"status":502}},
                     {"service":"github","path":"/timeline","nth":10,"kind":"html"},
                     {"service":"github","path":"/timeline","nth":12,"kind":"reset"},
                     {"service":"github","path":"/timeline","nth":14,"kind":"malformed"},
                     {"service":"github","path":"/timeline","nth":16,"kind":"redirect","params":{"to":"trap"}},
                     {"service":"github","path":"/timeline","nth":18,"kind":"lone_surrogate"},
                     {"service":"github","path":"/timeline","nth":19,"kind":"nul_character"},
                     {"service":"github","path":"/timeline","nth":20,"kind":"invalid_utf8"},
                     {"service":"github","path":"/timeline","nth":21,"kind":"missing_fields"},
                     {"service":"github","path":"/timeline","nth":22,"kind":"reset_midway"}])");
    const auto done = collect(fakes, study, given);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(tests::difference(clean.ids(), study.ids()), "");
}

TEST(GitHubHistory, goesOnWhereItWasStopped) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    tests::Given given{.since = "2026-01-01", .reviews = true, .events = true};
    TestStudy whole, pieces;
    ASSERT_TRUE(collect(fakes, whole, given));
    const auto requests = whole.counts().at("requests");
    given.stop_after = 1; // after each page and each thread
    std::int64_t in_pieces = 0;
    int runs = 0;
    for (Status done = cancelled(); !done; ++runs) {
        ASSERT_LT(runs, 400);
        done = collect(fakes, pieces, given);
        ASSERT_TRUE(done || done.error().fault == Fault::cancelled);
        in_pieces += pieces.counts().at("requests");
        given.stop_after = 5;
    }
    EXPECT_GT(runs, 5);
    EXPECT_EQ(tests::difference(whole.contents(), pieces.contents()), "");
    EXPECT_LE(in_pieces, requests + 4 * runs);
}

TEST(GitHubHistory, oneThreadThatCannotBeReadIsListedAndReadLater) {
    const Fakes fakes({"--no-limits", "--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"/timeline","nth":3,"to":5,"kind":"html"},
                     {"service":"github","path":"/timeline","nth":6,"kind":"unknown_events"}])");
    TestStudy study, clean;
    const tests::Given given{.since = "2026-01-01", .reviews = true, .events = true};
    const auto done = collect(fakes, study, given);
    ASSERT_FALSE(done);
    EXPECT_THAT(done.error().line(), testing::HasSubstr("1 threads could not be read"));
    fakes.faults("[]");
    ASSERT_TRUE(collect(fakes, study, given));
    ASSERT_TRUE(collect(fakes, clean, given));
    auto expected = clean.ids();
    const auto found = study.ids();
    EXPECT_TRUE(std::ranges::includes(found, expected));
    EXPECT_LE(found.size(), expected.size() + 1); // an event of a kind that nobody knows is kept as well
}

TEST(GitHubHistory, thePlanIsCloseAndStoresNothing) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    GithubRequest request;
    request.repository = secp;
    request.endpoint = fakes.url("/github");
    std::int64_t planned = 0;
    ASSERT_TRUE(study.collect(tests::github_client(request.endpoint), [&](Collection& collection) -> Status {
        AXIAL_ASSIGN(const auto plan, plan_github(collection, request));
        planned = plan.requests();
        return {};
    }));
    EXPECT_EQ(study.ids().size(), 0u);
    EXPECT_EQ(planned, 3 + 10 + 4 + 269);
    EXPECT_LE(study.counts().at("requests"), 4);
}

TEST(GitHubHistory, readsTheRecordedTimelines) {
    const auto folder = tests::shared_material("recorded/github/secp256k1-timelines");
    if (!folder)
        GTEST_SKIP() << "skipped: ../shared/recorded is not there";
    std::map<std::string, int> kinds;
    int nobody = 0, threads = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
        if (entry.path().extension() != ".json" || entry.path().stem() == "state")
            continue;
        const auto document = JsonDocument::parse(tests::read_file(entry.path()));
        ASSERT_TRUE(document) << entry.path();
        ++threads;
        for (const Json& item : (*document)->root()["events"].items()) {
            const auto post = github::history_post(item, 1, {secp, {}, 0});
            ASSERT_TRUE(post) << item.dump();
            ++kinds[post->kind];
            nobody += post->author.id ? 0 : 1;
            EXPECT_NE(post->created_at, Time{}) << item.dump();
        }
    }
    EXPECT_EQ(threads, 193 + 76); // as the MANIFEST counts them
    EXPECT_EQ(kinds["comment"] + kinds["review"] + kinds["event"], 2911);
    EXPECT_EQ(kinds["review"], 122);
    EXPECT_EQ(nobody, 2);
}

TEST(GitHubHistory, readsTheRecordedPages) {
    const auto folder = tests::shared_material("recorded/github/matomo");
    if (!folder)
        GTEST_SKIP() << "skipped: ../shared/recorded is not there";
    std::map<std::string, int> kinds;
    int items = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*folder)) {
        const auto document = JsonDocument::parse(tests::read_file(entry.path()));
        ASSERT_TRUE(document) << entry.path();
        for (const Json& item : (*document)->root().items()) {
            ++items;
            const auto thread = github::thread_of(item, {"matomo-org/matomo", {}, 0});
            ASSERT_TRUE(thread);
            ++kinds[thread->kind];
            EXPECT_EQ(github::first_post(item, {"matomo-org/matomo", {}, 0}).native_id, thread->native_id);
        }
    }
    EXPECT_EQ(items, 800); // a hundred on each of eight pages
    EXPECT_EQ(kinds["issue"] + kinds["pull"], items);
}

TEST(GitHubHistory, asksForSmallerPagesWhereTheServerCannotMakeLargeOnes) {
    const Fakes fakes({"--no-limits", "--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"github","path":"per_page=100","to":0,"kind":"status","params":{"status":502}}])");
    TestStudy study;
    GithubRequest request;
    request.repository = secp;
    request.endpoint = fakes.url("/github");
    request.since = parse_time("2026-01-01");
    auto options = tests::github_client(request.endpoint);
    options.most_tries = 2;
    const auto done =
        study.collect(options, [&](Collection& collection) { return collect_github(collection, request); });
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_GT(study.ids().size(), 50u);
    EXPECT_EQ(study.counts().at("pages_made_smaller"), 4); // once for each stream, once for the timelines
}

} // namespace
} // namespace axial::collectors
