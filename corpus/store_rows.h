// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

/// How records lie in rows of study.db; shared by the files of corpus/ and codebooks/.
namespace axial::corpus::rows {

[[nodiscard]] std::int64_t to_row(Time time);
[[nodiscard]] Time time_from(const SQLite::Column& column);

[[nodiscard]] std::string strings_to_row(const std::vector<std::string>& strings);
[[nodiscard]] std::vector<std::string> strings_from(const std::string& row);

[[nodiscard]] std::string spans_to_row(const std::vector<Span>& spans);
[[nodiscard]] std::vector<Span> spans_from(const std::string& row);

void bind_optional(SQLite::Statement& statement, int index, const std::optional<std::string>& value);

/// The columns of a post with its thread, for `SELECT … FROM posts p JOIN threads t ON t.id = p.thread_id JOIN
/// revisions r ON r.post_id = p.id AND r.number = p.revision`; read_post expects them in this order.
inline constexpr const char* post_select =
    "SELECT p.id, p.thread_id, p.key, t.key, p.parent_key, p.source, p.site, p.container, p.kind, p.native_id, "
    "p.author_id, p.author_name, p.author_kind, p.author_role, p.created_at, p.updated_at, p.fetched_at, "
    "p.title, t.title, p.url, p.state, t.state, p.licence, p.score, p.tags, t.tags, p.visibility, p.revision, "
    "p.raw, "
    "p.change, p.gone_at, p.language, r.text, r.spans FROM posts p JOIN threads t ON t.id = p.thread_id "
    "JOIN revisions r ON r.post_id = p.id AND r.number = p.revision ";
[[nodiscard]] Post read_post(SQLite::Statement& row);

/// read_thread expects its columns in this order; more may follow them.
#define AXIAL_THREAD_COLUMNS                                                                                   \
    "t.id, t.key, t.source, t.site, t.container, t.kind, t.native_id, t.title, t.url, t.state, t.tags, "       \
    "t.created_at, t.updated_at"
inline constexpr const char* thread_select = "SELECT " AXIAL_THREAD_COLUMNS " FROM threads t ";
[[nodiscard]] Thread read_thread(SQLite::Statement& row);

} // namespace axial::corpus::rows
