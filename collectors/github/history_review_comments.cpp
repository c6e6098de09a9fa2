// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace axial::collectors::github {
namespace {

constexpr std::size_t few = 3; ///< pull requests: asked one by one

/// Stores the review comments of some pull requests out of a page.
Status store_comments(Repository& repository, const HttpAnswer& answer,
                      const std::map<std::int64_t, corpus::Thread>& wanted, std::set<std::string>& served) {
    const Origin origin{repository.container(), answer.fetched_at, answer.raw};
    std::vector<Json> chosen;
    for (const Json& item : answer.json->root().items())
        if (const auto number = thread_number(item); number && wanted.contains(*number))
            chosen.push_back(item);
    for (const Json& item : chosen)
        AXIAL_TRY(repository.find_thread(item, origin));
    return repository.collection().store().transaction([&]() -> Status {
        for (const Json& item : chosen) {
            AXIAL_TRY(repository.store_comment("review_comment", item, origin));
            served.insert(corpus::make_key("github", origin.container, "review_comment", item["id"].id()));
        }
        return {};
    });
}

Status read_pages(Repository& repository, HttpAnswer answer,
                  const std::map<std::int64_t, corpus::Thread>& wanted, std::set<std::string>& served) {
    for (std::set<std::string> asked;;) {
        if (answer.status != 200 || !answer.json->root().is_array())
            return repository.refusal("review comments", answer);
        AXIAL_TRY(store_comments(repository, answer, wanted, served));
        AXIAL_ASSIGN(const std::string next, repository.next_page(answer));
        if (next.empty())
            return {};
        if (!asked.insert(next).second)
            return world_fault("the pages of the list go round in a circle", scrub_url(next),
                               "run the same command again later to go on");
        AXIAL_ASSIGN(answer, repository.collection().get(next));
    }
}

} // namespace

/// Marks that nothing more is to be read of a pull request; what it no longer shows is gone.
Status Histories::finish_review_comments(const corpus::Thread& thread) {
    auto wanted = repository_.new_state("wanted: review comments of " + thread.native_id);
    auto state = repository_.new_state("read: " + mark_of(thread));
    AXIAL_ASSIGN(state.watermark, newest_change(thread));
    state.finished_at = now();
    AXIAL_TRY(collection_.store().put(wanted));
    return collection_.store().put(state);
}

/// Pull request by pull request, or the repository's own list where that has fewer pages.
Status Histories::read_review_comments() {
    std::map<std::int64_t, corpus::Thread> wanted;
    Time oldest = now();
    for (const auto& thread : reviewed_) {
        std::int64_t number = 0;
        std::from_chars(thread.native_id.data(), thread.native_id.data() + thread.native_id.size(), number);
        wanted.emplace(number, thread);
        oldest = std::min(oldest, thread.created_at);
    }
    reviewed_.clear();
    const std::string prefix = corpus::make_key("github", repository_.container(), "review_comment", "");
    const auto finish_all = [&](const std::map<std::int64_t, corpus::Thread>& threads,
                                const std::set<std::string>& served) {
        return collection_.store().transaction([&]() -> Status {
            for (const auto& entry : threads) {
                AXIAL_TRY(collection_.sweep(entry.second.row, served, now(),
                                            [&](const std::string& key) { return key.starts_with(prefix); }));
                AXIAL_TRY(finish_review_comments(entry.second));
            }
            return {};
        });
    };
    if (wanted.size() > few) {
        std::set<std::string> served;
        const std::string url = repository_.address(fmt::format(
            "/pulls/comments?sort=created&direction=asc&per_page=100&since={}", format_time(oldest)));
        AXIAL_ASSIGN(HttpAnswer first, collection_.get(url));
        if (first.status == 200 && last_page(first) <= std::ssize(wanted)) {
            AXIAL_TRY(read_pages(repository_, std::move(first), wanted, served));
            return finish_all(wanted, served);
        }
    }
    for (const auto& entry : wanted) {
        std::set<std::string> served;
        const std::map<std::int64_t, corpus::Thread> one{entry};
        AXIAL_ASSIGN(HttpAnswer first, collection_.get(repository_.address(
                                           fmt::format("/pulls/{}/comments?per_page=100", entry.first))));
        if (first.status == 404 || first.status == 410) {
            AXIAL_ASSIGN(const bool there, repository_.check_thread(entry.second));
            if (!there)
                continue;
        }
        AXIAL_TRY(read_pages(repository_, std::move(first), one, served));
        AXIAL_TRY(finish_all(one, served));
        collection_.show_progress(fmt::format("{}: review comments", repository_.container()));
    }
    return {};
}

} // namespace axial::collectors::github
