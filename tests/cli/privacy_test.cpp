// SPDX-License-Identifier: GPL-3.0-or-later
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
using testing::IsEmpty;
using testing::Not;

struct PrivacyCommand : testing::Test {
    TemporaryFolder folder;
    std::string study = (folder / "study").string(), table = (folder / "posts.jsonl").string();

    void SetUp() override {
        ASSERT_EQ(axial({"init", study}).status, 0);
        std::ofstream out(table);
        for (const auto& [id, author, body] :
             {std::tuple{"1", "octo-kit", "Who loads this? Mail me@example.org"},
              std::tuple{"2", "our-robot", "@octo-kit loads it"},
              std::tuple{"3", "helper[bot]", "automatic load"}})
            out << json{{"id", id},         {"thread", "1"}, {"title", "Loading"},
                        {"author", author}, {"body", body},  {"created", "2024-05-01T10:00:00Z"}}
                       .dump()
                << '\n';
    }
    Ran run(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"--study", study});
        return axial(arguments);
    }
    std::vector<json> posts() {
        std::vector<json> posts;
        std::istringstream lines(run({"posts", "--json"}).out);
        for (std::string line; std::getline(lines, line);)
            posts.push_back(json::parse(line));
        return posts;
    }
    json shown(std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"privacy", "--json"});
        const auto ran = run(more);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return json::parse(ran.out);
    }
    Ran import(std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"import", "jsonl", table});
        return run(more);
    }
};

TEST_F(PrivacyCommand, AnImportSwitchesTheSettingOnForGood) {
    ASSERT_EQ(import({"--pseudonymise", "--mask", "emails,secrets"}).status, 0);
    const auto first = posts();
    ASSERT_EQ(first.size(), 3u);
    const std::string octo = first[0]["author_id"];
    EXPECT_THAT(octo, testing::StartsWith("author-"));
    EXPECT_EQ(first[1]["text"], "@" + octo + " loads it");
    EXPECT_EQ(first[0]["text"], "Who loads this? Mail [e-mail]");
    EXPECT_EQ(first[2]["author_kind"], "bot");
    const auto again = import({"--json"});
    EXPECT_EQ(json::parse(again.out)["unchanged"], 3) << "without the options, the study's settings hold";
    EXPECT_EQ(posts(), first);
    const auto state = shown();
    EXPECT_EQ(state["authors"], "pseudonyms");
    EXPECT_EQ(state["mask"], "emails,secrets");
    EXPECT_EQ(state["so_far"]["masked_emails"], 1);
    EXPECT_EQ(state["so_far"]["names_in_texts"], 1);
    EXPECT_EQ(run({"verify"}).status, 0);
    EXPECT_THAT(run({"search", "example"}).out, Not(HasSubstr("example.org")));
}

TEST_F(PrivacyCommand, ChangesWhatIsStoredAndTheIndexFollows) {
    ASSERT_EQ(import().status, 0);
    EXPECT_EQ(posts()[0]["author_id"], "octo-kit");
    const auto rehearsed =
        shown({"--dry-run", "--authors", "pseudonyms", "--mask", "emails", "--bot", "Our-Robot"});
    EXPECT_EQ(rehearsed["would_change"]["authors"], 3);
    EXPECT_EQ(posts()[0]["author_id"], "octo-kit");
    EXPECT_EQ(rehearsed["authors"], "keep");
    const auto changed = shown({"--authors", "pseudonyms", "--mask", "emails", "--bot", "Our-Robot"});
    EXPECT_EQ(changed["changed"]["authors"], 3);
    EXPECT_EQ(changed["changed"]["bots"], 1);
    EXPECT_EQ(changed["posts_by_bots"], 2);
    EXPECT_THAT(run({"search", "author:octo-kit"}).out, Not(HasSubstr("loads")));
    EXPECT_THAT(run({"search", "example"}).out, Not(HasSubstr("example")));
    EXPECT_EQ(json::parse(run({"stats", "--json"}).out)["bots"], 2);
    const auto people = run({"search", "load -is:bot", "--json"});
    EXPECT_EQ(std::count(people.out.begin(), people.out.end(), '\n'), 1) << people.out;
    EXPECT_EQ(run({"verify"}).status, 0);
    EXPECT_EQ(json::parse(import({"--json"}).out)["unchanged"], 3);
    EXPECT_THAT(run({"privacy"}).out, HasSubstr("pseudonyms.key"));
}

TEST_F(PrivacyCommand, SaysWhatRawKeepsAndEmptiesIt) {
    ASSERT_EQ(import({"--drop-authors"}).status, 0);
    EXPECT_TRUE(posts()[0]["author_id"].is_null());
    const auto state = shown();
    if (state["raw_payloads"] > 0) {
        EXPECT_THAT(run({"privacy"}).out, HasSubstr("raw.db keeps"));
    }
    const auto emptied = shown({"--drop-raw"});
    EXPECT_EQ(emptied["payloads_emptied"], state["raw_payloads"]);
    EXPECT_EQ(emptied["raw_payloads"], 0);
    EXPECT_EQ(emptied["raw_answers"], state["raw_answers"]);
    EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(PrivacyCommand, AMissingKeyStopsBeforeAnythingIsStored) {
    ASSERT_EQ(import({"--pseudonymise"}).status, 0);
    const auto before = posts();
    std::filesystem::remove(study + "/pseudonyms.key");
    const auto ran = import();
    EXPECT_EQ(ran.status, 1);
    EXPECT_THAT(ran.err, HasSubstr("pseudonyms.key"));
    EXPECT_THAT(ran.err, HasSubstr("axial privacy --authors drop"));
    EXPECT_EQ(posts(), before);
    EXPECT_EQ(run({"privacy", "--authors", "drop"}).status, 0) << "the way out that it names";
    EXPECT_EQ(import().status, 0);
    EXPECT_TRUE(posts()[0]["author_id"].is_null());
}

TEST_F(PrivacyCommand, WrongWordsAreNamed) {
    for (const auto& [words, said] : std::vector<std::pair<std::vector<std::string>, const char*>>{
             {{"privacy", "--mask", "phones"}, "phones"},
             {{"privacy", "--authors", "hide"}, "pseudonyms"},
             {{"privacy", "--bot", ""}, "--bot"},
             {{"privacy", "--dry-run", "--drop-raw"}, "exclude"},
             {{"import", "jsonl", table, "--pseudonymise", "--drop-authors"}, "exclude"},
             {{"import", "jsonl", table, "--mask", "none,emails"}, "none"}}) {
        const auto ran = run(words);
        EXPECT_EQ(ran.status, 2) << ran.err;
        EXPECT_THAT(ran.err, HasSubstr(said));
    }
    EXPECT_THAT(posts(), IsEmpty());
    EXPECT_EQ(shown()["authors"], "keep");
}

} // namespace
} // namespace axial::tests
