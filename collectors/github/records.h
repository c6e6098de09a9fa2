// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/json.h"
#include "corpus/record.h"

#include <cstdint>
#include <optional>
#include <string>

/// From GitHub's JSON to records. The score is the number of thumbs up less that of thumbs down; the counts of
/// all reactions are among the tags, as are labels, locks and why something was closed.
namespace axial::collectors::github {

/// Where the payload of a record is kept and when it came.
struct Origin {
    std::string container; ///< OWNER/NAME
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// An item of the issues stream: an issue or, with a pull_request key, a pull request. Nothing without a
/// number.
[[nodiscard]] std::optional<corpus::IncomingThread> thread_of(const Json& item, const Origin& origin);
[[nodiscard]] corpus::IncomingPost first_post(const Json& item, const Origin& origin);

/// A comment ("comment") or review comment ("review_comment"). Nothing without an id.
[[nodiscard]] std::optional<corpus::IncomingPost> comment_of(const Json& item, const std::string& kind,
                                                             const Origin& origin);
/// The number of the issue or pull request that a comment belongs to.
[[nodiscard]] std::optional<std::int64_t> thread_number(const Json& comment);
/// "pull" or "issue", as a comment's page shows it: the best guess when the thread itself cannot be had.
[[nodiscard]] std::string thread_kind(const Json& comment);
/// What stands for a thread that is no longer served, so that its comments have a place.
[[nodiscard]] corpus::IncomingThread gone_thread(const Json& comment, std::int64_t number,
                                                 const Origin& origin);

/// OWNER/NAME as GitHub writes it, from an item's repository_url, issue_url or pull_request_url; may be empty.
[[nodiscard]] std::string repository_of(const Json& item);

} // namespace axial::collectors::github
