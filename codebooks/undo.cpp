// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/undo.h"

#include "codebooks/journal.h"
#include "corpus/database.h"

#include <string>
#include <vector>

namespace axial::codebooks {
namespace {

using corpus::guarded;

/// The events that the UUID stands for, latest first; none where there are none.
std::vector<std::string> events_meant(SQLite::Database& database, std::string_view what) {
    SQLite::Statement query(database,
                            "SELECT uuid FROM events WHERE uuid = ?1 OR (kind NOT IN ('undone', 'redone') "
                            "AND json_extract(payload, '$.batch') = ?1) ORDER BY uuid DESC");
    query.bind(1, std::string(what));
    std::vector<std::string> uuids;
    while (query.executeStep())
        uuids.push_back(query.getColumn(0).getString());
    return uuids;
}

template <typename Turn>
Result<std::int64_t> turn_each(corpus::Study& study, std::string_view what, const Turn& turn) {
    return guarded([&]() -> Result<std::int64_t> {
        corpus::Transaction transaction(study.database());
        const auto uuids = events_meant(study.database(), what);
        if (uuids.empty())
            return bad_input("no such decision", std::string(what), "\"axial journal log\" lists them");
        for (const auto& uuid : uuids)
            AXIAL_TRY(turn(uuid));
        transaction.commit();
        return static_cast<std::int64_t>(uuids.size());
    });
}

} // namespace

Result<std::int64_t> undo(corpus::Study& study, std::string_view what, std::string_view coder) {
    return turn_each(study, what, [&](const std::string& uuid) { return Journal(study).undo(uuid, coder); });
}

Result<std::int64_t> redo(corpus::Study& study, std::string_view what, std::string_view coder) {
    return turn_each(study, what, [&](const std::string& uuid) { return Journal(study).redo(uuid, coder); });
}

} // namespace axial::codebooks
