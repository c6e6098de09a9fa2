// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/walks.h"

#include <set>
#include <utility>
#include <vector>

namespace axial::collectors::discourse {
namespace {

struct Hits {
    std::vector<std::pair<std::string, std::string>> topics = {}; ///< and signature, in order of the first hit
    std::int64_t posts = 0;
    bool capped = false;
};

Result<Hits> search(Session& session) {
    Hits hits;
    std::set<std::string> seen;
    hits.capped = true;
    for (int page = 1; hits.capped && page <= most_search_pages; ++page) {
        const std::string url =
            session.address(fmt::format("/search.json?q={}&page={}", percent_encode(session.term()), page));
        AXIAL_ASSIGN(const HttpAnswer answer, session.collection.get(url));
        if (answer.status != 200)
            return fail(session.refusal(answer, scrub_url(url)));
        const Json root = answer.json->root();
        std::map<std::string, std::string> signatures;
        for (const Json& topic : root["topics"].items())
            signatures[topic["id"].id()] = signature(topic);
        const auto posts = root["posts"].items();
        hits.posts += static_cast<std::int64_t>(posts.size());
        for (const Json& post : posts)
            if (const std::string id = post["topic_id"].id(); !id.empty() && seen.insert(id).second)
                hits.topics.emplace_back(id, signatures[id]);
        hits.capped = !posts.empty() && root["grouped_search_result"]["more_full_page_results"].is_true();
        session.collection.show_progress(session.request.forum.name + ": search", page, most_search_pages);
    }
    return hits;
}

Status log(Session& session, const Hits& hits) {
    corpus::Query query;
    query.term = session.term();
    query.endpoint = scrub_url(session.address("/search.json"));
    query.from = session.request.since.value_or(Time{});
    query.asked_at = now();
    query.hits = hits.capped ? -1 : hits.posts;
    query.fetched = hits.posts;
    query.capped = hits.capped;
    return session.collection.store().transaction([&] { return session.collection.log(query); });
}

} // namespace

Status walk_search(Session& session, Topics& topics) {
    AXIAL_TRY(topics.begin({}));
    AXIAL_ASSIGN(const Hits hits, search(session));
    session.collection.count("search_hits", hits.posts);
    if (hits.capped) {
        session.collection.count("search_capped");
        session.collection.note(fmt::format("the search has more hits than the {} pages that the forum gives: "
                                            "split it, for instance by after: and before:",
                                            most_search_pages));
    }
    AXIAL_TRY(log(session, hits));
    session.size.topics = static_cast<std::int64_t>(hits.topics.size());
    for (const auto& [id, signature] : hits.topics)
        AXIAL_TRY(topics.update(id, signature));
    return {};
}

} // namespace axial::collectors::discourse
