// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/code_places.h"
#include "codebooks/sealing.h"
#include "codebooks/search_facts.h"
#include "corpus/database.h"

#include <set>

namespace axial::codebooks {
namespace {

using Values = std::map<std::string, std::vector<corpus::RowId>>;

/// Ids that stand in more than one codebook.
std::set<std::string> shared_ids(SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT id FROM codes GROUP BY id HAVING count(DISTINCT codebook) > 1");
    std::set<std::string> ids;
    while (query.executeStep())
        ids.insert(query.getColumn(0).getString());
    return ids;
}

Values posts_by_code(SQLite::Database& database, const Viewer& viewer) {
    const auto shared = shared_ids(database);
    SQLite::Statement query(database,
                            "SELECT DISTINCT b.id, k.id, p.id FROM codings c JOIN posts p ON p.key = c.post "
                            "JOIN codes k ON k.target = 'code:' || " +
                                std::string(coding_code) + " JOIN codebooks b ON b.uuid = k.codebook WHERE " +
                                visible_rows("c"));
    bind_viewer(query, viewer);
    Values values;
    while (query.executeStep()) {
        const auto id = query.getColumn(1).getString();
        const auto name = shared.contains(id) ? query.getColumn(0).getString() + "/" + id : id;
        values[name].push_back(query.getColumn(2).getInt64());
    }
    return values;
}

} // namespace

corpus::FactValues code_facet(corpus::Study& study, Viewer viewer) {
    return [&study, viewer](std::string_view facet) -> Result<std::optional<Values>> {
        if (facet != "code")
            return std::optional<Values>();
        return corpus::guarded([&]() -> Result<std::optional<Values>> {
            return std::optional(posts_by_code(study.database(), viewer));
        });
    };
}

} // namespace axial::codebooks
