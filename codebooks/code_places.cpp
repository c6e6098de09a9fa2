// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/code_places.h"

#include <algorithm>
#include <set>
#include <vector>

namespace axial::codebooks {
namespace {

struct Row {
    std::string codebook, id, parent_id, parent, merged_into, merged_at, moved_at;
};
using Rows = std::map<std::string, Row>;

Rows read_rows(SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT uuid, codebook, id, parent, parent_uuid, merged_into, merged_at, "
                                      "moved_at FROM codes");
    Rows rows;
    while (query.executeStep()) {
        auto& row = rows[query.getColumn(0).getString()];
        int i = 1;
        for (auto* field : {&row.codebook, &row.id, &row.parent_id, &row.parent, &row.merged_into,
                            &row.merged_at, &row.moved_at})
            *field = query.getColumn(i++).getString();
    }
    return rows;
}

/// Earlier decisions name the parent by its id. Where two codes of a codebook have one id, the older is meant.
void find_parents(Rows& rows) {
    std::map<std::pair<std::string, std::string>, std::string> by_id;
    for (const auto& [uuid, row] : rows)
        by_id.emplace(std::pair(row.codebook, row.id), uuid);
    for (auto& [uuid, row] : rows) {
        if (row.parent.empty() && !row.parent_id.empty())
            if (const auto found = by_id.find({row.codebook, row.parent_id}); found != by_id.end())
                row.parent = found->second;
        const auto above = rows.find(row.parent);
        if (above == rows.end() || above->second.codebook != row.codebook)
            row.parent.clear();
        if (!rows.contains(row.merged_into))
            row.merged_into.clear();
    }
}

/// Takes decisions in the order in which they were made and leaves out each that would close a circle. What is
/// left does not depend on the order in which the decisions became known.
std::map<std::string, std::string> without_circles(const Rows& rows, std::string Row::*to,
                                                   std::string Row::*decided) {
    std::vector<std::pair<std::string, std::string>> order; // (event, code)
    for (const auto& [uuid, row] : rows)
        if (!(row.*to).empty())
            order.emplace_back(row.*decided, uuid);
    std::sort(order.begin(), order.end());
    std::map<std::string, std::string> kept;
    for (const auto& [event, code] : order) {
        const auto& target = rows.at(code).*to;
        auto above = kept.find(target);
        std::string last = target;
        while (last != code && above != kept.end()) {
            last = above->second;
            above = kept.find(last);
        }
        if (last != code)
            kept.emplace(code, target);
    }
    return kept;
}

std::string end_of(const std::map<std::string, std::string>& merged, const std::string& code) {
    auto at = code;
    for (auto next = merged.find(at); next != merged.end(); next = merged.find(at))
        at = next->second;
    return at;
}

} // namespace

std::map<std::string, CodePlace> find_code_places(SQLite::Database& database) {
    auto rows = read_rows(database);
    find_parents(rows);
    const auto merged = without_circles(rows, &Row::merged_into, &Row::merged_at);
    // The codes below one that was merged away go with it.
    for (auto& [uuid, row] : rows)
        if (!row.parent.empty())
            row.parent = end_of(merged, row.parent);
    const auto parents = without_circles(rows, &Row::parent, &Row::moved_at);
    std::map<std::string, CodePlace> places;
    for (const auto& [uuid, row] : rows) {
        const auto above = parents.find(uuid);
        places[uuid] = {end_of(merged, uuid), above == parents.end() ? std::string() : above->second};
    }
    return places;
}

std::map<std::string, CodePlace> stored_code_places(SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT code, stands_for, parent FROM code_places");
    std::map<std::string, CodePlace> places;
    while (query.executeStep())
        places[query.getColumn(0).getString()] = {query.getColumn(1).getString(),
                                                  query.getColumn(2).getString()};
    return places;
}

void store_code_places(SQLite::Database& database) {
    database.exec("DELETE FROM code_places");
    SQLite::Statement insert(database, "INSERT INTO code_places VALUES (?, ?, ?)");
    for (const auto& [code, place] : find_code_places(database)) {
        insert.bind(1, code);
        insert.bind(2, place.stands_for);
        insert.bind(3, place.parent);
        insert.exec();
        insert.reset();
    }
}

} // namespace axial::codebooks
