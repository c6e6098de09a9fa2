// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/history_records.h"
#include "collectors/reparse/threads.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors::reparse {
namespace {

using corpus::utf8::lower;

bool is_number(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// What is asked of which repository: "/repos/OWNER/NAME/REST…" or, after a redirect, "/repositories/ID/REST…".
struct Asked {
    std::string repository; ///< empty: only its id is named
    std::string id;
    std::vector<std::string> rest;
};

std::optional<Asked> asked_of(const Payload& payload) {
    if (payload.method != "GET")
        return std::nullopt;
    const auto& path = payload.path;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (path[i] == "repos" && i + 3 < path.size())
            return Asked{path[i + 1] + '/' + path[i + 2],
                         {},
                         {path.begin() + static_cast<std::ptrdiff_t>(i) + 3, path.end()}};
        if (path[i] == "repositories" && i + 2 < path.size())
            return Asked{{}, path[i + 1], {path.begin() + static_cast<std::ptrdiff_t>(i) + 2, path.end()}};
    }
    return std::nullopt;
}

bool asks_for(const Payload& payload, const std::vector<std::string>& rest) {
    const auto asked = asked_of(payload);
    return asked &&
           std::ranges::equal(asked->rest, rest, [](const std::string& found, const std::string& wanted) {
               return wanted == "N" ? is_number(found) : found == wanted;
           });
}

/// The repository of an id: a page before it was asked for by name and told the address of the next one.
std::string name_of_id(const std::string& id, std::int64_t row, const Surroundings& around) {
    constexpr std::int64_t furthest = 1000;
    for (std::int64_t before = row - 1; before > 0 && row - before <= furthest; --before) {
        const auto exchange = around.raw.at(before);
        if (!exchange || !*exchange)
            continue;
        const auto asked = asked_of(look_at(**exchange));
        const bool leads_here = std::ranges::any_of((*exchange)->headers, [&](const auto& header) {
            return header.second.find("/repositories/" + id + '/') != std::string::npos;
        });
        if (asked && !asked->repository.empty() && leads_here)
            return asked->repository;
    }
    return {};
}

/// The repository that items are filed under: as they name it themselves, in the study's own spelling.
Result<std::string> container_of(const Payload& payload, const std::vector<Json>& items, Surroundings& around) {
    std::string name = items.empty() ? "" : github::repository_of(items.front());
    if (name.empty())
        name = asked_of(payload)->repository;
    if (name.empty())
        name = name_of_id(asked_of(payload)->id, payload.exchange.row, around);
    if (name.empty())
        return bad_input("no repository is named in it");
    return around.repository(name);
}

void read_item(const Json& item, const github::Origin& origin, Reading& reading) {
    if (auto found = github_thread(item, origin, reading))
        reading.found.push_back(std::move(*found));
}

Result<Reading> read_issues(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    const auto items = json->root().items();
    AXIAL_ASSIGN(const auto container, container_of(payload, items, around));
    Reading reading;
    for (const Json& item : items)
        read_item(item, {container, payload.exchange.fetched_at, payload.exchange.row}, reading);
    return reading;
}

/// Hits of a search. Those that no run took stay out: their window was split, or the search was stopped.
Result<Reading> read_hits(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    Reading reading;
    for (const Json& item : json->root()["items"].items()) {
        AXIAL_ASSIGN(auto container, around.repository(github::repository_of(item)));
        const github::Origin origin{std::move(container), payload.exchange.fetched_at, payload.exchange.row};
        const auto thread = github::thread_of(item, origin);
        if (!thread)
            continue;
        AXIAL_ASSIGN(const auto stored, around.store.thread(corpus::make_key("github", origin.container,
                                                                             thread->kind, thread->native_id)));
        if (stored)
            read_item(item, origin, reading);
    }
    return reading;
}

bool is_search(const Payload& payload) {
    const auto& path = payload.path;
    return payload.method == "GET" && path.size() >= 2 && path[path.size() - 2] == "search" &&
           path.back() == "issues";
}

/// A single issue; one that was transferred shows another repository than the one asked for.
Result<Reading> read_issue(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    const Json item = json->root();
    AXIAL_ASSIGN(const auto container, container_of(payload, {item}, around));
    Reading reading;
    const std::string asked = asked_of(payload)->repository;
    AXIAL_ASSIGN(const auto wanted, around.repository(asked));
    if (asked.empty() || lower(wanted) == lower(container))
        read_item(item, {container, payload.exchange.fetched_at, payload.exchange.row}, reading);
    return reading;
}

Result<Reading> read_comments(const Payload& payload, Surroundings& around, const char* kind) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    const auto items = json->root().items();
    AXIAL_ASSIGN(const auto container, container_of(payload, items, around));
    const github::Origin origin{container, payload.exchange.fetched_at, payload.exchange.row};
    Reading reading;
    for (const Json& item : items) {
        auto post = github::comment_of(item, kind, origin);
        const auto number = github::thread_number(item);
        if (!post || !number) {
            reading.skip(fmt::format("{}: {} {}", container, kind, item["id"].id()),
                         post ? "it names no issue or pull request" : "it has no id");
            continue;
        }
        add_github_post(std::move(post), *number, origin, reading);
    }
    return reading;
}

/// Whether a run asked for such posts of a thread: it marks what it read with what it was asked for.
Result<bool> was_asked_for(const std::string& container, const std::string& kind, std::int64_t number,
                           const Surroundings& around) {
    constexpr const char* parts[] = {"reviews ", "events ", "comments ", "review comments "};
    for (unsigned choice = 1; choice < 16; ++choice) {
        std::string mark = "read: ";
        bool has_kind = false;
        for (unsigned part = 0; part < std::size(parts); ++part)
            if ((choice >> part & 1U) != 0) {
                mark += parts[part];
                has_kind = has_kind || parts[part] == kind + "s ";
            }
        if (!has_kind)
            continue;
        AXIAL_ASSIGN(const auto read,
                     around.store.stream("github", container, fmt::format("{}of {}", mark, number)));
        if (read)
            return true;
    }
    return false;
}

/// The timeline of an issue or pull request, its comments, or its reviews. A timeline holds more than was asked
/// for.
Result<Reading> read_history(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    const auto asked = *asked_of(payload);
    const auto items = json->root().items();
    AXIAL_ASSIGN(const auto container, container_of(payload, items, around));
    const github::Origin origin{container, payload.exchange.fetched_at, payload.exchange.row};
    const auto number = std::stoll("0" + asked.rest[1].substr(0, 15));
    Reading reading;
    for (const Json& item : items) {
        auto post = asked.rest[2] == "reviews"    ? github::review_post(item, origin)
                    : asked.rest[2] == "comments" ? github::comment_of(item, "comment", origin)
                                                  : github::history_post(item, number, origin);
        if (!post && item["event"].text() == "line-commented")
            continue; // its comments come as review comments
        if (post && asked.rest[2] == "timeline") {
            AXIAL_ASSIGN(const auto stored,
                         around.store.post(corpus::make_key("github", container, post->kind, post->native_id)));
            AXIAL_ASSIGN(const bool wanted, was_asked_for(container, post->kind, number, around));
            if (!stored && !wanted)
                continue;
        }
        add_github_post(std::move(post), number, origin, reading);
    }
    return reading;
}

constexpr Kind kinds[] = {
    {"GitHub: a timeline",
     [](const Payload& payload) {
         return asks_for(payload, {"issues", "N", "timeline"});
     },
     read_history},
    {"GitHub: comments of one",
     [](const Payload& payload) {
         return asks_for(payload, {"issues", "N", "comments"});
     },
     read_history},
    {"GitHub: reviews",
     [](const Payload& payload) {
         return asks_for(payload, {"pulls", "N", "reviews"});
     },
     read_history},
    {"GitHub: review comments of one",
     [](const Payload& payload) {
         return asks_for(payload, {"pulls", "N", "comments"});
     },
     [](const Payload& payload, Surroundings& around) {
         return read_comments(payload, around, "review_comment");
     }},
    {"GitHub: issues", [](const Payload& payload) { return asks_for(payload, {"issues"}); }, read_issues},
    {"GitHub: comments",
     [](const Payload& payload) {
         return asks_for(payload, {"issues", "comments"});
     },
     [](const Payload& payload, Surroundings& around) { return read_comments(payload, around, "comment"); }},
    {"GitHub: review comments",
     [](const Payload& payload) {
         return asks_for(payload, {"pulls", "comments"});
     },
     [](const Payload& payload, Surroundings& around) {
         return read_comments(payload, around, "review_comment");
     }},
    {"GitHub: hits of a search", is_search, read_hits},
    {"GitHub: an issue",
     [](const Payload& payload) {
         return asks_for(payload, {"issues", "N"});
     },
     read_issue},
};

} // namespace

std::optional<Found> github_thread(const Json& item, const github::Origin& origin, Reading& reading) {
    auto thread = github::thread_of(item, origin);
    if (!thread) {
        reading.skip(origin.container + ": an item of the issues list", "it has no number");
        return std::nullopt;
    }
    Found found{"github", origin.container, std::move(thread), {}, {}, true, false};
    found.posts.push_back(github::first_post(item, origin));
    return found;
}

void add_github_post(std::optional<corpus::IncomingPost> post, std::int64_t number,
                     const github::Origin& origin, Reading& reading) {
    if (!post)
        return reading.skip(fmt::format("{}: a post on {}", origin.container, number), "it has no id");
    Found found{"github", origin.container, {}, {}, {}, false, false};
    for (const char* thread : {"issue", "pull"})
        found.thread_keys.push_back(
            corpus::make_key("github", origin.container, thread, std::to_string(number)));
    found.posts.push_back(std::move(*post));
    reading.found.push_back(std::move(found));
}

std::span<const Kind> github_kinds() {
    return kinds;
}

} // namespace axial::collectors::reparse
