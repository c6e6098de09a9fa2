// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/documents.h"
#include "corpus/index/query_tree.h"

#include <xapian.h>

#include <functional>
#include <utility>
#include <vector>

namespace axial::corpus::index {

/// A wildcard that stands for more words than this is an error.
inline constexpr Xapian::termcount most_expansions = 10'000;

/// Answers for one value of a field of type `fact`, as a query for the posts that have it.
using FactQuery = std::function<Result<Xapian::Query>(const Field& field, std::string_view value)>;

/// Turns a parsed query into Xapian's, for one index. Throws what Xapian throws.
class QueryBuilder {
public:
    /// Without `facts` fields of type `fact` are an error: shards that no study owns.
    explicit QueryBuilder(const Xapian::Database& database, FactQuery facts = {})
        : database_(database),
          facts_(std::move(facts)) {}
    [[nodiscard]] Result<Xapian::Query> build(const Query& query);

private:
    Result<std::vector<Xapian::Query>> build_all(const std::vector<Query>& queries);
    Result<Xapian::Query> fact(const Query& query) const;
    Result<Xapian::Query> all_of(const Query& query);
    Result<Xapian::Query> prefix(const Query& query) const;
    Xapian::Query words(const Query& query);
    Xapian::Query near(const Query& query) const;

    Xapian::Database database_;
    FactQuery facts_;
    Stems stems_;
};

} // namespace axial::corpus::index
