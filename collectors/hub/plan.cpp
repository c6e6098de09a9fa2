// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/hub/hub.h"
#include "collectors/hub/listing.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors {
namespace {

constexpr std::size_t most_asked = 1000; ///< repositories

/// From the first page of the list: how many there are, and which of those on it changed since they were read.
Result<PlanStep> plan_repository(Collection& collection, const HubRequest& request,
                                 const HubRepository& repository) {
    AXIAL_ASSIGN(const auto listing, hub::read_listing(collection, request.endpoint, repository, 1));
    if (!listing.refused.empty())
        return PlanStep{fmt::format("{}: {}", repository.container(), listing.refused), 0, 1};
    const auto shown = std::ssize(listing.signatures);
    const auto count = std::max<std::int64_t>(listing.count, shown);
    AXIAL_ASSIGN(const auto read_before, collection.store().stream("hub", listing.container, "list"));
    std::int64_t changed = 0;
    for (const auto& [number, signature] : listing.signatures) {
        AXIAL_ASSIGN(const auto state,
                     collection.store().stream("hub", listing.container, fmt::format("discussion {}", number)));
        changed += state && state->watermark == signature && !request.full ? 0 : 1;
    }
    const bool is_first = request.full || !read_before;
    const auto items = is_first ? count - (shown - changed) : changed;
    const auto pages = shown == 0 ? 1 : (count + shown - 1) / shown;
    return PlanStep{fmt::format("{}: pages of the list, and discussions{}", listing.container,
                                is_first ? "" : " that changed"),
                    items, pages + items, !is_first && pages > 1};
}

} // namespace

Result<Plan> plan_hub(Collection& collection, const HubRequest& request) {
    Plan plan;
    for (const auto& repository : request.repositories) {
        if (plan.steps.size() == most_asked) {
            const auto left = std::ssize(request.repositories) - std::ssize(plan.steps);
            plan.steps.push_back(
                {fmt::format("{} more repositories, not asked for the plan", left), -1, left, true});
            break;
        }
        AXIAL_ASSIGN(auto step, plan_repository(collection, request, repository));
        plan.steps.push_back(std::move(step));
        collection.show_progress(repository.container(), std::ssize(plan.steps),
                                 std::ssize(request.repositories));
    }
    return plan;
}

} // namespace axial::collectors
