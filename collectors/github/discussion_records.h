// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/records.h"

/// From GraphQL's discussions and their comments to records. The score is the number of upvotes.
namespace axial::collectors::github {

/// Nothing without a number. State: answered, else closed or open. Tags: the category, the labels, "locked" and
/// why it was closed ("closed: resolved").
[[nodiscard]] std::optional<corpus::IncomingThread> discussion_thread(const Json& discussion,
                                                                      const Origin& origin);
[[nodiscard]] corpus::IncomingPost discussion_post(const Json& discussion, const Origin& origin);

/// A comment ("comment"), or with the key of one in `parent` a reply to it ("reply"). A minimised one is hidden
/// and its state says why ("off-topic"), but for the accepted answer. Nothing without an id.
[[nodiscard]] std::optional<corpus::IncomingPost>
discussion_comment(const Json& comment, const std::string& parent, const Origin& origin);
[[nodiscard]] std::string discussion_comment_key(const std::string& id, const Origin& origin);

/// What the list shows of a discussion's state: another one says that something changed.
[[nodiscard]] std::string discussion_signature(const Json& discussion);

} // namespace axial::collectors::github
