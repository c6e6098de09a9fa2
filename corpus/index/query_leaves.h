// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"
#include "corpus/time.h"

namespace axial::corpus::index {

/// A word, phrase (`exact`), wildcard, filter value or range of a field. Errors have no column; the parser
/// knows it. Dates such as 7d are told from `at`.
[[nodiscard]] Result<Query> make_leaf(const Field& field, std::string_view text, bool exact, Time at);

} // namespace axial::corpus::index
