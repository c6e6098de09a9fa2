// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/index_writer.h"
#include "tests/corpus/index_study.h"

#include <fmt/format.h>

#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace axial::corpus::index_shards_tests {

namespace fs = std::filesystem;
using index::IndexWriter;
using index::Manifest;
using index::Sizes;
using tests::IndexedStudy;

/// So small that a few posts go through everything that millions go through.
inline Sizes small_sizes() {
    Sizes sizes;
    sizes.part_posts = 7;
    sizes.live_posts = 5;
    sizes.small_posts = 12;
    sizes.most_shards = 3;
    sizes.workers = 2;
    return sizes;
}

/// All posts in the live shard, as one plain writer would have it.
inline Sizes one_writer() {
    Sizes sizes;
    sizes.live_posts = 1'000'000;
    return sizes;
}

/// A study whose index is written in whatever sizes; posts are numbered from 1.
class ShardedStudy : public IndexedStudy {
public:
    Status update(const Sizes& sizes = small_sizes(), const index::Progress& progress = {},
                  const std::stop_token& stop = {}) {
        return IndexWriter(study(), store(), sizes).update(progress, stop);
    }
    Status rebuild(const Sizes& sizes = small_sizes(), const index::Progress& progress = {},
                   const std::stop_token& stop = {}) {
        return IndexWriter(study(), store(), sizes).rebuild(progress, stop);
    }

    static IncomingPost post_of(int id, const std::string& body) {
        auto post = IndexedStudy::post(std::to_string(id), body);
        post.created_at = tests::day("2024-05-01") + std::chrono::hours(7 * (id % 400));
        post.kind = id % 3 == 0 ? "answer" : "comment";
        post.author.id = fmt::format("author{}", id % 5);
        return post;
    }
    void add_some(int from, int to, const std::string& more = "") {
        const auto stored = store().transaction([&]() -> Status {
            for (int i = from; i < to; ++i)
                AXIAL_TRY(store().put(thread(), post_of(i, fmt::format("common w{} {}", i, more))));
            return {};
        });
        ASSERT_TRUE(stored) << stored.error().line();
    }

    Manifest manifest() const {
        const auto read = index::read_manifest(const_cast<ShardedStudy*>(this)->study().index_path());
        return read && *read ? **read : Manifest{};
    }
    std::vector<std::string> entries() {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(study().index_path()))
            names.push_back(entry.path().filename().string());
        std::sort(names.begin(), names.end());
        return names;
    }
    std::int64_t count(const std::string& query) {
        const auto answer = index().search({.query = query, .count_only = true});
        EXPECT_TRUE(answer) << answer.error().line();
        return answer ? answer->count : -1;
    }
    std::vector<std::string> differences() { return index().differences(20).value(); }
};

/// Everything that the index answers, as one text. Without `ranked` only what edits leave alike: how often a
/// word occurs in all is told with the posts that are hidden.
inline std::string answers(ShardedStudy& study, bool ranked) {
    std::string all;
    for (const auto* query :
         {"", "common", "w1 OR w2 OR w30", "NOT w3", "w1*", "\"common w4\"", "is:edited", "kind:answer",
          "again", "again NOT kind:answer", "author:author3 common", "len:>20"}) {
        auto rows = study.index().matches(query);
        EXPECT_TRUE(rows) << rows.error().line();
        std::sort(rows->begin(), rows->end());
        all += fmt::format("{}: {}\n", query, fmt::join(*rows, " "));
        SearchRequest request{.query = query, .limit = 10, .sort = Sort::date};
        request.facets = {"kind", "author", "month"};
        for (const bool by_thread : {false, true}) {
            request.by_thread = by_thread;
            const auto answer = study.index().search(request);
            EXPECT_TRUE(answer) << answer.error().line();
            all += fmt::format("  {} hits:", answer->count);
            for (const auto& hit : answer->hits)
                all += fmt::format(" {}/{}", hit.post, hit.in_thread);
            for (const auto& facet : answer->facets)
                for (const auto& value : facet.values)
                    all += fmt::format(" {}={}", value.value, value.posts);
            all += '\n';
        }
        if (!ranked || std::string_view(query).find('*') != std::string_view::npos)
            continue; // how rare the many words of a wildcard are, Xapian estimates in each shard
        const auto best = study.index().search({.query = query, .limit = 10});
        for (const auto& hit : best->hits)
            all += fmt::format(" {} {:.5f}", hit.post, hit.weight);
        all += '\n';
    }
    return all;
}

} // namespace axial::corpus::index_shards_tests
