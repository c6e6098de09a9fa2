// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/json.h"
#include "corpus/record.h"

#include <optional>
#include <set>
#include <string>

/// From the Hub's JSON to records. Threads are discussions and pull requests, named by their number; posts are
/// comments and events (kind "event", its type as state), named by the Hub's ids. Score is the number of
/// reactions.
namespace axial::collectors::hub {

/// What the records of one discussion have in common.
struct Origin {
    std::string container; ///< models/NS/NAME
    std::string number;
    std::set<std::string> comments; ///< ids of the discussion's comments
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// Kind of the thread: discussion or pull_request.
[[nodiscard]] std::string kind_of(const Json& discussion);
[[nodiscard]] corpus::IncomingThread thread_of(const Json& discussion, const Origin& origin);
/// Nothing without an id. A hidden comment has no text: what the Hub puts in its place are not its author's
/// words.
[[nodiscard]] std::optional<corpus::IncomingPost> post_of(const Json& event, const Origin& origin);
[[nodiscard]] bool is_comment(const Json& event);

/// What the list shows of a discussion's state: it differs after any change that the list shows.
[[nodiscard]] std::string signature(const Json& listed);

} // namespace axial::collectors::hub
