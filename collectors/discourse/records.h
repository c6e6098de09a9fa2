// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/discourse.h"
#include "collectors/http/json.h"
#include "corpus/record.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// From Discourse's JSON to records. Score is the number of people who reacted, or of likes where a forum has
/// no other reactions.
namespace axial::collectors::discourse {

/// What the records of one topic have in common.
struct Origin {
    const Forum* forum = nullptr;
    std::string topic_id, slug, title;
    std::vector<std::string> tags; ///< of the topic; its first post carries them too
    const std::map<std::string, std::string>* categories = nullptr; ///< names by id
    std::set<std::int64_t> accepted = {}; ///< numbers of the posts that the topic calls its solution
};

/// Nothing without an id.
[[nodiscard]] std::optional<corpus::IncomingThread> thread_of(const Json& topic, const Origin& origin);
/// Numbers of the posts that solve the topic.
[[nodiscard]] std::set<std::int64_t> accepted_posts(const Json& topic);
/// Nothing without an id. `parents`: keys of the topic's posts by post number.
[[nodiscard]] std::optional<corpus::IncomingPost> post_of(const Json& post, const Origin& origin,
                                                          const std::map<std::int64_t, std::string>& parents);
[[nodiscard]] std::string post_key(const Json& post, const Forum& forum);

/// What the list of topics shows of a topic's state: it differs after any change that the list shows.
[[nodiscard]] std::string signature(const Json& listed);

/// How much a forum, or a part of it, holds as its categories say; -1: they do not.
struct Size {
    std::int64_t topics = -1, posts = -1;
};
/// Of the category "slug/id", or of all.
[[nodiscard]] Size size_of(const Json& answer, const std::string& category);

/// Names of the categories by id, sub-categories included.
[[nodiscard]] std::map<std::string, std::string> category_names(const Json& answer);
/// "slug/id" of the category that `wanted` means (slug/id, id, slug or name); empty: none.
[[nodiscard]] std::string find_category(const Json& answer, const std::string& wanted);

} // namespace axial::collectors::discourse
