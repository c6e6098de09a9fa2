// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// What could stand at the cursor of a query: names of fields, then values of the field. For the window and the
/// shell alike.
namespace axial::corpus::index {

/// A value that a field has, and about how many posts have it.
struct KnownValue {
    std::string value;
    std::int64_t posts = -1; ///< -1: not counted
};

/// The values of a field that begin with `prefix` (case apart), most frequent first, at most `limit`. Asked
/// while somebody types; none where they are not known.
using KnownValues =
    std::function<std::vector<KnownValue>(const Field& field, std::string_view prefix, std::size_t limit)>;

struct Suggestion {
    std::string insert;      ///< takes the place of [begin, end): `source:`, `github`, `"good first issue"`
    std::string label;       ///< for a list: the field's name or the value itself
    std::string help = {};   ///< what a field searches; empty for values
    std::int64_t count = -1; ///< posts with the value, about; -1: not counted
};

struct Completion {
    std::size_t begin = 0, end = 0; ///< code points of the query that a suggestion replaces
    std::vector<Suggestion> suggestions;
};

/// `cursor`: code points before it; beyond the end is the end. At most `limit` suggestions. None where nothing
/// fits, and never an error: a query is completed while it is not yet whole. Values that a field names itself
/// (`is:`, `has:`, times for `date:`) come from here, others from `values`, which may be empty.
[[nodiscard]] Completion complete_query(std::string_view query, std::size_t cursor, const KnownValues& values,
                                        std::size_t limit = 20);

} // namespace axial::corpus::index
