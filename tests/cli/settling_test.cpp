// SPDX-License-Identifier: GPL-3.0-or-later
// From votes that differ to a set of what was settled, on the command line.
#include "corpus/store.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace axial::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class SettleCommands : public testing::Test {
protected:
    void SetUp() override {
        {
            auto made = corpus::Study::create(folder_ / "s", "").value();
            corpus::Store store(made);
            for (int i = 1; i <= 6; ++i)
                put_issue(store, i, "title", "text");
        }
        ok({"set", "new", "all", "--query", ""});
        ok({"codebook", "import", "trust-flag-screening"});
    }
    Ran run(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--study", (folder_ / "s").string()});
        return axial(words);
    }
    std::string ok(std::vector<std::string> words) const {
        const auto ran = run(words);
        EXPECT_EQ(ran.status, 0) << words[0] << ' ' << words[1] << ": " << ran.err;
        return ran.out;
    }
    void open_round(std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"round", "new", "r",        "--codebook", "trust-flag-screening",
                                       "--set", "all", "--coders", "ada,ben,cem"};
        words.insert(words.end(), more.begin(), more.end());
        ok(words);
    }
    /// Rows of "post number, coder, answer".
    Ran vote(const std::vector<std::tuple<int, std::string, std::string>>& votes) const {
        std::ofstream out(folder_ / "votes.csv");
        out << "post,coder,answer\n";
        for (const auto& [post, coder, answer] : votes)
            out << issue_key(post) << ',' << coder << ',' << answer << '\n';
        out.close();
        return run({"import", "votes", "r", (folder_ / "votes.csv").string()});
    }
    std::int64_t size_of(std::vector<std::string> rule) const {
        static int sets = 0;
        std::vector<std::string> words{
            "set", "new", "s" + std::to_string(++sets), "--round", "r", "--answer", "include", "--json"};
        words.insert(words.end(), rule.begin(), rule.end());
        return json::parse(ok(words)).at("size").get<std::int64_t>();
    }
    TemporaryFolder folder_;
};

TEST_F(SettleCommands, FromADisputeToASet) {
    open_round();
    ASSERT_EQ(vote({{1, "ada", "include"},
                    {1, "ben", "include"},
                    {1, "cem", "include"},
                    {2, "ada", "include"},
                    {2, "ben", "exclude"},
                    {2, "cem", "exclude"},
                    {3, "ada", "exclude"},
                    {3, "ben", "include"},
                    {3, "cem", "include"}})
                  .status,
              0);
    EXPECT_THAT(run({"settle", "list", "r"}).err, HasSubstr("blind and open"));
    ok({"round", "close", "r"});
    EXPECT_EQ(size_of({}), 1);
    EXPECT_EQ(size_of({"--rule", "majority"}), 2);
    const auto early = run({"set", "new", "x", "--round", "r", "--answer", "include", "--rule", "settled"});
    EXPECT_EQ(early.status, 1);
    EXPECT_THAT(early.err, HasSubstr("2 posts are still in dispute"));
    ok({"settle", "item", "r", issue_key(2), "--answer", "include", "--reason", "talked over"});
    EXPECT_THAT(ok({"settle", "rule", "r", "majority", "--dry-run"}), HasSubstr("would be 1 settled"));
    ok({"settle", "rule", "r", "majority"});
    EXPECT_EQ(size_of({"--rule", "settled"}), 3);
    EXPECT_THAT(ok({"settle", "show", "r"}), HasSubstr("settled by owner"));
    EXPECT_EQ(run({"settle", "item", "r", issue_key(1), "--answer", "include"}).status, 1)
        << "nothing is in dispute there";
    EXPECT_EQ(run({"settle", "item", "r", issue_key(2)}).status, 2);
    EXPECT_EQ(run({"settle", "rule", "r", "minority"}).status, 2);
}

TEST_F(SettleCommands, AllOfThoseWhoWereAskedIsAll) {
    open_round({"--overlap", "1"});
    int taken = 0;
    for (int post = 1; post <= 6; ++post)
        for (const auto* coder : {"ada", "ben", "cem"})
            taken += vote({{post, coder, "include"}}).status == 0 ? 1 : 0;
    EXPECT_EQ(taken, 6) << "each post is one coder's";
    ok({"round", "close", "r"});
    EXPECT_EQ(size_of({"--rule", "all"}), 6);
}

} // namespace
} // namespace axial::tests
