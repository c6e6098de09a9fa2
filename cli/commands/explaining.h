// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "corpus/index/query_tree.h"

#include <string_view>

namespace axial::cli {

/// Prints how a query is understood: a tree with the column of each part and, in a study that has an index, how
/// many posts match it and who answers it. `query` is `text`, parsed.
[[nodiscard]] Status explain_query(Context& context, std::string_view text, const corpus::index::Query& query);

} // namespace axial::cli
