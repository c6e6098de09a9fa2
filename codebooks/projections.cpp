// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/projections.h"

#include "corpus/store_rows.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace axial::codebooks {
namespace {

using Values = std::vector<nlohmann::json>;
using Events = std::vector<const Event*>;

std::string text(const Event& event, const char* field) {
    const auto found = event.payload.find(field);
    return found != event.payload.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number(const Event& event, const char* field) {
    const auto found = event.payload.find(field);
    return found != event.payload.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool flag(const Event& event, const char* field, bool otherwise) {
    const auto found = event.payload.find(field);
    return found != event.payload.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

/// Lists are kept as their JSON text.
std::string list(const Event& event, const char* field) {
    const auto found = event.payload.find(field);
    return found != event.payload.end() && found->is_array() ? found->dump() : "[]";
}

std::int64_t at(const Event& event) {
    return corpus::rows::to_row(event.at);
}

const Event* last_of(const Events& events, EventKind kind) {
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        if ((*event)->kind == kind)
            return *event;
    return nullptr;
}

Values coder_row(const Events& events) {
    const auto* e = last_of(events, EventKind::coder_added);
    return e ? Values{e->uuid, text(*e, "name"), at(*e)} : Values{};
}

Values codebook_row(const Events& events) {
    const auto* e = last_of(events, EventKind::codebook_created);
    if (!e)
        return {};
    return {e->uuid,
            e->target.substr(e->target.find(':') + 1),
            text(*e, "id"),
            text(*e, "title"),
            text(*e, "kind"),
            text(*e, "question"),
            list(*e, "answers")};
}

Values code_row(const Events& events) {
    const auto* e = last_of(events, EventKind::code_defined);
    if (!e)
        return {};
    return {e->uuid,
            e->target.substr(e->target.find(':') + 1),
            text(*e, "codebook"),
            text(*e, "id"),
            text(*e, "parent"),
            text(*e, "name"),
            text(*e, "colour"),
            text(*e, "key"),
            text(*e, "definition"),
            list(*e, "include"),
            list(*e, "exclude"),
            number(*e, "position"),
            flag(*e, "codable", true) ? 1 : 0};
}

Values round_row(const Events& events) {
    const auto* e = last_of(events, EventKind::round_opened);
    if (!e)
        return {};
    const auto* closed = last_of(events, EventKind::round_closed);
    return {e->uuid,
            e->target.substr(e->target.find(':') + 1),
            text(*e, "name"),
            text(*e, "codebook"),
            text(*e, "set"),
            list(*e, "coders"),
            flag(*e, "blind", true) ? 1 : 0,
            closed ? 1 : 0,
            number(*e, "seed"),
            at(*e),
            closed ? at(*closed) : 0,
            text(*e, "set_uuid")};
}

Values vote_row(const Events& events) {
    const auto* e = last_of(events, EventKind::vote_cast);
    if (!e)
        return {};
    return {e->uuid,
            text(*e, "round"),
            e->coder,
            text(*e, "post"),
            text(*e, "answer"),
            text(*e, "reason"),
            text(*e, "note"),
            at(*e)};
}

Values coding_row(const Events& events) {
    const auto* e = last_of(events, EventKind::coding_applied);
    if (!e || last_of(events, EventKind::coding_removed))
        return {};
    return {e->uuid,
            e->target.substr(e->target.find(':') + 1),
            text(*e, "round"),
            e->coder,
            text(*e, "post"),
            text(*e, "code"),
            number(*e, "revision"),
            number(*e, "begin"),
            number(*e, "end"),
            text(*e, "quote"),
            text(*e, "sha256"),
            at(*e),
            text(*e, "body")};
}

Values finished_row(const Events& events) {
    const auto* e = last_of(events, EventKind::post_finished);
    return e ? Values{e->uuid, text(*e, "round"), e->coder, text(*e, "post"), at(*e)} : Values{};
}

Values memo_row(const Events& events) {
    const auto* e = last_of(events, EventKind::memo_written);
    if (!e || text(*e, "text").empty())
        return {};
    return {e->uuid, e->coder, text(*e, "about"), text(*e, "text"), at(*e)};
}

Values link_row(const Events& events) {
    const auto* e = last_of(events, EventKind::link_decided);
    if (!e)
        return {};
    return {e->uuid, e->coder, text(*e, "post"), text(*e, "model"), flag(*e, "accepted", false) ? 1 : 0,
            at(*e)};
}

struct Projection {
    std::string_view form; ///< what targets begin with
    std::string_view table;
    Values (*fold)(const Events&); ///< the columns behind `target`; nothing where the target has no state
};

constexpr std::array projections{
    Projection{"coder:", "coders", coder_row},
    Projection{"codebook:", "codebooks", codebook_row},
    Projection{"code:", "codes", code_row},
    Projection{"round:", "rounds", round_row},
    Projection{"vote:", "votes", vote_row},
    Projection{"coding:", "codings", coding_row},
    Projection{"finished:", "finished", finished_row},
    Projection{"memo:", "memos", memo_row},
    Projection{"link:", "link_decisions", link_row},
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
            undone[text(event, "event")] = true;
        else if (event.kind == EventKind::redone)
            undone[text(event, "event")] = false;
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
