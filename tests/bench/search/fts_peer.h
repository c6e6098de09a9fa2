// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"
#include "corpus/study.h"
#include "tests/bench/search/workload.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

namespace axial::bench {

/// The same posts in SQLite's own full-text index: FTS5, every position, Porter's stems, external content.
class FtsPeer {
public:
    explicit FtsPeer(const std::filesystem::path& file);
    void fill(corpus::Study& study);
    /// The first fifty hits with snippets in the kind's order, or the counts of a facet. Returns how many rows
    /// came.
    std::size_t answer(const BenchQuery& query, Answer kind);

private:
    SQLite::Database database_;
};

} // namespace axial::bench
