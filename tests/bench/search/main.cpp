// SPDX-License-Identifier: GPL-3.0-or-later
// Indexing and searching against their peers, all in one run: bench_search --posts N [--folder DIR] [--queries
// N]
#include "corpus/index/search_index.h"
#include "corpus/store.h"
#include "corpus/study.h"
#include "tests/bench/search/fts_peer.h"
#include "tests/bench/search/generated_corpus.h"
#include "tests/bench/search/index_peers.h"
#include "tests/bench/search/workload.h"

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace axial::bench {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::int64_t posts = 20'000, peer_posts = 200'000;
    std::size_t queries = 50;
    fs::path folder = fs::temp_directory_path() / "axial-bench-search";
    bool keep = false, mail = true;
};

double now_ms() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}
template <typename Work>
double timed_ms(Work&& work) {
    const double start = now_ms();
    work();
    return now_ms() - start;
}

void must(const Status& status) {
    if (status)
        return;
    fmt::print(stderr, "{}\n", status.error().line());
    std::exit(1);
}

std::uintmax_t size_of(const fs::path& folder) {
    std::uintmax_t size = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        size += entry.is_regular_file() ? entry.file_size() : 0;
    return size;
}

long peak_megabytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

void line(const std::string& what, const std::string& axial, const std::string& peer, double ratio,
          const std::string& wanted) {
    fmt::print("{:<44} {:>14} {:>14} {:>8.2f}  {}\n", what, axial, peer, ratio, wanted);
    std::fflush(stdout);
}

void put(corpus::Store& store, GeneratedCorpus& from, std::int64_t most) {
    GeneratedCorpus::Item item;
    corpus::RowId thread = 0;
    bool more = true;
    for (std::int64_t done = 0; more && done < most;)
        must(store.transaction([&]() -> Status {
            for (int i = 0; i < 5000 && done < most && (more = from.next(item)); ++i, ++done) {
                if (item.begins_thread || thread == 0) {
                    AXIAL_ASSIGN(const auto stored, store.put(item.thread));
                    thread = stored.first;
                }
                AXIAL_TRY(store.put(thread, item.post));
            }
            return {};
        }));
}

std::int64_t text_bytes(corpus::Study& study) {
    std::int64_t bytes = 0;
    (void)corpus::Store(study).for_each_change(0, [&](const corpus::Post& post) {
        bytes += static_cast<std::int64_t>(post.body.text.size());
        return true;
    });
    return bytes;
}

double fsync_ms(const fs::path& folder) {
    const auto file = folder / "fsync";
    const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY, 0600);
    std::vector<double> times;
    for (int i = 0; i < 30; ++i)
        times.push_back(timed_ms([&] {
            (void)!::write(descriptor, "0123456789", 10);
            ::fsync(descriptor);
        }));
    ::close(descriptor);
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void bench_indexing(const Options& options, corpus::Study& study) {
    corpus::SearchIndex index(study);
    const double ours = timed_ms([&] { must(index.rebuild()); }) / 1000;
    const auto text = static_cast<double>(text_bytes(study));
    line("index over body text, bytes",
         fmt::format("{:.0f} MB", static_cast<double>(size_of(study.index_path())) / 1e6),
         fmt::format("{:.0f} MB", text / 1e6), static_cast<double>(size_of(study.index_path())) / text,
         "<= 4.5");
    const auto posts = static_cast<double>(options.posts);
    const auto compared = std::min(options.posts, options.peer_posts);
    const auto against = [&](const std::string& name, double seconds, double wanted) {
        const double theirs = static_cast<double>(compared) / seconds;
        line("bulk indexing, " + name, fmt::format("{:.0f} posts/s", posts / ours),
             fmt::format("{:.0f} posts/s", theirs), posts / ours / theirs, fmt::format(">= {}", wanted));
    };
    against("one plain Xapian writer", plain_writer(study, options.folder / "plain", compared), 3);
    fs::remove_all(options.folder / "plain");
    if (options.mail) {
        write_maildir(study, options.folder / "mail", compared);
        if (const auto seconds = mu_index(options.folder / "mail", options.folder / "mu"))
            against("mu index", *seconds, 5);
        if (const auto seconds = notmuch_new(options.folder / "mail", options.folder / "notmuch"))
            against("notmuch new", *seconds, 5);
        for (const auto* name : {"mail", "mu", "notmuch"})
            fs::remove_all(options.folder / name);
    }
    fmt::print("peak memory so far: {} MB\n", peak_megabytes());
}

struct Times {
    double median = 0, late = 0; ///< late: 95th percentile
};
Times times_of(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 95 / 100]};
}

corpus::SearchRequest request_of(const BenchQuery& query, Answer answer) {
    corpus::SearchRequest request{.query = query.axial};
    if (answer == Answer::by_date_in_source_and_year || answer == Answer::first_page)
        request.sort = corpus::Sort::date;
    if (answer == Answer::facet) {
        request.limit = 0;
        request.facets = {"source"};
    }
    return request;
}

/// Best of three, as search_perf.md measured.
template <typename Work>
double best_ms(Work&& work) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i)
        best = std::min(best, timed_ms(work));
    return best;
}

void bench_queries(const Options& options, corpus::Study& study) {
    FtsPeer peer(options.folder / "fts.db");
    const double filled = timed_ms([&] { peer.fill(study); });
    fmt::print("FTS5 filled in {:.0f} s\n", filled / 1000);
    const corpus::SearchIndex index(study);
    for (const auto& kind : workload(options.queries, 7)) {
        std::vector<double> ours, theirs;
        for (const auto& query : kind.queries) {
            const auto request = request_of(query, kind.answer);
            ours.push_back(best_ms([&] {
                const auto answer = index.search(request);
                if (!answer && answer.error().what.find("letters") == std::string::npos)
                    must(fail(answer.error()));
            }));
            if (kind.has_peer)
                theirs.push_back(best_ms([&] { (void)peer.answer(query, kind.answer); }));
        }
        const auto mine = times_of(ours);
        const auto shown = [](const Times& t) { return fmt::format("{:.2f}/{:.2f} ms", t.median, t.late); };
        if (kind.has_peer) {
            const auto other = times_of(theirs);
            line(kind.name + ", p50/p95", shown(mine), shown(other), mine.late / other.late,
                 kind.answer == Answer::facet ? "p95 <= 0.5" : "p95 <= 0.2");
        } else {
            line(kind.name + ", p50/p95", shown(mine), "50 ms", mine.late / 50, "p95 <= 1");
        }
    }
}

/// A few new posts, until they are found, against bare commits.
void bench_following(const Options& options, corpus::Study& study) {
    corpus::Store store(study);
    GeneratedCorpus fresh(1'000'000, 99);
    SQLite::Database floor((options.folder / "floor.db").string(),
                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    floor.exec("PRAGMA journal_mode = WAL");
    floor.exec("PRAGMA synchronous = FULL");
    floor.exec("CREATE TABLE t (x)");
    corpus::SearchIndex index(study);
    std::vector<double> ours, theirs;
    GeneratedCorpus::Item item;
    for (int i = 0; i < 20; ++i) {
        fresh.next(item);
        item.post.native_id = fmt::format("fresh{}", i);
        item.thread.native_id = fmt::format("fresh{}", item.thread.native_id);
        must(store.transaction([&]() -> Status {
            AXIAL_ASSIGN(const auto thread, store.put(item.thread));
            AXIAL_TRY(store.put(thread.first, item.post));
            return {};
        }));
        ours.push_back(timed_ms([&] { must(index.update()); }));
        theirs.push_back(timed_ms([&] { floor.exec("INSERT INTO t VALUES (randomblob(1200))"); }));
    }
    const double mine = times_of(ours).median, commit = times_of(theirs).median;
    line("one new post searchable, a commit", fmt::format("{:.1f} ms", mine), fmt::format("{:.2f} ms", commit),
         mine / commit, "<= 20");
}

int run(const Options& options) {
    fs::create_directories(options.folder);
    fmt::print("{:<44} {:>14} {:>14} {:>8}\n", fmt::format("{} posts, seed 1", options.posts), "axial",
               "peer or floor", "ratio");
    fmt::print("fsync: {:.2f} ms\n", fsync_ms(options.folder));
    const auto place = options.folder / "study";
    const bool there = fs::exists(place);
    auto study =
        there ? corpus::Study::open(place, corpus::Study::Mode::write) : corpus::Study::create(place, "bench");
    must(study ? Status{} : fail(study.error()));
    if (!there) {
        corpus::Store store(*study);
        GeneratedCorpus from(static_cast<std::size_t>(options.posts), 1);
        const double ms = timed_ms([&] { put(store, from, options.posts); });
        fmt::print("stored at {:.0f} posts/s\n", static_cast<double>(options.posts) * 1000 / ms);
    }
    bench_indexing(options, *study);
    bench_queries(options, *study);
    bench_following(options, *study);
    if (!options.keep)
        fs::remove_all(options.folder);
    return 0;
}

} // namespace
} // namespace axial::bench

int main(int argc, char** argv) {
    axial::bench::Options options;
    CLI::App app("Indexing and searching against their peers");
    app.add_option("--posts", options.posts, "how many posts to make");
    app.add_option("--peer-posts", options.peer_posts, "slow indexers get this many at most");
    app.add_option("--queries", options.queries, "of each kind");
    app.add_option("--folder", options.folder, "where to work");
    app.add_flag("--keep", options.keep, "leave the study there, to be used again");
    app.add_flag("!--no-mail", options.mail, "without mu and notmuch");
    CLI11_PARSE(app, argc, argv);
    return axial::bench::run(options);
}
