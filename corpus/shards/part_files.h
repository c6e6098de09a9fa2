// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/part_files.h"
#include "corpus/result.h"
#include "corpus/shards/shard_plan.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

/// The parts of a shard that is being built, in a folder; what they cover is counted in planned parts.
namespace axial::corpus::shards {

using index::part_path;
using index::PartFolder;

/// The parts there are, in order, none twice; what is left of interrupted work is removed.
[[nodiscard]] Result<std::vector<PartFolder>> parts_in(const std::filesystem::path& folder);

/// Whether a post is to be left out, by its key's value (shard_info.h).
using Known = std::function<Result<bool>(std::string_view key_value)>;

/// Indexes the posts of one part into `path`. Returns how many; fewer than planned only where `known` holds
/// some. Fails if the study does not have the planned posts any more.
[[nodiscard]] Result<std::int64_t> write_part(Study& study, const PartPlan& part,
                                              const std::filesystem::path& path, const Known& known,
                                              const std::stop_token& stop);

/// Makes one compacted database of several, in their order, at `path`.
[[nodiscard]] Status merge(const std::vector<std::filesystem::path>& parts, const std::filesystem::path& path,
                           const std::stop_token& stop);

} // namespace axial::corpus::shards
