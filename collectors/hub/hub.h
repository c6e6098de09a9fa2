// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/collection.h"
#include "collectors/plan.h"

#include <string>
#include <string_view>
#include <vector>

namespace axial::collectors {

inline constexpr const char* hub_endpoint = "https://huggingface.co";

/// A repository of the Hub. Its container is "models/NS/NAME".
struct HubRepository {
    std::string type; ///< models, datasets or spaces
    std::string name; ///< NS/NAME; NAME alone for the oldest ones, which the Hub redirects

    [[nodiscard]] std::string container() const { return type + '/' + name; }
};

/// "NS/NAME", "models/NS/NAME", "datasets/…", "spaces/…", or the address of a repository's page.
[[nodiscard]] Result<HubRepository> parse_hub_repository(std::string_view text);

struct HubRequest {
    std::vector<HubRepository> repositories;
    std::string endpoint = hub_endpoint; ///< base URL, no slash at the end
    bool full = false; ///< ask for every discussion, not only for those that the list shows as changed
};

/// Discussions and pull requests with all their comments and events, repository by repository. The list shows
/// which of them to ask for; edits of old comments leave no trace in it, so only a full sweep finds those. A
/// repository that cannot be read is listed as skipped and the others are read; it is an error if none can be.
[[nodiscard]] Status collect_hub(Collection& collection, const HubRequest& request);

/// What collect_hub would ask for; takes one request a repository, of a thousand repositories at most.
[[nodiscard]] Result<Plan> plan_hub(Collection& collection, const HubRequest& request);

} // namespace axial::collectors
