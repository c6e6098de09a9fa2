// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/github/github.h"
#include "collectors/plan.h"

#include <optional>
#include <string>

namespace axial::collectors {

struct GithubSearchRequest {
    std::string query;        ///< words and qualifiers, as GitHub's own search takes them
    std::string in;           ///< "title,body,comments" or some of them; empty: all three
    std::optional<Time> from; ///< created then or later; empty: ever
    std::optional<Time> to;   ///< created then or before; empty: up to now
    bool issues = true, pulls = true;
    std::string endpoint = github_endpoint; ///< base URL, no slash at the end
    bool reviews = true, events = true;
    bool full = false; ///< search everything, read every thread again, look for what is no longer found
};

/// What GitHub would refuse, told before it is asked: length, operators, qualifiers that are options here.
[[nodiscard]] Status check_github_search(const GithubSearchRequest& request);

/// Searches window by window of the date of creation, each small enough to be given out whole, and collects the
/// whole thread of every hit: the issue, its comments, reviews, review comments and events. Every window is
/// logged with the hits that GitHub counts and those that were read. The next run of the same search asks for
/// what was updated since; an interrupted one goes on at its window and hit.
[[nodiscard]] Status collect_github_search(Collection& collection, const GithubSearchRequest& request);

[[nodiscard]] Result<Plan> plan_github_search(Collection& collection, const GithubSearchRequest& request);

/// The usual manners, and two seconds between searches, as GitHub asks; none on this machine.
[[nodiscard]] Manners github_search_manners(const std::string& endpoint);

} // namespace axial::collectors
