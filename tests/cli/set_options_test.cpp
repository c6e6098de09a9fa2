// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/store.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::cli {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::axial;

struct SetOptions : testing::Test {
    SetOptions() {
        auto made = corpus::Study::create(folder / "s", "").value();
        corpus::Store store(made);
        tests::put_issue(store, 1, "one \x1b[31m", "first");
        tests::put_issue(store, 2, "two", "second");
    }
    tests::TemporaryFolder folder;
    std::string study = (folder / "s").string();

    tests::Ran set(std::vector<std::string> words) const {
        words.insert(words.begin(), {"--study", study, "set", "new", "x"});
        return axial(words);
    }
};

TEST_F(SetOptions, TheEmptyQueryIsEveryPost) {
    const auto made = set({"--query", "", "--json"});
    EXPECT_EQ(made.status, 0) << made.err;
    EXPECT_THAT(made.out, HasSubstr("\"size\":2"));
}

TEST_F(SetOptions, AnOptionThatWouldDoNothingIsRefused) {
    EXPECT_EQ(set({"--unique", "--roots"}).status, 2);
    EXPECT_EQ(set({"--query", "one", "--answer", "include"}).status, 2);
    EXPECT_EQ(set({"--query", "one", "--rule", "any"}).status, 2);
    EXPECT_EQ(set({}).status, 2);
    EXPECT_EQ(set({"--query", "one", "--unique"}).status, 2);
}

TEST_F(SetOptions, AListWithAnEmptyNameIsRefused) {
    EXPECT_EQ(set({"--query", ""}).status, 0);
    const auto opened =
        axial({"--study", study, "round", "new", "r", "--codebook", "c", "--set", "x", "--coders", "ada,,ben"});
    EXPECT_EQ(opened.status, 2);
    EXPECT_THAT(opened.err, HasSubstr("a name is missing"));
}

TEST_F(SetOptions, TitlesOnATerminalCannotSteerIt) {
    EXPECT_THAT(axial({"--study", study, "posts"}).out, Not(HasSubstr("\x1b")));
}

TEST_F(SetOptions, ACodingNeedsBothOffsetsOrNeither) {
    EXPECT_EQ(set({"--query", ""}).status, 0);
    EXPECT_EQ(axial({"--study", study, "codebook", "import", "trust-taxonomy"}).status, 0);
    EXPECT_EQ(axial({"--study", study, "round", "new", "r", "--codebook", "trust-taxonomy", "--set", "x",
                     "--coders", " ada , ben"})
                  .status,
              0);
    std::ofstream(folder / "codings.csv") << "post,coder,code,begin,end\n"
                                          << tests::issue_key(1) << ",ada,compatibility,,3\n";
    const auto imported =
        axial({"--study", study, "import", "codings", "r", (folder / "codings.csv").string()});
    EXPECT_EQ(imported.status, 1);
    EXPECT_THAT(imported.err, HasSubstr("one of begin and end is missing"));
    EXPECT_THAT(imported.err, HasSubstr("codings.csv:2"));
}

TEST_F(SetOptions, ANameTooLongForAFileIsNoInternalError) {
    const auto imported = axial({"--study", study, "codebook", "import", std::string(400, 'x')});
    EXPECT_EQ(imported.status, 1);
    EXPECT_THAT(imported.err, HasSubstr("no such file or shipped codebook"));
}

} // namespace
} // namespace axial::cli
