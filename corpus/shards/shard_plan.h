// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/shards/record_reader.h"
#include "corpus/shards/shard_build.h"

#include <cstdint>
#include <string>
#include <vector>

namespace axial::corpus::shards {

/// Posts of one part: `posts` after `after`.
struct PartPlan {
    Place after;
    std::int64_t posts = 0;
};

struct ShardPlan {
    std::string name;
    std::vector<PartPlan> parts;
    std::int64_t posts = 0;
    Time first{}, last{};
};

inline constexpr std::int64_t posts_a_part = 20'000; ///< Xapian writes small databases fastest

/// One walk over the posts' places. No shard is empty.
[[nodiscard]] Result<std::vector<ShardPlan>> plan_shards(Study& study, const BuildRequest& request);

} // namespace axial::corpus::shards
