// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/answers.h"

#include "corpus/database.h"
#include "corpus/index/facets.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace axial::corpus::index {
namespace {

Result<Facet> count_values(const OpenIndex& open, const Xapian::Query& query, const SearchRequest& request,
                           const std::string& name, const ValueRows& values) {
    std::vector<RowId> all;
    for (const auto& [value, rows] : values)
        all.insert(all.end(), rows.begin(), rows.end());
    const Xapian::Query with_any(Xapian::Query::OP_FILTER, query, open.only(all));
    AXIAL_ASSIGN(const auto documents, find_all(open.database(), with_any, request));
    std::unordered_set<RowId> matching;
    for (const Xapian::docid document : documents)
        matching.insert(open.row_of(document));
    return count_known(name, values, matching, request.facet_values);
}

} // namespace

Facet count_known(const std::string& name, const ValueRows& values, const std::unordered_set<RowId>& matching,
                  std::size_t most) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& [value, rows] : values) {
        const std::unordered_set<RowId> once(rows.begin(), rows.end());
        const auto posts =
            std::count_if(once.begin(), once.end(), [&](RowId row) { return matching.contains(row); });
        if (posts > 0)
            counts[value] = posts;
    }
    return facet_of({name, order_slot}, counts, most);
}

Status show(const Study& study, Highlighter& highlighter, std::vector<Hit>& hits) {
    std::vector<RowId> rows;
    for (const Hit& hit : hits)
        rows.push_back(hit.post);
    std::unordered_map<RowId, Post> posts;
    AXIAL_TRY(guarded([&]() -> Status {
        SQLite::Statement query(study.database(), std::string(rows::post_select) +
                                                      "WHERE p.id IN (SELECT value FROM json_each(?))");
        query.bind(1, fmt::format("[{}]", fmt::join(rows, ",")));
        while (query.executeStep()) {
            Post post = rows::read_post(query);
            posts.emplace(post.row, std::move(post));
        }
        return {};
    }));
    for (Hit& hit : hits) {
        const auto post = posts.find(hit.post);
        if (post == posts.end())
            continue;
        hit.snippet = highlighter.snippet(post->second.body);
        hit.title = highlighter.title_of(post->second);
        hit.shown = std::move(post->second);
    }
    return {};
}

Result<Found> find_in(const OpenIndex& open, const Xapian::Query& query, const SearchRequest& request,
                      const FactValues& values) {
    SearchRequest own = request; // without what only the study knows
    own.facets.clear();
    std::map<std::string, ValueRows> known;
    for (const std::string& name : request.facets) {
        auto rows = std::optional<ValueRows>();
        if (values) {
            AXIAL_ASSIGN(rows, values(name));
        }
        if (rows)
            known.emplace(name, *std::move(rows));
        else
            own.facets.push_back(name);
    }
    AXIAL_ASSIGN(Found found, find(open.database(), query, own));
    std::vector<Facet> facets;
    auto next = found.facets.begin();
    for (const std::string& name : request.facets) {
        const auto rows = known.find(name);
        if (rows == known.end()) {
            facets.push_back(std::move(*next++));
        } else {
            AXIAL_ASSIGN(auto facet, count_values(open, query, request, name, rows->second));
            facets.push_back(std::move(facet));
        }
    }
    found.facets = std::move(facets);
    return found;
}

} // namespace axial::corpus::index
