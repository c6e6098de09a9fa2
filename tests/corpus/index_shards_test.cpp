// SPDX-License-Identifier: GPL-3.0-or-later
// The study's index as shards: it answers as one plain index does, whatever history it has.
#include "tests/corpus/index_shards_support.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace axial::corpus::index_shards_tests {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// The answers of an index that one writer made of the same posts.
std::string plain_answers(ShardedStudy& study, bool ranked) {
    const auto folder = study.study().index_path();
    const auto aside = folder.string() + ".aside";
    fs::rename(folder, aside);
    EXPECT_TRUE(study.update(one_writer()));
    EXPECT_THAT(study.manifest().base, IsEmpty());
    auto all = answers(study, ranked);
    fs::remove_all(folder);
    fs::rename(aside, folder);
    return all;
}

/// What was written of each finished shard, to see that nobody wrote there again.
using Written = std::map<std::string, std::pair<fs::file_time_type, std::uintmax_t>>;

void expect_untouched(ShardedStudy& study, Written& written) {
    for (const auto& name : study.manifest().folders()) {
        if (name == study.manifest().live)
            continue;
        for (const auto& file : fs::directory_iterator(study.study().index_path() / name)) {
            const std::pair now{file.last_write_time(), file.file_size()};
            const auto [known, fresh] = written.emplace(file.path().string(), now);
            EXPECT_TRUE(fresh || known->second == now) << file.path() << " was written again";
        }
    }
}

class AnyHistory : public ::testing::TestWithParam<unsigned> {};

TEST_P(AnyHistory, IsSearchedAsOneIndexIs) {
    std::mt19937 random(GetParam());
    const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    ShardedStudy study;
    Written written;
    int posts = 0;
    bool edits_layer = false;
    for (int step = 0; step < 12; ++step) {
        const int fresh = below(3) == 0 ? 30 + below(40) : below(8);
        study.add_some(posts + 1, posts + 1 + fresh);
        posts += fresh;
        for (int edits = below(4); posts > 0 && edits > 0; --edits)
            study.put(ShardedStudy::post_of(1 + below(posts), fmt::format("common again{} again", below(50))));
        if (below(8) == 0 && posts > 10) { // a whole stretch, so that a shard is worth making anew
            const int from = 1 + below(posts - 9);
            study.add_some(from, from + 9, fmt::format("stretch again{}", step));
        }
        const auto done = below(9) == 0 ? study.rebuild() : study.update();
        ASSERT_TRUE(done) << done.error().line();
        EXPECT_THAT(study.differences(), IsEmpty()) << "step " << step;
        EXPECT_EQ(study.index().state().posts, posts);
        EXPECT_LE(study.manifest().base.size(), small_sizes().most_shards);
        edits_layer = edits_layer || study.manifest().changed;
        expect_untouched(study, written);
        if (step % 3 == 2) {
            EXPECT_EQ(answers(study, false), plain_answers(study, false)) << "step " << step;
        }
    }
    EXPECT_TRUE(edits_layer) << "the history is too tame";
    ASSERT_TRUE(study.rebuild());
    EXPECT_FALSE(study.manifest().changed);
    EXPECT_EQ(answers(study, true), plain_answers(study, true));
}

INSTANTIATE_TEST_SUITE_P(Random, AnyHistory, ::testing::Range(1u, 5u));

TEST(IndexShards, WhatANewerShardHoldsIsNeverCounted) {
    ShardedStudy study;
    study.add_some(1, 61);
    ASSERT_TRUE(study.rebuild());
    ASSERT_EQ(study.count("w33"), 1);
    study.put(ShardedStudy::post_of(33, "again"));
    study.put(ShardedStudy::post_of(34, "common again"));
    ASSERT_TRUE(study.update());
    EXPECT_FALSE(study.manifest().changed) << "two edits are for the live shard";
    const auto expect_right = [&] {
        EXPECT_EQ(study.count("w33"), 0);
        EXPECT_EQ(study.count("again"), 2);
        EXPECT_EQ(study.count("common"), 59);
        EXPECT_EQ(study.count("NOT common"), 1);
        EXPECT_EQ(study.count(""), 60);
        EXPECT_EQ(study.count("w3*"), 9) << "3, 30-32, 35-39";
        EXPECT_EQ(study.index().search({.query = "", .limit = 100, .sort = Sort::date})->hits.size(), 60u);
        EXPECT_EQ(study.index().search({.query = "", .within = {{33, 34, 35}}})->count, 3);
        EXPECT_EQ(study.index().search({.query = "common", .within = {{33, 34, 35}}})->hits.size(), 2u);
        const auto faceted = study.index().search({.query = "", .by_thread = true, .facets = {"source"}});
        EXPECT_EQ(faceted->facets[0].values[0].posts, 60);
        EXPECT_EQ(faceted->hits[0].in_thread, 60);
        EXPECT_THAT(study.differences(), IsEmpty());
    };
    expect_right();
    for (int i = 1; i <= 4; ++i) // enough for a shard of what changed
        study.put(ShardedStudy::post_of(i * 10, fmt::format("common w{} moved", i * 10)));
    ASSERT_TRUE(study.update());
    ASSERT_TRUE(study.manifest().changed);
    EXPECT_EQ(study.count("moved"), 4);
    expect_right();
    study.put(ShardedStudy::post_of(10, "common w10")); // a third time, over that shard
    ASSERT_TRUE(study.update());
    EXPECT_EQ(study.count("moved"), 3);
    expect_right();
}

TEST(IndexShards, FewEditsMakeFewShardsAnew) {
    ShardedStudy study;
    auto sizes = small_sizes();
    sizes.small_posts = 10;
    study.add_some(1, 101);
    ASSERT_TRUE(study.rebuild(sizes));
    const auto before = study.manifest().base;
    ASSERT_GE(before.size(), 2u);
    for (auto row = before.back().first; row < before.back().first + 12; ++row)
        study.put(ShardedStudy::post_of(static_cast<int>(row), "common moved"));
    ASSERT_TRUE(study.update(sizes));
    EXPECT_EQ(study.manifest().base.front().name, before.front().name);
    EXPECT_NE(study.manifest().base.back().name, before.back().name);
    EXPECT_FALSE(study.manifest().changed);
    EXPECT_EQ(study.count("moved"), 12);
    EXPECT_THAT(study.differences(), IsEmpty());
}

TEST(IndexShards, ManyNewPostsAreFinishedAtOnceAndShardsStayFew) {
    ShardedStudy study;
    std::size_t most = 0;
    for (int i = 0; i < 40; ++i) {
        study.add_some(1 + i * 6, 7 + i * 6);
        ASSERT_TRUE(study.update());
        most = std::max(most, study.manifest().base.size());
        EXPECT_EQ(study.count(""), 6 * (i + 1));
    }
    EXPECT_LE(most, small_sizes().most_shards);
    EXPECT_THAT(study.entries(), SizeIs(study.manifest().folders().size() + 2)) << "nothing is left lying";
    EXPECT_THAT(study.differences(), IsEmpty());
}

TEST(IndexShards, AReaderOutlivesTheShardsItReads) {
    ShardedStudy study;
    study.add_some(1, 40);
    ASSERT_TRUE(study.rebuild());
    const SearchIndex reader(study.study());
    int asked = 0;
    for (int i = 0; i < 8; ++i) {
        study.add_some(40 + i * 6, 46 + i * 6);
        const index::Progress look = [&](std::int64_t, std::int64_t) {
            const auto answer = reader.search({.query = "common"});
            ASSERT_TRUE(answer) << answer.error().line();
            EXPECT_EQ(answer->count, 39 + i * 6) << "the old one, until the new one is complete";
            ++asked;
        };
        ASSERT_TRUE(i % 2 == 0 ? study.rebuild(small_sizes(), look) : study.update(small_sizes(), look));
        EXPECT_EQ(reader.search({.query = "common"})->count, 45 + i * 6);
    }
    EXPECT_GT(asked, 8);
}

TEST(IndexShards, AStudyOfGapsAndOddRowsIsIndexed) {
    ShardedStudy study;
    study.add_some(1, 30);
    auto& database = study.study().database();
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec("UPDATE revisions SET post_id = 200000 + post_id WHERE post_id > 20");
    database.exec("UPDATE posts SET id = 200000 + id WHERE id > 20");
    ASSERT_TRUE(study.rebuild());
    EXPECT_EQ(study.count("common"), 29);
    EXPECT_EQ(study.index().matches("w25"), std::vector<RowId>{200025});
    EXPECT_THAT(study.differences(), IsEmpty());
    database.exec("UPDATE revisions SET post_id = 999999999 WHERE post_id = 5");
    database.exec("UPDATE posts SET id = 999999999 WHERE id = 5");
    const auto refused = study.rebuild();
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().line(), ::testing::HasSubstr("250 million posts"));
    EXPECT_EQ(study.count("common"), 29) << "the old one stays";
}

} // namespace
} // namespace axial::corpus::index_shards_tests
