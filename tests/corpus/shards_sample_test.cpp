// SPDX-License-Identifier: GPL-3.0-or-later
// A sample over shards, here and far away, is that of one index of the same posts, and of the study they were
// in.
#include "corpus/index/search_index.h"
#include "corpus/sampling/draw.h"
#include "corpus/shards/corpus_sample.h"
#include "corpus/shards/shard_build.h"
#include "tests/corpus/shards_support.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

namespace axial::corpus::shards_tests {
namespace {

using sampling::Design;
using sampling::Unit;
using shards::BuildRequest;
using shards::Federation;
using testing::HasSubstr;
using Keys = std::set<std::string>;

class ShardSample : public testing::Test {
protected:
    void SetUp() override {
        auto made = Study::create(folder_ / "study", "shards");
        ASSERT_TRUE(made);
        study_.emplace(*std::move(made));
        fill(*study_);
        for (const auto& [name, number] : {std::pair{"one", 1}, std::pair{"four", 4}}) {
            const auto built =
                shards::build_shards(*study_, BuildRequest{.out = folder_ / name, .shards = number});
            ASSERT_TRUE(built) << built.error().line();
        }
    }

    std::filesystem::path shard(const std::string& name) const { return folder_ / "four" / name; }

    Federation open(const std::string& lines, shards::FederationOptions options = {}) {
        const auto file = folder_ / "corpus.txt";
        std::ofstream(file) << lines;
        auto opened = Federation::open(*shards::read_corpus_file(file), options);
        EXPECT_TRUE(opened) << opened.error().line();
        return std::move(*opened);
    }

    static Keys drawn(Federation& corpus, const std::string& query, const Design& design) {
        const auto frame = shards::corpus_frame(corpus, query, *sampling::strata_fields(design.by), {});
        EXPECT_TRUE(frame) << frame.error().line();
        const auto sample = sampling::Urn(frame->frame, design.unit, design.seed).draw(design);
        EXPECT_TRUE(sample) << sample.error().line();
        Keys keys;
        const auto fetched = shards::for_each_drawn(corpus, *frame, sample->posts, {}, [&](const auto& record) {
            keys.insert(record.key());
            return Status();
        });
        EXPECT_TRUE(fetched) << fetched.error().line();
        return keys;
    }

    Keys drawn_from_study(const std::string& query, const Design& design) {
        SearchIndex index(*study_);
        EXPECT_TRUE(index.update());
        const auto rows = index.matches(query);
        EXPECT_TRUE(rows);
        const auto frame = sampling::study_frame(*study_, *rows, *sampling::strata_fields(design.by));
        EXPECT_TRUE(frame);
        const auto sample = sampling::Urn(*frame, design.unit, design.seed).draw(design);
        EXPECT_TRUE(sample) << sample.error().line();
        Keys keys;
        const Store store(*study_);
        for (const auto& post : sample->posts)
            keys.insert(store.post((*rows)[post.id])->value().key);
        return keys;
    }

    axial::tests::TemporaryFolder folder_;
    std::optional<Study> study_;
};

TEST_F(ShardSample, IsThatOfOneIndexAndOfTheStudy) {
    const Server third(shard("0003")), fourth(shard("0004"));
    auto one = open("one\n");
    auto four = open(
        fmt::format("tcp:127.0.0.1:{}\nfour/0002\ntcp:127.0.0.1:{}\nfour/0001\n", fourth.port, third.port));
    for (const char* query : {"", "load", "tag:bug -pickle", "date:2024-02..2024-06"})
        for (const char* by :
             {"", "source", "container,kind", "month", "year,language", "tag:BUG", "site,state"})
            for (const auto unit : {Unit::post, Unit::thread}) {
                Design design;
                design.unit = unit;
                design.by = by;
                design.size = 5;
                design.seed = 11;
                const auto expected = drawn_from_study(query, design);
                EXPECT_GE(expected.size(), 5u);
                EXPECT_EQ(drawn(one, query, design), expected) << query << ", " << by;
                EXPECT_EQ(drawn(four, query, design), expected) << query << ", " << by;
            }
}

TEST_F(ShardSample, JustTheDrawnPostsComeIntoAStudyAsTheyWere) {
    auto corpus = open("four\n");
    auto other = Study::create(folder_ / "other", "").value();
    Store store(other), original(*study_);
    const auto frame = shards::corpus_frame(corpus, "", {}, {});
    ASSERT_TRUE(frame);
    Design design;
    design.size = 9;
    const auto sample = sampling::Urn(frame->frame, design.unit, design.seed).draw(design);
    for (const bool first : {true, false}) { // what is there already stays
        const auto fetched = shards::for_each_drawn(
            corpus, *frame, sample->posts, {}, [&](const shards::ShardRecord& record) -> Status {
                AXIAL_ASSIGN(const bool added, shards::store_record(store, record));
                EXPECT_EQ(added, first);
                const auto ours = store.post(record.key())->value(),
                           theirs = original.post(record.key())->value();
                EXPECT_EQ(ours.body.text, theirs.body.text);
                EXPECT_EQ(ours.body.spans, theirs.body.spans);
                EXPECT_EQ(ours.thread_title, theirs.thread_title);
                EXPECT_EQ(ours.created_at, theirs.created_at);
                EXPECT_EQ(ours.score, theirs.score);
                EXPECT_EQ(ours.author.id, theirs.author.id);
                return {};
            });
        ASSERT_TRUE(fetched) << fetched.error().line();
        EXPECT_EQ(store.counts()->posts, 9);
    }
}

TEST_F(ShardSample, APostInTwoShardsIsDrawnFromOnce) {
    auto corpus = open("one\nfour/0001\n"); // the same 30 posts twice
    const auto frame = shards::corpus_frame(corpus, "", {}, {});
    ASSERT_TRUE(frame) << frame.error().line();
    EXPECT_EQ(frame->frame.posts().size(), 120u);
    EXPECT_EQ(frame->repeats, 30u);
    auto one = open("one\n");
    EXPECT_EQ(frame->frame.digest(), shards::corpus_frame(one, "", {}, {})->frame.digest());
    Design design;
    design.size = 40;
    EXPECT_EQ(drawn(corpus, "", design), drawn_from_study("", design));
}

TEST_F(ShardSample, AShardThatIsDownIsNamed) {
    Server server(shard("0001"));
    const auto lines = fmt::format("four/0002\ntcp:127.0.0.1:{}\n", server.port);
    auto strict = open(lines);
    auto lenient = open(lines, {.allow_missing = true});
    const auto whole = shards::corpus_frame(lenient, "", {}, {});
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->frame.posts().size(), 60u);
    server.kill();
    const auto failed = shards::corpus_frame(strict, "", {}, {});
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().line(), HasSubstr(fmt::format("corpus.txt:2: tcp:127.0.0.1:{}", server.port)));

    // Lost between the draw and the fetching: half a sample is none.
    const auto late =
        shards::for_each_drawn(lenient, *whole, whole->frame.posts(), {}, [](const auto&) { return Status(); });
    ASSERT_FALSE(late);
    EXPECT_THAT(late.error().line(), HasSubstr("corpus.txt:2"));

    const auto rest = shards::corpus_frame(lenient, "", {}, {});
    ASSERT_TRUE(rest) << rest.error().line();
    EXPECT_EQ(rest->frame.posts().size(), 30u);
    ASSERT_EQ(rest->missing.size(), 1u);
    EXPECT_THAT(rest->missing[0].where, HasSubstr("corpus.txt:2"));
    EXPECT_EQ(rest->shards.size(), 1u);
}

TEST_F(ShardSample, WhatOnlyAStudyKnowsIsRefused) {
    auto corpus = open("one\n");
    EXPECT_FALSE(shards::corpus_frame(corpus, "set:x", {}, {}));
    EXPECT_FALSE(shards::corpus_frame(corpus, "(", {}, {}));
    EXPECT_TRUE(shards::corpus_frame(corpus, "nothing-like-it", {}, {})->frame.posts().empty());
}

} // namespace
} // namespace axial::corpus::shards_tests
