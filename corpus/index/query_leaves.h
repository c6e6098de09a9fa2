// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"

namespace axial::corpus::index {

/// A word, phrase (`exact`), wildcard, filter value or range of a field. Errors have no column; the parser
/// knows it.
[[nodiscard]] Result<Query> make_leaf(const Field& field, std::string_view text, bool exact);

} // namespace axial::corpus::index
