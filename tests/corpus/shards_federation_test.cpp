// SPDX-License-Identifier: GPL-3.0-or-later
// Shards here and behind xapian-tcpsrv answer as one index of the same posts does, and one that fails is named.
#include "corpus/shards/federation.h"
#include "corpus/shards/shard_build.h"
#include "corpus/shards/shard_record.h"
#include "tests/corpus/shards_support.h"
#include "tests/support/shared_material.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <fstream>

namespace axial::corpus::shards_tests {
namespace {

using shards::BuildRequest;
using shards::Federation;
using testing::HasSubstr;

class Shards : public testing::Test {
protected:
    void SetUp() override {
        auto study = Study::create(folder_ / "study", "shards");
        ASSERT_TRUE(study);
        fill(*study);
        for (const auto& [name, number] : {std::pair{"one", 1}, std::pair{"four", 4}}) {
            BuildRequest request{.out = folder_ / name, .shards = number};
            const auto built = shards::build_shards(*study, request);
            ASSERT_TRUE(built) << built.error().line();
            ASSERT_EQ(built->posts, 120);
            ASSERT_EQ(built->built.size(), static_cast<std::size_t>(number));
        }
    }

    std::filesystem::path shard(const std::string& name) const { return folder_ / "four" / name; }

    Result<Federation> open(const std::string& lines, shards::FederationOptions options = {}) {
        const auto file = folder_ / "corpus.txt";
        std::ofstream(file) << lines;
        AXIAL_ASSIGN(auto corpus, shards::read_corpus_file(file));
        return Federation::open(std::move(corpus), options);
    }

    axial::tests::TemporaryFolder folder_;
};

std::string in_words(const Result<shards::CorpusAnswer>& answer) {
    if (!answer)
        return answer.error().line();
    std::string text = fmt::format("{} posts\n", answer->count);
    for (const auto& hit : answer->hits)
        text += fmt::format("{} {:.9g} {}\n", hit.post.key, hit.weight, hit.snippet);
    return text;
}

constexpr const char* queries[] = {"",
                                   "load",
                                   "loading models",
                                   "remote code",
                                   "\"remote code\"",
                                   "\"code model\"",
                                   "load OR pickle",
                                   "load -pickle",
                                   "(trust OR safe) hub",
                                   "trust NEAR/3 code",
                                   "load NEAR model",
                                   "trust_remote_code",
                                   "from_pretrained",
                                   "code:trust_remote_code",
                                   "prose:trust",
                                   "title:load",
                                   "title:cannot",
                                   "mod*",
                                   "pi*",
                                   "source:github",
                                   "source:github load",
                                   "repo:lab/models1",
                                   "repo:lab/*",
                                   "author:user3",
                                   "kind:issue",
                                   "tag:bug",
                                   "tag:bug safe",
                                   "is:root",
                                   "is:root load",
                                   "date:2024-03",
                                   "date:2024-02..2024-06 model",
                                   "date:>=2024-10",
                                   "score:>=5",
                                   "score:1..3 code",
                                   "thread:github/lab/models1/issue/1",
                                   "site:github.example",
                                   "load remote code model trust",
                                   "-load",
                                   "NOT (load OR model)",
                                   "lang:und",
                                   "author:user1 author:user2",
                                   "nothing-like-it"};

TEST_F(Shards, HereAndFarAwayAnswerAsOneIndex) {
    const Server third(shard("0003")), fourth(shard("0004"));
    auto one = open("one\n");
    ASSERT_TRUE(one) << one.error().line();
    auto four = open(fmt::format("four/0001\nfour/0002\n# far away\ntcp:127.0.0.1:{}\ntcp:127.0.0.1:{}\n",
                                 third.port, fourth.port));
    ASSERT_TRUE(four) << four.error().line();
    for (const char* query : queries)
        for (const auto sort : {Sort::relevance, Sort::date})
            for (const std::size_t offset : {0u, 7u}) {
                const SearchRequest request{.query = query, .offset = offset, .limit = 25, .sort = sort};
                EXPECT_EQ(in_words(four->search(request)), in_words(one->search(request))) << query;
            }
}

TEST_F(Shards, AKilledServerIsNamed) {
    Server server(shard("0001"));
    const auto lines = fmt::format("tcp:127.0.0.1:{}\nfour/0002\n", server.port);
    auto strict = open(lines);
    auto lenient = open(lines, {.allow_missing = true});
    ASSERT_TRUE(strict && lenient);
    server.kill();
    const auto failed = strict->search({.query = "load"});
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().line(), HasSubstr(fmt::format("corpus.txt:1: tcp:127.0.0.1:{}", server.port)));
    const auto rest = lenient->search({.query = ""});
    ASSERT_TRUE(rest) << rest.error().line();
    EXPECT_EQ(rest->count, 30);
    ASSERT_EQ(rest->missing.size(), 1u);
    EXPECT_THAT(rest->missing[0].where, HasSubstr("corpus.txt:1"));
    EXPECT_FALSE(open(lines));
}

TEST_F(Shards, AStoppedServerIsNamedInTime) {
    Server server(shard("0001"));
    auto corpus = open(fmt::format("four/0002\ntcp:127.0.0.1:{}\n", server.port),
                       {.timeout = std::chrono::milliseconds(200)});
    ASSERT_TRUE(corpus);
    server.signal(SIGSTOP);
    const auto failed = corpus->search({.query = "load"});
    server.signal(SIGCONT);
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().line(), HasSubstr("corpus.txt:2"));
    EXPECT_THAT(failed.error().line(), HasSubstr("does not answer in time"));
}

TEST_F(Shards, TheSameShardTwiceIsRefused) {
    const auto twice = open("four/0001\nfour/0001\n");
    ASSERT_FALSE(twice);
    EXPECT_THAT(twice.error().line(), HasSubstr("corpus.txt:2"));
}

TEST(ShardRecord, ComesBackAsItWasAndNothingElseDoes) {
    shards::ShardRecord record;
    record.thread.source = "github";
    record.post.kind = "comment";
    record.post.native_id = "7";
    record.post.score = -3;
    record.body = {"größer als x", {{0, 6, SpanKind::strong, ""}}};
    const auto bytes = encode(record);
    const auto back = shards::decode(bytes);
    ASSERT_TRUE(back) << back.error().line();
    EXPECT_EQ(back->body, record.body);
    EXPECT_EQ(back->post.score, -3);
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(shards::decode(bytes.substr(0, length)));
    record.body.spans[0].end = 13; // one beyond the text
    EXPECT_FALSE(shards::decode(encode(record)));
}

} // namespace
} // namespace axial::corpus::shards_tests
