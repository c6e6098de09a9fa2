// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace axial::corpus::shards {

/// What a shard says of itself, in its metadata.
struct ShardInfo {
    std::string uuid; ///< of this shard alone
    std::string name; ///< "0001", "2024-05"
    std::string from; ///< what it was built from, for people
    std::int64_t posts = 0, threads = 0;
    Time first{}, last{}; ///< of its posts
    Time built_at{};
    int index_version = 0, text_version = 0, record_version = 0;
    bool pseudonyms = false, no_authors = false, masked = false; ///< rules of privacy that it was built under
};

inline constexpr auto shard_key = "axial.shard"; ///< of the metadata

[[nodiscard]] std::string to_text(const ShardInfo& info);
/// Fails for what no Axial wrote. What another version wrote is read, and refused by `unfit_reason`.
[[nodiscard]] Result<ShardInfo> shard_info_from(std::string_view text);
/// Why this Axial cannot search it; empty if it can.
[[nodiscard]] std::string unfit_reason(const ShardInfo& info);

/// The term and the value that stand for a post's key in a shard: eight bytes that a sample is drawn by.
[[nodiscard]] std::string key_value(std::string_view post_key);
[[nodiscard]] std::string key_term(std::string_view key_value);
inline constexpr std::uint32_t key_slot = 100; ///< beyond those of corpus/index/slots.h

} // namespace axial::corpus::shards
