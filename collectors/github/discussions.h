// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/github/discussion_graphql.h"
#include "collectors/github/github.h"
#include "collectors/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace axial::collectors {

struct DiscussionsRequest {
    std::vector<std::string> repositories; ///< OWNER/NAME; with a query, where it looks
    std::string query;                     ///< in GitHub's language; empty: all discussions of the repositories
    std::string in;               ///< what the query looks at: "title,body,comments"; empty: GitHub's choice
    std::optional<Time> from, to; ///< the query's hits were created then, both days included
    std::string endpoint = github_endpoint; ///< base URL, no slash at the end
    bool full = false;                      ///< ask for every discussion, not only for those that changed
};

/// The headers and the manners that GraphQL wants beside those of github_headers().
void set_up_for_discussions(ClientOptions& options);

/// Discussions with all comments and replies. Repository by repository, the list is read from the newest change
/// to the last one that is stored, and only what changed is read in detail; a full sweep reads everything and
/// finds what is gone. A repository that cannot be read is listed as skipped and the others are read; it is an
/// error if none can be. A query whose hits are more than GitHub gives out is split by the time of creation.
[[nodiscard]] Status collect_discussions(Collection& collection, const DiscussionsRequest& request);

/// Asks one question for each repository, or one for the query.
[[nodiscard]] Result<Plan> plan_discussions(Collection& collection, const DiscussionsRequest& request);

} // namespace axial::collectors
