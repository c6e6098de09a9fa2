// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sets.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"
#include "corpus/uuid.h"

#include <algorithm>
#include <cctype>

namespace axial::corpus {
namespace {

constexpr const char* set_select =
    "SELECT id, uuid, name, step, detail, parent, provenance, size, created_at FROM sets ";

Set read_set(SQLite::Statement& row) {
    Set set;
    set.row = row.getColumn(0).getInt64();
    int i = 1;
    for (auto* field : {&set.uuid, &set.name, &set.step, &set.detail, &set.parent, &set.provenance})
        *field = row.getColumn(i++).getString();
    set.size = row.getColumn(7).getInt64();
    set.created_at = rows::time_from(row.getColumn(8));
    return set;
}

bool good_name(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
    });
}

Status check(SQLite::Database& database, const NewSet& set) {
    if (!good_name(set.name))
        return bad_input("a set's name has letters, digits, '.', '_' and '-' only", set.name);
    SQLite::Statement query(database, "SELECT count(*) FROM sets WHERE name = ?");
    query.bind(1, set.name);
    query.executeStep();
    if (query.getColumn(0).getInt() > 0)
        return bad_input("there is a set of that name already", set.name,
                         "sets are frozen: choose another name");
    return {};
}

} // namespace

Result<Set> Sets::create(const NewSet& set) {
    return guarded([&]() -> Result<Set> {
        auto& database = study_->database();
        AXIAL_TRY(check(database, set));
        if (!set.parent.empty()) {
            AXIAL_TRY(get(set.parent));
        }
        auto posts = set.posts;
        std::sort(posts.begin(), posts.end());
        posts.erase(std::unique(posts.begin(), posts.end()), posts.end());

        Transaction transaction(database);
        SQLite::Statement insert(database,
                                 "INSERT INTO sets (uuid, name, step, detail, parent, provenance, size, "
                                 "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        int i = 0;
        for (const auto& text : {uuid7(now()), set.name, set.step, set.detail, set.parent, set.provenance})
            insert.bind(++i, clean_utf8(text));
        insert.bind(++i, static_cast<std::int64_t>(posts.size()));
        insert.bind(++i, rows::to_row(now()));
        insert.exec();
        const auto row = database.getLastInsertRowid();
        SQLite::Statement member(database, "INSERT INTO set_posts (set_id, post_id) VALUES (?, ?)");
        for (const auto post : posts) {
            member.bind(1, row);
            member.bind(2, post);
            member.exec();
            member.reset();
        }
        transaction.commit();
        return get(set.name);
    });
}

Result<std::vector<Set>> Sets::all() const {
    return guarded([&]() -> Result<std::vector<Set>> {
        SQLite::Statement query(study_->database(), std::string(set_select) + "ORDER BY id");
        std::vector<Set> sets;
        while (query.executeStep())
            sets.push_back(read_set(query));
        return sets;
    });
}

Result<Set> Sets::get(std::string_view name) const {
    return guarded([&]() -> Result<Set> {
        SQLite::Statement query(study_->database(), std::string(set_select) + "WHERE name = ?");
        query.bind(1, std::string(name));
        if (query.executeStep())
            return read_set(query);
        AXIAL_ASSIGN(const auto sets, all());
        std::string names;
        for (const auto& set : sets)
            names += (names.empty() ? "" : ", ") + set.name;
        return bad_input("no such set", std::string(name),
                         names.empty() ? R"(make one with "axial set new")" : "there are: " + names);
    });
}

Result<std::vector<RowId>> Sets::posts(const Set& set) const {
    return guarded([&]() -> Result<std::vector<RowId>> {
        SQLite::Statement query(study_->database(),
                                "SELECT p.id FROM set_posts s JOIN posts p ON p.id = s.post_id "
                                "WHERE s.set_id = ? ORDER BY p.created_at, p.key");
        query.bind(1, set.row);
        std::vector<RowId> posts;
        while (query.executeStep())
            posts.push_back(query.getColumn(0).getInt64());
        return posts;
    });
}

Result<std::vector<std::string>> Sets::keys(const Set& set) const {
    return guarded([&]() -> Result<std::vector<std::string>> {
        SQLite::Statement query(study_->database(),
                                "SELECT p.key FROM set_posts s JOIN posts p ON p.id = s.post_id "
                                "WHERE s.set_id = ? ORDER BY p.created_at, p.key");
        query.bind(1, set.row);
        std::vector<std::string> keys;
        while (query.executeStep())
            keys.push_back(query.getColumn(0).getString());
        return keys;
    });
}

Result<bool> Sets::contains(const Set& set, RowId post) const {
    return guarded([&]() -> Result<bool> {
        SQLite::Statement query(study_->database(), "SELECT 1 FROM set_posts WHERE set_id = ? AND post_id = ?");
        query.bind(1, set.row);
        query.bind(2, post);
        return query.executeStep();
    });
}

Result<std::map<std::string, std::int64_t>> Sets::by_source(const Set& set) const {
    return guarded([&]() -> Result<std::map<std::string, std::int64_t>> {
        SQLite::Statement query(study_->database(),
                                "SELECT p.source, count(*) FROM set_posts s JOIN posts p ON p.id = s.post_id "
                                "WHERE s.set_id = ? GROUP BY p.source");
        query.bind(1, set.row);
        std::map<std::string, std::int64_t> counts;
        while (query.executeStep())
            counts[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
        return counts;
    });
}

Result<std::vector<Set>> Sets::chain(std::string_view name) const {
    std::vector<Set> chain;
    std::string next(name);
    while (!next.empty()) {
        AXIAL_ASSIGN(auto set, get(next));
        if (!chain.empty() && set.row >= chain.back().row) // a parent is older than its set, or there is no end
            return bad_input("the sets of this study are drawn from each other in a circle", set.name,
                             "restore study.db from a copy");
        next = set.parent;
        chain.push_back(std::move(set));
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
}

} // namespace axial::corpus
