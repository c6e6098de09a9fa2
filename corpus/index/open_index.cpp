// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/open_index.h"

#include "corpus/index/row_source.h"

#include <algorithm>
#include <limits>

namespace axial::corpus::index {

OpenIndex::OpenIndex(const std::vector<Xapian::Database>& shards)
    : shards_(static_cast<Xapian::docid>(std::max<std::size_t>(shards.size(), 1))) {
    for (const auto& shard : shards)
        database_.add_database(shard);
}

Xapian::Query OpenIndex::visible(const Xapian::Query& query) const {
    return query;
}

Xapian::Query OpenIndex::only(const std::vector<RowId>& rows) const {
    std::vector<Xapian::docid> documents;
    documents.reserve(rows.size());
    for (const RowId row : rows)
        if (row > 0 && row < std::numeric_limits<Xapian::docid>::max())
            documents.push_back(static_cast<Xapian::docid>(row));
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    return Xapian::Query((new RowSource(std::move(documents)))->release());
}

} // namespace axial::corpus::index
