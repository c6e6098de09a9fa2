// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/plan.h"

#include <optional>
#include <string>

namespace axial::collectors {

/// A forum by name: where it is asked, and what its threads are filed under.
struct Forum {
    std::string name;     ///< container and site of its threads: a host name, or the name given
    std::string endpoint; ///< base URL, no slash at the end
    std::string page;     ///< base URL of its permalinks
};

/// "huggingface" and "pytorch" are known, a host name stands for itself, any other name needs an endpoint.
[[nodiscard]] Result<Forum> find_forum(const std::string& site, const std::string& endpoint);

struct DiscourseRequest {
    Forum forum;
    std::string query;         ///< only the topics that this search finds
    std::string category;      ///< only the topics of this category: slug/id, id, slug or name
    std::string tag;           ///< only the topics with this tag
    std::optional<Time> since; ///< only topics with activity from then on
    bool posts = false;        ///< not by topics: only posts that are newer than all that were asked for
    bool full = false;         ///< read every topic again, and ask for those that are no longer listed
};

/// Topics and all their posts. The first run reads the whole list of topics; later ones read it newest activity
/// first, and fetch only the topics that the list shows to have changed. What a topic no longer shows is gone.
/// A topic that cannot be read is listed as skipped and asked for again by the next run; the others are read.
[[nodiscard]] Status collect_discourse(Collection& collection, const DiscourseRequest& request);

/// What collect_discourse would ask for; takes a few requests for lists.
[[nodiscard]] Result<Plan> plan_discourse(Collection& collection, const DiscourseRequest& request);

} // namespace axial::collectors
