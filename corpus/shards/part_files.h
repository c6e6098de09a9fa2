// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/shards/shard_plan.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string_view>
#include <vector>

/// The parts of a shard that is being built, in a folder. A part's folder is named by the number of its first
/// part and by how many parts were merged into it; it appears complete, by one rename.
namespace axial::corpus::shards {

struct PartFolder {
    std::filesystem::path path;
    std::size_t first = 0, count = 1; ///< covers parts [first, first + count)
};

/// The parts there are, in order, none twice; what is left of interrupted work is removed.
[[nodiscard]] Result<std::vector<PartFolder>> parts_in(const std::filesystem::path& folder);

[[nodiscard]] std::filesystem::path part_path(const std::filesystem::path& folder, std::size_t first,
                                              std::size_t count);

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
