// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/open_index.h"
#include "corpus/index/search_index.h"
#include "corpus/index/searcher.h"
#include "corpus/index/snippet.h"

#include <xapian.h>

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

/// What a study adds to what was found in its index.
namespace axial::corpus::index {

/// The posts of all hits, read in one statement, with snippets and titles. Hits whose posts are gone stay bare.
[[nodiscard]] Status show(const Study& study, Highlighter& highlighter, std::vector<Hit>& hits);

/// find() for an index of a study: facets that the index does not know are asked of `values` and counted over
/// the posts that match.
[[nodiscard]] Result<Found> find_in(const OpenIndex& open, const Xapian::Query& query,
                                    const SearchRequest& request, const FactValues& values);

/// Posts of each value of a facet that the study answers for.
using ValueRows = std::map<std::string, std::vector<RowId>>;

/// Counts only posts that match; values without any are left out.
[[nodiscard]] Facet count_known(const std::string& name, const ValueRows& values,
                                const std::unordered_set<RowId>& matching, std::size_t most);

} // namespace axial::corpus::index
