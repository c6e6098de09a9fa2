// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/documents.h"
#include "corpus/index/query_tree.h"

#include <xapian.h>

#include <vector>

namespace axial::corpus::index {

/// A wildcard that stands for more words than this is an error.
inline constexpr Xapian::termcount most_expansions = 10'000;

/// Turns a parsed query into Xapian's, for one index. Throws what Xapian throws.
class QueryBuilder {
public:
    explicit QueryBuilder(const Xapian::Database& database) : database_(database) {}
    [[nodiscard]] Result<Xapian::Query> build(const Query& query);

private:
    Result<std::vector<Xapian::Query>> build_all(const std::vector<Query>& queries);
    Result<Xapian::Query> all_of(const Query& query);
    Result<Xapian::Query> prefix(const Query& query) const;
    Xapian::Query words(const Query& query);
    Xapian::Query near(const Query& query) const;

    Xapian::Database database_;
    Stems stems_;
};

} // namespace axial::corpus::index
