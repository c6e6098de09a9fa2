// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_records.h"
#include "collectors/reparse/threads.h"

#include <fmt/format.h>

#include <charconv>

namespace axial::collectors::reparse {
namespace {

struct Place {
    std::string repository;
    std::int64_t number = 0;
};

/// "https://github.com/OWNER/NAME/discussions/12#discussioncomment-3".
std::optional<Place> place_in(const std::string& url) {
    constexpr std::string_view mark = "/discussions/";
    const auto at = url.find(mark);
    const auto name = at == std::string::npos || at == 0 ? std::string::npos : url.rfind('/', at - 1);
    const auto owner = name == std::string::npos || name == 0 ? std::string::npos : url.rfind('/', name - 1);
    if (owner == std::string::npos)
        return std::nullopt;
    Place place{url.substr(owner + 1, at - owner - 1), 0};
    std::from_chars(url.data() + at + mark.size(), url.data() + url.size(), place.number);
    return place.number > 0 ? std::optional(place) : std::nullopt;
}

/// The posts of one discussion.
class Thread {
public:
    Thread(github::Origin origin, std::int64_t number, Reading& reading)
        : origin_(std::move(origin)),
          reading_(reading),
          what_(fmt::format("{}: discussion {}", origin_.container, number)) {
        found_.source = "github";
        found_.container = origin_.container;
        found_.thread_keys = {
            corpus::make_key("github", origin_.container, "discussion", std::to_string(number))};
    }
    void open(const Json& node) {
        found_.thread = github::discussion_thread(node, origin_);
        found_.posts.push_back(github::discussion_post(node, origin_));
        found_.opens = true;
    }
    void add_comments(const Json& comments) {
        for (const Json& node : comments["nodes"].items()) {
            add(node, "");
            add_replies(node["replies"], node["id"].id());
        }
    }
    void add_replies(const Json& replies, const std::string& comment) {
        for (const Json& node : replies["nodes"].items())
            add(node, github::discussion_comment_key(comment, origin_));
    }
    void finish() {
        if (!found_.posts.empty())
            reading_.found.push_back(std::move(found_));
    }

private:
    void add(const Json& node, const std::string& parent) {
        if (node["__typename"].text() != "DiscussionComment")
            return;
        if (auto post = github::discussion_comment(node, parent, origin_))
            found_.posts.push_back(std::move(*post));
        else
            reading_.skip(what_ + ": a comment", "it has no id");
    }

    github::Origin origin_;
    Reading& reading_;
    std::string what_;
    Found found_;
};

Status read_discussion(const Json& node, const Payload& payload, const Surroundings& around, Reading& reading) {
    if (node["__typename"].text() != "Discussion" || !node["title"].is_string() || !node["number"].integer())
        return {}; // of a list, or null
    AXIAL_ASSIGN(auto container, around.repository(node["repository"]["nameWithOwner"].text()));
    Thread thread({std::move(container), payload.exchange.fetched_at, payload.exchange.row},
                  *node["number"].integer(), reading);
    thread.open(node);
    thread.add_comments(node["comments"]);
    thread.finish();
    return {};
}

/// More comments of a discussion, or more replies to a comment: their own addresses say where they belong.
Status read_page(const Json& node, const Payload& payload, const Surroundings& around, Reading& reading) {
    const bool of_replies = node["replies"]["nodes"].is_array();
    const auto nodes = node[of_replies ? "replies" : "comments"]["nodes"].items();
    const auto place = nodes.empty() ? std::nullopt : place_in(nodes.front()["url"].text());
    if (!place)
        return {};
    AXIAL_ASSIGN(auto container, around.repository(place->repository));
    Thread thread({std::move(container), payload.exchange.fetched_at, payload.exchange.row}, place->number,
                  reading);
    if (of_replies)
        thread.add_replies(node["replies"], node["id"].id());
    else
        thread.add_comments(node["comments"]);
    thread.finish();
    return {};
}

Result<Reading> read_answer(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    const Json data = json->root()["data"];
    Reading reading;
    for (const Json& node : data["nodes"].items())
        AXIAL_TRY(read_discussion(node, payload, around, reading));
    AXIAL_TRY(read_page(data["node"], payload, around, reading));
    return reading;
}

constexpr Kind kinds[] = {{"GitHub: discussions",
                           [](const Payload& payload) {
                               return payload.method == "POST" && !payload.path.empty() &&
                                      payload.path.back() == "graphql";
                           },
                           read_answer}};

} // namespace

std::span<const Kind> discussion_kinds() {
    return kinds;
}

} // namespace axial::collectors::reparse
