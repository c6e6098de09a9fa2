// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <xapian.h>

#include <vector>

namespace axial::corpus::index {

/// The open shards of one index as one database, and how its documents stand to posts. A document's id within
/// its shard is the post's row, in every shard; a post that changed after its shard was finished stands again
/// in a newer one, and only the newest counts.
class OpenIndex {
public:
    OpenIndex() = default;
    /// Oldest shard first.
    explicit OpenIndex(const std::vector<Xapian::Database>& shards);

    [[nodiscard]] const Xapian::Database& database() const { return database_; }
    [[nodiscard]] RowId row_of(Xapian::docid document) const {
        return static_cast<RowId>((document - 1) / shards_ + 1);
    }
    /// `query` without the documents that a newer shard replaces. Every query passes through here once.
    [[nodiscard]] Xapian::Query visible(const Xapian::Query& query) const;
    /// A query for exactly these posts (any order, repeats do no harm).
    [[nodiscard]] Xapian::Query only(const std::vector<RowId>& rows) const;

private:
    Xapian::Database database_;
    Xapian::docid shards_ = 1;
};

} // namespace axial::corpus::index
