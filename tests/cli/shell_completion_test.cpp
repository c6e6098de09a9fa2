// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sets.h"
#include "corpus/store.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>

#include <sstream>

namespace axial::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

struct ShellCompletion : testing::Test {
    ShellCompletion() {
        auto study = corpus::Study::create(folder / "s", "").value();
        corpus::Store store(study);
        tests::put_issue(store, 1, "t", "load the model");
        EXPECT_TRUE(corpus::Sets(study).create({"pilot", "list", "", "", "{}", {1}}));
    }
    /// The words proposed at the end of `words`, in the study.
    std::vector<std::string> words(std::vector<std::string> typed) const {
        std::vector<std::string> line{"completion", "words", "--", "--study", (folder / "s").string()};
        line.insert(line.end(), typed.begin(), typed.end());
        const auto ran = tests::axial(line);
        EXPECT_EQ(ran.status, 0) << ran.err;
        std::vector<std::string> found;
        std::istringstream in(ran.out);
        for (std::string one; std::getline(in, one);)
            found.push_back(one.substr(0, one.find('\t')));
        return found;
    }
    tests::TemporaryFolder folder;
};

TEST_F(ShellCompletion, ProposesCommandsOptionsAndNames) {
    EXPECT_THAT(words({"sea"}), ElementsAre("search"));
    EXPECT_THAT(words({"set", ""}), ElementsAre("new", "list", "show"));
    EXPECT_THAT(words({"collect", "gi"}), ElementsAre("github", "github-discussions", "github-search"));
    EXPECT_THAT(words({"search", "--fa"}), ElementsAre("--facets"));
    EXPECT_THAT(words({"search", "--set", ""}), ElementsAre("pilot"));
    EXPECT_THAT(words({"sample", "x", "--from", "pi"}), ElementsAre("pilot"));
    EXPECT_THAT(words({"set", "show", "p"}), ElementsAre("pilot"));
    EXPECT_THAT(words({"import", "se-dump", ""}), IsEmpty()) << "files are the shell's";
    EXPECT_THAT(words({"nonsense", ""}), IsEmpty());
}

TEST_F(ShellCompletion, ProposesFieldsAndValuesOfQueries) {
    EXPECT_THAT(words({"search", "sou"}), ElementsAre("source:"));
    EXPECT_THAT(words({"search", "load is:ro"}), ElementsAre("load is:root"));
    EXPECT_THAT(words({"search", "set:"}), Contains("set:pilot"));
    EXPECT_THAT(words({"set", "new", "x", "--query", "远程 ha"}), ElementsAre("远程 has:"));
}

TEST(ShellScripts, AreThoseOfTheShellsThereAre) {
    for (const char* shell : {"bash", "zsh", "fish"})
        EXPECT_EQ(tests::axial({"completion", shell}).status, 0);
    EXPECT_EQ(tests::axial({"completion", "csh"}).status, 2);
}

} // namespace
} // namespace axial::cli
