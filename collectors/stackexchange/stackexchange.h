// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/plan.h"
#include "collectors/stackexchange/manners.h"
#include "collectors/stackexchange/site.h"

#include <optional>
#include <string>

namespace axial::collectors {

inline constexpr const char* stackexchange_endpoint = "https://api.stackexchange.com/2.3";

/// Which questions of a site. With none of the restrictions: all of them.
struct StackExchangeRequest {
    stackexchange::Site site;
    std::string endpoint = stackexchange_endpoint; ///< base URL with the version, no slash at the end
    std::string tagged;                            ///< "a;b": questions with all of these tags, at most five
    std::string query;                             ///< of the service's own full search
    std::string intitle;                           ///< words in the title
    std::optional<Time> since, until;              ///< asked in [since, until)
    bool revisions = false;        ///< earlier texts of posts that were edited, where they are new to the study
    bool full = false;             ///< ask for every stored question again
    std::string key = {};          ///< of an application; never stored, never shown
    std::string access_token = {}; ///< the same

    [[nodiscard]] bool searches() const { return !query.empty() || !intitle.empty(); }
    [[nodiscard]] bool wants_all() const { return tagged.empty() && !searches() && !since && !until; }
    /// "tagged:a;b q:…", as runs, streams and the log of the searches name it; empty: all.
    [[nodiscard]] std::string in_words() const;
};

/// Questions with all their answers and comments, oldest activity first: what changes meanwhile moves to the
/// end of the list and is read there, and no page of it is deep. A later run goes on from the newest activity
/// that is stored. Comments, votes and deletions move no activity: new comments are found by the site's stream
/// of comments (all questions) or by asking again for the questions of the last month (a part of them), the
/// rest by `full`. It stops in good order when the day's quota is used up; the next run goes on.
[[nodiscard]] Status collect_stackexchange(Collection& collection, const StackExchangeRequest& request);

[[nodiscard]] Result<Plan> plan_stackexchange(Collection& collection, const StackExchangeRequest& request);

} // namespace axial::collectors
