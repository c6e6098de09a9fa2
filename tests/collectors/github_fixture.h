// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/github.h"
#include "collectors/github/github_search.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

/// GitHub as the fakes play it, as the tests of its collectors ask it.
namespace axial::tests {

inline constexpr const char* secp = "bitcoin-core/secp256k1";
inline const std::vector<std::string> all_kinds = {"issue",          "pull",   "comment",
                                                   "review_comment", "review", "event"};

struct Given {
    std::string repository = secp;
    std::string since = {};
    std::int64_t stop_after = 0;
    std::string replay = {}, record = {};
    bool reviews = false, events = false; ///< what takes a request for each thread
    bool full = false;
};

inline collectors::ClientOptions github_client(const std::string& endpoint) {
    collectors::ClientOptions options;
    options.service = "GitHub";
    options.endpoint = endpoint;
    options.headers = collectors::github_headers();
    options.manners = collectors::github_search_manners(endpoint);
    options.credentials = {{{"Authorization", "Bearer test-token"}}};
    return options;
}

inline Status collect(const Fakes& fakes, TestStudy& study, const Given& given = {}) {
    collectors::GithubRequest request;
    request.repository = given.repository;
    request.endpoint = fakes.url("/github");
    if (!given.since.empty())
        request.since = parse_time(given.since);
    request.reviews = given.reviews;
    request.events = given.events;
    request.full = given.full;
    return study.collect(
        github_client(request.endpoint),
        [&](collectors::Collection& collection) { return collect_github(collection, request); },
        given.stop_after, given.replay, given.record);
}

inline Status search(const Fakes& fakes, TestStudy& study, collectors::GithubSearchRequest request,
                     std::int64_t stop_after = 0) {
    request.endpoint = fakes.url("/github");
    return study.collect(
        github_client(request.endpoint),
        [&](collectors::Collection& collection) { return collect_github_search(collection, request); },
        stop_after);
}

inline void expect_sums(const std::map<std::string, std::int64_t>& counts) {
    for (const std::string of : {"", "threads_"})
        EXPECT_EQ(counts.at(of + "seen"), counts.at(of + "added") + counts.at(of + "changed") +
                                              counts.at(of + "unchanged") + counts.at(of + "skipped"));
}

inline std::size_t asked_for_threads(const Fakes& fakes) {
    std::size_t count = 0;
    for (const auto& request : fakes.requests())
        count += request.at("kind") == "thread" ? 1 : 0;
    return count;
}

} // namespace axial::tests
