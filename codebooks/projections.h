// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/journal.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How the events of one target become one row of a table: the same function for every append, for rebuilding
/// all tables and for checking them.
namespace axial::codebooks {

/// A row of a projection: its table, and its values in the order of the table's columns (target, event, …).
struct ProjectedRow {
    std::string_view table;
    std::vector<nlohmann::json> values;
    bool operator==(const ProjectedRow&) const = default;
};

/// Events that stand: neither an `undone` or `redone` itself nor undone by the last word about it.
/// `events` are all events of one target in the order of their UUIDs.
[[nodiscard]] std::vector<const Event*> standing(const std::vector<Event>& events);

/// The state of a target; nothing where no event stands.
[[nodiscard]] std::optional<ProjectedRow> project(const std::vector<Event>& events);

/// Table of the projection that targets of this form ("coding:…") go to; empty for an unknown form.
[[nodiscard]] std::string_view table_of(std::string_view target);
/// Every table of projections.
[[nodiscard]] std::vector<std::string_view> projection_tables();

/// Replaces the row of one target. Throws SQLite::Exception.
void store_projection(SQLite::Database& database, std::string_view target, const std::vector<Event>& events);

} // namespace axial::codebooks
