// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/models.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "scanner/links.h"
#include "scanner/repository.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace axial::scanner {
namespace {

using corpus::RowId;
using testing::ElementsAre;
using testing::Pair;

class Links : public testing::Test {
protected:
    RowId post(int thread, int number) {
        corpus::Store store(study_);
        const auto stored = store.transaction([&]() -> Status {
            corpus::IncomingThread incoming;
            incoming.source = "github";
            incoming.container = "o/r";
            incoming.kind = "issue";
            incoming.native_id = std::to_string(thread);
            AXIAL_ASSIGN(const auto at, store.put(incoming));
            corpus::IncomingPost text;
            text.kind = "comment";
            text.native_id = std::to_string(number);
            text.body = "text " + text.native_id;
            AXIAL_ASSIGN(const auto outcome, store.put(at.first, text));
            EXPECT_EQ(outcome, corpus::Outcome::added);
            return {};
        });
        EXPECT_TRUE(stored) << stored.error().line();
        return store.post(corpus::make_key("github", "o/r", "comment", std::to_string(number))).value()->row;
    }

    void mention(RowId post, const std::vector<std::string>& ids, double confidence = 1) {
        std::vector<corpus::Mention> mentions;
        for (const auto& id : ids)
            mentions.push_back({post, 1, 0, 4, id, "url", confidence, "text"});
        ASSERT_TRUE(corpus::Models(study_).put_mentions(post, mentions));
    }

    void scan(const std::string& folder, const std::string& key) {
        const auto found =
            scan_repository({std::filesystem::path(AXIAL_SOURCE_DIR) / "demo/models" / folder, key, {}, {}});
        ASSERT_TRUE(found);
        ASSERT_TRUE(corpus::Models(study_).put(to_model(*found), found->findings));
    }

    tests::TemporaryFolder folder_;
    corpus::Study study_ = corpus::Study::create(folder_ / "study", "s").value();
};

TEST_F(Links, JoinPostsRepositoriesAndFindings) {
    const RowId a = post(1, 1), b = post(1, 2), c = post(2, 3), d = post(3, 4);
    mention(a, {"hf:Example-Lab/Tiny-Chat-7b", "hf:example-lab/tiny-chat-7b", "hf:other/model"});
    mention(b, {"hf:example-lab/tiny-chat-7b"});
    mention(c, {"hf:example-lab/embed-small"});
    mention(d, {"hf:other/model"}, 0.4); // too unlikely to count
    scan("example-lab/tiny-chat-7b", "hf:example-lab/tiny-chat-7b");
    scan("example-lab/embed-small", "hf:example-lab/embed-small");
    scan("sample-vision/hub-net", "torchhub:sample-vision/hub-net");
    corpus::NewSet set;
    set.name = "kept";
    set.step = "list";
    set.provenance = "{}";
    set.posts = {b, c};
    ASSERT_TRUE(corpus::Sets(study_).create(set));

    const auto rows = complaints_by_repository(study_, "kept");
    ASSERT_TRUE(rows) << rows.error().line();
    ASSERT_EQ(rows->size(), 4u);
    const auto& chat = rows->at(0);
    EXPECT_EQ(chat.model, "hf:example-lab/tiny-chat-7b");
    EXPECT_EQ(chat.posts, 2);
    EXPECT_EQ(chat.threads, 1);
    EXPECT_EQ(chat.kept, 1);
    EXPECT_TRUE(chat.scanned && chat.config_rule && chat.paper_rule);
    EXPECT_EQ(chat.load_files, 5);
    EXPECT_EQ(chat.errors, 2);
    EXPECT_EQ(chat.warnings, 2);
    EXPECT_EQ(chat.suppressed, 1);
    EXPECT_EQ(chat.reachable, 3);
    EXPECT_THAT(chat.top_cwes, ElementsAre(Pair(502, 2), Pair(78, 1), Pair(95, 1)));
    EXPECT_EQ(rows->at(1).model, "hf:example-lab/embed-small");
    EXPECT_THAT(rows->at(1).runs_code_of, ElementsAre("hf:example-org/bert-impl"));
    EXPECT_FALSE(rows->at(1).paper_rule && !rows->at(1).config_rule);
    EXPECT_EQ(rows->at(2).model, "hf:other/model");
    EXPECT_EQ(rows->at(2).posts, 1);
    EXPECT_FALSE(rows->at(2).scanned);
    EXPECT_EQ(rows->at(3).model, "torchhub:sample-vision/hub-net"); // scanned, but nobody speaks of it
    EXPECT_EQ(rows->at(3).posts, 0);
    EXPECT_FALSE(complaints_by_repository(study_, "no-such-set"));
}

} // namespace
} // namespace axial::scanner
