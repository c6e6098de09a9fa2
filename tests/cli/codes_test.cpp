// SPDX-License-Identifier: GPL-3.0-or-later
// A codebook changed from the command line, as a user would.
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace axial::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class CodeCommands : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(axial({"init", study()}).status, 0);
        ASSERT_EQ(run({"codebook", "import", "trust-taxonomy"}).status, 0);
    }
    std::string study() const { return (folder_ / "study").string(); }
    Ran run(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--study", study()});
        return axial(words);
    }
    json run_json(std::vector<std::string> words) const {
        words.emplace_back("--json");
        const auto ran = run(std::move(words));
        EXPECT_EQ(ran.status, 0) << ran.err;
        return json::parse(ran.out.empty() ? "null" : ran.out);
    }
    TemporaryFolder folder_;
};

TEST_F(CodeCommands, ChangesArePreviewedMadeListedAndTakenBack) {
    const auto before = run({"codebook", "export", "trust-taxonomy"}).out;
    EXPECT_THAT(run({"code", "rename", "version-conflicts", "Versions", "--dry-run"}).out,
                HasSubstr("would rename"));
    EXPECT_EQ(run({"codebook", "export", "trust-taxonomy"}).out, before) << "a dry run changes nothing";

    const auto renamed = run_json({"code", "rename", "version-conflicts", "Versions"});
    EXPECT_EQ(run({"code", "merge", "Versions", "--into", "platform-deployment"}).status, 0);
    EXPECT_EQ(run({"code", "edit", "manual-workarounds", "--definition", "Else.", "--exclude", ""}).status, 0);
    EXPECT_EQ(run({"code", "split", "platform-deployment", "Cloud", "Edge"}).status, 0);
    EXPECT_EQ(run({"code", "move", "cloud", "--top"}).status, 0);
    EXPECT_EQ(run({"code", "retire", "edge", "--reason", "never seen"}).status, 0);
    const auto history = run({"codebook", "history"}).out;
    for (const auto* line : {"renamed \"Version conflicts\" to \"Versions\"", "retired \"Edge\": never seen",
                             "placed \"Cloud\" at the top"})
        EXPECT_THAT(history, HasSubstr(line));
    EXPECT_THAT(run({"codebook", "diff", "1", "now"}).out, HasSubstr("## Codes merged"));
    EXPECT_EQ(run({"codebook", "at", "1"}).out, before);

    const auto undo = run({"undo", renamed["undo"].get<std::string>()});
    EXPECT_EQ(undo.status, 0) << undo.err;
    EXPECT_EQ(run({"redo", renamed["undo"].get<std::string>()}).status, 0);
    EXPECT_EQ(run({"verify"}).status, 0);
}

TEST_F(CodeCommands, ThePastIsReadAndNotWritten) {
    const auto first = run_json({"codebook", "history"})["event"].get<std::string>();
    ASSERT_EQ(run({"code", "rename", "version-conflicts", "Versions"}).status, 0);
    EXPECT_THAT(run({"--as-of", first, "codebook", "show", "trust-taxonomy"}).out,
                HasSubstr("Version conflicts"));
    EXPECT_THAT(run({"codebook", "show", "trust-taxonomy"}).out, HasSubstr("Versions"));
    EXPECT_THAT(run({"--as-of", "2001-01-01", "codebook", "list"}).out, HasSubstr("no codebooks yet"));
    EXPECT_EQ(run({"--as-of", first, "code", "rename", "version-conflicts", "X"}).status, 2);
    const auto wrong = run({"--as-of", "last week", "codebook", "list"});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_THAT(wrong.err, HasSubstr("neither a time nor the UUID"));
}

TEST_F(CodeCommands, WhatIsWrongIsSaidInALine) {
    for (const auto& [words, said] : std::vector<std::pair<std::vector<std::string>, const char*>>{
             {{"code", "rename", "nothing", "X"}, "no such code"},
             {{"code", "merge", "version-conflicts", "--into", "version-conflicts"}, "into itself"},
             {{"code", "merge", "version-conflicts"}, "--into"},
             {{"code", "move", "version-conflicts"}, "--under"},
             {{"code", "split", "version-conflicts", "One"}, ""},
             {{"code", "edit", "version-conflicts", "--colour", "red"}, "#2f5fd0"},
             {{"code", "edit", "version-conflicts"}, "nothing would change"},
             {{"codebook", "at", "99"}, "no such version"},
             {{"recode", "list"}, "--coder"},
             {{"undo", "00000000-0000-0000-0000-000000000000"}, "no such decision"}}) {
        const auto ran = run(words);
        EXPECT_NE(ran.status, 0) << words[1];
        EXPECT_THAT(ran.err, HasSubstr(said));
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    }
}

} // namespace
} // namespace axial::tests
