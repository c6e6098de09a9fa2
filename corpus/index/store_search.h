// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"
#include "corpus/index/search_index.h"
#include "corpus/study.h"

#include <vector>

/// Searches that ask nothing of words, answered by the study's own tables: what the index would find, count and
/// put in order once it has caught up, also where there is no index.
namespace axial::corpus::index {

class StoreSearch {
public:
    /// The study must outlive it.
    explicit StoreSearch(Study& study) : study_(study) {}

    /// Hits without snippets. The query needs no text (store_query.h), and `like` of the request is empty.
    [[nodiscard]] Result<SearchAnswer> search(const Query& query, const SearchRequest& request,
                                              const Facts& facts, const FactValues& values);
    /// The rows of all hits, in no particular order. Uses `within`, `time_limit` and `stop` of the request.
    [[nodiscard]] Result<std::vector<RowId>> matches(const Query& query, const SearchRequest& request,
                                                     const Facts& facts);

private:
    Study& study_;
    bool ready_ = false; ///< its connection has the functions
};

} // namespace axial::corpus::index
