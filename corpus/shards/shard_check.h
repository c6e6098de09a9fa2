// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/shards/shard_info.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::corpus::shards {

struct CheckedShard {
    ShardInfo info;
    std::vector<std::string> problems; ///< at most as many as were asked for
};

/// Reads a shard from end to end: that every record can be read, stands in the order of time, and is indexed
/// with the words and values that it has. Fails only where the shard cannot be opened or read at all.
[[nodiscard]] Result<CheckedShard> check_shard(const std::filesystem::path& folder, std::size_t most_problems,
                                               const std::function<void(std::int64_t, std::int64_t)>& progress,
                                               const std::stop_token& stop);

} // namespace axial::corpus::shards
