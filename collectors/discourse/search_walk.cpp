// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/walks.h"

#include <chrono>
#include <set>
#include <utility>
#include <vector>

namespace axial::collectors::discourse {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// Posts of the days in [from, to). The whole search has none.
struct Window {
    sys_days from{}, to{};
    [[nodiscard]] bool is_whole() const { return from == to; }
    [[nodiscard]] bool is_one_day() const { return to - from == days{1}; }
    [[nodiscard]] std::pair<Window, Window> halves() const {
        const sys_days middle = from + (to - from) / 2;
        return {{from, middle}, {middle, to}};
    }
    /// From a day earlier: forums differ in whether "after" a day means from its beginning or its end.
    [[nodiscard]] std::string text() const {
        const auto day = [](sys_days at) { return format_time(Time{at}).substr(0, 10); };
        return is_whole() ? "" : fmt::format(" after:{} before:{}", day(from - days{1}), day(to));
    }
};

/// The search, by windows of time where the forum does not give all hits at once.
class Search {
public:
    explicit Search(Session& session)
        : session_(session),
          may_split_(session.request.query.find("after:") == std::string::npos &&
                     session.request.query.find("before:") == std::string::npos) {}

    Status run() {
        std::vector<Window> open{Window{}};
        while (!open.empty()) {
            const Window window = open.back();
            open.pop_back();
            AXIAL_ASSIGN(const bool capped, read(window));
            if (!capped)
                continue;
            if (!may_split_ || window.is_one_day()) {
                note_cap(window);
                continue;
            }
            const auto [earlier, later] = window.is_whole() ? all_days().halves() : window.halves();
            open.push_back(earlier);
            open.push_back(later);
        }
        return {};
    }

    [[nodiscard]] std::int64_t hits() const { return std::ssize(seen_posts_); }
    /// And signature, in order of the first hit.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& topics() const { return topics_; }

private:
    /// No forum is as old as that, but some hold what was written elsewhere before.
    [[nodiscard]] Window all_days() const {
        const auto first = session_.request.since.value_or(Time{sys_days{std::chrono::year{1990} / 1 / 1}});
        return {std::chrono::floor<days>(first), std::chrono::floor<days>(now()) + days{2}};
    }

    /// True if there are more hits than the forum gives. A narrower window's last page is looked at first.
    Result<bool> read(const Window& window) {
        corpus::Query query;
        query.term = session_.term(window.is_whole()) + window.text();
        query.endpoint = scrub_url(session_.address("/search.json"));
        query.from = window.is_whole() ? session_.request.since.value_or(Time{}) : Time{window.from};
        query.to = window.is_whole() ? Time{} : Time{window.to};
        query.asked_at = now();
        AXIAL_ASSIGN(bool more, read_page(query, 1));
        if (more && !window.is_whole()) {
            AXIAL_ASSIGN(query.capped, read_page(query, most_search_pages));
        }
        const int last = window.is_whole() ? most_search_pages : most_search_pages - 1;
        for (int number = 2; more && !query.capped && number <= last; ++number) {
            AXIAL_ASSIGN(more, read_page(query, number));
            query.capped = more && number == most_search_pages;
        }
        query.hits = query.capped ? -1 : query.fetched;
        AXIAL_TRY(session_.collection.store().transaction([&] { return session_.collection.log(query); }));
        return query.capped;
    }

    /// True if there is another page after it.
    Result<bool> read_page(corpus::Query& query, int number) {
        const std::string url =
            session_.address(fmt::format("/search.json?q={}&page={}", percent_encode(query.term), number));
        AXIAL_ASSIGN(const HttpAnswer answer, session_.collection.get(url));
        if (answer.status != 200)
            return fail(session_.refusal(answer, scrub_url(url)));
        const Json root = answer.json->root();
        std::map<std::string, std::string> signatures;
        for (const Json& topic : root["topics"].items())
            signatures[topic["id"].id()] = signature(topic);
        const auto posts = root["posts"].items();
        query.fetched += std::ssize(posts);
        for (const Json& post : posts) {
            seen_posts_.insert(post["id"].id());
            if (const std::string id = post["topic_id"].id(); !id.empty() && seen_topics_.insert(id).second)
                topics_.emplace_back(id, signatures[id]);
        }
        session_.collection.show_progress(
            fmt::format("{}: search, {} hits so far", session_.request.forum.name, hits()));
        return !posts.empty() && root["grouped_search_result"]["more_full_page_results"].is_true();
    }

    void note_cap(const Window& window) {
        session_.collection.count("search_capped");
        session_.collection.note(
            window.is_whole()
                ? fmt::format(
                      "the search has more hits than the {} pages that the forum gives: leave out after: "
                      "and before:, then it is split by days",
                      most_search_pages)
                : fmt::format("the search has more hits of one day than the {} pages that the forum gives{}: "
                              "narrow it",
                              most_search_pages, window.text()));
    }

    Session& session_;
    bool may_split_;
    std::vector<std::pair<std::string, std::string>> topics_;
    std::set<std::string> seen_topics_, seen_posts_;
};

} // namespace

Status walk_search(Session& session, Topics& topics) {
    AXIAL_TRY(topics.begin({}));
    Search search(session);
    AXIAL_TRY(search.run());
    session.collection.count("search_hits", search.hits());
    session.size.topics = std::ssize(search.topics());
    for (const auto& [id, signature] : search.topics())
        AXIAL_TRY(topics.update(id, signature));
    return {};
}

} // namespace axial::collectors::discourse
