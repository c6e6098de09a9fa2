// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/as_of.h"

#include "codebooks/journal.h"
#include "codebooks/projections.h"
#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>

#include <vector>

namespace axial::codebooks {
namespace {

using corpus::guarded;

bool may_begin_uuid(std::string_view text) {
    return text.size() >= 8 && text.size() <= 36 &&
           text.find_first_not_of("0123456789abcdef-") == std::string_view::npos;
}

/// The same table, with its indexes, as one of this connection's own.
void shadow(SQLite::Database& database, const std::string& table) {
    std::vector<std::string> indexes;
    std::string create;
    SQLite::Statement query(database,
                            "SELECT type, sql FROM main.sqlite_master WHERE tbl_name = ? AND sql NOT NULL");
    query.bind(1, table);
    while (query.executeStep())
        if (query.getColumn(0).getString() == "table")
            create = query.getColumn(1).getString();
        else if (query.getColumn(0).getString() == "index")
            indexes.push_back(query.getColumn(1).getString());
    query.reset();
    const auto temporary = [&](std::string sql, std::string_view what) {
        database.exec(sql.replace(0, what.size(), fmt::format("{}temp.", what)));
    };
    temporary(create, "CREATE TABLE ");
    for (const auto& index : indexes)
        temporary(index, "CREATE INDEX ");
}

} // namespace

Result<Moment> find_moment(corpus::Study& study, std::string_view text) {
    if (const auto time = parse_time(text))
        return Moment{{}, time};
    if (!may_begin_uuid(text))
        return bad_input("neither a time nor the UUID of a decision", std::string(text),
                         "as in 2026-03-01 or 019a3f2c; \"axial journal log\" lists them");
    return guarded([&]() -> Result<Moment> {
        SQLite::Statement query(study.database(), "SELECT uuid FROM events WHERE uuid >= ?1 AND "
                                                  "uuid < ?1 || 'g' ORDER BY uuid LIMIT 2");
        query.bind(1, std::string(text));
        if (!query.executeStep())
            return bad_input("no decision of that UUID", std::string(text));
        Moment moment{query.getColumn(0).getString(), std::nullopt};
        if (query.executeStep())
            return bad_input("several decisions begin like that", std::string(text), "give more of the UUID");
        return moment;
    });
}

Status view_as_of(corpus::Study& study, const Moment& moment) {
    return guarded([&]() -> Status {
        auto& database = study.database();
        database.exec("PRAGMA query_only = OFF"); // what is laid over may be written, the study itself not
        database.exec("BEGIN");
        const auto condition = moment.time ? fmt::format("at <= {}", corpus::rows::to_row(*moment.time))
                                           : fmt::format("uuid <= '{}'", moment.event);
        database.exec("CREATE TEMP VIEW events AS SELECT * FROM main.events WHERE " + condition);
        for (const auto table : projection_tables())
            shadow(database, std::string(table));
        shadow(database, "code_places");
        const auto done = Journal(study).rebuild();
        database.exec(done ? "COMMIT" : "ROLLBACK");
        database.exec("PRAGMA query_only = ON");
        return done;
    });
}

} // namespace axial::codebooks
