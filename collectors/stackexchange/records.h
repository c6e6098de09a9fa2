// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/json.h"
#include "collectors/stackexchange/site.h"
#include "corpus/record.h"

#include <optional>
#include <string>

/// From the API's JSON to records, in the shape that dumps give: threads are questions, posts are questions,
/// answers and comments.
namespace axial::collectors::stackexchange {

/// What the records of one answer of the API have in common.
struct Origin {
    const Site* site = nullptr; ///< not owned
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// Unix seconds in the years 1970 to 9999; nothing for anything else.
[[nodiscard]] std::optional<Time> date_of(const Json& seconds);

/// These expect an id (question_id, answer_id, comment_id).
[[nodiscard]] corpus::IncomingThread thread_of(const Json& question, const Origin& origin);
[[nodiscard]] corpus::IncomingPost question_of(const Json& question, const Origin& origin);
/// `question` is the id of the question that it answers.
[[nodiscard]] corpus::IncomingPost answer_of(const Json& answer, const std::string& question,
                                             const Origin& origin);
/// `kind` and `on` are those of the post commented on.
[[nodiscard]] corpus::IncomingPost comment_of(const Json& comment, const char* kind, const std::string& on,
                                              const std::string& question, const Origin& origin);

} // namespace axial::collectors::stackexchange
