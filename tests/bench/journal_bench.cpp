// SPDX-License-Identifier: GPL-3.0-or-later
// Writing, merging and replaying 10,000 decisions against the plain inserts of the same rows (events, and votes
// as the table of what stands); one decision against one commit of SQLite.
#include "codebooks/exchange/merge.h"
#include "codebooks/journal.h"
#include "corpus/study.h"
#include "corpus/uuid.h"
#include "tests/support/shared_material.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <benchmark/benchmark.h>

namespace {

using namespace axial;
using codebooks::Event;
using codebooks::Journal;

constexpr int decisions = 10'000;

/// Votes of four coders about 2,500 posts, with UUIDs.
const std::vector<Event>& events() {
    static const auto made = [] {
        std::vector<Event> list;
        std::string last;
        for (int i = 0; i < decisions; ++i) {
            const auto coder = "c" + std::to_string(i % 4), post = "github/x/comment/" + std::to_string(i / 4);
            Event event{last = uuid7(now(), last),
                        now(),
                        coder,
                        codebooks::EventKind::vote_cast,
                        "vote:r:" + coder + ":" + post,
                        {{"round", "r"},
                         {"post", post},
                         {"answer", i % 3 ? "include" : "exclude"},
                         {"reason", ""},
                         {"note", ""}}};
            list.push_back(std::move(event));
        }
        return list;
    }();
    return made;
}

corpus::Study new_study(const tests::TemporaryFolder& folder) {
    return std::move(corpus::Study::create(folder / "s", "").value());
}

std::vector<Event> without_uuids() {
    auto list = events();
    for (auto& event : list)
        event.uuid.clear();
    return list;
}

/// A database like study.db with the two tables, their indexes and nothing else.
struct Plain {
    tests::TemporaryFolder folder;
    SQLite::Database database{(folder / "p.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    Plain() {
        database.exec(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE events (seq INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, at INTEGER, coder TEXT, "
            "kind TEXT, target TEXT, payload TEXT); CREATE INDEX by_target ON events (target, uuid);"
            "CREATE TABLE votes (target TEXT PRIMARY KEY, event TEXT, round TEXT, coder TEXT, post TEXT, "
            "answer TEXT, at INTEGER) WITHOUT ROWID; CREATE INDEX by_round ON votes (round, coder, post);");
    }
    void insert(const std::vector<Event>& list) {
        SQLite::Transaction transaction(database);
        SQLite::Statement event(database,
                                "INSERT INTO events (uuid, at, coder, kind, target, payload) VALUES (?, ?, ?, "
                                "'vote.cast', ?, ?)");
        SQLite::Statement vote(database, "INSERT INTO votes VALUES (?, ?, 'r', ?, ?, ?, ?)");
        for (const auto& e : list) {
            const auto at = e.at.time_since_epoch().count();
            event.reset();
            event.bind(1, e.uuid);
            event.bind(2, static_cast<std::int64_t>(at));
            event.bind(3, e.coder);
            event.bind(4, e.target);
            event.bind(5, e.payload.dump());
            event.exec();
            vote.reset();
            vote.bind(1, e.target);
            vote.bind(2, e.uuid);
            vote.bind(3, e.coder);
            vote.bind(4, e.payload["post"].get<std::string>());
            vote.bind(5, e.payload["answer"].get<std::string>());
            vote.bind(6, static_cast<std::int64_t>(at));
            vote.exec();
        }
        transaction.commit();
    }
};

void must(bool done) {
    if (!done)
        std::abort();
}

void append_all(benchmark::State& state) {
    const auto list = without_uuids();
    for (auto _ : state) {
        state.PauseTiming();
        const tests::TemporaryFolder folder;
        auto study = new_study(folder);
        auto copy = list;
        state.ResumeTiming();
        must(Journal(study).append(std::move(copy)).has_value());
    }
}

void merge_all(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        const tests::TemporaryFolder folder;
        auto study = new_study(folder);
        codebooks::exchange::Incoming incoming;
        incoming.study = study.uuid();
        incoming.events = events();
        state.ResumeTiming();
        const auto plan = codebooks::exchange::plan_merge(study, {&incoming, 1});
        must(plan && codebooks::exchange::merge(study, *plan));
    }
}

void replay_all(benchmark::State& state) {
    const tests::TemporaryFolder folder;
    auto study = new_study(folder);
    must(Journal(study).append(without_uuids()).has_value());
    for (auto _ : state)
        must(Journal(study).rebuild().has_value());
}

void plain_inserts(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        Plain plain;
        state.ResumeTiming();
        plain.insert(events());
    }
}

void one_decision(benchmark::State& state) {
    const tests::TemporaryFolder folder;
    auto study = new_study(folder);
    must(Journal(study).append(without_uuids()).has_value());
    int n = 0;
    for (auto _ : state) {
        auto event = events()[static_cast<std::size_t>(n++ % decisions)];
        event.uuid.clear();
        event.at = {};
        must(Journal(study).append(std::move(event)).has_value());
    }
}

void one_commit(benchmark::State& state) {
    Plain plain;
    plain.insert(events());
    int n = 0;
    for (auto _ : state) {
        auto event = events()[static_cast<std::size_t>(n++ % decisions)];
        event.uuid = uuid7(now());
        event.target += "#" + std::to_string(n);
        plain.insert({event});
    }
}

BENCHMARK(append_all)->Name("journal_append_10000/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(plain_inserts)->Name("journal_append_10000/peer")->Unit(benchmark::kMillisecond);
BENCHMARK(merge_all)->Name("journal_merge_10000/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(plain_inserts)->Name("journal_merge_10000/peer")->Unit(benchmark::kMillisecond);
BENCHMARK(replay_all)->Name("journal_replay_10000/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(plain_inserts)->Name("journal_replay_10000/peer")->Unit(benchmark::kMillisecond);
BENCHMARK(one_decision)->Name("journal_one_decision/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(one_commit)->Name("journal_one_decision/peer")->Unit(benchmark::kMillisecond);

} // namespace
