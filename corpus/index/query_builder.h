// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/documents.h"
#include "corpus/index/phrases.h"
#include "corpus/index/query_tree.h"
#include "corpus/index/watch.h"

#include <xapian.h>

#include <functional>
#include <utility>
#include <vector>

namespace axial::corpus::index {

/// Answers for one value of a field of type `fact`, as a query for the posts that have it.
using FactQuery = std::function<Result<Xapian::Query>(const Field& field, std::string_view value)>;

/// What a query is built in.
struct Surroundings {
    FactQuery facts = {}; ///< without it fields of type `fact` are an error: shards that no study owns
    /// A query without the documents that do not count (OpenIndex::visible); empty: all count.
    std::function<Xapian::Query(const Xapian::Query&)> visible = {};
    Limits limits = {}; ///< of looking for the words of wildcards and for threads
    Reach reach = Reach::local;
};

/// Turns a parsed query into Xapian's, for one index. Throws what Xapian throws.
class QueryBuilder {
public:
    explicit QueryBuilder(const Xapian::Database& database, Surroundings surroundings = {})
        : database_(database),
          surroundings_(std::move(surroundings)) {}
    [[nodiscard]] Result<Xapian::Query> build(const Query& query);

private:
    Result<Xapian::Query> part(const Query& query);
    Result<Xapian::Query> in_thread(const Query& query);
    Result<std::vector<Xapian::Query>> build_all(const std::vector<Query>& queries);
    Result<Xapian::Query> fact(const Query& query) const;
    Result<Xapian::Query> all_of(const Query& query);
    Result<Xapian::Query> wildcard(const Query& query) const;
    Xapian::Query words(const Query& query);
    Xapian::Query words(const Query& query, const Phrase& phrase);
    Xapian::Query near(const Query& query) const;

    Xapian::Database database_;
    Surroundings surroundings_;
    Stems stems_;
};

/// What is said where nobody answers for facts, and where those who do know no such value.
[[nodiscard]] Error unknown_fact(const Query& query);
[[nodiscard]] Error fact_error(const Query& query, Error error);

} // namespace axial::corpus::index
