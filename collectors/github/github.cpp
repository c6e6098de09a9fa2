// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/github.h"

#include "collectors/github/history.h"
#include "collectors/github/stream_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace axial::collectors {
namespace {

using corpus::Thread;
using github::Histories;
using github::Repository;
using github::Served;

/// A sweep that was interrupted longer ago begins anew.
constexpr std::chrono::days longest_sweep{7};

class Run {
public:
    Run(Collection& collection, const GithubRequest& request)
        : collection_(collection),
          request_(request),
          repository_(collection, request.endpoint, request.repository) {}

    Status run() {
        AXIAL_TRY(repository_.open());
        Served served;
        for (const auto& stream : github::streams)
            AXIAL_TRY(
                github::read_stream(repository_, stream, request_.since, request_.full ? &served : nullptr));
        Histories::Parts parts{request_.reviews, request_.events, false, false, {}};
        if (request_.full) {
            AXIAL_ASSIGN(parts.again_before, begin_sweep());
            AXIAL_TRY(find_gone(served));
        }
        AXIAL_ASSIGN(const auto threads, collection_.store().threads_in("github", repository_.container()));
        Histories histories(repository_, parts);
        AXIAL_TRY(histories.read(reach(threads)));
        if (histories.failed() > 0)
            return world_fault(fmt::format("what happened in {} threads could not be read, axial collect log "
                                           "lists them",
                                           histories.failed()),
                               request_.repository, "run the same command again later to go on");
        return request_.full ? end_sweep() : Status{};
    }

private:
    /// Discussions live in the same container, and have no timeline.
    static std::vector<Thread> reach(const std::vector<Thread>& all) {
        std::vector<Thread> threads;
        std::ranges::copy_if(all, std::back_inserter(threads), [](const Thread& thread) {
            return thread.kind == "issue" || thread.kind == "pull";
        });
        return threads;
    }

    Result<Time> begin_sweep() {
        AXIAL_ASSIGN(const auto state, repository_.state("sweep"));
        if (state)
            if (const auto begun = parse_time(state->cursor); begun && now() - *begun < longest_sweep)
                return *begun;
        auto fresh = repository_.new_state("sweep");
        const Time time = now();
        fresh.cursor = format_time(time);
        AXIAL_TRY(collection_.store().transaction([&] { return collection_.store().put(fresh); }));
        return time;
    }

    Status end_sweep() {
        auto state = repository_.new_state("sweep");
        state.finished_at = now();
        return collection_.store().transaction([&] { return collection_.store().put(state); });
    }

    /// Lists never say that something was deleted: threads that they leave out are asked for, comments that
    /// they leave out are gone.
    Status find_gone(const Served& served) {
        if (!served.is_whole) {
            collection_.note(
                "what is older than --since was not looked for: a sweep finds what is gone only in a "
                "study that began without it");
            return {};
        }
        AXIAL_ASSIGN(const auto threads, collection_.store().threads_in("github", repository_.container()));
        for (const Thread& thread : reach(threads)) {
            std::int64_t number = 0;
            std::from_chars(thread.native_id.data(), thread.native_id.data() + thread.native_id.size(), number);
            bool there = thread.state != "gone" && thread.state != "transferred";
            if (!served.threads.contains(number) && there) {
                AXIAL_ASSIGN(there, repository_.check_thread(thread));
            }
            if (there)
                AXIAL_TRY(find_gone_comments(thread, served));
        }
        return {};
    }

    Status find_gone_comments(const Thread& thread, const Served& served) {
        const auto prefix = [&](const char* kind) {
            return corpus::make_key("github", repository_.container(), kind, "");
        };
        const auto covers = [comments = prefix("comment"),
                             reviews = prefix("review_comment")](const std::string& key) {
            return key.starts_with(comments) || key.starts_with(reviews);
        };
        return collection_.store().transaction(
            [&] { return collection_.sweep(thread.row, served.posts, now(), covers); });
    }

    Collection& collection_;
    const GithubRequest& request_;
    Repository repository_;
};

} // namespace

Headers github_headers() {
    return {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
}

Status collect_github(Collection& collection, const GithubRequest& request) {
    return Run(collection, request).run();
}

} // namespace axial::collectors
