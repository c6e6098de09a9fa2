// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"

#include <xapian.h>

#include <string>
#include <string_view>

namespace axial::corpus::index {

/// `text`, which parses to `query`, with each word that the index does not have replaced by the word most like
/// it that it has: fewest letters changed (one, or two from five letters on), of those the one in most posts.
/// Identifiers are compared whole; what has digits (versions, numbers of advisories), Chinese and the like,
/// wildcards, values of fields and excluded words stay. Empty where nothing is replaced. Looks at 200,000 words
/// at most. The same for one index and for many shards. Throws what Xapian throws.
[[nodiscard]] std::string suggestion(const Xapian::Database& database, const Query& query,
                                     std::string_view text);

} // namespace axial::corpus::index
