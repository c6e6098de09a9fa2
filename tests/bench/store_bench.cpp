// SPDX-License-Identifier: GPL-3.0-or-later
// Storing posts against bare inserts of the same texts, and indexing them against a plain Xapian loop.
#include "corpus/index/search_index.h"
#include "corpus/store.h"
#include "corpus/text/canonical_text.h"
#include "tests/bench/generated_posts.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <benchmark/benchmark.h>
#include <xapian.h>

namespace {

using namespace axial;

const std::vector<std::string>& posts() {
    static const auto made = bench::generated_posts(4000, 2);
    return made;
}

void fill(corpus::Study& study) {
    corpus::Store store(study);
    const auto done = store.transaction([&]() -> Status {
        const auto thread = tests::put_issue(store, 1, "a thread", "first");
        int id = 100;
        for (const auto& text : posts())
            AXIAL_TRY(store.put(thread, tests::comment(id++, text)));
        return {};
    });
    if (!done)
        std::abort();
}

void store_posts(benchmark::State& state) {
    for (auto _ : state) {
        const tests::TemporaryFolder folder;
        auto study = corpus::Study::create(folder / "s", "").value();
        fill(study);
    }
}

void bare_inserts(benchmark::State& state) {
    for (auto _ : state) {
        const tests::TemporaryFolder folder;
        SQLite::Database database((folder / "s.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("PRAGMA journal_mode = WAL");
        database.exec("CREATE TABLE posts (id INTEGER PRIMARY KEY, text TEXT)");
        SQLite::Transaction transaction(database);
        SQLite::Statement insert(database, "INSERT INTO posts (text) VALUES (?)");
        for (const auto& text : posts()) {
            insert.bind(1, text);
            insert.exec();
            insert.reset();
        }
        transaction.commit();
    }
}

void index_posts(benchmark::State& state) {
    const tests::TemporaryFolder folder;
    auto study = corpus::Study::create(folder / "s", "").value();
    fill(study);
    for (auto _ : state)
        if (!corpus::SearchIndex(study).rebuild())
            std::abort();
}

/// The same texts with the same positions, stems and exact words, through Xapian's own term generator.
void plain_xapian(benchmark::State& state) {
    for (auto _ : state) {
        const tests::TemporaryFolder folder;
        Xapian::WritableDatabase database((folder / "index").string(), Xapian::DB_CREATE);
        Xapian::TermGenerator generator;
        generator.set_stemmer(Xapian::Stem("en"));
        for (const auto& text : posts()) {
            Xapian::Document document;
            generator.set_document(document);
            generator.set_termpos(0);
            generator.index_text(text);
            database.add_document(document);
        }
        database.commit();
    }
}

BENCHMARK(store_posts)->Name("store 4,000 posts/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(bare_inserts)->Name("store 4,000 posts/peer")->Unit(benchmark::kMillisecond);
BENCHMARK(index_posts)->Name("index 4,000 posts/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(plain_xapian)->Name("index 4,000 posts/peer")->Unit(benchmark::kMillisecond);

} // namespace
