// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/shards/record_reader.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <limits>

namespace axial::corpus::shards {
namespace {

constexpr const char* record_select =
    "SELECT t.source, t.site, t.container, t.kind, t.native_id, t.title, t.url, t.state, t.tags, t.created_at, "
    "t.updated_at, p.kind, p.native_id, p.parent_key, p.author_id, p.author_name, p.author_kind, "
    "p.author_role, p.created_at, p.updated_at, p.fetched_at, p.gone_at, p.title, p.url, p.score, p.state, "
    "p.tags, p.visibility, p.licence, p.revision, p.language, r.body_sha256, r.text, r.spans "
    "FROM posts p JOIN threads t ON t.id = p.thread_id "
    "JOIN revisions r ON r.post_id = p.id AND r.number = p.revision ";
constexpr const char* in_order = "WHERE (p.created_at, p.key) > (?, ?) ORDER BY p.created_at, p.key LIMIT ?";

/// Reads columns one after the other.
class Row {
public:
    explicit Row(SQLite::Statement& row) : row_(row) {}
    std::string text() { return row_.getColumn(i_++).getString(); }
    Time time() { return rows::time_from(row_.getColumn(i_++)); }
    int number() { return row_.getColumn(i_++).getInt(); }
    std::vector<std::string> strings() { return rows::strings_from(text()); }
    std::optional<std::string> optional_text() {
        const auto column = row_.getColumn(i_++);
        return column.isNull() ? std::nullopt : std::optional(column.getString());
    }
    std::optional<std::int64_t> optional_number() {
        const auto column = row_.getColumn(i_++);
        return column.isNull() ? std::nullopt : std::optional<std::int64_t>(column.getInt64());
    }

private:
    SQLite::Statement& row_;
    int i_ = 0;
};

ShardRecord read_record(SQLite::Statement& statement) {
    Row row(statement);
    ShardRecord record;
    IncomingThread& thread = record.thread;
    for (auto* field : {&thread.source, &thread.site, &thread.container, &thread.kind, &thread.native_id,
                        &thread.title, &thread.url, &thread.state})
        *field = row.text();
    thread.tags = row.strings();
    thread.created_at = row.time();
    thread.updated_at = row.time();
    IncomingPost& post = record.post;
    for (auto* field : {&post.kind, &post.native_id, &post.parent_key})
        *field = row.text();
    post.author.id = row.optional_text();
    post.author.name = row.optional_text();
    post.author.kind = row.text();
    post.author.role = row.text();
    for (auto* field : {&post.created_at, &post.updated_at, &post.fetched_at, &record.gone_at})
        *field = row.time();
    post.title = row.text();
    post.url = row.text();
    post.score = row.optional_number();
    post.state = row.text();
    post.tags = row.strings();
    post.visibility = visibility_from(row.text()).value_or(Visibility::visible);
    post.licence = row.text();
    record.revision = row.number();
    record.language = row.text();
    record.body_hash = row.text();
    record.body.text = row.text();
    record.body.spans = rows::spans_from(row.text());
    return record;
}

std::int64_t to_row(const Place& place) {
    return place.at == Time::min() ? std::numeric_limits<std::int64_t>::min() : rows::to_row(place.at);
}

} // namespace

Status for_each_place(Study& study, const std::function<bool(const Place&)>& visit) {
    return guarded([&]() -> Status {
        SQLite::Statement query(study.database(), "SELECT created_at, key FROM posts ORDER BY created_at, key");
        while (query.executeStep())
            if (!visit({rows::time_from(query.getColumn(0)), query.getColumn(1).getString()}))
                break;
        return {};
    });
}

Status for_each_record(Study& study, const Place& place, std::int64_t most,
                       const std::function<Status(const ShardRecord&)>& visit) {
    return guarded([&]() -> Status {
        SQLite::Statement query(study.database(), std::string(record_select) + in_order);
        query.bind(1, to_row(place));
        query.bind(2, place.key);
        query.bind(3, most);
        while (query.executeStep())
            AXIAL_TRY(visit(read_record(query)));
        return {};
    });
}

Result<std::int64_t> threads_among(Study& study, const Place& place, std::int64_t most) {
    return guarded([&]() -> Result<std::int64_t> {
        SQLite::Statement query(study.database(), "SELECT count(DISTINCT thread_id) FROM (SELECT thread_id "
                                                  "FROM posts p WHERE (p.created_at, p.key) > (?, ?) "
                                                  "ORDER BY p.created_at, p.key LIMIT ?)");
        query.bind(1, to_row(place));
        query.bind(2, place.key);
        query.bind(3, most);
        query.executeStep();
        return query.getColumn(0).getInt64();
    });
}

} // namespace axial::corpus::shards
