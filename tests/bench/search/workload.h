// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace axial::bench {

/// A question in both languages. `fts` is what FTS5 matches; its filter and order stand in the kind.
struct BenchQuery {
    std::string axial, fts;
};
enum class Answer { ranked, by_date_in_source_and_year, facet, first_page };
struct QueryKind {
    std::string name;
    Answer answer = Answer::ranked;
    std::vector<BenchQuery> queries;
    bool has_peer = true;
};

/// Queries of the kinds that people ask, words drawn by rank: a third each frequent, middling and rare.
[[nodiscard]] std::vector<QueryKind> workload(std::size_t queries_each, std::uint64_t seed);

} // namespace axial::bench
