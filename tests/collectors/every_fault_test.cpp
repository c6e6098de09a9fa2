// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of fault, one at a time, for the sources whose own tests strike several at once: the study ends as
// an undisturbed crawl leaves it, or the run says what is missing and the next one completes it.
#include "tests/collectors/discussions_fixture.h"
#include "tests/collectors/fault_matrix.h"
#include "tests/collectors/github_fixture.h"
#include "tests/collectors/stackexchange_fixture.h"

namespace axial::tests {
namespace {

using Left = FaultCase::Left;
using Crawl = std::function<Status(const Fakes&, TestStudy&)>;

/// Four services at once: most of the time is waiting.
const std::vector<std::string> scaled = {"--clock-scale", "60"};

void expect_whole(const std::string& service, const Crawl& crawl, const std::vector<FaultCase>& faults,
                  const std::vector<std::string>& options = scaled) {
    const Fakes fakes(options), second(options), third(options), fourth(options);
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy clean;
    const auto done = crawl(fakes, clean);
    ASSERT_TRUE(done) << done.error().line();
    const auto ids = clean.ids();
    ASSERT_FALSE(ids.empty());
    FaultMatrix matrix;
    matrix.fakes = &fakes;
    matrix.more = {&second, &third, &fourth};
    matrix.service = service;
    matrix.collect = crawl;
    matrix.missing = [&](TestStudy& study) { return difference(ids, study.ids()); };
    matrix.contents = clean.contents();
    matrix.check(faults);
}

std::vector<FaultCase> with(std::vector<FaultCase> faults, const std::vector<FaultCase>& more) {
    faults.insert(faults.end(), more.begin(), more.end());
    return faults;
}

TEST(EveryFault, ofGitHubsStreams) {
    const Crawl crawl = [](const Fakes& fakes, TestStudy& study) { return collect(fakes, study, Given{}); };
    expect_whole("github", crawl,
                 with(usual_faults("/issues\\?", "/comments\\?"),
                      {{"a secondary limit", "/comments\\?", "secondary_limit", R"({"seconds": 60})"},
                       {"a secondary limit as 429", "/issues\\?", "secondary_limit",
                        R"({"seconds": 60, "status": 429})", 1},
                       {"smaller pages", "/comments\\?", "status", R"({"status": 502})", 3, 8},
                       {"the page before once more", "/comments\\?", "repeat_page"},
                       {"pages that overlap", "/comments\\?", "overlap"},
                       {"a comment edited meanwhile", "/comments\\?", "change_item", "{}", 2, 0, Left::all_ids},
                       {"an issue edited meanwhile", "/issues\\?", "change_item", "{}", 1, 0, Left::all_ids},
                       {"an issue removed meanwhile", "/issues\\?", "remove_item", "{}", 2, 0, Left::others}}));
}

TEST(EveryFault, ofGitHubsTimelines) {
    const Crawl crawl = [](const Fakes& fakes, TestStudy& study) {
        return collect(fakes, study, Given{.since = "2025-06-01", .reviews = true, .events = true});
    };
    expect_whole("github", crawl,
                 with(usual_faults("/timeline", "/timeline"),
                      {{"a secondary limit", "/timeline", "secondary_limit", R"({"seconds": 60})"},
                       {"smaller pages", "/timeline", "status", R"({"status": 502})", 3, 8},
                       {"strange events", "/timeline", "unknown_events", "{}", 2, 0, Left::others},
                       {"an event edited meanwhile", "/timeline", "change_item", "{}", 2, 0, Left::all_ids}}));
}

TEST(EveryFault, ofGitHubsSearch) {
    const Crawl crawl = [](const Fakes& fakes, TestStudy& study) {
        collectors::GithubSearchRequest request;
        request.query = "nonce repo:bitcoin-core/secp256k1";
        return search(fakes, study, request);
    };
    expect_whole("github", crawl,
                 with(usual_faults("/search", "/timeline"),
                      {{"a secondary limit", "/search", "secondary_limit", R"({"seconds": 60})", 1},
                       {"a search that was too slow", "/search", "incomplete_results", "{}", 1},
                       {"a cut list of hits", "/search", "truncate", "{}", 1},
                       {"a hit edited meanwhile", "/search", "change_item", "{}", 1, 0, Left::all_ids}}),
                 {"--clock-scale", "60", "--search-cap", "20"});
}

TEST(EveryFault, ofDiscussions) {
    const Crawl crawl = [](const Fakes& fakes, TestStudy& study) {
        return collect(fakes, study, DiscussionsGiven{.repositories = {langchain}});
    };
    expect_whole("github", crawl,
                 with(usual_faults("graphql", "graphql"),
                      {{"a secondary limit", "graphql", "secondary_limit", R"({"seconds": 60})"},
                       {"a secondary limit as success", "graphql", "secondary_limit",
                        R"({"seconds": 60, "status": 200})"},
                       {"parts and an error", "graphql", "graphql_partial"},
                       {"parts, twice", "graphql", "graphql_partial", R"({"every": 1})", 2, 3},
                       {"strange kinds", "graphql", "unknown_events", "{}", 2, 0, Left::all_ids}}));
}

TEST(EveryFault, ofStackExchange) {
    const Crawl crawl = [](const Fakes& fakes, TestStudy& study) { return collect(fakes, study, SiteGiven{}); };
    expect_whole("stackexchange", crawl,
                 with(usual_faults("/questions", "/questions"),
                      {{"a backoff", "/questions", "backoff", R"({"seconds": 60})"},
                       {"a throttle", "/questions", "rate_limit", R"({"seconds": 60})"},
                       {"smaller pages", "/questions", "status", R"({"status": 502})", 3, 8},
                       {"a list of comments that is cut", "/comments", "truncate", "{}", 1},
                       {"the page before once more", "/questions", "repeat_page"},
                       {"pages that overlap", "/questions", "overlap"}}));
}

} // namespace
} // namespace axial::tests
