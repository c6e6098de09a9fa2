// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/records.h"

/// From the timeline of an issue or pull request to records.
namespace axial::collectors::github {

/// An item of the timeline: a comment, a review, or anything else as a post of the kind "event", which has the
/// id "NUMBER/ID" (a commit's is its hash; what has no id is named by what it says). Its state is the event's
/// name, its text says what changed. The trace of a deleted comment is a deleted post. Nothing for an item that
/// cannot be told from others.
[[nodiscard]] std::optional<corpus::IncomingPost> history_post(const Json& item, std::int64_t number,
                                                               const Origin& origin);

/// An item of /pulls/N/reviews, or "reviewed" in a timeline. Nothing without an id.
[[nodiscard]] std::optional<corpus::IncomingPost> review_post(const Json& item, const Origin& origin);

/// Whether the item says that there are comments on the changes of a pull request.
[[nodiscard]] bool tells_of_review(const Json& item);

} // namespace axial::collectors::github
