// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/github/repository.h"

#include <optional>
#include <set>
#include <string>

namespace axial::collectors::github {

/// A list of everything of one kind in a repository, in the order of its last change.
struct Stream {
    const char* name; ///< in the table of streams
    const char* path; ///< below /repos/OWNER/NAME
    const char* kind; ///< of its posts; empty: the items say themselves
};
inline constexpr Stream streams[] = {{"issues", "/issues?state=all&", ""},
                                     {"comments", "/issues/comments?", "comment"},
                                     {"review comments", "/pulls/comments?", "review_comment"}};

/// What a walk from the first page showed, to find what is gone.
struct Served {
    std::set<std::int64_t> threads;
    std::set<std::string> posts; ///< keys
    bool is_whole = true;        ///< nothing was left out for its age
};

/// `time` as GitHub takes it; empty for none. It answers with nothing at all to the first years of Unix time.
[[nodiscard]] std::string since_text(const std::optional<Time>& time);

/// Reads what changed since the last run, or since `since` in the first one. An interrupted walk goes on at its
/// last page. With `served` everything is read again from its beginning, and noted there.
[[nodiscard]] Status read_stream(Repository& repository, const Stream& stream, const std::optional<Time>& since,
                                 Served* served);

} // namespace axial::collectors::github
