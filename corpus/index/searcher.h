// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/search_index.h"
#include "corpus/index/watch.h"

#include <xapian.h>

#include <vector>

/// What is asked of any index, a study's own or shards far away: hits in order, counts, facets. Speaks of
/// documents only; who owns them knows the posts.
namespace axial::corpus::index {

struct FoundDocument {
    Xapian::docid document = 0;
    double weight = 0;
    std::int64_t in_thread = 1; ///< hits of its thread, itself included; 1 unless grouped by thread
};

struct Found {
    std::int64_t count = 0;
    std::vector<FoundDocument> documents;
    std::vector<Facet> facets; ///< as asked for, "month" in order of time
};

/// Looks `query` up. Uses of `request` what is about the answer (offset, limit, sort, count_only, by_thread,
/// facets, time_limit, stop), not its text. Hits of equal weight, to 1e-7, stand newest first. Throws what
/// Xapian throws.
[[nodiscard]] Result<Found> find(const Xapian::Database& database, const Xapian::Query& query,
                                 const SearchRequest& request, Reach reach = Reach::local);

/// All documents that match, in order of their numbers. Uses `time_limit` and `stop` of `request`.
[[nodiscard]] Result<std::vector<Xapian::docid>>
find_all(const Xapian::Database& database, const Xapian::Query& query, const SearchRequest& request);

} // namespace axial::corpus::index
