// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/discourse/records.h"
#include "collectors/github/records.h"
#include "collectors/http/json.h"
#include "collectors/reparse/payload.h"
#include "collectors/stackexchange/records.h"

#include <map>
#include <set>
#include <string>

/// Whole threads out of an item of a service, wherever the item was kept.
namespace axial::collectors::reparse {

/// An issue or, of a pull request, what an issue shows of it. Nothing, and listed, without a number.
[[nodiscard]] std::optional<Found> github_thread(const Json& item, const github::Origin& origin,
                                                 Reading& reading);
/// A comment or review on the issue or pull request of this number.
void add_github_post(std::optional<corpus::IncomingPost> post, std::int64_t number,
                     const github::Origin& origin, Reading& reading);

struct TopicPlace {
    const Forum& forum;
    std::string id;
    const std::map<std::string, std::string>& categories; ///< names by id
    const std::set<std::int64_t>& accepted; ///< numbers of the posts that solve it; used where not `whole`
    const std::map<std::int64_t, std::string>& numbers; ///< keys of posts that are elsewhere, by post number
    Time fetched_at{};
    std::int64_t raw = 0;
};
/// The posts of a topic; with the topic itself where `whole` says that it is there.
[[nodiscard]] Status read_topic(const Json& topic, const TopicPlace& place, bool whole,
                                const Surroundings& around, Reading& reading);

/// A question with the answers and comments inside it.
[[nodiscard]] Status read_question(const Json& item, const stackexchange::Origin& origin,
                                   const Surroundings& around, Reading& reading);

} // namespace axial::collectors::reparse
