// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/url.h"
#include "collectors/reparse/threads.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace axial::collectors::reparse {
namespace {

/// "/t/12.json" or "/t/12/posts.json"; the topic's id, or nothing.
std::optional<std::string> topic_in(const Payload& payload, bool whole) {
    const auto& path = payload.path;
    const std::size_t parts = whole ? 2 : 3;
    if (payload.method != "GET" || path.size() < parts || path[path.size() - parts] != "t")
        return std::nullopt;
    std::string id = path[path.size() - parts + 1];
    if (whole ? !id.ends_with(".json") : path.back() != "posts.json")
        return std::nullopt;
    if (whole)
        id.resize(id.size() - 5);
    const bool good = !id.empty() && std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
    return good ? std::optional(id) : std::nullopt;
}

/// The forum that an address belongs to: as the run called it that asked there, else by its host.
Result<Forum> forum_of(const Payload& payload, const Surroundings& around) {
    if (const auto* run = around.run_at("discourse", payload.url))
        return find_forum(run->container, run->endpoint);
    const auto url = parse_url(payload.url);
    return find_forum(url ? url->host : "", url ? url->origin() : "");
}

/// The names of the forum's categories, as they were when the payload came.
Result<std::map<std::string, std::string>> categories_at(const Payload& payload, const Forum& forum,
                                                         Surroundings& around) {
    AXIAL_ASSIGN(const auto rows,
                 around.rows_of("GET " + forum.endpoint + "/categories.json?include_subcategories=true"));
    auto later = std::ranges::upper_bound(rows, payload.exchange.row);
    if (later == rows.begin() && later != rows.end())
        ++later; // asked for only afterwards: better than none
    if (later == rows.begin())
        return std::map<std::string, std::string>();
    AXIAL_ASSIGN(const auto exchange, around.raw.at(*(later - 1)));
    if (!exchange)
        return std::map<std::string, std::string>();
    const auto json = JsonDocument::parse(exchange->body);
    return json ? discourse::category_names((*json)->root()) : std::map<std::string, std::string>();
}

using Numbers = std::map<std::int64_t, std::string>;

void add_numbers(const Json& topic, const Forum& forum, Numbers& keys) {
    for (const Json& post : topic["post_stream"]["posts"].items())
        if (const auto number = post["post_number"].integer())
            keys.try_emplace(*number, discourse::post_key(post, forum));
}

bool has_answers(const Json& topic) {
    return std::ranges::any_of(topic["post_stream"]["posts"].items(), [](const Json& post) {
        return post["reply_to_post_number"].integer().has_value();
    });
}

/// Keys of a topic's posts by post number: those in the study, whose address ends in it.
Status add_stored_numbers(const corpus::Thread& thread, const Surroundings& around, Numbers& keys) {
    AXIAL_ASSIGN(const auto stored, around.store.posts_of(thread.row));
    for (const auto& post : stored) {
        std::int64_t number = 0;
        const char* end = post.url.data() + post.url.size();
        const auto slash = post.url.rfind('/');
        const bool is_number = slash != std::string::npos &&
                               std::from_chars(post.url.data() + slash + 1, end, number).ptr == end &&
                               slash + 1 < post.url.size();
        if (is_number)
            keys.try_emplace(number, post.key);
    }
    return {};
}

/// What the answers say that a topic was read from: the topic itself and twenty posts a time.
struct WholeTopic {
    Numbers numbers;
    std::set<std::int64_t> accepted;
};
Result<WholeTopic> topic_around(const Payload& payload, const Json& root, const std::string& id, bool whole,
                                const Forum& forum, const Surroundings& around) {
    WholeTopic topic;
    if (whole && !has_answers(root))
        return topic;
    AXIAL_TRY(around.each_neighbour(
        payload,
        [&](const Payload& other) { return topic_in(other, true) == id || topic_in(other, false) == id; },
        [&](const Payload& other) {
            const auto json = JsonDocument::parse(other.exchange.body);
            if (!json)
                return;
            add_numbers((*json)->root(), forum, topic.numbers);
            topic.accepted.merge(discourse::accepted_posts((*json)->root()));
        }));
    return topic;
}

/// "…/t/SLUG/ID" as stored; "-" stands for none.
std::string slug_in(const std::string& url) {
    const auto end = url.rfind('/');
    const auto begin = end == std::string::npos || end == 0 ? end : url.rfind('/', end - 1);
    if (begin == std::string::npos)
        return {};
    const std::string slug = url.substr(begin + 1, end - begin - 1);
    return slug == "-" ? "" : slug;
}

Result<Reading> read_posts(const Payload& payload, Surroundings& around, const std::string& id, bool whole) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    AXIAL_ASSIGN(const auto forum, forum_of(payload, around));
    AXIAL_ASSIGN(const auto categories, categories_at(payload, forum, around));
    AXIAL_ASSIGN(const auto topic, topic_around(payload, json->root(), id, whole, forum, around));
    Reading reading;
    AXIAL_TRY(read_topic(json->root(),
                         {forum, id, categories, topic.accepted, topic.numbers, payload.exchange.fetched_at,
                          payload.exchange.row},
                         whole, around, reading));
    return reading;
}

/// A post of the list of the forum's latest posts, which names its topic.
Status read_latest_post(const Json& post, const Forum& forum,
                        const std::map<std::string, std::string>& categories, const Payload& payload,
                        const Surroundings& around, Reading& reading) {
    discourse::Origin origin{
        &forum, post["topic_id"].id(), post["topic_slug"].text(), post["topic_title"].text(), {}, &categories,
        {}};
    if (origin.topic_id.empty() || post["id"].id().empty()) {
        reading.skip(forum.name + ": a post", "it has no id, or no topic");
        return {};
    }
    Found found{"discourse", forum.name, discourse::thread_of(post, origin), {}, {}, false, false};
    AXIAL_ASSIGN(const auto stored,
                 around.store.thread(corpus::make_key("discourse", forum.name, "topic", origin.topic_id)));
    origin.tags = stored ? stored->tags : found.thread->tags;
    found.thread->state.clear(); // a post does not tell it
    Numbers keys;
    if (stored && post["reply_to_post_number"].integer())
        AXIAL_TRY(add_stored_numbers(*stored, around, keys));
    auto record = *discourse::post_of(post, origin, keys);
    record.fetched_at = payload.exchange.fetched_at;
    record.raw = payload.exchange.row;
    found.posts.push_back(std::move(record));
    reading.found.push_back(std::move(found));
    return {};
}

Result<Reading> read_latest(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    AXIAL_ASSIGN(const auto forum, forum_of(payload, around));
    AXIAL_ASSIGN(const auto categories, categories_at(payload, forum, around));
    Reading reading;
    for (const Json& post : json->root()["latest_posts"].items())
        AXIAL_TRY(read_latest_post(post, forum, categories, payload, around, reading));
    return reading;
}

constexpr Kind kinds[] = {
    {"Discourse: latest posts",
     [](const Payload& payload) {
         return payload.method == "GET" && !payload.path.empty() && payload.path.back() == "posts.json" &&
                !topic_in(payload, false);
     },
     read_latest},
    {"Discourse: a topic", [](const Payload& payload) { return topic_in(payload, true).has_value(); },
     [](const Payload& payload, Surroundings& around) {
         return read_posts(payload, around, *topic_in(payload, true), true);
     }},
    {"Discourse: posts of a topic", [](const Payload& payload) { return topic_in(payload, false).has_value(); },
     [](const Payload& payload, Surroundings& around) {
         return read_posts(payload, around, *topic_in(payload, false), false);
     }},
};

} // namespace

Status read_topic(const Json& topic, const TopicPlace& place, bool whole, const Surroundings& around,
                  Reading& reading) {
    if (!topic["post_stream"]["posts"].is_array())
        return bad_input("there are no posts in it");
    const auto posts = topic["post_stream"]["posts"].items();
    const std::string& name = place.forum.name;
    const std::string thread_key = corpus::make_key("discourse", name, "topic", place.id);
    AXIAL_ASSIGN(const auto stored, around.store.thread(thread_key));
    discourse::Origin origin{&place.forum,
                             place.id,
                             topic["slug"].text(),
                             topic["title"].text(),
                             {},
                             &place.categories,
                             whole ? discourse::accepted_posts(topic) : place.accepted};
    Found found{"discourse", name, {}, {thread_key}, {}, false, false};
    if (whole) {
        found.thread = discourse::thread_of(topic, origin);
        origin.tags = found.thread->tags;
    } else if (stored) {
        origin.title = stored->title;
        origin.slug = slug_in(stored->url);
        origin.tags = stored->tags;
    }
    Numbers keys = place.numbers;
    add_numbers(topic, place.forum, keys);
    if (stored && has_answers(topic))
        AXIAL_TRY(add_stored_numbers(*stored, around, keys));
    for (const Json& one : posts) {
        auto post = discourse::post_of(one, origin, keys);
        if (!post) {
            reading.skip(fmt::format("{}: a post of topic {}", name, place.id), "it has no id");
            continue;
        }
        post->fetched_at = place.fetched_at;
        post->raw = place.raw;
        found.posts.push_back(std::move(*post));
    }
    found.opens = whole && !found.posts.empty();
    reading.found.push_back(std::move(found));
    return {};
}

std::span<const Kind> discourse_kinds() {
    return kinds;
}

} // namespace axial::collectors::reparse
