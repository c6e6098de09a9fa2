// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/manifest.h"
#include "corpus/index/row_map.h"
#include "corpus/index/row_source.h"
#include "corpus/record.h"

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace axial::corpus::index {

/// One database of an index, and which posts it holds.
struct OpenShard {
    Xapian::Database database;
    std::shared_ptr<const RowMap> rows;
};

/// The finished shards of an index, open. Shared by all that is opened until the manifest is replaced.
struct SealedShards {
    /// Throws what Xapian throws.
    [[nodiscard]] static Result<std::shared_ptr<const SealedShards>> open(const std::filesystem::path& index,
                                                                          Manifest manifest);

    Manifest manifest;
    std::vector<OpenShard> shards; ///< those of the base, in order, then that of what changed, if any
    Rows changed;                  ///< rows of the latter
    std::vector<std::shared_ptr<const Rows>> superseded; ///< documents of each that it holds again
};

/// The open shards of one index as one database, and how its documents stand to posts. A post that changed
/// after its shard was finished stands again in a newer one, and only the newest counts.
class OpenIndex {
public:
    OpenIndex(std::shared_ptr<const SealedShards> sealed, const Xapian::Database& live);

    [[nodiscard]] const Xapian::Database& database() const { return database_; }
    [[nodiscard]] const Xapian::Database& live() const { return shards_.back().database; }
    /// Posts that are found.
    [[nodiscard]] std::int64_t posts() const { return posts_; }
    [[nodiscard]] std::int64_t shards() const { return static_cast<std::int64_t>(shards_.size()); }
    [[nodiscard]] RowId row_of(Xapian::docid document) const;
    /// `query` without the documents that a newer shard replaces. Every query passes through here once.
    [[nodiscard]] Xapian::Query visible(const Xapian::Query& query) const;
    /// A query for exactly these posts (any order, repeats do no harm).
    [[nodiscard]] Xapian::Query only(const std::vector<RowId>& rows) const;

    /// The document that counts for a post.
    [[nodiscard]] std::optional<Xapian::Document> document(RowId row) const;
    /// Calls `visit` with the row of every document that counts, until it returns false; in no order.
    void for_each_row(const std::function<bool(RowId)>& visit) const;

private:
    void hide(const OpenShard& shard, std::shared_ptr<const Rows> already, const Rows& newer);

    std::vector<OpenShard> shards_; ///< the live one is the last; newer ones stand after older ones
    Xapian::Database database_;
    std::shared_ptr<ByShard<RowMap>> maps_;
    std::shared_ptr<ByShard<Rows>> hidden_;
    std::int64_t posts_ = 0;
};

} // namespace axial::corpus::index
