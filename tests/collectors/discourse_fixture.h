// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/discourse.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <set>

/// The forums of the fakes, as the tests of their collector ask them.
namespace axial::tests {

using collectors::ClientOptions;
using collectors::Collection;
using collectors::DiscourseRequest;

struct ForumGiven {
    std::string site = "delving";
    std::string query = {}, category = {}, tag = {}, since = {};
    bool posts = false, full = false;
    std::int64_t stop_after = 0;
    std::string replay = {}, record = {};
};

inline Result<DiscourseRequest> request_for(const std::string& endpoint, const ForumGiven& given) {
    DiscourseRequest request;
    AXIAL_ASSIGN(request.forum, collectors::find_forum(given.site, endpoint));
    request.forum.page = "https://forum.test"; // servers come and go, permalinks are to be the same
    request.query = given.query;
    request.category = given.category;
    request.tag = given.tag;
    request.posts = given.posts;
    request.full = given.full;
    if (!given.since.empty())
        request.since = parse_time(given.since);
    return request;
}

inline ClientOptions options_for(const DiscourseRequest& request) {
    ClientOptions options;
    options.service = request.forum.name;
    options.endpoint = request.forum.endpoint;
    options.headers = {{"Accept", "application/json"}};
    return options;
}

inline Status collect_from(const std::string& endpoint, TestStudy& study, const ForumGiven& given) {
    AXIAL_ASSIGN(const auto request, request_for(endpoint, given));
    return study.collect(
        options_for(request),
        [&](Collection& collection) { return collectors::collect_discourse(collection, request); },
        given.stop_after, given.replay, given.record);
}

inline Status collect(const Fakes& fakes, TestStudy& study, const ForumGiven& given = {}) {
    return collect_from(fakes.url("/discourse/" + given.site), study, given);
}

/// Asks for the plan; `asked`: how many requests that took.
inline Result<collectors::Plan> plan(const Fakes& fakes, TestStudy& study, const ForumGiven& given) {
    AXIAL_ASSIGN(const auto request, request_for(fakes.url("/discourse/" + given.site), given));
    collectors::Plan plan;
    AXIAL_TRY(study.collect(options_for(request), [&](Collection& collection) -> Status {
        AXIAL_ASSIGN(plan, collectors::plan_discourse(collection, request));
        return {};
    }));
    return plan;
}

inline std::string missing_of_forum(TestStudy& study, const std::string& site = "delving") {
    return difference(expected_ids("discourse", site, {"topic", "post"}), study.ids());
}

/// The forum "delving" of the fakes, crawled once for all tests that read or compare it. Needs the fakes.
inline TestStudy& whole_forum() {
    static TestStudy study;
    static const bool collected = [] {
        const Fakes fakes;
        const auto done = collect(fakes, study);
        EXPECT_TRUE(done) << done.error().line();
        EXPECT_EQ(fakes.bad_manners(), "");
        return done.has_value();
    }();
    EXPECT_TRUE(collected);
    return study;
}

inline std::set<std::string> topics_asked_for(const Fakes& fakes) {
    std::set<std::string> topics;
    for (const auto& request : fakes.requests())
        if (request.at("kind") == "thread")
            topics.insert(request.at("path"));
    return topics;
}

} // namespace axial::tests
