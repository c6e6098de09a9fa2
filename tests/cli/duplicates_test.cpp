// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/store.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace axial::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using tests::axial;
using tests::issue_key;

const std::string question =
    "I would like to load the weights of a model without running any of the code that lies beside them, but "
    "every "
    "way that I have found so far asks me to trust the whole repository, and I have not read what is in it.";

struct Duplicates : testing::Test {
    Duplicates() {
        auto made = corpus::Study::create(folder / "s", "").value();
        corpus::Store store(made);
        tests::put_issue(store, 1, "Load weights only", question);
        tests::put_issue(store, 2, "Something else",
                         "The progress bar is drawn twice when two cards are at work.");
        tests::put_issue(store, 3, "Load weights only", "**Again:** " + question);
        tests::put_issue(store, 4, "Load weights only", question);
    }
    tests::Ran run(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--study", (folder / "s").string()});
        return axial(words);
    }
    tests::TemporaryFolder folder;
};

TEST_F(Duplicates, AreListedWithTheOldestFirst) {
    const auto listed = run({"duplicates", "--json"});
    ASSERT_EQ(listed.status, 0) << listed.err;
    const auto group = json::parse(listed.out);
    EXPECT_EQ(group["kept"], issue_key(1));
    ASSERT_EQ(group["posts"].size(), 3u);
    EXPECT_EQ(group["posts"][1]["id"], issue_key(3));
    EXPECT_GT(group["posts"][1]["similarity"], 0.8);
    EXPECT_LT(group["posts"][1]["similarity"], 1.0);
    EXPECT_EQ(group["posts"][2]["similarity"], 1.0);
    EXPECT_EQ(group["posts"][1]["source"], "github");
    EXPECT_EQ(group["posts"][1]["title"], "Load weights only");
    EXPECT_THAT(std::string(group["posts"][1]["first_line"]), testing::StartsWith("Again: I would like"));

    const auto shown = run({"duplicates"});
    EXPECT_THAT(shown.out, HasSubstr("2 of 4 threads repeat an older one at 0.80 or more, in 1 group"));
    EXPECT_THAT(run({"duplicates", "--similarity", "1"}).out, HasSubstr("1 of 4 threads"));
    EXPECT_THAT(run({"duplicates", "--by", "post"}).out, HasSubstr("2 of 4 posts"));
}

TEST_F(Duplicates, AreAStepOfTheFunnel) {
    ASSERT_EQ(run({"set", "new", "all", "--query", ""}).status, 0);
    const auto made = run({"set", "new", "once", "--from", "all", "--near-unique", "--json"});
    ASSERT_EQ(made.status, 0) << made.err;
    const auto set = json::parse(made.out);
    EXPECT_EQ(set["step"], "near-unique");
    EXPECT_EQ(set["detail"], "near-duplicates at 0.80 or more; 2 repeated");
    EXPECT_EQ(set["size"], 2);
    EXPECT_EQ(set["parent"], "all");
    const auto& provenance = set["provenance"];
    EXPECT_EQ(provenance["similarity"], 0.8);
    EXPECT_EQ(provenance["by"], "post");
    EXPECT_EQ(provenance["repeated"], 2);
    ASSERT_EQ(provenance["dropped"].size(), 2u);
    EXPECT_EQ(provenance["dropped"][0]["post"], issue_key(3));
    EXPECT_EQ(provenance["dropped"][0]["same_as"], issue_key(1));

    const auto threads =
        run({"set", "new", "threads", "--from", "all", "--near-unique", "--by", "thread", "--similarity", "1"});
    EXPECT_THAT(threads.out, HasSubstr("near-duplicates at 1.00 or more; 1 repeated (thread with 1 post)"));
    EXPECT_THAT(run({"duplicates", "--from", "once"}).out, HasSubstr("0 of 2 threads"));
    const auto report = (folder / "report.html").string();
    ASSERT_EQ(run({"report", report, "--set", "once"}).status, 0);
    EXPECT_THAT(tests::read_file(report), HasSubstr("near repeats removed"));
}

TEST_F(Duplicates, RefuseWhatMakesNoSense) {
    EXPECT_EQ(run({"duplicates", "--similarity", "0"}).status, 2);
    EXPECT_EQ(run({"duplicates", "--similarity", "1.1"}).status, 2);
    EXPECT_EQ(run({"duplicates", "--by", "author"}).status, 2);
    EXPECT_EQ(run({"duplicates", "--from", "nobody"}).status, 1);
    EXPECT_EQ(run({"set", "new", "x", "--near-unique", "--unique"}).status, 2);
    EXPECT_EQ(run({"set", "new", "x", "--query", "", "--similarity", "0.5"}).status, 2);
    EXPECT_EQ(run({"set", "new", "x", "--query", "", "--by", "post"}).status, 2);
}

TEST_F(Duplicates, TheLanguageOfPostsIsCountedAndListed) {
    const auto stats = json::parse(run({"stats", "--json"}).out);
    EXPECT_EQ(stats["by_language"], (json{{"en", 4}}));
    EXPECT_THAT(run({"stats"}).out, HasSubstr("4    in en"));
    EXPECT_THAT(run({"posts", "--json"}).out, HasSubstr("\"language\":\"en\""));
    EXPECT_THAT(run({"search", "lang:en", "--json"}).out, HasSubstr(issue_key(2)));
}

} // namespace
} // namespace axial::cli
