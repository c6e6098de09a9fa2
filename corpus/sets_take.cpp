// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/database.h"
#include "corpus/sets.h"
#include "corpus/store_rows.h"

#include <algorithm>
#include <optional>

namespace axial::corpus {
namespace {

/// Rows of the posts with these keys; how many keys have none goes to `missing`.
std::vector<RowId> rows_of(SQLite::Database& database, const std::vector<std::string>& keys,
                           std::size_t& missing) {
    SQLite::Statement query(database, "SELECT id FROM posts WHERE key = ?");
    std::vector<RowId> rows;
    rows.reserve(keys.size());
    for (const auto& key : keys) {
        query.reset();
        query.bind(1, key);
        if (query.executeStep())
            rows.push_back(query.getColumn(0).getInt64());
        else
            ++missing;
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

struct Namesake {
    std::string uuid;
    std::int64_t created_at = 0;
};

std::optional<Namesake> namesake(SQLite::Database& database, const std::string& name) {
    SQLite::Statement query(database, "SELECT uuid, created_at FROM sets WHERE name = ?");
    query.bind(1, name);
    if (!query.executeStep())
        return std::nullopt;
    return Namesake{query.getColumn(0).getString(), query.getColumn(1).getInt64()};
}

/// Sets know their parents by name, so the name changes there, too.
void rename(SQLite::Database& database, const std::string& old_name, const std::string& new_name) {
    for (const char* column : {"parent", "name"}) {
        SQLite::Statement update(database,
                                 std::string("UPDATE sets SET ") + column + " = ?2 WHERE " + column + " = ?1");
        update.bind(1, old_name);
        update.bind(2, new_name);
        update.exec();
    }
}

void insert(SQLite::Database& database, const Set& set, const std::vector<RowId>& posts) {
    SQLite::Statement insert(database, "INSERT INTO sets (uuid, name, step, detail, parent, provenance, size, "
                                       "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    int i = 0;
    for (const auto& text : {set.uuid, set.name, set.step, set.detail, set.parent, set.provenance})
        insert.bind(++i, clean_utf8(text));
    insert.bind(++i, static_cast<std::int64_t>(posts.size()));
    insert.bind(++i, rows::to_row(set.created_at));
    insert.exec();
    const auto row = database.getLastInsertRowid();
    SQLite::Statement member(database, "INSERT INTO set_posts (set_id, post_id) VALUES (?, ?)");
    for (const auto post : posts) {
        member.bind(1, row);
        member.bind(2, post);
        member.exec();
        member.reset();
    }
}

} // namespace

Result<TakenSet> Sets::take(Set set, const std::vector<std::string>& posts) {
    return guarded([&]() -> Result<TakenSet> {
        auto& database = study_->database();
        TakenSet taken;
        SQLite::Statement there(database, "SELECT 1 FROM sets WHERE uuid = ?");
        there.bind(1, set.uuid);
        if (there.executeStep())
            return taken;
        const auto rows = rows_of(database, posts, taken.missing_posts);
        if (taken.missing_posts > 0)
            return taken;
        Transaction transaction(database);
        if (const auto other = namesake(database, set.name)) {
            const bool other_is_older =
                std::pair(other->created_at, other->uuid) < std::pair(rows::to_row(set.created_at), set.uuid);
            // The last digits of a UUID of version 7 are its random ones; the first are the day's.
            const auto& younger = other_is_older ? set.uuid : other->uuid;
            taken.renamed = set.name;
            taken.new_name =
                set.name + "." + younger.substr(younger.size() - std::min<std::size_t>(8, younger.size()));
            if (other_is_older)
                set.name = taken.new_name;
            else
                rename(database, set.name, taken.new_name);
        }
        insert(database, set, rows);
        taken.added = true;
        transaction.commit();
        return taken;
    });
}

} // namespace axial::corpus
