// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"
#include "corpus/result.h"

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace axial::corpus::index {

using Rows = std::vector<Xapian::docid>; ///< sorted, without repeats

struct RowRange {
    RowId first = 0, last = 0; ///< both included
};

/// Which documents of a shard are which posts. Documents are numbered from 1 without a gap: where a term is in
/// every document of a shard that has gaps, Xapian 1.4 fails ("unexpected end of posting list"). A finished
/// shard keeps its rows in a file beside its tables, in order; the live one a value with each document, in any
/// order.
class RowMap {
public:
    RowMap() = default;
    /// By document, from 1.
    explicit RowMap(const std::vector<RowRange>& ranges);
    /// Of the live shard.
    [[nodiscard]] static RowMap of_live(const Xapian::Database& live);

    [[nodiscard]] RowId row(Xapian::docid document) const; ///< of a document that there is
    [[nodiscard]] Xapian::docid document(RowId row) const; ///< 0: none
    [[nodiscard]] std::int64_t size() const { return size_; }
    /// Documents of those rows that there are, sorted.
    [[nodiscard]] Rows documents(const Rows& rows) const;
    [[nodiscard]] Rows rows() const; ///< sorted

private:
    struct Piece {
        RowId first = 0;
        Xapian::docid document = 0, count = 0;
    };
    std::vector<Piece> by_row_, by_document_; ///< the second only where it is another order
    std::int64_t size_ = 0;
};

/// The value by which the live shard knows its posts.
inline constexpr Xapian::valueno row_slot = 100;
[[nodiscard]] std::string row_value(RowId row);

/// The file of a finished shard.
[[nodiscard]] Status write_rows(const std::filesystem::path& shard, const std::vector<RowRange>& ranges);
/// Fails for a file that is damaged, or of another number of posts.
[[nodiscard]] Result<std::vector<RowRange>> read_rows(const std::filesystem::path& shard, std::int64_t posts);

} // namespace axial::corpus::index
