// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/open_index.h"
#include "corpus/index/search_index.h"
#include "corpus/index/workers.h"
#include "corpus/index/xapian_errors.h"

#include <xapian.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

/// What an index says of itself, how it follows the store, and how it is compared with it.
namespace axial::corpus::index {

/// What a database of an index says of itself; written in the same commit as the documents it speaks of.
struct Stamp {
    std::string version, study;
    std::int64_t change = 0;
};
[[nodiscard]] Stamp stamp_of(const Xapian::Database& database);
void set_stamp(Xapian::WritableDatabase& database, const std::string& study, std::int64_t change);

/// Why an index with this stamp cannot serve the study whose last change is `last_change`; empty if it can.
[[nodiscard]] std::string unfit_reason(const Stamp& stamp, const Study& study, std::int64_t last_change);

/// The shards times the rows must be numbers of 32 bits.
inline constexpr RowId most_rows = (RowId{1} << 32) / 16 - 1;
/// Whether a post's row can be the number of a document.
[[nodiscard]] Status numbered(RowId row);

[[nodiscard]] Result<std::int64_t> changes_after(Study& study, std::int64_t change);

/// Indexes every change of the store after the live shard's own, committing every thousand posts or 8 MB of
/// text, so that being killed at any time costs one batch. Stopped, it commits what it has and returns
/// `cancelled`.
[[nodiscard]] Status follow(Study& study, const Store& store, Xapian::WritableDatabase& database,
                            const Progress& progress, std::stop_token stop);

/// Posts missing, outdated or unknown, at most `limit` lines.
[[nodiscard]] Result<std::vector<std::string>> compare(const OpenIndex& index, const Store& store,
                                                       std::size_t limit);

} // namespace axial::corpus::index
