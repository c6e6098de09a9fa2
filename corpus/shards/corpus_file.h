// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace axial::corpus::shards {

/// Where one shard is.
struct ShardAddress {
    std::size_t line = 0;       ///< of the corpus file; 0: it was named otherwise
    std::string text;           ///< as it stands there
    std::filesystem::path path; ///< of a local one
    std::string host;           ///< of a remote one; empty: it is local
    unsigned port = 0;

    [[nodiscard]] bool remote() const { return !host.empty(); }
};

/// A corpus: the shards that are searched as one.
struct CorpusFile {
    std::filesystem::path path;
    std::vector<ShardAddress> shards;

    /// "corpus.txt:3: tcp:10.0.0.7:7001"
    [[nodiscard]] std::string where(const ShardAddress& shard) const;
};

inline constexpr std::size_t most_shards = 256;

/// Reads a text file with one shard a line: "tcp:HOST:PORT", or the path of a shard or of a folder of shards,
/// relative to the file. Empty lines and those that begin with # count for nothing. Fails with file and line.
/// Nothing is opened but folders, to see what is in them.
[[nodiscard]] Result<CorpusFile> read_corpus_file(const std::filesystem::path& file);

/// The shards in a folder that `axial shard build` made, by name; or the folder itself if it is one.
[[nodiscard]] Result<std::vector<std::filesystem::path>> shards_in(const std::filesystem::path& folder);

/// "tcp:HOST:PORT", "tcp:[::1]:7001". Fails with what is wrong with it.
[[nodiscard]] Result<ShardAddress> remote_address(const std::string& text);

} // namespace axial::corpus::shards
