// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <string>

/// Where each code has come to stand. A code's own events say what it was merged into and moved below; two
/// people who did not know of each other can merge or move codes into a circle. That is seen only over all
/// codes, so it is settled here, at one place: of a circle, the latest decision is left out.
namespace axial::codebooks {

struct CodePlace {
    std::string stands_for; ///< UUID of the code that it was merged into at last; its own if it was not
    std::string parent;     ///< UUID of the code above it; empty at the top
    bool operator==(const CodePlace&) const = default;
};

/// By UUID of the code, out of the table `codes`. Throws SQLite::Exception.
[[nodiscard]] std::map<std::string, CodePlace> find_code_places(SQLite::Database& database);
[[nodiscard]] std::map<std::string, CodePlace> stored_code_places(SQLite::Database& database);
/// Writes the table `code_places` anew.
void store_code_places(SQLite::Database& database);

/// SQL: the UUID of the code that the coding `c` counts for, whatever its code was merged into.
inline constexpr const char* coding_code =
    "coalesce((SELECT place.stands_for FROM code_places place WHERE place.code = c.code), c.code)";

} // namespace axial::codebooks
