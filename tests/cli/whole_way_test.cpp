// SPDX-License-Identifier: GPL-3.0-or-later
// The demo's way through the real program, and what it must come to.
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace axial::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::vector<json> json_lines(const std::string& text) {
    std::vector<json> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
        lines.push_back(json::parse(line));
    return lines;
}

/// One study for all tests of this file, made by demo/run.sh: the script that ./dev demo runs.
class WholeWay : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new TemporaryFolder;
        const auto build = std::filesystem::path(AXIAL_PROGRAM).parent_path().parent_path();
        const auto command = std::string(AXIAL_SOURCE_DIR) + "/demo/run.sh " + build.string() + " " + study() +
                             " </dev/null >" + (*folder / "printed").string() + " 2>&1";
        status = std::system(("env -u DISPLAY -u WAYLAND_DISPLAY " + command).c_str());
    }
    static void TearDownTestSuite() {
        delete folder;
        folder = nullptr;
    }
    void SetUp() override { ASSERT_EQ(status, 0) << read_file(*folder / "printed"); }
    static std::string study() { return (*folder / "study").string(); }
    static Ran run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"--study", study()});
        return axial(arguments);
    }
    static inline TemporaryFolder* folder = nullptr;
    static inline int status = -1;
};

TEST_F(WholeWay, PrintsUnderAScreenAndWhereToLook) {
    const auto printed = read_file(*folder / "printed");
    EXPECT_LE(std::count(printed.begin(), printed.end(), '\n'), 50);
    EXPECT_THAT(printed, HasSubstr("axial-ui"));
    EXPECT_THAT(printed, HasSubstr("report.html"));
    EXPECT_THAT(printed, HasSubstr("kappa"));
    EXPECT_TRUE(std::filesystem::exists(*folder / "study/report.html"));
}

TEST_F(WholeWay, TheOtherRecordingsCanBeReplayed) {
    const auto other = (*folder / "other").string();
    ASSERT_EQ(axial({"init", other}).status, 0);
    const auto recording = std::string(AXIAL_SOURCE_DIR) + "/demo/recording/";
    const auto hub = axial({"--study", other, "collect", "hub", "--repo", "example-lab/tiny-chat-7b", "--repo",
                            "example-lab/embed-small", "--replay", recording + "hub.jsonl", "--json"});
    ASSERT_EQ(hub.status, 0) << hub.err;
    EXPECT_EQ(json::parse(hub.out)["counts"]["threads_added"], 6);
    const auto discussions =
        axial({"--study", other, "collect", "github-discussions", "--repo", "example-ml/loaders", "--replay",
               recording + "github-discussions.jsonl", "--json"});
    ASSERT_EQ(discussions.status, 0) << discussions.err;
    EXPECT_EQ(json::parse(discussions.out)["counts"]["threads_added"], 5);
    EXPECT_GT(json::parse(discussions.out)["counts"]["added"], 12);
}

TEST_F(WholeWay, ARunTellsAProgramHowItGoesOn) {
    const auto watched = (*folder / "watched").string();
    ASSERT_EQ(axial({"init", watched}).status, 0);
    const auto recording = std::string(AXIAL_SOURCE_DIR) + "/demo/recording/github.jsonl";
    const auto collect = [&](const std::string& repository, const std::string& form) {
        return axial({"--study", watched, "collect", "github", "--repo", repository, "--replay", recording,
                      "--progress", form, "--json"});
    };
    const auto ran = collect("widget-ml/serve-kit", "json");
    ASSERT_EQ(ran.status, 0) << ran.err;
    const auto lines = json_lines(ran.err);
    ASSERT_GE(lines.size(), 3u);
    EXPECT_EQ(lines.front()["event"], "start");
    EXPECT_EQ(lines.front()["container"], "widget-ml/serve-kit");
    EXPECT_EQ(lines[1]["event"], "progress");
    EXPECT_GT(lines[1]["posts"], 0);
    EXPECT_EQ(lines.back()["event"], "summary");
    EXPECT_EQ(lines.back()["status"], "done");
    EXPECT_EQ(lines.back()["counts"], json::parse(ran.out)["counts"]);
    EXPECT_THAT(collect("example-ml/loaders", "lines").err, HasSubstr("example-ml/loaders issues: "));
    EXPECT_EQ(collect("example-ml/loaders", "sounds").status, 2);
}

TEST_F(WholeWay, CountsAddUp) {
    const auto stats = json::parse(run({"stats", "--json"}).out);
    const auto posts = json_lines(run({"posts", "--json"}).out);
    EXPECT_EQ(stats["posts"], posts.size());
    std::set<std::string> threads;
    int missing = 0;
    for (const auto& post : posts) {
        threads.insert(post["thread_id"]);
        missing += post["author_id"].is_null() ? 1 : 0;
        for (const auto& span : post["spans"])
            EXPECT_LT(span["start"], span["end"]);
    }
    EXPECT_EQ(stats["threads"], threads.size());
    EXPECT_EQ(stats["authors_missing"], missing);
    EXPECT_EQ(threads.size(), 49u)
        << "60 threads less those of the Hub and of Discussions, whose collectors come later";
}

TEST_F(WholeWay, TheFunnelNarrows) {
    const auto sets = json_lines(run({"set", "list", "--json"}).out);
    ASSERT_EQ(sets.size(), 4u);
    for (std::size_t i = 1; i < sets.size(); ++i) {
        EXPECT_EQ(sets[i]["parent"], sets[i - 1]["name"]);
        EXPECT_LT(sets[i]["size"], sets[i - 1]["size"]) << sets[i]["name"];
        int sum = 0;
        for (const auto& [source, number] : sets[i]["by_source"].items())
            sum += number.get<int>();
        EXPECT_EQ(sum, sets[i]["size"]);
    }
    EXPECT_EQ(json_lines(run({"posts", "--json", "--set", "kept"}).out).size(), sets[3]["size"]);
}

TEST_F(WholeWay, ProseAndCodeDiffer) {
    const auto count = [&](const std::string& query) {
        return json::parse(run({"search", query, "--count", "--json"}).out)["count"].get<int>();
    };
    const int anywhere = count("trust_remote_code"), prose = count("prose:\"trust_remote_code\""),
              code = count("code:\"trust_remote_code\"");
    EXPECT_GT(prose, 0);
    EXPECT_GT(code, 0);
    EXPECT_LT(prose, anywhere);
    EXPECT_NE(prose, code);
    const auto hits = json_lines(run({"search", "remote code", "--json", "--limit", "3"}).out);
    EXPECT_EQ(hits.size(), 3u);
    EXPECT_TRUE(hits[0].contains("text"));
}

TEST_F(WholeWay, AgreementIsComputed) {
    const auto screening = json::parse(run({"agreement", "screening", "--json"}).out);
    EXPECT_EQ(screening["n_raters"], 2);
    EXPECT_GT(screening["stats"]["cohen_kappa"].get<double>(), 0.3);
    EXPECT_LT(screening["stats"]["cohen_kappa"].get<double>(), 0.9);
    const auto coding = json::parse(run({"agreement", "coding", "--json"}).out);
    EXPECT_EQ(coding["by_code"].size(), 16u);
}

TEST_F(WholeWay, AgreementLooksAtUnitsOfEverySizeAndAtWhatDiffers) {
    const auto coding =
        json::parse(run({"agreement", "coding", "--json", "--diagnose", "--gamma", "--test", "200"}).out);
    std::vector<std::string> levels;
    for (const auto& level : coding["levels"]) {
        levels.push_back(level["level"]);
        const std::string headline = level["headline"];
        ASSERT_TRUE(level["stats"][headline].is_number()) << level["level"];
        EXPECT_LE(level["stats"][headline], 1);
        EXPECT_FALSE(level["universe"].get<std::string>().empty());
    }
    EXPECT_EQ(levels, (std::vector<std::string>{"thread", "post", "sentence", "span", "token", "character"}));
    EXPECT_TRUE(coding["levels"][3]["stats"]["gamma"].is_number());
    EXPECT_LT(coding["tests"]["alpha_nominal"]["p"], 0.05);
    const auto& diagnosis = coding["diagnosis"];
    const auto& splits = diagnosis["post_splits"];
    EXPECT_EQ(splits["agreements"].get<int>() + splits["omission"].get<int>() + splits["code"].get<int>(),
              coding["pairable_units"]);
    const auto percent = coding["stats"]["percent_agreement"].get<double>();
    EXPECT_NEAR(splits["agreements"].get<double>() / coding["pairable_units"].get<double>(), percent, 1e-12);
    for (const auto& each : diagnosis["disagreements"])
        EXPECT_FALSE(each["values"].empty());
}

TEST_F(WholeWay, TwoRoundsAreCompared) {
    const auto both = json::parse(run({"agreement", "screening", "--against", "coding", "--json"}).out);
    const auto alone = json::parse(run({"agreement", "screening", "--json", "--replicates", "0"}).out);
    const auto& kappa = both["differences"]["cohen_kappa"];
    EXPECT_NEAR(kappa["first"].get<double>(), alone["stats"]["cohen_kappa"].get<double>(), 1e-12);
    EXPECT_NEAR(kappa["first"].get<double>() - kappa["second"].get<double>(), kappa["difference"].get<double>(),
                1e-12);
    EXPECT_LT(kappa["ci95_low"], kappa["ci95_high"]);
}

TEST_F(WholeWay, TheStudyAgreesWithItself) {
    const auto verified = run({"verify", "--json"});
    EXPECT_EQ(verified.status, 0) << verified.err;
    EXPECT_TRUE(json::parse(verified.out)["ok"]);
}

TEST_F(WholeWay, VotesForAPostOutsideTheSetChangeNothing) {
    const auto before = run({"status", "--json"}).out;
    ASSERT_EQ(run({"round", "new", "again", "--codebook", "trust-flag-screening", "--set", "kept", "--coders",
                   "ada,ben"})
                  .status,
              0);
    const auto kept = json_lines(run({"posts", "--json", "--set", "kept"}).out);
    const auto inside = kept.front()["id"].get<std::string>();
    std::string outside;
    for (const auto& post : json_lines(run({"posts", "--json"}).out))
        if (std::none_of(kept.begin(), kept.end(), [&](const json& k) { return k["id"] == post["id"]; }))
            outside = post["id"];
    std::ofstream(*folder / "votes.csv") << "post,coder,answer\n"
                                         << inside << ",ada,include\n"
                                         << outside << ",ada,include\n";
    const auto refused = run({"import", "votes", "again", (*folder / "votes.csv").string()});
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err, HasSubstr("votes.csv:3"));
    EXPECT_THAT(refused.err, HasSubstr("not in the round's set"));
    EXPECT_EQ(std::count(refused.err.begin(), refused.err.end(), '\n'), 1);
    EXPECT_EQ(json::parse(run({"round", "status", "again", "--json"}).out)["coders"][0]["done"], 0)
        << "all or none";
    const auto sealed = run({"agreement", "again", "--json"});
    EXPECT_EQ(sealed.status, 1);
    EXPECT_THAT(sealed.err, HasSubstr("blind"));
}

} // namespace
} // namespace axial::tests
