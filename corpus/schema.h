// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

namespace SQLite {
class Database;
}

namespace axial::corpus {

/// Marks a SQLite file as a study.db ("AXIL").
inline constexpr int application_id = 0x4158494c;

/// The schema that this Axial writes; kept in `PRAGMA user_version`.
[[nodiscard]] int current_schema();

/// Brings a study.db from any older version (0: empty) to the current one, each step in a transaction.
[[nodiscard]] Status migrate(SQLite::Database& database);

} // namespace axial::corpus
