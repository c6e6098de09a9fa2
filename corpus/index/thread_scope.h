// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/watch.h"
#include "corpus/result.h"

#include <xapian.h>

namespace axial::corpus::index {

/// More threads than this are not named one by one to a far shard.
inline constexpr std::size_t most_far_threads = 5'000;

/// A query for all documents of the threads in which any document matches `query`, at no weight. Looks at every
/// match. Near, any number of threads; far, `most_far_threads`. Throws what Xapian throws.
[[nodiscard]] Result<Xapian::Query> in_their_threads(const Xapian::Database& database,
                                                     const Xapian::Query& query, Reach reach);

} // namespace axial::corpus::index
