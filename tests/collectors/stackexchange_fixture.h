// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/stackexchange/stackexchange.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <algorithm>
#include <fstream>

/// The Stack Exchange of the fakes, as the tests of its collector ask it.
/// In a namespace of its own: several fixtures name the same things.
namespace axial::tests {
inline namespace stackexchange_fixture {

using collectors::ClientOptions;
using collectors::Collection;
using collectors::StackExchangeRequest;

inline const std::vector<std::string> site_kinds = {"question", "answer", "comment"};

struct SiteGiven {
    std::string site = "beer"; // 244 questions, 3 pages
    std::string tagged = {}, query = {}, intitle = {};
    std::string since = {}, until = {};
    bool full = false, revisions = false;
    std::int64_t stop_after = 0;
    std::string replay = {}, record = {}, key = {};
    std::chrono::milliseconds most_waiting{std::chrono::hours{2}};
};

inline StackExchangeRequest request_for(const std::string& endpoint, const SiteGiven& given) {
    StackExchangeRequest request;
    request.site = *collectors::stackexchange::site_from(given.site);
    request.endpoint = endpoint;
    request.tagged = given.tagged;
    request.query = given.query;
    request.intitle = given.intitle;
    request.since = given.since.empty() ? std::nullopt : parse_time(given.since);
    request.until = given.until.empty() ? std::nullopt : parse_time(given.until);
    request.full = given.full;
    request.revisions = given.revisions;
    request.key = given.key;
    return request;
}

inline Status collect_from(const std::string& endpoint, TestStudy& study, const SiteGiven& given = {}) {
    const auto request = request_for(endpoint, given);
    ClientOptions options;
    options.service = "Stack Exchange";
    options.endpoint = endpoint;
    options.manners = collectors::stackexchange::manners();
    options.most_waiting = given.most_waiting;
    return study.collect(
        options, [&](Collection& collection) { return collectors::collect_stackexchange(collection, request); },
        given.stop_after, given.replay, given.record);
}

inline Status collect(const Fakes& fakes, TestStudy& study, const SiteGiven& given = {}) {
    return collect_from(fakes.url("/stackexchange/2.3"), study, given);
}

/// What the study lacks of the site, or has too much.
inline std::string missing_of(TestStudy& study, const std::string& site = "beer") {
    return difference(expected_ids("stackexchange", site, site_kinds), study.ids());
}

inline std::size_t asked_for(const Fakes& fakes, const std::string& path) {
    const auto requests = fakes.requests();
    return static_cast<std::size_t>(std::ranges::count_if(requests, [&](const auto& request) {
        return request.at("path").template get<std::string>().ends_with(path);
    }));
}

/// Visible posts only: "kind:id".
inline std::vector<std::string> served_ids(TestStudy& study) {
    std::vector<std::string> ids;
    EXPECT_TRUE(corpus::Store(study.study()).for_each_post([&](const corpus::Post& post) {
        if (post.visibility != corpus::Visibility::gone)
            ids.push_back(post.kind + ':' + post.native_id);
        return true;
    }));
    std::ranges::sort(ids);
    return ids;
}

} // namespace stackexchange_fixture
} // namespace axial::tests
