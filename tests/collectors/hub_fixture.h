// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/hub/hub.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <algorithm>
#include <set>

/// The Hub of the fakes, as the tests of its collector ask it.
/// In a namespace of its own: several fixtures name the same things.
namespace axial::tests {
inline namespace hub_fixture {

using collectors::ClientOptions;
using collectors::Collection;
using collectors::HubRequest;

inline const std::string models = "models/gathered/model-threads"; // 105 discussions, three pages of the list
inline const std::string datasets = "datasets/gathered/data-threads";
inline const std::string disabled = "models/gathered/discussions-off";
inline const std::vector<std::string> post_kinds = {"comment", "event"};

struct HubGiven {
    std::vector<std::string> repositories = {models};
    bool full = false;
    std::int64_t stop_after = 0;
    std::string replay = {}, record = {}, token = {};
};

inline Status collect_from(const std::string& endpoint, TestStudy& study, const HubGiven& given) {
    HubRequest request;
    request.endpoint = endpoint;
    request.full = given.full;
    for (const auto& text : given.repositories) {
        AXIAL_ASSIGN(auto repository, collectors::parse_hub_repository(text));
        request.repositories.push_back(std::move(repository));
    }
    ClientOptions options;
    options.service = "the Hub";
    options.endpoint = endpoint;
    if (!given.token.empty())
        options.credentials = {{{"Authorization", "Bearer " + given.token}}};
    return study.collect(
        options, [&](Collection& collection) { return collectors::collect_hub(collection, request); },
        given.stop_after, given.replay, given.record);
}

inline Status collect(const Fakes& fakes, TestStudy& study, const HubGiven& given = {}) {
    return collect_from(fakes.url("/hub"), study, given);
}

/// Sorted "kind:number" of the threads of the study.
inline std::vector<std::string> threads_of(TestStudy& study) {
    const corpus::Store store(study.study());
    std::set<std::string> found;
    EXPECT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        const auto thread = store.thread(post.thread_row);
        found.insert((*thread)->kind + ':' + (*thread)->native_id);
        return true;
    }));
    return {found.begin(), found.end()};
}

/// What the study lacks of the container, or has too much.
inline std::string missing_of(TestStudy& study, const std::string& container = models) {
    return difference(expected_ids("hub", container, post_kinds), study.ids()) +
           difference(expected_ids("hub", container, {"discussion", "pull_request"}), threads_of(study));
}

/// What the study lacks of the threads of every repository.
inline std::string missing_of_threads(TestStudy& study) {
    const corpus::Store store(study.study());
    std::string missing;
    const auto oracle = nlohmann::json::parse(read_file(*shared_material("fakes/data/oracle.json"))).at("hub");
    for (const auto& [container, entry] : oracle.items()) {
        std::vector<std::string> found;
        const auto threads = store.threads_in("hub", container);
        for (const auto& thread : *threads)
            found.push_back(thread.kind + ':' + thread.native_id);
        std::ranges::sort(found);
        missing += difference(expected_ids("hub", container, {"discussion", "pull_request"}), found);
    }
    return missing;
}

inline std::size_t discussions_asked_for(const Fakes& fakes) {
    const auto requests = fakes.requests();
    return static_cast<std::size_t>(
        std::ranges::count_if(requests, [](const auto& request) { return request.at("kind") == "thread"; }));
}

} // namespace hub_fixture
} // namespace axial::tests
