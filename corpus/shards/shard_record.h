// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"

#include <string>
#include <string_view>

namespace axial::corpus::shards {

/// All that a study knows of a post at its current revision, with its thread: what a document of a shard
/// carries. Rows, changes and payloads stay behind.
struct ShardRecord {
    IncomingThread thread;
    IncomingPost post;     ///< without `body` and `raw`
    CanonicalText body;    ///< of CanonicalText::version, as the shard's metadata say
    std::string body_hash; ///< of the markup, as the table of revisions has it; may be empty
    std::string language;  ///< of its prose; empty: not known
    Time gone_at{};        ///< zero: it is served
    int revision = 1;      ///< counts from 1; earlier ones stay behind

    [[nodiscard]] std::string thread_key() const;
    [[nodiscard]] std::string key() const;
};

/// Raised when records are written another way; part of a shard's metadata.
inline constexpr int record_version = 1;

/// As JSON, compressed where that is shorter.
[[nodiscard]] std::string encode(const ShardRecord& record);

/// Fails for whatever encode() cannot have written: other bytes, more than 64 MiB, invalid UTF-8, spans outside
/// the text.
[[nodiscard]] Result<ShardRecord> decode(std::string_view bytes);

/// The post as a study shows it, without rows.
[[nodiscard]] Post post_of(const ShardRecord& record);

} // namespace axial::corpus::shards
