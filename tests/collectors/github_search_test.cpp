// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/search_terms.h"
#include "tests/collectors/github_fixture.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using testing::HasSubstr;
using tests::Fakes;
using tests::search;
using tests::secp;
using tests::TestStudy;

GithubSearchRequest about(const std::string& query) {
    GithubSearchRequest request;
    request.query = query;
    return request;
}

std::string missing_of(TestStudy& study, const std::string& repository, const std::vector<std::string>& kinds) {
    return tests::difference(tests::expected_ids("github", repository, kinds), study.ids());
}

/// The windows of the last run that were read to their end, in the order of time.
std::vector<corpus::Query> leaves_of(TestStudy& study) {
    const corpus::Store store(study.study());
    std::vector<corpus::Query> leaves;
    const auto runs = store.runs();
    for (const auto& run : *runs) {
        const auto queries = store.queries(run.row);
        for (const auto& query : *queries)
            if (!query.capped && !query.incomplete)
                leaves.push_back(query);
    }
    return leaves;
}

TEST(GitHubSearch, splitsWindowsUntilAllIsThere) {
    const Fakes fakes({"--no-limits", "--search-cap", "90"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    auto request = about("repo:matomo-org/matomo");
    request.reviews = request.events = false; // 800 threads; their comments are asked for one by one
    request.pulls = false;
    std::int64_t hits = 0;
    ASSERT_TRUE(
        study.collect(tests::github_client(fakes.url("/github")), [&](Collection& collection) -> Status {
            request.endpoint = fakes.url("/github");
            AXIAL_ASSIGN(const auto plan, plan_github_search(collection, request));
            hits = plan.steps.front().items;
            EXPECT_FALSE(plan.caps.empty());
            return {};
        }));
    EXPECT_EQ(study.ids().size(), 0u);
    fakes.mark();
    const auto done = search(fakes, study, request);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study, "matomo-org/matomo", {"issue"}), "");
    std::int64_t sum = 0, fetched = 0;
    const auto leaves = leaves_of(study);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        sum += leaves[i].hits;
        fetched += leaves[i].fetched;
        EXPECT_LE(leaves[i].hits, 90);
        const auto from = i > 0 ? leaves[i - 1].to + std::chrono::seconds{1} : leaves[i].from;
        EXPECT_EQ(leaves[i].from, from); // no gap, no overlap
    }
    EXPECT_GT(leaves.size(), 4u);
    EXPECT_EQ(sum, hits);
    EXPECT_EQ(fetched, hits);
    EXPECT_THAT(study.notes().back(), HasSubstr("GitHub counts 426 hits, 426 in"));
}

TEST(GitHubSearch, bringsWholeThreadsAndLaterOnlyWhatChanged) {
    const Fakes fakes({"--no-limits", "--as-of", "2025-01-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto request = about(std::string("repo:") + secp);
    ASSERT_TRUE(search(fakes, study, request));
    const auto first = study.counts().at("requests");
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(search(fakes, study, request));
    auto found = study.ids();
    std::erase_if(found, [](const std::string& id) { return id.starts_with("event:"); }); // some move no date
    EXPECT_EQ(tests::difference(
                  tests::expected_ids("github", secp, {"issue", "pull", "comment", "review_comment", "review"}),
                  found),
              "");
    tests::expect_sums(study.counts());
    EXPECT_LT(study.counts().at("requests"), first / 2);
    EXPECT_EQ(fakes.bad_manners(), "");
    fakes.mark();
    ASSERT_TRUE(search(fakes, study, request));
    EXPECT_LE(study.counts().at("requests"), 4);
    EXPECT_EQ(study.counts().at("added") + study.counts().at("changed"), 0);
}

TEST(GitHubSearch, aSweepLooksForWhatIsNoLongerFound) {
    const Fakes fakes({"--no-limits"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    auto request = about(std::string("repo:") + secp);
    request.from = parse_time("2025-01-01T00:00:00Z");
    ASSERT_TRUE(search(fakes, study, request));
    fakes.as_of("2025-06-01"); // as if what came later had been deleted
    fakes.mark();
    request.full = true;
    ASSERT_TRUE(search(fakes, study, request));
    const auto gone = study.counts().at("threads_gone");
    EXPECT_GT(gone, 3);
    EXPECT_GE(study.counts().at("no_longer_found"), gone);
    EXPECT_GT(corpus::Store(study.study()).counts()->gone, 0);
    ASSERT_TRUE(search(fakes, study, request));
    EXPECT_FALSE(study.counts().contains("no_longer_found")); // looked for once
    fakes.as_of("");
    ASSERT_TRUE(search(fakes, study, request));
    EXPECT_EQ(corpus::Store(study.study()).counts()->gone, 0); // all back
}

TEST(GitHubSearch, goesOnAtItsWindowAndHit) {
    const Fakes fakes({"--no-limits", "--search-cap", "5"});
    AXIAL_NEEDS_FAKES(fakes);
    const auto request = about("nonce repo:bitcoin-core/secp256k1");
    TestStudy whole, pieces;
    ASSERT_TRUE(search(fakes, whole, request));
    ASSERT_GT(whole.counts().at("search_hits"), 10);
    Status done = cancelled();
    std::int64_t requests = 0;
    int runs = 0;
    for (; !done; ++runs) {
        ASSERT_LT(runs, 400);
        done = search(fakes, pieces, request, 15);
        ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
        requests += pieces.counts().at("requests");
    }
    EXPECT_GT(runs, 5);
    EXPECT_EQ(tests::difference(whole.contents(), pieces.contents()), "");
    EXPECT_LE(requests, whole.counts().at("requests") + 3 * runs);
}

TEST(GitHubSearch, endsWholeUnderFaults) {
    const Fakes fakes({"--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"/search","nth":1,"kind":"incomplete_results"},
                     {"service":"github","path":"/search","nth":3,"kind":"secondary_limit","params":{"seconds":60}},
                     {"service":"github","path":"/search","nth":5,"kind":"rate_limit"},
                     {"service":"github","path":"/search","nth":7,"kind":"malformed"},
                     {"service":"github","path":"/timeline","nth":4,"kind":"truncate"},
                     {"service":"github","path":"/pulls","nth":1,"kind":"status","params":{"status":502}}])");
    auto request = about("nonce repo:bitcoin-core/secp256k1");
    TestStudy study, clean;
    const auto done = search(fakes, study, request);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(fakes.bad_manners(), "");
    fakes.faults("[]");
    ASSERT_TRUE(search(fakes, clean, request));
    EXPECT_EQ(tests::difference(clean.contents(), study.contents()), "");
    EXPECT_GT(study.counts().at("search_hits"), 10);
}

TEST(GitHubSearch, saysWhatStaysIncompleteAndCompletesItLater) {
    const Fakes fakes({"--no-limits", "--search-cap", "1"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    auto request = about("repo:bitcoin-core/secp256k1 updated:>=2026-01-01");
    request.pulls = request.reviews = request.events = false;
    fakes.faults(
        R"([{"service":"github","path":"/search","to":0,"kind":"incomplete_results","params":{"total_count":2}}])");
    request.from = parse_time("2024-01-01T00:00:00Z");
    request.to = parse_time("2024-01-01T00:00:01Z");
    ASSERT_TRUE(search(fakes, study, request));
    EXPECT_THAT(study.notes().back(), HasSubstr("not complete"));
    fakes.faults("[]");
    ASSERT_TRUE(search(fakes, study, request));
    EXPECT_THAT(study.notes().back(), HasSubstr("GitHub counts 0 hits, 0 in 1 windows together, 0 read"));
}

std::string problem_of(const GithubSearchRequest& request) {
    const auto checked = check_github_search(request);
    return checked ? "" : checked.error().line();
}

TEST(GitHubSearch, saysBeforeAskingWhatGitHubWouldRefuse) {
    EXPECT_EQ(problem_of(about("\"remote code\" (a OR b) org:x label:\"good first issue\"")), "");
    EXPECT_THAT(problem_of(about("  ")), HasSubstr("what is to be searched for"));
    EXPECT_EQ(problem_of(about(std::string(256, 'x') + " repo:o/r")), "");
    EXPECT_THAT(problem_of(about(std::string(257, 'x'))), HasSubstr("257 characters"));
    EXPECT_THAT(problem_of(about("a OR b OR c OR d OR e OR f OR g")), HasSubstr("6 of AND, OR and NOT"));
    EXPECT_THAT(problem_of(about("a is:issue")), HasSubstr("--type"));
    EXPECT_THAT(problem_of(about("a created:>2020-01-01")), HasSubstr("--created"));
    EXPECT_THAT(problem_of(about("a \"b")), HasSubstr("does not close"));
    auto request = about("a");
    request.in = "title,text";
    EXPECT_THAT(problem_of(request), HasSubstr("\"text\""));
    request = about("a OR b");
    request.in = "title";
    EXPECT_EQ(github::terms_of(request).front().text, "(a OR b) in:title is:issue");
}

TEST(GitHubSearch, halvesMeetWithoutGapOrOverlap) {
    const github::Window window{*parse_time("2024-01-01"), *parse_time("2024-01-01T00:00:01Z")};
    const auto [earlier, later] = window.halves();
    EXPECT_TRUE(earlier.is_one_second() && later.is_one_second());
    EXPECT_EQ(earlier.to, window.from);
    EXPECT_EQ(later.from, window.to);
}

} // namespace
} // namespace axial::collectors
