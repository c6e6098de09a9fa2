// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/discourse.h"

#include "collectors/discourse/walks.h"

#include <algorithm>

namespace axial::collectors {
namespace {

using namespace discourse;

constexpr int most_planned_pages = 5;

std::int64_t parts(std::int64_t whole, std::int64_t size) {
    return (whole + size - 1) / size;
}

/// Requests for one topic: itself, and its posts beyond the first ones.
std::int64_t requests_for(const Json& topic) {
    const auto size = static_cast<std::int64_t>(chunk_size);
    const auto more = std::clamp<std::int64_t>(topic["posts_count"].integer().value_or(1) - size, 0, 1'000'000);
    return 1 + parts(more, size);
}

/// The whole list: from the sizes that the categories tell, and how long the topics of one page are.
Result<Plan> plan_everything(Session& session, const Place& place) {
    AXIAL_ASSIGN(const auto answer, session.collection.get(list_url(session, place)));
    if (answer.status != 200)
        return fail(session.refusal(answer, scrub_url(list_url(session, place))));
    const Json list = answer.json->root()["topic_list"];
    const auto shown = list["topics"].items();
    const auto on_page = std::ssize(shown);
    std::int64_t requests = 0;
    for (const Json& topic : shown)
        requests += requests_for(topic);
    const bool more = !list["more_topics_url"].text().empty();
    const bool sized = session.size.topics >= on_page;
    const auto topics = !more ? on_page : sized ? session.size.topics : on_page;
    if (on_page > 0)
        requests = requests * topics / on_page;
    Plan plan;
    plan.steps.push_back({"names of the categories, newest activity", -1, 2});
    plan.steps.push_back({"pages of the list of topics", topics,
                          std::max<std::int64_t>(1, parts(topics, list_size)), more && !sized});
    plan.steps.push_back({"topics, with their posts", topics, requests, more && !sized});
    return plan;
}

/// What changed: the list itself, as far as it has to be read.
Result<Plan> plan_changes(Session& session, Topics& topics, Place place) {
    PlanStep lists{"names of the categories, and the list by activity", -1, 1};
    PlanStep changed{"topics that changed", 0, 0};
    for (bool more = true; more && place.page < most_planned_pages; ++place.page) {
        const std::string url = list_url(session, place);
        AXIAL_ASSIGN(const auto answer, session.collection.get(url));
        if (answer.status != 200)
            return fail(session.refusal(answer, scrub_url(url)));
        ++lists.requests;
        const Json list = answer.json->root()["topic_list"];
        bool all_known = true;
        for (const Json& topic : list["topics"].items()) {
            const auto active = activity(topic);
            if (const auto since = session.since(); !since.empty() && active < since)
                continue;
            AXIAL_ASSIGN(const bool known, topics.is_known(topic["id"].id(), signature(topic)));
            all_known = all_known && (topic["pinned"].is_true() || (known && active < place.watermark));
            changed.items += known ? 0 : 1;
            changed.requests += known ? 0 : requests_for(topic);
        }
        more = !all_known && !list["more_topics_url"].text().empty();
        lists.at_least = changed.at_least = more;
    }
    return Plan{{lists, changed}, {}};
}

Result<Plan> plan_search(Session& session, Topics& topics) {
    const std::string url =
        session.address(fmt::format("/search.json?q={}&page=1", percent_encode(session.term())));
    AXIAL_ASSIGN(const auto answer, session.collection.get(url));
    if (answer.status != 200)
        return fail(session.refusal(answer, scrub_url(url)));
    const Json root = answer.json->root();
    const bool more = root["grouped_search_result"]["more_full_page_results"].is_true();
    PlanStep search{"the search, and the names of the categories", std::ssize(root["posts"].items()),
                    more ? 3 : 2, more};
    PlanStep found{"topics that it finds", 0, 0, more};
    for (const Json& topic : root["topics"].items()) {
        AXIAL_ASSIGN(const bool known, topics.is_known(topic["id"].id(), signature(topic)));
        found.items += known ? 0 : 1;
        found.requests += known ? 0 : requests_for(topic);
    }
    Plan plan{{search, found}, {}};
    if (more)
        plan.caps.push_back(fmt::format("a search gives out {} hits at most, and this one has more than {}: "
                                        "where it has more, it is split by days",
                                        most_search_pages * search_size, search_size));
    return plan;
}

Result<Plan> plan_posts(Session& session) {
    AXIAL_ASSIGN(const auto newest, newest_post(session));
    AXIAL_ASSIGN(const auto last, last_walked_post(session));
    const auto pages = parts(std::max<std::int64_t>(0, newest - last), post_window);
    return Plan{{{"names of the categories, newest post", -1, 2},
                 {fmt::format("posts with numbers from {} to {}", last + 1, newest), -1, pages}},
                {}};
}

} // namespace

Status collect_discourse(Collection& collection, const DiscourseRequest& request) {
    Session session{collection, request};
    AXIAL_TRY(session.read_categories());
    if (request.posts)
        return walk_posts(session);
    Topics topics(session);
    AXIAL_TRY(request.query.empty() ? walk_list(session, topics) : walk_search(session, topics));
    return topics.outcome();
}

Result<Plan> plan_discourse(Collection& collection, const DiscourseRequest& request) {
    Session session{collection, request};
    AXIAL_TRY(session.read_categories());
    Topics topics(session);
    if (request.posts)
        return plan_posts(session);
    if (!request.query.empty())
        return plan_search(session, topics);
    AXIAL_ASSIGN(const auto place, find_place(session));
    return place.everything ? plan_everything(session, place) : plan_changes(session, topics, place);
}

} // namespace axial::collectors
