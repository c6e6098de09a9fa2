// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/shard_plan.h"

#include "corpus/store.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::corpus::shards {
namespace {

/// Which shard the post at `number` (from 0) of `all` falls into; a name sorts as its posts do.
std::string shard_of(const BuildRequest& request, const Place& place, std::int64_t number, std::int64_t all) {
    switch (request.division) {
    case Division::month:
        return format_date(place.at).substr(0, 7);
    case Division::year:
        return format_date(place.at).substr(0, 4);
    case Division::count:
        break;
    }
    return fmt::format("{:04}", number * std::min(request.shards, all) / all + 1);
}

} // namespace

Result<std::vector<ShardPlan>> plan_shards(Study& study, const BuildRequest& request) {
    AXIAL_ASSIGN(const auto counts, Store(study).counts());
    std::vector<ShardPlan> shards;
    Place last;
    std::int64_t number = 0;
    AXIAL_TRY(for_each_place(study, [&](const Place& place) {
        auto name = request.name + (request.name.empty() ? "" : "-") +
                    shard_of(request, place, number, std::max(counts.posts, number + 1));
        if (shards.empty() || shards.back().name != name) {
            shards.emplace_back();
            shards.back().name = std::move(name);
            shards.back().first = place.at;
        }
        ShardPlan& shard = shards.back();
        if (shard.parts.empty() || shard.parts.back().posts == posts_a_part)
            shard.parts.push_back({last, 0});
        ++shard.parts.back().posts;
        ++shard.posts;
        shard.last = place.at;
        last = place;
        ++number;
        return !request.stop.stop_requested();
    }));
    if (request.stop.stop_requested())
        return cancelled();
    return shards;
}

} // namespace axial::corpus::shards
