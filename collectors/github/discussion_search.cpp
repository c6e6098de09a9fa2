// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_queries.h"
#include "collectors/github/discussion_reader.h"
#include "collectors/github/discussion_walk.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace axial::collectors::github {
namespace {

using namespace std::chrono_literals;
using corpus::StreamState;

/// Before GitHub was: issues that became discussions keep the time when they were written.
constexpr Time before_everything{std::chrono::sys_days{std::chrono::year{2007} / 10 / 1}};

/// A window that is being read.
struct Part {
    Window window;
    std::string after;          ///< page to go on at
    std::set<std::string> read; ///< ids of the hits
    std::int64_t hits = -1;     ///< as counted on the first page
};

class Search {
public:
    Search(Collection& collection, Graphql& graphql, const DiscussionsRequest& request)
        : collection_(collection),
          graphql_(graphql),
          request_(request),
          reader_(collection, graphql, {}),
          stream_("search of discussions: " + search_term(request, whole_window(request))) {}

    Status run() {
        AXIAL_TRY(begin());
        while (!parts_.empty())
            AXIAL_TRY(read_page());
        return end();
    }

private:
    Status begin() {
        AXIAL_ASSIGN(const auto state, collection_.store().stream("github", "search", stream_));
        parts_ = {{whole_window(request_), {}, {}, -1}};
        if (!state || state->cursor.empty())
            return {};
        try {
            const auto saved = nlohmann::json::parse(state->cursor);
            std::vector<Part> parts;
            for (const auto& part : saved.at("parts"))
                parts.push_back({{Time{std::chrono::milliseconds{part.at("from").get<std::int64_t>()}},
                                  Time{std::chrono::milliseconds{part.at("to").get<std::int64_t>()}}},
                                 part.at("after").get<std::string>(),
                                 part.at("read").get<std::set<std::string>>(),
                                 part.at("hits").get<std::int64_t>()});
            saved.at("hits").get_to(hits_);
            saved.at("found").get_to(found_);
            saved.at("windows").get_to(windows_);
            parts_ = std::move(parts);
        } catch (const nlohmann::json::exception&) {
            hits_ = -1; // written by another version: from the beginning
        }
        return {};
    }

    Status save() {
        StreamState state{"github", "search", stream_, {}, {}, {}};
        auto parts = nlohmann::json::array();
        for (const auto& part : parts_)
            parts.push_back({{"from", part.window.from.time_since_epoch().count()},
                             {"to", part.window.to.time_since_epoch().count()},
                             {"after", part.after},
                             {"read", part.read},
                             {"hits", part.hits}});
        if (parts_.empty())
            state.finished_at = now();
        else
            state.cursor =
                nlohmann::json{{"parts", parts}, {"hits", hits_}, {"found", found_}, {"windows", windows_}}
                    .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return collection_.store().put(state);
    }

    /// A page of the newest window.
    Status read_page() {
        const std::string term = search_term(request_, parts_.back().window);
        const std::string after = parts_.back().after;
        const auto body = [&](int halvings) {
            return queries::search(term, halved(queries::list_page, halvings), after);
        };
        const auto whole = [&](const Json& data, std::int64_t) { return is_page(data["search"], after); };
        AXIAL_ASSIGN(const auto reply, graphql_.ask(body, whole));
        if (reply.bad_cursor && !after.empty()) {
            parts_.back() = {parts_.back().window, {}, {}, -1};
            return {};
        }
        const Json search = reply.data()["search"];
        if (!search.is_object())
            return world_fault("GitHub does not take this search: " + reply.refusal, term);
        const std::int64_t hits = search["discussionCount"].integer().value_or(0);
        if (after.empty()) {
            parts_.back().hits = hits;
            if (hits_ < 0)
                hits_ = hits;
            if (hits > search_cap && split(reply.http.fetched_at))
                return collection_.store().transaction([&] {
                    const Status logged =
                        log(term, {parts_.back().window.from, last_of_split_.to}, hits, 0, false, reply);
                    return logged ? save() : logged;
                });
        }
        return read_hits(search, term, reply);
    }

    /// Puts two halves in place of the window; the older one is read first.
    bool split(Time asked_at) {
        Window window = parts_.back().window;
        if (window.from == Time{})
            window.from = before_everything;
        if (window.to == Time{})
            window.to = std::chrono::ceil<std::chrono::seconds>(asked_at);
        if (!window.can_be_split())
            return false;
        const auto middle =
            std::chrono::floor<std::chrono::seconds>(window.from + (window.to - window.from) / 2);
        last_of_split_ = {middle + 1s, window.to};
        parts_.back() = {last_of_split_, {}, {}, -1};
        parts_.push_back({{window.from, middle}, {}, {}, -1});
        return true;
    }

    Status read_hits(const Json& search, const std::string& term, const GraphqlReply& reply) {
        std::vector<ListedDiscussion> listed;
        std::int64_t unseen = 0;
        for (const Json& node : search["nodes"].items()) {
            if (auto hit = ListedDiscussion::from(node, node["repository"]["nameWithOwner"].text()))
                listed.push_back(std::move(*hit));
            else
                ++unseen;
        }
        reader_.show_progress(found_ + std::ssize(parts_.back().read), hits_);
        AXIAL_TRY(reader_.read(listed));
        Part& part = parts_.back();
        for (const auto& hit : listed)
            part.read.insert(hit.id);
        const PageEnd end = page_end(search);
        part.after = end.cursor;
        return collection_.store().transaction([&]() -> Status {
            for (; unseen > 0; --unseen)
                AXIAL_TRY(collection_.skip_thread("a hit of " + term, "GitHub does not show it"));
            return end.more ? save() : finish_part(term, reply);
        });
    }

    /// A window that was read to its end: whether that was all of it is logged with it.
    Status finish_part(const std::string& term, const GraphqlReply& reply) {
        const Part part = std::move(parts_.back());
        parts_.pop_back();
        const auto read = std::ssize(part.read);
        const bool incomplete = part.hits <= search_cap && read < part.hits;
        ++windows_;
        found_ += read;
        if (part.hits > search_cap)
            collection_.note(fmt::format("{}: {} discussions of one second, of which GitHub gives out {}", term,
                                         part.hits, search_cap));
        AXIAL_TRY(log(term, part.window, part.hits, read, incomplete, reply));
        return save();
    }

    Status log(const std::string& term, const Window& window, std::int64_t hits, std::int64_t read,
               bool incomplete, const GraphqlReply& reply) {
        return collection_.log({term, request_.in, request_.endpoint + "/graphql", window.from, window.to,
                                reply.http.fetched_at, hits, read, hits > search_cap, incomplete});
    }

    /// What was read against what GitHub counted when the whole was asked for.
    Status end() {
        collection_.count("search_hits", found_);
        collection_.note(
            fmt::format("search: {} hits counted, {} read in {} {}{}", std::max<std::int64_t>(hits_, 0), found_,
                        windows_, windows_ == 1 ? "window" : "windows",
                        found_ >= hits_ ? ": complete" : ": not complete, axial collect log says where"));
        return {};
    }

    Collection& collection_;
    Graphql& graphql_;
    const DiscussionsRequest& request_;
    DiscussionReader reader_;
    std::string stream_;
    std::vector<Part> parts_;
    Window last_of_split_;
    std::int64_t hits_ = -1, found_ = 0, windows_ = 0;
};

} // namespace

Window whole_window(const DiscussionsRequest& request) {
    Window window;
    if (request.from)
        window.from = std::chrono::floor<std::chrono::seconds>(*request.from);
    if (request.to)
        window.to = std::chrono::floor<std::chrono::seconds>(*request.to);
    return window;
}

std::string search_term(const DiscussionsRequest& request, const Window& window) {
    std::string term = request.query;
    if (!request.in.empty())
        term += " in:" + request.in;
    for (const auto& repository : request.repositories)
        term += " repo:" + repository;
    if (window.from != Time{} && window.to != Time{})
        term += fmt::format(" created:{}..{}", format_time(window.from), format_time(window.to));
    else if (window.from != Time{})
        term += " created:>=" + format_time(window.from);
    else if (window.to != Time{})
        term += " created:<=" + format_time(window.to);
    return term;
}

Status search_discussions(Collection& collection, Graphql& graphql, const DiscussionsRequest& request) {
    return Search(collection, graphql, request).run();
}

} // namespace axial::collectors::github
