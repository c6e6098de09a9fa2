// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/shards/shard_info.h"
#include "corpus/study.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::corpus::shards {

/// How the posts of a study are dealt out, always in order of time.
enum class Division { count, month, year };

struct BuildRequest {
    std::filesystem::path out; ///< folder that the shards stand in, each a folder
    Division division = Division::count;
    std::int64_t shards = 1; ///< for Division::count: as many, of one size
    std::string name = {};   ///< of the shards, before their number or month; may be empty
    std::string from = {};   ///< what the posts come from, for people
    unsigned workers = 1;    ///< threads that index
    std::optional<std::filesystem::path> except = {}; ///< corpus file: posts that it has are left out
    std::function<void(std::int64_t, std::int64_t)> progress = {}; ///< posts done, of all
    std::stop_token stop = {};
};

struct BuildReport {
    std::vector<std::pair<std::filesystem::path, ShardInfo>> built; ///< all of them, by name
    std::int64_t posts = 0, left_out = 0;
    std::int64_t resumed = 0; ///< posts that an earlier run had done
};

/// Makes shards of all posts of a study: parts of twenty thousand posts side by side, then one compaction each.
/// Memory does not grow with the study. Works in `out`/.build; what is stopped or killed goes on from there
/// when it is called again over the same posts, and starts over if the study changed. A finished shard appears
/// by one rename and is not written again.
[[nodiscard]] Result<BuildReport> build_shards(Study& study, const BuildRequest& request);

} // namespace axial::corpus::shards
