// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/search/fts_peer.h"

#include "corpus/store.h"

namespace axial::bench {
namespace {

constexpr auto ranked =
    "SELECT p.id, p.source, p.created_at, p.title, snippet(texts, 1, '[', ']', '…', 40) FROM texts "
    "JOIN posts p ON p.id = texts.rowid WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 50";
// CROSS JOIN: left to itself SQLite walks the index of dates and asks FTS5 about each row, which is slower by
// far.
constexpr auto newest =
    "SELECT p.id, p.source, p.created_at, p.title, snippet(texts, 1, '[', ']', '…', 40) FROM texts "
    "CROSS JOIN posts p ON p.id = texts.rowid WHERE texts MATCH ? AND p.source = 'github' AND "
    "p.created_at >= 1640995200000 AND p.created_at < 1672531200000 "
    "ORDER BY p.created_at DESC LIMIT 50";
constexpr auto facet = "SELECT p.source, count(*) FROM texts CROSS JOIN posts p ON p.id = texts.rowid "
                       "WHERE texts MATCH ? GROUP BY p.source";

} // namespace

FtsPeer::FtsPeer(const std::filesystem::path& file)
    : database_(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec("PRAGMA journal_mode = WAL");
    database_.exec("PRAGMA synchronous = NORMAL");
    database_.exec("PRAGMA cache_size = -65536");
}

void FtsPeer::fill(corpus::Study& study) {
    database_.exec(
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, source TEXT, created_at INTEGER, title TEXT, body TEXT)");
    database_.exec("CREATE VIRTUAL TABLE texts USING fts5(title, body, content='posts', content_rowid='id', "
                   "tokenize='porter unicode61')");
    SQLite::Statement post(database_, "INSERT INTO posts VALUES (?, ?, ?, ?, ?)");
    SQLite::Statement text(database_, "INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)");
    std::size_t waiting = 0;
    database_.exec("BEGIN");
    const corpus::Store store(study);
    (void)store.for_each_change(0, [&](const corpus::Post& each) {
        post.bind(1, each.row);
        post.bind(2, each.source);
        post.bind(3, static_cast<std::int64_t>(each.created_at.time_since_epoch().count()));
        post.bind(4, each.title);
        post.bind(5, each.body.text);
        post.exec();
        post.reset();
        text.bind(1, each.row);
        text.bind(2, each.title);
        text.bind(3, each.body.text);
        text.exec();
        text.reset();
        if (++waiting % 10'000 == 0)
            database_.exec("COMMIT; BEGIN");
        return true;
    });
    database_.exec("COMMIT");
    database_.exec("CREATE INDEX posts_by_source ON posts (source, created_at)");
    database_.exec("INSERT INTO texts(texts) VALUES ('optimize')");
    database_.exec("ANALYZE");
}

std::size_t FtsPeer::answer(const BenchQuery& query, Answer kind) {
    const auto* sql = kind == Answer::facet                        ? facet
                      : kind == Answer::by_date_in_source_and_year ? newest
                                                                   : ranked;
    SQLite::Statement statement(database_, sql);
    statement.bind(1, query.fts);
    std::size_t rows = 0;
    while (statement.executeStep())
        ++rows;
    return rows;
}

} // namespace axial::bench
