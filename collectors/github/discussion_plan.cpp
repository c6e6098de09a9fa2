// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_queries.h"
#include "collectors/github/discussion_reader.h"
#include "collectors/github/discussion_walk.h"
#include "collectors/http/retry.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::collectors {
namespace {

using namespace github;

std::int64_t pages_of(std::int64_t items, std::int64_t page) {
    return (items + page - 1) / page;
}

/// Of the first page of a list, the discussions that a run would read, and what that takes.
struct Sample {
    std::vector<ListedDiscussion> wanted;
    std::int64_t shown = 0;
    bool reached = false; ///< the page goes on to what is stored already

    [[nodiscard]] std::int64_t requests() const {
        std::int64_t sum = 0;
        for (std::size_t begin = 0; begin < wanted.size(); ++sum)
            begin += DiscussionReader::batch_of(wanted, begin, 0);
        for (const auto& discussion : wanted)
            sum += DiscussionReader::more_requests(discussion);
        return sum;
    }
};

class Planner {
public:
    Planner(Collection& collection, const DiscussionsRequest& request)
        : collection_(collection),
          request_(request),
          graphql_(collection, request.endpoint) {}

    Result<Plan> run() {
        if (!request_.query.empty())
            AXIAL_TRY(plan_search());
        else
            for (const auto& repository : request_.repositories)
                AXIAL_TRY(plan_repository(repository));
        return std::move(plan_);
    }

private:
    Result<GraphqlReply> ask(const std::function<std::string(int)>& body, const char* field,
                             const char* connection) {
        AXIAL_ASSIGN(auto reply, graphql_.ask(body, [&](const Json& data, std::int64_t refused) {
            const Json found = data[field];
            return found.is_object() ? is_page(*connection ? found[connection] : found, {}) : refused > 0;
        }));
        return reply;
    }

    Result<Sample> sample_of(const Json& nodes, const std::string& container, std::optional<Time> until) {
        Sample sample;
        for (const Json& node : nodes.items()) {
            auto listed = ListedDiscussion::from(
                node, container.empty() ? node["repository"]["nameWithOwner"].text() : container);
            if (!listed)
                continue;
            ++sample.shown;
            if (const auto updated = node["updatedAt"].time(); until && updated && *updated < *until) {
                sample.reached = true;
                continue;
            }
            AXIAL_ASSIGN(const auto state,
                         collection_.store().stream("github", listed->container,
                                                    fmt::format("discussion {}", listed->number)));
            if (request_.full || !state || state->watermark != listed->signature)
                sample.wanted.push_back(std::move(*listed));
        }
        return sample;
    }

    Status plan_repository(const std::string& repository) {
        AXIAL_ASSIGN(const auto state,
                     collection_.store().stream("github", corpus::utf8::lower(repository), "discussions"));
        AXIAL_ASSIGN(const auto reply, ask(
                                           [&](int halvings) {
                                               return queries::list(repository,
                                                                    halved(queries::list_page, halvings), {});
                                           },
                                           "repository", "discussions"));
        if (const std::string refused = refusal_of(reply); !refused.empty()) {
            plan_.caps.push_back(fmt::format("{}: {}", repository, refused));
            return {};
        }
        const Json list = reply.data()["repository"]["discussions"];
        const std::string watermark = state && !request_.full ? state->watermark : "";
        AXIAL_ASSIGN(const auto sample,
                     sample_of(list["nodes"], reply.data()["repository"]["nameWithOwner"].text(),
                               parse_time(watermark)));
        const std::int64_t total = list["totalCount"].integer().value_or(0);
        const bool all = watermark.empty(), more = !sample.reached && page_end(list).more;
        add(repository + (all ? ": all discussions" : ": discussions changed since " + watermark), sample,
            all ? total : sample.shown, more && !all, reply);
        return {};
    }

    Status plan_search() {
        const std::string term = search_term(request_, whole_window(request_));
        AXIAL_ASSIGN(
            const auto reply,
            ask([&](int halvings) { return queries::search(term, halved(queries::list_page, halvings), {}); },
                "search", ""));
        const Json search = reply.data()["search"];
        AXIAL_ASSIGN(const auto sample, sample_of(search["nodes"], {}, {}));
        const std::int64_t hits = search["discussionCount"].integer().value_or(0);
        if (hits > search_cap)
            plan_.caps.push_back(
                fmt::format("search gives out {} of {} hits: it is split by the time of creation "
                            "into about {} windows",
                            grouped(search_cap), grouped(hits), 2 * pages_of(hits, search_cap)));
        add("hits of " + term, sample, hits, false, reply);
        return {};
    }

    /// The sample stands for the whole: `items` listed, of which as large a part is wanted, in as many
    /// requests.
    void add(const std::string& what, const Sample& sample, std::int64_t items, bool at_least,
             const GraphqlReply& reply) {
        const double share = sample.shown == 0 ? 0.0
                                               : static_cast<double>(std::max(items, sample.shown)) /
                                                     static_cast<double>(sample.shown);
        const auto scaled = [&](std::int64_t number) {
            return static_cast<std::int64_t>(std::ceil(static_cast<double>(number) * share));
        };
        const std::int64_t pages = std::max<std::int64_t>(1, pages_of(items, queries::list_page));
        const std::int64_t lists =
            pages + (request_.query.empty() && pages > 1 ? 1 : 0) +
            (items > search_cap && !request_.query.empty() ? 2 * pages_of(items, search_cap) : 0);
        plan_.steps.push_back(
            {what, scaled(std::ssize(sample.wanted)), lists + scaled(sample.requests()), at_least});
        const Json limit = reply.data()["rateLimit"];
        const auto left = limit["remaining"].integer();
        // A batch asks for comments of comments: some ten points.
        const std::int64_t points = lists + scaled(sample.requests()) * 10;
        if (left && points > *left)
            plan_.caps.push_back(fmt::format("about {} points of GraphQL, and {} are left until {}",
                                             grouped(points), grouped(*left), limit["resetAt"].text()));
    }

    Collection& collection_;
    const DiscussionsRequest& request_;
    Graphql graphql_;
    Plan plan_;
};

} // namespace

Result<Plan> plan_discussions(Collection& collection, const DiscussionsRequest& request) {
    return Planner(collection, request).run();
}

} // namespace axial::collectors
