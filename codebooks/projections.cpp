// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/projections.h"

#include "codebooks/folds.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace axial::codebooks {
namespace {

struct Projection {
    std::string_view form; ///< what targets begin with
    std::string_view table;
    folds::Values (*fold)(
        const folds::Events&); ///< the columns behind `target`; nothing where the target has no state
};

constexpr std::array projections{
    Projection{"coder:", "coders", folds::coder_row},
    Projection{"codebook:", "codebooks", folds::codebook_row},
    Projection{"code:", "codes", folds::code_row},
    Projection{"round:", "rounds", folds::round_row},
    Projection{"vote:", "votes", folds::vote_row},
    Projection{"coding:", "codings", folds::coding_row},
    Projection{"finished:", "finished", folds::finished_row},
    Projection{"settled:", "settled", folds::settled_row},
    Projection{"memo:", "memos", folds::memo_row},
    Projection{"link:", "link_decisions", folds::link_row},
};

const Projection* projection_of(std::string_view target) {
    for (const auto& projection : projections)
        if (target.starts_with(projection.form))
            return &projection;
    return nullptr;
}

void bind(SQLite::Statement& statement, int index, const nlohmann::json& value) {
    if (value.is_string())
        statement.bind(index, value.get_ref<const std::string&>());
    else
        statement.bind(index, value.get<std::int64_t>());
}

} // namespace

std::vector<const Event*> standing(const std::vector<Event>& events) {
    std::map<std::string, bool> undone;
    for (const auto& event : events) {
        if (event.kind == EventKind::undone)
            undone[folds::text(event.payload, "event")] = true;
        else if (event.kind == EventKind::redone)
            undone[folds::text(event.payload, "event")] = false;
    }
    std::vector<const Event*> left;
    for (const auto& event : events) {
        if (event.kind == EventKind::undone || event.kind == EventKind::redone)
            continue;
        const auto found = undone.find(event.uuid);
        if (found == undone.end() || !found->second)
            left.push_back(&event);
    }
    return left;
}

std::optional<ProjectedRow> project(const std::vector<Event>& events) {
    const auto* projection = events.empty() ? nullptr : projection_of(events.front().target);
    if (!projection)
        return std::nullopt;
    auto values = projection->fold(standing(events));
    if (values.empty())
        return std::nullopt;
    values.insert(values.begin(), events.front().target);
    return ProjectedRow{projection->table, std::move(values)};
}

std::string_view table_of(std::string_view target) {
    const auto* projection = projection_of(target);
    return projection ? projection->table : std::string_view();
}

std::vector<std::string_view> projection_tables() {
    std::vector<std::string_view> tables;
    for (const auto& projection : projections)
        tables.push_back(projection.table);
    return tables;
}

void store_projection(SQLite::Database& database, std::string_view target, const std::vector<Event>& events) {
    const auto table = table_of(target);
    if (table.empty())
        return;
    SQLite::Statement remove(database, fmt::format("DELETE FROM {} WHERE target = ?", table));
    remove.bind(1, std::string(target));
    remove.exec();
    const auto row = project(events);
    if (!row)
        return;
    std::string marks = "?";
    for (std::size_t i = 1; i < row->values.size(); ++i)
        marks += ", ?";
    SQLite::Statement insert(database, fmt::format("INSERT INTO {} VALUES ({})", table, marks));
    for (std::size_t i = 0; i < row->values.size(); ++i)
        bind(insert, static_cast<int>(i) + 1, row->values[i]);
    insert.exec();
}

} // namespace axial::codebooks
