// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"
#include "corpus/index/search_index.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::index {

/// One part of a query, by itself.
struct ExplainedPart {
    std::string text;       ///< as to_text() has it
    std::size_t column = 1; ///< code points, from 1
    std::int64_t posts = 0; ///< exact, as if this part were the whole query
    std::string_view store; ///< who answers: "study" (SQLite) or "index"
    std::vector<ExplainedPart> parts;
};

/// Counts every part of `query` in the study's index as it stands on disk. `limit` (zero: none) is for each
/// part; one that takes longer fails.
[[nodiscard]] Result<ExplainedPart> explain(const Study& study, const Query& query, const Facts& facts,
                                            std::chrono::milliseconds limit = {}, std::stop_token stop = {});

} // namespace axial::corpus::index
