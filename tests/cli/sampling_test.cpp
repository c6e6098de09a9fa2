// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sets.h"
#include "corpus/store.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace axial::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using tests::axial;

/// 40 issues, every fourth with a comment: 50 posts, 10 of them comments.
struct Sampling : testing::Test {
    Sampling() {
        auto made = corpus::Study::create(folder / "s", "").value();
        corpus::Store store(made);
        for (int i = 1; i <= 40; ++i) {
            const auto thread = tests::put_issue(store, i, "t", "load the model");
            if (i % 4 == 0) {
                EXPECT_TRUE(store.put(thread, tests::comment(i, "load it")));
            }
        }
    }
    static tests::Ran run(const std::string& study, std::vector<std::string> words) {
        words.insert(words.begin(), {"--study", study});
        return axial(words);
    }
    tests::Ran run(std::vector<std::string> words) const { return run(study, std::move(words)); }
    tests::Ran sample(const std::string& name, std::vector<std::string> words) const {
        words.insert(words.begin(), {"sample", name});
        return run(std::move(words));
    }
    static std::vector<std::string> keys(const std::string& study, const std::string& set) {
        auto copy = corpus::Study::open(study, corpus::Study::Mode::read).value();
        const corpus::Sets sets(copy);
        auto found = sets.keys(sets.get(set).value()).value();
        std::sort(found.begin(), found.end());
        return found;
    }
    json provenance(const std::string& set) const {
        return json::parse(run({"set", "show", set, "--json"}).out)["provenance"];
    }
    tests::TemporaryFolder folder;
    std::string study = (folder / "s").string();
};

TEST_F(Sampling, AQueryIsFrozenAsTheFrameAndTheSampleCanBeDrawnAgain) {
    const auto made = sample("a", {"--query", "load", "--size", "12", "--by", "kind", "--seed", "7"});
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("12 of 50 at random by kind, seed 7"));
    const auto drawn = provenance("a");
    EXPECT_EQ(drawn["seed"], 7);
    EXPECT_EQ(drawn["size"], 12);
    EXPECT_EQ(drawn["frame"], json::parse(run({"set", "show", "a.frame", "--json"}).out)["uuid"]);
    ASSERT_EQ(drawn["allocated"].size(), 2u); // 10 comments and 40 issues share 12 as 2.4 and 9.6
    EXPECT_EQ(drawn["allocated"][0]["stratum"], "comment");
    EXPECT_EQ(drawn["allocated"][0]["posts"].size(), 2u);
    EXPECT_EQ(drawn["allocated"][1]["size"], 10);
    EXPECT_EQ(drawn["allocated"][1]["weight"], 4.0);

    EXPECT_EQ(sample("a", {"--check"}).status, 0);
    EXPECT_EQ(sample("b", {"--from", "a.frame", "--size", "12", "--by", "kind", "--seed", "7"}).status, 0);
    EXPECT_EQ(keys(study, "b"), keys(study, "a"));
}

TEST_F(Sampling, ATopUpHoldsWhatWasDrawnAndIsCheckedWithIt) {
    ASSERT_EQ(sample("a", {"--query", "load", "--size", "10", "--seed", "3"}).status, 0);
    const auto more = sample("b", {"--top-up", "a", "--size", "24", "--by", "kind", "--allocation", "equal"});
    ASSERT_EQ(more.status, 0) << more.err;
    const auto before = keys(study, "a"), after = keys(study, "b");
    EXPECT_EQ(after.size(), 24u);
    EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
    const auto checked = sample("b", {"--check"});
    EXPECT_EQ(checked.status, 0) << checked.err;
    EXPECT_EQ(std::count(checked.out.begin(), checked.out.end(), '\n'), 2);
    EXPECT_EQ(sample("c", {"--top-up", "b", "--size", "20"}).status, 1) << "none is put back";
    EXPECT_EQ(sample("c", {"--top-up", "b", "--size", "30", "--seed", "4"}).status, 2);
    EXPECT_EQ(sample("c", {"--top-up", "b", "--size", "30", "--by", "source"}).status, 2);
    EXPECT_EQ(sample("c", {"--top-up", "b", "--size", "30", "--from", "a.frame"}).status, 2);
    EXPECT_EQ(sample("c", {"--top-up", "a.frame", "--size", "30"}).status, 1);
}

TEST_F(Sampling, ADryRunShowsTheStrataAndChangesNothing) {
    const auto shown = sample("a", {"--query", "load", "--margin", "0.1", "--by", "kind", "--least", "5",
                                    "--unit", "thread", "--dry-run", "--json"});
    ASSERT_EQ(shown.status, 0) << shown.err;
    const auto plan = json::parse(shown.out);
    EXPECT_EQ(plan["frame_units"], 40); // threads; n0 = 96.04, so 28.4 of 40
    EXPECT_EQ(plan["size"], 29);
    EXPECT_LE(plan["margin"], 0.1);
    EXPECT_EQ(run({"set", "list", "--json"}).out, "");
}

TEST_F(Sampling, ThreadsComeWithTheirPostsOfTheFrame) {
    ASSERT_EQ(sample("a", {"--query", "load", "--size", "40", "--unit", "thread"}).status, 0);
    EXPECT_EQ(keys(study, "a").size(), 50u);
    ASSERT_EQ(sample("b", {"--query", "kind:issue", "--size", "40", "--unit", "thread"}).status, 0);
    EXPECT_EQ(keys(study, "b").size(), 40u);
}

TEST_F(Sampling, NeymanTakesItsDeviationsFromAClosedRound) {
    ASSERT_EQ(sample("pilot", {"--query", "load", "--size", "5", "--by", "kind", "--per-stratum"}).status, 0);
    ASSERT_EQ(run({"codebook", "import", "trust-flag-screening"}).status, 0);
    ASSERT_EQ(
        run({"round", "new", "r", "--codebook", "trust-flag-screening", "--set", "pilot", "--coders", "ada"})
            .status,
        0);
    // All comments alike, issues two and three: p of 6/7 and 3/7, S of 0.350 and 0.495.
    std::ofstream file(folder / "votes.csv");
    file << "post,coder,answer\n";
    int issues = 0;
    for (const auto& key : keys(study, "pilot"))
        file << key << ",ada,"
             << (key.find("/comment/") != std::string::npos || ++issues <= 2 ? "include" : "exclude") << '\n';
    file.close();
    const std::vector<std::string> wish{"--top-up", "pilot", "--size",   "30",      "--allocation", "neyman",
                                        "--pilot",  "r",     "--answer", "include", "--by",         "kind"};
    EXPECT_EQ(sample("a", wish).status, 1) << "the round is open";
    const auto imported = run({"import", "votes", "r", (folder / "votes.csv").string()});
    ASSERT_EQ(imported.status, 0) << imported.err;
    ASSERT_EQ(run({"round", "close", "r"}).status, 0);
    const auto made = sample("a", wish);
    ASSERT_EQ(made.status, 0) << made.err;
    const auto drawn = provenance("a");
    EXPECT_NEAR(drawn["deviations"]["comment"], 0.34993, 1e-5);
    EXPECT_NEAR(drawn["deviations"]["issue"], 0.49487, 1e-5);
    EXPECT_EQ(drawn["allocated"][0]["size"], 5); // 30 · 3.4993 / 23.294 = 4.51
    EXPECT_EQ(drawn["allocated"][1]["size"], 25);
    EXPECT_EQ(sample("a", {"--check"}).status, 0);

    EXPECT_EQ(sample("b", {"--from", "pilot.frame", "--size", "30", "--by", "kind", "--allocation", "neyman",
                           "--deviation", "issue=1"})
                  .status,
              1)
        << "comments lack one";
    ASSERT_EQ(sample("b", {"--from", "pilot.frame", "--size", "30", "--by", "kind", "--allocation", "neyman",
                           "--deviation", "issue=1", "--deviation", "comment=2"})
                  .status,
              0);
    EXPECT_EQ(provenance("b")["allocated"][0]["size"], 10);
}

TEST_F(Sampling, ASampleThatIsNotWhatItsSeedGivesIsFound) {
    ASSERT_EQ(sample("a", {"--query", "load", "--size", "10"}).status, 0);
    {
        auto opened = corpus::Study::open(study, corpus::Study::Mode::write).value();
        corpus::Sets sets(opened);
        const auto set = sets.get("a").value();
        auto posts = sets.posts(sets.get("a.frame").value()).value();
        posts.resize(10);
        ASSERT_TRUE(sets.create({"chosen", "sample", "", "a.frame", set.provenance, posts}));
    }
    const auto checked = sample("chosen", {"--check"});
    EXPECT_EQ(checked.status, 1);
    EXPECT_THAT(checked.err, HasSubstr("chosen: drawn again, 10 posts come out"));
    EXPECT_EQ(sample("a.frame", {"--check"}).status, 1);
}

TEST_F(Sampling, OptionsThatWouldDoNothingAreRefused) {
    ASSERT_EQ(run({"set", "new", "all", "--query", ""}).status, 0);
    const std::vector<std::vector<std::string>> wrong{
        {"--from", "all"},
        {"--size", "3"},
        {"--from", "all", "--size", "3", "--margin", "0.1"},
        {"--from", "all", "--size", "3", "--confidence", "0.9"},
        {"--from", "all", "--margin", "5"},
        {"--from", "all", "--size", "3", "--allocation", "equal"},
        {"--from", "all", "--size", "3", "--by", "colour"},
        {"--from", "all", "--size", "3", "--by", "kind", "--deviation", "issue=1"},
        {"--from", "all", "--size", "3", "--by", "kind", "--allocation", "neyman", "--deviation", "issue"},
        {"--from", "all", "--size", "3", "--by", "kind", "--allocation", "neyman", "--pilot", "r"},
        {"--from", "all", "--size", "3", "--allow-missing"},
        {"--check", "--size", "3"}};
    for (const auto& words : wrong) {
        const auto ran = sample("x", words);
        EXPECT_THAT(ran.status, testing::AnyOf(1, 2)) << testing::PrintToString(words);
        EXPECT_THAT(ran.err, HasSubstr("axial: "));
    }
    EXPECT_EQ(sample("x", {"--from", "all", "--size", "51"}).status, 1);
    EXPECT_EQ(sample("all", {"--query", "load", "--size", "3"}).status, 1) << "the name is taken";
    EXPECT_EQ(run({"set", "show", "all.frame"}).status, 1) << "and so no frame is left behind";
}

TEST_F(Sampling, OverShardsItIsThatOfTheStudyAndBringsJustItsPosts) {
    ASSERT_EQ(sample("a", {"--query", "load", "--size", "9", "--seed", "5", "--by", "kind"}).status, 0);
    ASSERT_EQ(run({"shard", "build", (folder / "shards").string(), "--split", "3"}).status, 0);
    const auto file = (folder / "corpus.txt").string(), other = (folder / "other").string();
    std::ofstream(file) << "shards\n";
    ASSERT_EQ(axial({"init", other}).status, 0);
    const auto over = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"--corpus", file, "--study", other, "sample"});
        return axial(words);
    };
    const auto made = over({"a", "--query", "load", "--size", "9", "--seed", "5", "--by", "kind"});
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_EQ(keys(other, "a"), keys(study, "a"));
    EXPECT_THAT(run(other, {"stats", "--json"}).out, HasSubstr("\"posts\":9"));
    EXPECT_EQ(over({"a", "--check"}).status, 0);
    EXPECT_EQ(run(other, {"sample", "a", "--check"}).status, 2) << "it takes the corpus";
    ASSERT_EQ(over({"b", "--top-up", "a", "--size", "20"}).status, 0);
    const auto before = keys(other, "a"), after = keys(other, "b");
    EXPECT_EQ(after.size(), 20u);
    EXPECT_TRUE(std::includes(after.begin(), after.end(), before.begin(), before.end()));
    EXPECT_EQ(over({"b", "--check"}).status, 0);

    std::ofstream(file) << "shards/0001\nshards/0002\ntcp:127.0.0.1:1\n";
    const auto down = over({"c", "--query", "load", "--size", "9"});
    EXPECT_EQ(down.status, 1);
    EXPECT_THAT(down.err, HasSubstr("corpus.txt:3: tcp:127.0.0.1:1"));
    const auto without = over({"c", "--query", "load", "--size", "9", "--allow-missing"});
    ASSERT_EQ(without.status, 0) << without.err;
    const auto drawn = json::parse(run(other, {"set", "show", "c", "--json"}).out)["provenance"];
    ASSERT_EQ(drawn["missing"].size(), 1u);
    EXPECT_EQ(drawn["shards"].size(), 2u);
    const auto changed = over({"b", "--check", "--allow-missing"});
    EXPECT_EQ(changed.status, 1);
    EXPECT_THAT(changed.err, HasSubstr("the corpus is not as it was"));
}

} // namespace
} // namespace axial::cli
