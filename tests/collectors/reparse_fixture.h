// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/discourse.h"
#include "collectors/github/discussions.h"
#include "collectors/github/github.h"
#include "collectors/hub/hub.h"
#include "collectors/reparse/reparse.h"
#include "collectors/stackexchange/stackexchange.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

/// Studies that are collected from the fakes as the commands do it, each run under its own name.
namespace axial::tests {

using Counts = std::map<std::string, std::int64_t>;

/// A run as the collect commands write it: a payload is found to belong to it by its address.
inline void note_run(TestStudy& study, const std::string& source, const std::string& container,
                     const std::string& endpoint) {
    corpus::Store store(study.study());
    corpus::Run run;
    run.command = "collect " + source;
    run.source = source;
    run.container = container;
    run.endpoint = endpoint;
    ASSERT_TRUE(store.begin(run));
}

inline void collect_github_into(TestStudy& study, const Fakes& fakes, const std::string& repository,
                                const std::string& since = {}) {
    collectors::GithubRequest request;
    request.repository = repository;
    if (!since.empty())
        request.since = parse_time(since);
    request.endpoint = fakes.url("/github");
    collectors::ClientOptions options;
    options.endpoint = request.endpoint;
    options.headers = collectors::github_headers();
    options.credentials = {{{"Authorization", "Bearer test-token"}}};
    note_run(study, "github", repository, request.endpoint);
    const auto done =
        study.collect(options, [&](auto& collection) { return collect_github(collection, request); });
    ASSERT_TRUE(done) << done.error().line();
}

inline void collect_forum_into(TestStudy& study, const Fakes& fakes, const std::string& site,
                               const std::string& query = {}) {
    collectors::DiscourseRequest request;
    request.forum = *collectors::find_forum(site, fakes.url("/discourse/" + site));
    request.query = query;
    collectors::ClientOptions options;
    options.endpoint = request.forum.endpoint;
    note_run(study, "discourse", request.forum.name, request.forum.endpoint);
    const auto done =
        study.collect(options, [&](auto& collection) { return collect_discourse(collection, request); });
    ASSERT_TRUE(done) << done.error().line();
}

inline void collect_hub_into(TestStudy& study, const Fakes& fakes, const std::string& repository) {
    collectors::HubRequest request;
    request.endpoint = fakes.url("/hub");
    request.repositories = {*collectors::parse_hub_repository(repository)};
    collectors::ClientOptions options;
    options.endpoint = request.endpoint;
    note_run(study, "hub", repository, request.endpoint);
    const auto done =
        study.collect(options, [&](auto& collection) { return collect_hub(collection, request); });
    ASSERT_TRUE(done) << done.error().line();
}

inline void collect_site_into(TestStudy& study, const Fakes& fakes, const std::string& site) {
    collectors::StackExchangeRequest request;
    request.site = *collectors::stackexchange::site_from(site);
    request.endpoint = fakes.url("/stackexchange/2.3");
    collectors::ClientOptions options;
    options.endpoint = request.endpoint;
    options.manners = collectors::stackexchange::manners();
    note_run(study, "stackexchange", request.site.name, request.endpoint);
    const auto done =
        study.collect(options, [&](auto& collection) { return collect_stackexchange(collection, request); });
    ASSERT_TRUE(done) << done.error().line();
}

inline void collect_discussions_into(TestStudy& study, const Fakes& fakes,
                                     const std::vector<std::string>& repositories) {
    collectors::DiscussionsRequest request;
    request.repositories = repositories;
    request.endpoint = fakes.url("/github");
    collectors::ClientOptions options;
    options.endpoint = request.endpoint;
    options.credentials = {{{"Authorization", "Bearer test-token"}}};
    collectors::set_up_for_discussions(options);
    note_run(study, "github", repositories.front(), request.endpoint);
    const auto done =
        study.collect(options, [&](auto& collection) { return collect_discussions(collection, request); });
    ASSERT_TRUE(done) << done.error().line();
}

/// Reads raw.db again; the sums must add up whatever comes of it.
inline Counts reparse(TestStudy& study, const collectors::reparse::ReparseRequest& request = {},
                      std::vector<collectors::reparse::Reparsed>* changes = nullptr) {
    const auto counts = collectors::reparse::reparse_study(study.study(), request,
                                                           [&](const auto& change) {
                                                               if (changes)
                                                                   changes->push_back(change);
                                                           },
                                                           {}, {});
    EXPECT_TRUE(counts) << counts.error().line();
    if (!counts)
        return {};
    auto n = *counts;
    EXPECT_EQ(n["payloads_read"],
              n["payloads_used"] + n["payloads_without_posts"] + n["payloads_broken"] + n["payloads_filtered"]);
    EXPECT_EQ(n["records"],
              n["added"] + n["changed"] + n["unchanged"] + n["older"] + n["skipped"] + n["left_out"]);
    EXPECT_EQ(n["threads_records"],
              n["threads_added"] + n["threads_changed"] + n["threads_unchanged"] + n["threads_older"]);
    return n;
}

inline std::string listed(TestStudy& study) {
    const corpus::Store store(study.study());
    std::string lines;
    const auto listed = store.skipped(store.runs()->back().row);
    for (const auto& [what, reason] : *listed)
        lines += what + ": " + reason + "\n";
    return lines;
}

/// As if a parser had made something else of these posts.
inline int damage(TestStudy& study, const std::string& sql) {
    return study.study().database().exec(sql);
}

} // namespace axial::tests
