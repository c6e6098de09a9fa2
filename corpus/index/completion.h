// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"
#include "corpus/study.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// What could stand at the cursor of a query: names of fields, then values of the field. For the window and the
/// shell alike.
namespace axial::corpus::index {

/// A value that a field has in a study.
struct KnownValue {
    std::string value;
    std::int64_t posts = 0; ///< that have it; 0: not counted
};

/// The values of a field that begin with `prefix` (case apart), most frequent first, at most `limit`; none for
/// fields whose values are not listed (words, dates, numbers). Asked while somebody types.
using KnownValues =
    std::function<std::vector<KnownValue>(const Field& field, std::string_view prefix, std::size_t limit)>;

struct Suggestion {
    std::string text;  ///< what takes the place of the word at the cursor: `source:`, `tag:"good first issue"`
    std::string shown; ///< for a list: `source:`, `good first issue`
    std::string help;  ///< a field's description, or "1204 posts"; may be empty
};

struct Completion {
    std::size_t begin = 0, end = 0; ///< bytes of the query that a suggestion replaces
    std::vector<Suggestion> suggestions;
};

/// `cursor`: byte in `query`, at most its length. At most `limit` suggestions; none where nothing fits, and
/// never an error: a query is completed while it is not yet whole.
[[nodiscard]] Completion complete_query(std::string_view query, std::size_t cursor, const KnownValues& values,
                                        std::size_t limit = 20);

/// What the study itself knows: sources, sites, repositories, authors, roles, kinds, states, tags, languages,
/// sets, and the values that a field names itself (`is:`, `has:`). `more` answers for other fields of type
/// `fact` (codebooks/search_facts.h). Keeps what it read: make it anew when the study has changed. The study
/// must outlive it.
[[nodiscard]] KnownValues known_values(Study& study, KnownValues more = {});

} // namespace axial::corpus::index
