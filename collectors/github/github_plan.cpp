// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/github.h"
#include "collectors/github/stream_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors {
namespace {

using github::Repository;

constexpr std::int64_t page_size = 100;

class Planner {
public:
    Planner(Collection& collection, const GithubRequest& request)
        : collection_(collection),
          request_(request),
          repository_(collection, request.endpoint, request.repository) {}

    Result<Plan> plan() {
        AXIAL_TRY(repository_.open());
        for (const auto& stream : github::streams) {
            AXIAL_ASSIGN(const std::string since, since_of(stream));
            AXIAL_ASSIGN(const auto items, *stream.kind == '\0' ? threads(since) : comments(stream, since));
            PlanStep step;
            step.what = (*stream.kind == '\0' ? "issues and pull requests" : stream.name) +
                        (since.empty() ? std::string() : ", changed since " + since);
            step.items = items;
            step.requests = std::max<std::int64_t>(1, (items + page_size - 1) / page_size);
            step.at_least = items < 0;
            plan_.steps.push_back(step);
        }
        if (request_.reviews || request_.events)
            add_histories(plan_.steps.front().items);
        return std::move(plan_);
    }

private:
    Result<std::string> since_of(const github::Stream& stream) const {
        AXIAL_ASSIGN(const auto state, repository_.state(stream.name));
        return state && !state->watermark.empty() && !request_.full ? state->watermark
                                                                    : github::since_text(request_.since);
    }

    /// The list itself does not say how long it is once it is long, the search does; -1: it does not know
    /// either.
    Result<std::int64_t> threads(const std::string& since) {
        std::int64_t sum = 0;
        for (const char* kind : {"issue", "pull-request"}) {
            std::string term = fmt::format("repo:{} is:{}", repository_.container(), kind);
            if (!since.empty())
                term += " updated:>=" + since;
            AXIAL_ASSIGN(const auto answer,
                         collection_.get(fmt::format("{}/search/issues?q={}&per_page=1", request_.endpoint,
                                                     percent_encode(term))));
            if (answer.status != 200)
                return threads_by_list(since);
            sum += answer.json->root()["total_count"].integer().value_or(0);
            if (kind == std::string_view("pull-request"))
                pulls_ = answer.json->root()["total_count"].integer().value_or(0);
        }
        return sum;
    }

    Result<std::int64_t> threads_by_list(const std::string& since) {
        const auto& stream = github::streams[0];
        AXIAL_ASSIGN(const auto answer, collection_.get(address(stream, since)));
        if (answer.status != 200)
            return repository_.refusal(stream.name, answer);
        const std::int64_t last = github::last_page(answer);
        const bool has_more = !next_link(header(answer.headers, "link")).empty();
        return last > 1 ? last : has_more ? -1 : std::ssize(answer.json->root().items());
    }

    Result<std::int64_t> comments(const github::Stream& stream, const std::string& since) {
        AXIAL_ASSIGN(const auto answer, collection_.get(address(stream, since)));
        if (answer.status != 200)
            return repository_.refusal(stream.name, answer);
        const std::int64_t last = github::last_page(answer);
        return last > 1 ? last : std::ssize(answer.json->root().items());
    }

    /// With one item a page, the number of the last page is that of the items.
    std::string address(const github::Stream& stream, const std::string& since) const {
        const std::string url =
            repository_.address(fmt::format("{}sort=updated&direction=asc&per_page=1", stream.path));
        return since.empty() ? url : url + "&since=" + since;
    }

    void add_histories(std::int64_t threads) {
        PlanStep step;
        step.what = request_.events ? "timelines with events and reviews, thread by thread"
                                    : "reviews, pull request by pull request";
        step.items = -1;
        step.requests = std::max<std::int64_t>(0, request_.events ? threads : pulls_);
        step.at_least = true;
        plan_.steps.push_back(step);
    }

    Collection& collection_;
    const GithubRequest& request_;
    Repository repository_;
    Plan plan_;
    std::int64_t pulls_ = 0;
};

} // namespace

Result<Plan> plan_github(Collection& collection, const GithubRequest& request) {
    return Planner(collection, request).plan();
}

} // namespace axial::collectors
