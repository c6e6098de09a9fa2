// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/journal.h"

#include "codebooks/code_places.h"
#include "codebooks/projections.h"
#include "codebooks/sealing.h"
#include "corpus/database.h"
#include "corpus/store_rows.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace axial::codebooks {
namespace {

using corpus::guarded;

constexpr const char* event_select = "SELECT uuid, at, coder, kind, target, payload FROM events ";

Event read_event(SQLite::Statement& row) {
    Event event;
    event.uuid = row.getColumn(0).getString();
    event.at = corpus::rows::time_from(row.getColumn(1));
    event.coder = row.getColumn(2).getString();
    const auto kind = event_kind_from(row.getColumn(3).getString());
    if (!kind)
        throw SQLite::Exception("event " + event.uuid + " is of an unknown kind");
    event.kind = *kind;
    event.target = row.getColumn(4).getString();
    event.payload = nlohmann::json::parse(row.getColumn(5).getString());
    return event;
}

std::vector<Event> events_of(SQLite::Database& database, std::string_view target) {
    SQLite::Statement query(database, std::string(event_select) + "WHERE target = ? ORDER BY uuid");
    query.bind(1, std::string(target));
    std::vector<Event> events;
    while (query.executeStep())
        events.push_back(read_event(query));
    return events;
}

constexpr const char* insert_sql = "INTO events (uuid, at, coder, kind, target, payload) "
                                   "VALUES (?, ?, ?, ?, ?, ?)";

/// How many rows were inserted.
int insert(SQLite::Statement& insert, const Event& event) {
    insert.reset();
    insert.bind(1, event.uuid);
    insert.bind(2, corpus::rows::to_row(event.at));
    insert.bind(3, event.coder);
    insert.bind(4, std::string(row_of(event.kind).name));
    insert.bind(5, event.target);
    insert.bind(6, event.payload.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return insert.exec();
}

/// Every row of a projection's table by its target.
std::map<std::string, std::vector<nlohmann::json>> table_rows(SQLite::Database& database,
                                                              std::string_view table) {
    std::map<std::string, std::vector<nlohmann::json>> rows;
    SQLite::Statement query(database, fmt::format("SELECT * FROM {}", table));
    while (query.executeStep()) {
        std::vector<nlohmann::json> values;
        for (int i = 0; i < query.getColumnCount(); ++i) {
            const auto column = query.getColumn(i);
            values.push_back(column.isInteger() ? nlohmann::json(column.getInt64())
                                                : nlohmann::json(column.getString()));
        }
        auto target = values.front().get<std::string>();
        rows.emplace(std::move(target), std::move(values));
    }
    return rows;
}

/// Calls `visit(target, events)` for every target of the journal.
void for_each_target(SQLite::Database& database,
                     const std::function<void(const std::string&, const std::vector<Event>&)>& visit) {
    SQLite::Statement query(database, std::string(event_select) + "ORDER BY target, uuid");
    std::vector<Event> events;
    while (query.executeStep()) {
        auto event = read_event(query);
        if (!events.empty() && events.front().target != event.target) {
            visit(events.front().target, events);
            events.clear();
        }
        events.push_back(std::move(event));
    }
    if (!events.empty())
        visit(events.front().target, events);
}

/// Decisions of a round that is closed stay as they are: its agreement may have been published. What was settled
/// about them comes after that and may be taken back.
Status check_round_open(SQLite::Database& database, const std::vector<Event>& events) {
    for (const auto& event : events) {
        const auto round = event.payload.value("round", std::string());
        if (round.empty() || event.kind == EventKind::disagreement_settled)
            continue;
        SQLite::Statement query(database, "SELECT name FROM rounds WHERE uuid = ? AND closed = 1");
        query.bind(1, round);
        if (query.executeStep())
            return bad_input("the round is closed", query.getColumn(0).getString(),
                             "its decisions can no longer be taken back or made again");
        return {};
    }
    return {};
}

bool is_code(const std::string& target) {
    return target.starts_with("code:");
}

bool stands(const std::vector<Event>& events, std::string_view uuid) {
    for (const auto* event : standing(events))
        if (event->uuid == uuid)
            return true;
    return false;
}

} // namespace

Journal::Journal(corpus::Study& study) : study_(&study) {
}

Result<Event> Journal::append(Event event) {
    AXIAL_ASSIGN(auto written, append(std::vector<Event>{std::move(event)}));
    return std::move(written.front());
}

Result<std::vector<Event>> Journal::append(std::vector<Event> events) {
    return guarded([&]() -> Result<std::vector<Event>> {
        auto& database = study_->database();
        corpus::Transaction transaction(database);
        auto last = database.execAndGet("SELECT coalesce(max(uuid), '') FROM events").getString();
        SQLite::Statement statement(database, std::string("INSERT ") + insert_sql);
        for (auto& event : events) {
            if (event.coder.empty())
                return bad_input("a decision needs a coder", event.target, "say who decides with --coder");
            if (event.at == Time{})
                event.at = now();
            event.uuid = last = uuid7(event.at, last);
            insert(statement, event);
            store_projection(database, event.target, events_of(database, event.target));
        }
        if (std::any_of(events.begin(), events.end(), [](const Event& event) { return is_code(event.target); }))
            store_code_places(database);
        transaction.commit();
        return std::move(events);
    });
}

Result<std::int64_t> Journal::take(const std::vector<Event>& events) {
    return guarded([&]() -> Result<std::int64_t> {
        auto& database = study_->database();
        corpus::Transaction transaction(database);
        SQLite::Statement statement(database, std::string("INSERT OR IGNORE ") + insert_sql);
        std::set<std::string> targets;
        std::int64_t taken = 0;
        for (const auto& event : events)
            if (insert(statement, event) > 0) {
                ++taken;
                targets.insert(event.target);
            }
        for (const auto& target : targets)
            store_projection(database, target, events_of(database, target));
        if (std::any_of(targets.begin(), targets.end(), is_code))
            store_code_places(database);
        transaction.commit();
        return taken;
    });
}

Result<Event> Journal::undo(std::string_view uuid, std::string_view coder) {
    AXIAL_ASSIGN(const auto event, find(uuid));
    if (!event || event->kind == EventKind::undone || event->kind == EventKind::redone)
        return bad_input("no such decision to undo", std::string(uuid));
    if (event->coder != coder && !is_shared(event->target))
        return bad_input("the decision is another coder's", std::string(uuid),
                         "only " + event->coder + " can undo it");
    AXIAL_ASSIGN(const auto events, of(event->target));
    if (!stands(events, uuid))
        return bad_input("the decision is undone already", std::string(uuid));
    AXIAL_TRY(guarded([&] { return check_round_open(study_->database(), events); }));
    return append(
        Event{{}, {}, std::string(coder), EventKind::undone, event->target, {{"event", event->uuid}}});
}

Result<Event> Journal::redo(std::string_view uuid, std::string_view coder) {
    AXIAL_ASSIGN(const auto event, find(uuid));
    if (!event || (event->coder != coder && !is_shared(event->target)))
        return bad_input("no such decision to make again", std::string(uuid));
    AXIAL_ASSIGN(const auto events, of(event->target));
    if (event->kind == EventKind::undone || event->kind == EventKind::redone || stands(events, uuid))
        return bad_input("the decision was not undone", std::string(uuid));
    AXIAL_TRY(guarded([&] { return check_round_open(study_->database(), events); }));
    return append(
        Event{{}, {}, std::string(coder), EventKind::redone, event->target, {{"event", event->uuid}}});
}

Result<std::optional<Event>> Journal::find(std::string_view uuid) const {
    return guarded([&]() -> Result<std::optional<Event>> {
        SQLite::Statement query(study_->database(), std::string(event_select) + "WHERE uuid = ?");
        query.bind(1, std::string(uuid));
        if (!query.executeStep())
            return std::optional<Event>();
        return std::optional(read_event(query));
    });
}

Result<std::vector<Event>> Journal::of(std::string_view target) const {
    return guarded([&]() -> Result<std::vector<Event>> { return events_of(study_->database(), target); });
}

Status Journal::for_each(const std::function<bool(const Event&)>& visit) const {
    return guarded([&]() -> Status {
        SQLite::Statement query(study_->database(), std::string(event_select) + "ORDER BY uuid");
        while (query.executeStep())
            if (!visit(read_event(query)))
                break;
        return {};
    });
}

Status Journal::for_each(std::string_view viewer, const std::function<bool(const Event&)>& visit) const {
    return guarded([&]() -> Status {
        SQLite::Statement query(study_->database(), std::string(event_select) + "e WHERE " +
                                                        visible_events("e") + " ORDER BY uuid");
        bind_viewer(query, {std::string(viewer)});
        while (query.executeStep())
            if (!visit(read_event(query)))
                break;
        return {};
    });
}

Result<std::int64_t> Journal::size() const {
    return guarded([&]() -> Result<std::int64_t> {
        return study_->database().execAndGet("SELECT count(*) FROM events").getInt64();
    });
}

Result<std::vector<std::string>> Journal::differences(std::size_t limit) const {
    return guarded([&]() -> Result<std::vector<std::string>> {
        auto& database = study_->database();
        std::vector<std::string> found;
        const auto report = [&](std::string line) {
            if (found.size() < limit)
                found.push_back(std::move(line));
        };
        std::map<std::string_view, std::map<std::string, std::vector<nlohmann::json>>> stored;
        for (const auto table : projection_tables())
            stored[table] = table_rows(database, table);
        for_each_target(database, [&](const std::string& target, const std::vector<Event>& events) {
            const auto expected = project(events);
            auto& rows = stored[table_of(target)];
            const auto row = rows.find(target);
            if (expected && row == rows.end())
                report(target + ": the journal has it, the table does not");
            else if (!expected && row != rows.end())
                report(target + ": the table has it, the journal does not");
            else if (expected && row->second != expected->values)
                report(target + ": the table differs from the journal");
            if (row != rows.end())
                rows.erase(row);
        });
        for (const auto& [table, rows] : stored)
            for (const auto& [target, row] : rows)
                report(fmt::format("{}: in table {} without any event", target, table));
        if (find_code_places(database) != stored_code_places(database))
            report("code_places: the table differs from what the codes say");
        return found;
    });
}

Status Journal::rebuild() {
    return guarded([&]() -> Status {
        auto& database = study_->database();
        corpus::Transaction transaction(database);
        for (const auto table : projection_tables())
            database.exec(fmt::format("DELETE FROM {}", table));
        for_each_target(database, [&](const std::string& target, const std::vector<Event>& events) {
            store_projection(database, target, events);
        });
        store_code_places(database);
        transaction.commit();
        return {};
    });
}

} // namespace axial::codebooks
