// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/database.h"
#include "corpus/store.h"
#include "corpus/store_rows.h"
#include "corpus/store_statements.h"

namespace axial::corpus {
namespace {

Result<std::optional<Post>> one_post(KeptStatements& kept, const char* where, auto value) {
    return guarded([&]() -> Result<std::optional<Post>> {
        const auto query = kept.use(std::string(rows::post_select) + where);
        query->bind(1, value);
        if (!query->executeStep())
            return std::optional<Post>();
        return std::optional(rows::read_post(*query));
    });
}

Result<std::optional<Thread>> one_thread(KeptStatements& kept, const char* where, auto value) {
    return guarded([&]() -> Result<std::optional<Thread>> {
        const auto query = kept.use(std::string(rows::thread_select) + where);
        query->bind(1, value);
        if (!query->executeStep())
            return std::optional<Thread>();
        return std::optional(rows::read_thread(*query));
    });
}

std::map<std::string, std::int64_t> counted(SQLite::Database& database, const char* sql) {
    std::map<std::string, std::int64_t> counts;
    SQLite::Statement query(database, sql);
    while (query.executeStep())
        counts[query.getColumn(0).getString()] = query.getColumn(1).getInt64();
    return counts;
}

} // namespace

Result<std::optional<Thread>> Store::thread(std::string_view key) const {
    return one_thread(statements_->kept, "WHERE key = ?", std::string(key));
}

Result<std::optional<Thread>> Store::thread(RowId row) const {
    return one_thread(statements_->kept, "WHERE id = ?", row);
}

Result<std::optional<Post>> Store::post(std::string_view key) const {
    return one_post(statements_->kept, "WHERE p.key = ?", std::string(key));
}

Result<std::optional<Post>> Store::post(RowId row) const {
    return one_post(statements_->kept, "WHERE p.id = ?", row);
}

Result<std::optional<LastSeen>> Store::last_seen(std::string_view post_key) const {
    return guarded([&]() -> Result<std::optional<LastSeen>> {
        const auto query =
            statements_->kept.use("SELECT updated_at, fetched_at, visibility, score FROM posts WHERE key = ?");
        query->bind(1, std::string(post_key));
        if (!query->executeStep())
            return std::optional<LastSeen>();
        LastSeen seen{rows::time_from(query->getColumn(0)),
                      rows::time_from(query->getColumn(1)),
                      visibility_from(query->getColumn(2).getString()).value_or(Visibility::visible),
                      {}};
        if (!query->getColumn(3).isNull())
            seen.score = query->getColumn(3).getInt64();
        return std::optional(seen);
    });
}

Result<std::vector<Post>> Store::posts_of(RowId thread) const {
    return guarded([&]() -> Result<std::vector<Post>> {
        // Equal seconds are common; within one, ids of a service ascend, and they are numbers of growing
        // length.
        SQLite::Statement query(*database_, std::string(rows::post_select) +
                                                "WHERE p.thread_id = ? ORDER BY p.created_at, "
                                                "p.key <> t.key, length(p.native_id), p.native_id");
        query.bind(1, thread);
        std::vector<Post> posts;
        while (query.executeStep())
            posts.push_back(rows::read_post(query));
        return posts;
    });
}

Result<std::optional<CanonicalText>> Store::revision(RowId post, int number) const {
    return guarded([&]() -> Result<std::optional<CanonicalText>> {
        SQLite::Statement query(*database_,
                                "SELECT text, spans FROM revisions WHERE post_id = ? AND number = ?");
        query.bind(1, post);
        query.bind(2, number);
        if (!query.executeStep())
            return std::optional<CanonicalText>();
        return std::optional(
            CanonicalText{query.getColumn(0).getString(), rows::spans_from(query.getColumn(1).getString())});
    });
}

Status Store::for_each_post(const std::function<bool(const Post&)>& visit) const {
    return guarded([&]() -> Status {
        SQLite::Statement query(*database_, std::string(rows::post_select) + "ORDER BY p.created_at, p.key");
        while (query.executeStep())
            if (!visit(rows::read_post(query)))
                break;
        return {};
    });
}

Status Store::for_each_change(std::int64_t change, const std::function<bool(const Post&)>& visit) const {
    return guarded([&]() -> Status {
        SQLite::Statement query(*database_,
                                std::string(rows::post_select) + "WHERE p.change > ? ORDER BY p.change");
        query.bind(1, change);
        while (query.executeStep())
            if (!visit(rows::read_post(query)))
                break;
        return {};
    });
}

Result<std::vector<std::string>> Store::served_posts(RowId thread) const {
    return guarded([&]() -> Result<std::vector<std::string>> {
        SQLite::Statement query(*database_,
                                "SELECT key FROM posts WHERE thread_id = ? AND visibility <> 'gone'");
        query.bind(1, thread);
        std::vector<std::string> keys;
        while (query.executeStep())
            keys.push_back(query.getColumn(0).getString());
        return keys;
    });
}

Result<std::vector<Thread>> Store::threads_in(std::string_view source, std::string_view container) const {
    return guarded([&]() -> Result<std::vector<Thread>> {
        SQLite::Statement query(*database_, std::string(rows::thread_select) +
                                                "WHERE source = ? AND container = ? "
                                                "ORDER BY length(native_id), native_id");
        query.bind(1, std::string(source));
        query.bind(2, std::string(container));
        std::vector<Thread> threads;
        while (query.executeStep())
            threads.push_back(rows::read_thread(query));
        return threads;
    });
}

Result<std::int64_t> Store::last_change() const {
    return guarded([&]() -> Result<std::int64_t> {
        return database_->execAndGet("SELECT coalesce(max(change), 0) FROM posts").getInt64();
    });
}

Result<Counts> Store::counts() const {
    return guarded([&]() -> Result<Counts> {
        const auto number = [&](const char* sql) { return database_->execAndGet(sql).getInt64(); };
        Counts counts;
        counts.threads = number("SELECT count(*) FROM threads");
        counts.posts = number("SELECT count(*) FROM posts");
        counts.revisions = number("SELECT count(*) FROM revisions");
        counts.hidden = number("SELECT count(*) FROM posts WHERE visibility = 'hidden'");
        counts.deleted = number("SELECT count(*) FROM posts WHERE visibility = 'deleted'");
        counts.gone = number("SELECT count(*) FROM posts WHERE visibility = 'gone'");
        counts.bots = number("SELECT count(*) FROM posts WHERE author_kind = 'bot'");
        counts.authors_missing = number("SELECT count(*) FROM posts WHERE author_id IS NULL");
        counts.by_source = counted(*database_, "SELECT source, count(*) FROM posts GROUP BY source");
        counts.by_kind = counted(*database_, "SELECT kind, count(*) FROM posts GROUP BY kind");
        counts.by_language = counted(*database_, "SELECT language, count(*) FROM posts GROUP BY language");
        return counts;
    });
}

} // namespace axial::corpus
