// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/discussions.h"
#include "tests/collectors/fakes.h"

#include <algorithm>

/// GitHub's discussions of the fakes, as the tests of their collector ask for them.
/// In a namespace of its own: several fixtures name the same things.
namespace axial::tests {
inline namespace discussions_fixture {

using collectors::ClientOptions;
using collectors::Collection;
using collectors::DiscussionsRequest;

inline const std::string gathered = "gathered/discussions";    // 142 discussions: two pages of the list
inline const std::string langchain = "langchain-ai/langchain"; // 5, with up to 200 comments
inline const std::vector<std::string> discussion_kinds = {"discussion", "comment", "reply"};

struct DiscussionsGiven {
    std::vector<std::string> repositories = {gathered};
    std::string query = {};
    bool full = false;
    std::int64_t stop_after = 0;
    std::string replay = {}, record = {}, token = "ghp_x";
};

inline ClientOptions discussions_client(const std::string& endpoint, const std::string& token) {
    ClientOptions options;
    options.service = "GitHub";
    options.endpoint = endpoint;
    collectors::set_up_for_discussions(options);
    if (!token.empty())
        options.credentials = {{{"Authorization", "Bearer " + token}}};
    return options;
}

inline Status collect(const Fakes& fakes, TestStudy& study, const DiscussionsGiven& given = {}) {
    DiscussionsRequest request;
    request.endpoint = fakes.url("/github");
    request.repositories = given.repositories;
    request.query = given.query;
    request.full = given.full;
    return study.collect(
        discussions_client(request.endpoint, given.token),
        [&](Collection& collection) { return collect_discussions(collection, request); }, given.stop_after,
        given.replay, given.record);
}

/// What the study lacks of a container, or has too much.
inline std::string missing_of(TestStudy& study, const std::string& container = gathered) {
    return difference(expected_ids("github_discussions", container, discussion_kinds), study.ids());
}

} // namespace discussions_fixture
} // namespace axial::tests
