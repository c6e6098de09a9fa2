// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/plan.h"

#include <optional>
#include <string>

namespace axial::collectors {

inline constexpr const char* github_endpoint = "https://api.github.com";

struct GithubRequest {
    std::string repository;                 ///< OWNER/NAME
    std::string endpoint = github_endpoint; ///< base URL, no slash at the end
    std::optional<Time> since;              ///< only what changed from then on; empty: everything
    bool reviews = true;                    ///< of pull requests
    bool events = true;                     ///< labels, renamings, references …
    bool full = false;                      ///< read everything again, and find what is gone
};

/// The headers that GitHub wants with every request.
[[nodiscard]] Headers github_headers();

/// Issues, pull requests, their comments and review comments of one repository, read as three streams in the
/// order of their last change; then reviews and events, which only the timeline of each thread shows, of the
/// threads that changed. The next run goes on where this one came to, an interrupted one at its last page.
[[nodiscard]] Status collect_github(Collection& collection, const GithubRequest& request);

[[nodiscard]] Result<Plan> plan_github(Collection& collection, const GithubRequest& request);

} // namespace axial::collectors
