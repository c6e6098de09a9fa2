// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/search_index.h"
#include "corpus/record.h"
#include "corpus/result.h"
#include "corpus/shards/corpus_file.h"
#include "corpus/shards/shard_info.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::shards {

class OpenShards;

struct FederationOptions {
    std::chrono::milliseconds timeout{30'000}; ///< for one answer of a shard far away, and for connecting to it
    bool allow_missing = false;                ///< go on without shards that cannot be used
};

/// A shard of the corpus that is not searched, and why.
struct MissingShard {
    std::string where;  ///< "corpus.txt:3: tcp:10.0.0.7:7001"
    std::string reason; ///< "the shard does not answer in time"
};

struct CorpusHit {
    Post post;
    double weight = 0;
    std::string snippet;
    std::int64_t in_thread = 1;
    std::string title = {}; ///< as Hit::title
};

/// As SearchAnswer, with the posts themselves.
struct CorpusAnswer {
    std::int64_t count = 0;
    std::vector<CorpusHit> hits;
    std::vector<Facet> facets;
    std::vector<MissingShard> missing; ///< counts, hits and facets are without them
    std::string suggestion = {};       ///< as SearchAnswer::suggestion
};

/// Several shards, here and far away, searched as one index. Every answer is over all shards of the file, or it
/// is an error that names the shard; or, where missing shards are allowed, it names those that it is without.
/// One thread at a time per object.
class Federation {
public:
    /// Opens and checks each shard: that it is one, of this version, with the posts that it says it has, and
    /// not named twice.
    [[nodiscard]] static Result<Federation> open(CorpusFile file, const FederationOptions& options);
    Federation(Federation&&) noexcept;
    ~Federation();

    /// In the language of docs/search.md, without the fields that only a study answers for. Same count, order,
    /// weights, snippets and facets as one index of the same posts. `within` is not looked at.
    [[nodiscard]] Result<CorpusAnswer> search(const SearchRequest& request);

    /// Whether a post with this value of its key (shard_info.h) is in any shard.
    [[nodiscard]] Result<bool> holds(std::string_view key_value);

    [[nodiscard]] std::vector<ShardInfo> shards() const;
    [[nodiscard]] const std::vector<MissingShard>& missing() const;
    [[nodiscard]] OpenShards& open_shards() { return *shards_; }

private:
    explicit Federation(std::unique_ptr<OpenShards> shards);
    std::unique_ptr<OpenShards> shards_;
};

/// What the shard in this folder says of itself.
[[nodiscard]] Result<ShardInfo> read_shard_info(const std::filesystem::path& folder);

} // namespace axial::corpus::shards
