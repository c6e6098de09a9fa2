// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/json.h"
#include "collectors/hub/records.h"
#include "collectors/reparse/payload.h"

#include <fmt/format.h>

#include <set>

namespace axial::collectors::reparse {
namespace {

/// "/api/models/NS/NAME/discussions/12", or NAME alone.
struct Asked {
    std::string container, number;
};

std::optional<Asked> asked_of(const Payload& payload) {
    const auto& path = payload.path;
    if (payload.method != "GET" || path.size() < 5 || path[path.size() - 2] != "discussions")
        return std::nullopt;
    for (std::size_t i = path.size() - 3; i-- > 0;) {
        const bool is_type = path[i + 1] == "models" || path[i + 1] == "datasets" || path[i + 1] == "spaces";
        if (path[i] != "api" || !is_type)
            continue;
        std::string container = path[i + 1];
        for (auto part = i + 2; part + 2 < path.size(); ++part)
            container += '/' + path[part];
        return Asked{std::move(container), path.back()};
    }
    return std::nullopt;
}

Result<Reading> read_discussion(const Payload& payload, Surroundings&) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    const Json discussion = json->root();
    const auto asked = *asked_of(payload);
    Reading reading;
    if (!discussion["events"].is_array() || discussion["num"].id() != asked.number)
        return bad_input("it is not the discussion that was asked for");
    hub::Origin origin{asked.container, asked.number, {}, payload.exchange.fetched_at, payload.exchange.row};
    const auto events = discussion["events"].items();
    for (const Json& event : events)
        if (hub::is_comment(event))
            origin.comments.insert(event["id"].id());
    Found found{"hub", asked.container, hub::thread_of(discussion, origin), {}, {}, true, false};
    std::set<std::string> seen;
    bool opened = false;
    for (const Json& event : events) {
        auto post = hub::post_of(event, origin);
        const std::string what = fmt::format("{}: discussion {}", asked.container, asked.number);
        if (!post) {
            reading.skip(what + ": an event", "it has no id");
        } else if (!seen.insert(post->native_id).second) {
            reading.skip(fmt::format("{}: event {}", what, post->native_id), "there twice");
        } else {
            if (!opened && hub::is_comment(event))
                post->title = discussion["title"].text();
            opened = opened || hub::is_comment(event);
            found.posts.push_back(std::move(*post));
        }
    }
    reading.found.push_back(std::move(found));
    return reading;
}

constexpr Kind kinds[] = {
    {"Hub: a discussion", [](const Payload& payload) { return asked_of(payload).has_value(); },
     read_discussion},
};

} // namespace

std::span<const Kind> hub_kinds() {
    return kinds;
}

} // namespace axial::collectors::reparse
