// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/languages.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"
#include "corpus/text/language.h"

#include <algorithm>
#include <string>
#include <vector>

namespace axial::corpus {
namespace {

constexpr std::int64_t batch = 1000;

std::int64_t meta_number(SQLite::Database& database, const char* key) {
    SQLite::Statement query(database, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?");
    query.bind(1, key);
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

void set_meta_number(SQLite::Database& database, const char* key, std::int64_t value) {
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
    insert.bind(1, key);
    insert.bind(2, std::to_string(value));
    insert.exec();
}

bool complete(SQLite::Database& database) {
    return meta_number(database, "language_version") == language_version;
}

struct Found {
    RowId row;
    std::string language;
};

/// The next posts after row `after` whose language is not what is stored; `after` becomes the last one looked
/// at and `looked` their number.
std::vector<Found> look_at(SQLite::Database& database, std::int64_t limit, RowId& after, std::int64_t& looked) {
    SQLite::Statement query(
        database, "SELECT p.id, p.title, p.language, r.text, r.spans FROM posts p JOIN revisions r ON "
                  "r.post_id = p.id AND r.number = p.revision WHERE p.id > ? ORDER BY p.id LIMIT ?");
    query.bind(1, after);
    query.bind(2, limit);
    std::vector<Found> found;
    looked = 0;
    while (query.executeStep()) {
        after = query.getColumn(0).getInt64();
        ++looked;
        const CanonicalText body{query.getColumn(3).getString(),
                                 rows::spans_from(query.getColumn(4).getString())};
        auto language = language_of(query.getColumn(1).getString(), body);
        if (language != query.getColumn(2).getString())
            found.push_back({after, std::move(language)});
    }
    return found;
}

/// One transaction's worth; gives how many posts were looked at: fewer than `limit` at the end.
std::int64_t complete_batch(SQLite::Database& database, std::int64_t limit) {
    Transaction transaction(database);
    RowId after = meta_number(database, "language_row");
    std::int64_t looked = 0;
    const auto found = look_at(database, limit, after, looked);
    auto change = database.execAndGet("SELECT coalesce(max(change), 0) FROM posts").getInt64();
    SQLite::Statement update(database, "UPDATE posts SET language = ?, change = ? WHERE id = ?");
    for (const auto& [row, language] : found) {
        update.bind(1, language);
        update.bind(2, ++change);
        update.bind(3, row);
        update.exec();
        update.reset();
    }
    set_meta_number(database, "language_row", looked < limit ? 0 : after);
    if (looked < limit)
        set_meta_number(database, "language_version", language_version);
    transaction.commit();
    return looked;
}

} // namespace

Status complete_languages(Study& study, std::int64_t most,
                          const std::function<void(std::int64_t, std::int64_t)>& progress,
                          std::stop_token stop) {
    return guarded([&]() -> Status {
        if (complete(study.database()))
            return {};
        if (study.mode() == Study::Mode::read) {
            auto writer = Study::open(study.path(), Study::Mode::write);
            return writer ? complete_languages(*writer, most, progress, stop) : Status();
        }
        auto& database = study.database();
        const auto all = database.execAndGet("SELECT count(*) FROM posts").getInt64();
        for (std::int64_t done = 0; done < most && !complete(database);) {
            if (stop.stop_requested())
                return cancelled();
            done += complete_batch(database, std::min(batch, most - done));
            if (progress)
                progress(std::min(done, all), all);
        }
        return {};
    });
}

} // namespace axial::corpus
