// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/database.h"
#include "corpus/store.h"
#include "corpus/store_rows.h"

#include <nlohmann/json.hpp>

namespace axial::corpus {
using rows::time_from;
using rows::to_row;

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
    case Outcome::added:
        return "added";
    case Outcome::changed:
        return "changed";
    case Outcome::unchanged:
        break;
    }
    return "unchanged";
}

Result<std::optional<StreamState>> Store::stream(std::string_view source, std::string_view container,
                                                 std::string_view stream) const {
    return guarded([&]() -> Result<std::optional<StreamState>> {
        SQLite::Statement query(*database_, "SELECT source, container, stream, watermark, cursor, finished_at "
                                            "FROM streams WHERE source = ? AND container = ? AND stream = ?");
        query.bind(1, std::string(source));
        query.bind(2, std::string(container));
        query.bind(3, std::string(stream));
        if (!query.executeStep())
            return std::optional<StreamState>();
        return std::optional(StreamState{query.getColumn(0).getString(), query.getColumn(1).getString(),
                                         query.getColumn(2).getString(), query.getColumn(3).getString(),
                                         query.getColumn(4).getString(), time_from(query.getColumn(5))});
    });
}

Status Store::put(const StreamState& state) {
    return guarded([&]() -> Status {
        SQLite::Statement write(*database_,
                                "INSERT OR REPLACE INTO streams (source, container, stream, watermark, "
                                "cursor, finished_at) VALUES (?, ?, ?, ?, ?, ?)");
        int i = 0;
        for (const auto* text :
             {&state.source, &state.container, &state.stream, &state.watermark, &state.cursor})
            write.bind(++i, *text);
        write.bind(++i, to_row(state.finished_at));
        write.exec();
        return {};
    });
}

Result<RowId> Store::begin(const Run& run) {
    return guarded([&]() -> Result<RowId> {
        SQLite::Statement write(
            *database_, "INSERT INTO runs (command, source, container, query, endpoint, status, "
                        "started_at, finished_at, counts) VALUES (?, ?, ?, ?, ?, 'running', ?, 0, '{}')");
        int i = 0;
        for (const auto* text : {&run.command, &run.source, &run.container, &run.query, &run.endpoint})
            write.bind(++i, *text);
        write.bind(++i, to_row(run.started_at == Time{} ? now() : run.started_at));
        write.exec();
        return database_->getLastInsertRowid();
    });
}

Status Store::finish(RowId run, std::string_view status, const std::map<std::string, std::int64_t>& counts) {
    return guarded([&]() -> Status {
        auto all = masked();
        all.insert(counts.begin(), counts.end());
        SQLite::Statement write(*database_,
                                "UPDATE runs SET status = ?, finished_at = ?, counts = ? WHERE id = ?");
        write.bind(1, std::string(status));
        write.bind(2, to_row(now()));
        write.bind(3, nlohmann::json(all).dump());
        write.bind(4, run);
        write.exec();
        return {};
    });
}

Status Store::skip(RowId run, std::string_view what, std::string_view reason) {
    return guarded([&]() -> Status {
        SQLite::Statement write(*database_, "INSERT INTO skipped (run_id, what, reason) VALUES (?, ?, ?)");
        write.bind(1, run);
        write.bind(2, clean_utf8(what));
        write.bind(3, clean_utf8(reason));
        write.exec();
        return {};
    });
}

Status Store::log(RowId run, const Query& query) {
    return guarded([&]() -> Status {
        SQLite::Statement write(*database_,
                                "INSERT INTO queries (run_id, term, field, endpoint, from_at, to_at, asked_at, "
                                "hits, fetched, capped, incomplete) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        int i = 0;
        write.bind(++i, run);
        for (const auto* text : {&query.term, &query.field, &query.endpoint})
            write.bind(++i, clean_utf8(*text));
        for (const auto& time : {query.from, query.to, query.asked_at == Time{} ? now() : query.asked_at})
            write.bind(++i, to_row(time));
        write.bind(++i, query.hits);
        write.bind(++i, query.fetched);
        write.bind(++i, query.capped ? 1 : 0);
        write.bind(++i, query.incomplete ? 1 : 0);
        write.exec();
        return {};
    });
}

Result<std::vector<Query>> Store::queries(RowId run) const {
    return guarded([&]() -> Result<std::vector<Query>> {
        SQLite::Statement rows(*database_, "SELECT term, field, endpoint, from_at, to_at, asked_at, hits, "
                                           "fetched, capped, incomplete FROM queries WHERE run_id = ? "
                                           "ORDER BY id");
        rows.bind(1, run);
        std::vector<Query> queries;
        while (rows.executeStep())
            queries.push_back({rows.getColumn(0).getString(), rows.getColumn(1).getString(),
                               rows.getColumn(2).getString(), time_from(rows.getColumn(3)),
                               time_from(rows.getColumn(4)), time_from(rows.getColumn(5)),
                               rows.getColumn(6).getInt64(), rows.getColumn(7).getInt64(),
                               rows.getColumn(8).getInt() != 0, rows.getColumn(9).getInt() != 0});
        return queries;
    });
}

Result<std::vector<Run>> Store::runs() const {
    return guarded([&]() -> Result<std::vector<Run>> {
        SQLite::Statement query(*database_, "SELECT id, command, source, container, query, endpoint, status, "
                                            "started_at, finished_at, counts FROM runs ORDER BY id");
        std::vector<Run> runs;
        while (query.executeStep()) {
            Run run;
            run.row = query.getColumn(0).getInt64();
            int i = 1;
            for (auto* field :
                 {&run.command, &run.source, &run.container, &run.query, &run.endpoint, &run.status})
                *field = query.getColumn(i++).getString();
            run.started_at = time_from(query.getColumn(7));
            run.finished_at = time_from(query.getColumn(8));
            run.counts = nlohmann::json::parse(query.getColumn(9).getString())
                             .get<std::map<std::string, std::int64_t>>();
            runs.push_back(std::move(run));
        }
        return runs;
    });
}

Result<std::vector<std::pair<std::string, std::string>>> Store::skipped(RowId run) const {
    return guarded([&]() -> Result<std::vector<std::pair<std::string, std::string>>> {
        SQLite::Statement query(*database_, "SELECT what, reason FROM skipped WHERE run_id = ? ORDER BY id");
        query.bind(1, run);
        std::vector<std::pair<std::string, std::string>> skipped;
        while (query.executeStep())
            skipped.emplace_back(query.getColumn(0).getString(), query.getColumn(1).getString());
        return skipped;
    });
}

} // namespace axial::corpus
