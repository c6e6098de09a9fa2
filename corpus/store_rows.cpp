// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/store_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace axial::corpus::rows {
namespace {

std::optional<std::string> optional_text(const SQLite::Column& column) {
    if (column.isNull())
        return std::nullopt;
    return column.getString();
}

std::optional<SpanKind> span_kind_from(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(SpanKind::reference); ++i)
        if (name_of(static_cast<SpanKind>(i)) == name)
            return static_cast<SpanKind>(i);
    return std::nullopt;
}

/// As JSON writes it; plain ASCII, which most is, without its library.
void add_quoted(std::string& row, std::string_view text) {
    const bool is_plain = std::all_of(text.begin(), text.end(),
                                      [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
    if (is_plain)
        row.append(1, '"').append(text).append(1, '"');
    else
        row += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

std::int64_t to_row(Time time) {
    return time.time_since_epoch().count();
}

Time time_from(const SQLite::Column& column) {
    return Time{std::chrono::milliseconds{column.getInt64()}};
}

std::string strings_to_row(const std::vector<std::string>& strings) {
    std::string row = "[";
    for (const auto& text : strings) {
        row += row.size() > 1 ? "," : "";
        add_quoted(row, text);
    }
    return row += ']';
}

std::vector<std::string> strings_from(const std::string& row) {
    if (row == "[]")
        return {};
    return nlohmann::json::parse(row).get<std::vector<std::string>>();
}

std::string spans_to_row(const std::vector<Span>& spans) {
    std::string row = "[";
    for (const auto& span : spans) {
        row += row.size() > 1 ? ",[" : "[";
        row += std::to_string(span.begin) + ',' + std::to_string(span.end) + ',';
        add_quoted(row, name_of(span.kind));
        row += ',';
        add_quoted(row, span.detail);
        row += ']';
    }
    return row += ']';
}

std::vector<Span> spans_from(const std::string& row) {
    std::vector<Span> spans;
    if (row == "[]")
        return spans;
    const auto list = nlohmann::json::parse(row);
    spans.reserve(list.size());
    for (const auto& entry : list) {
        const auto kind = span_kind_from(entry.at(2).get_ref<const std::string&>());
        if (kind) // a kind of a later version is left out of the picture; the text is whole without it
            spans.push_back({entry.at(0).get<std::uint32_t>(), entry.at(1).get<std::uint32_t>(), *kind,
                             entry.at(3).get<std::string>()});
    }
    return spans;
}

void bind_optional(SQLite::Statement& statement, int index, const std::optional<std::string>& value) {
    if (value)
        statement.bind(index, *value);
    else
        statement.bind(index);
}

Post read_post(SQLite::Statement& row) {
    Post post;
    int i = 0;
    const auto text = [&] { return row.getColumn(i++).getString(); };
    post.row = row.getColumn(i++).getInt64();
    post.thread_row = row.getColumn(i++).getInt64();
    for (auto* field : {&post.key, &post.thread_key, &post.parent_key, &post.source, &post.site,
                        &post.container, &post.kind, &post.native_id})
        *field = text();
    post.author.id = optional_text(row.getColumn(i++));
    post.author.name = optional_text(row.getColumn(i++));
    post.author.kind = text();
    post.author.role = text();
    for (auto* field : {&post.created_at, &post.updated_at, &post.fetched_at})
        *field = time_from(row.getColumn(i++));
    for (auto* field : {&post.title, &post.thread_title, &post.url})
        *field = text();
    // What a post does not say of itself, its thread says for it.
    post.state = text();
    const auto thread_state = text();
    if (post.state.empty())
        post.state = thread_state;
    post.licence = text();
    const auto score = row.getColumn(i++);
    if (!score.isNull())
        post.score = score.getInt64();
    post.tags = strings_from(text());
    const auto thread_tags = text();
    if (post.tags.empty())
        post.tags = strings_from(thread_tags);
    post.visibility = visibility_from(text()).value_or(Visibility::visible);
    post.revision = row.getColumn(i++).getInt();
    post.raw = row.getColumn(i++).getInt64();
    post.change = row.getColumn(i++).getInt64();
    post.gone_at = time_from(row.getColumn(i++));
    post.language = text();
    post.body.text = text();
    post.body.spans = spans_from(text());
    return post;
}

Thread read_thread(SQLite::Statement& row) {
    Thread thread;
    int i = 0;
    thread.row = row.getColumn(i++).getInt64();
    for (auto* field : {&thread.key, &thread.source, &thread.site, &thread.container, &thread.kind,
                        &thread.native_id, &thread.title, &thread.url, &thread.state})
        *field = row.getColumn(i++).getString();
    thread.tags = strings_from(row.getColumn(i++).getString());
    thread.created_at = time_from(row.getColumn(i++));
    thread.updated_at = time_from(row.getColumn(i++));
    return thread;
}

} // namespace axial::corpus::rows
