// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

#include <set>

namespace axial::cli {
namespace {

using testing::HasSubstr;
using tests::axial;

Result<Parsed> parse(const std::vector<std::string>& words) {
    return parse_command_line(words);
}

TEST(CommandLine, TheTableIsSound) {
    std::set<std::string_view> names;
    for (const auto& command : commands()) {
        EXPECT_TRUE(names.insert(command.name).second) << command.name;
        EXPECT_FALSE(command.summary.empty()) << command.name;
        std::set<std::string_view> options{"study", "json", "help", "version"};
        for (const auto& option : command.options) {
            EXPECT_TRUE(options.insert(option.name).second) << command.name << " --" << option.name;
            EXPECT_FALSE(option.help.empty()) << command.name << " --" << option.name;
        }
    }
}

TEST(CommandLine, GlobalOptionsStandAnywhere) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"--study", "s", "--json", "stats"},
                                                                   {"stats", "--study", "s", "--json"},
                                                                   {"stats", "--json", "--study=s"}}) {
        const auto parsed = parse(words);
        ASSERT_TRUE(parsed) << parsed.error().line();
        EXPECT_EQ(parsed->command->name, "stats");
        EXPECT_EQ(parsed->study, "s");
        EXPECT_TRUE(parsed->json);
    }
}

TEST(CommandLine, OptionsAndWordsGoWhereTheyBelong) {
    const auto parsed = parse({"import", "se-dump", "dir", "--tag", "a", "--tag", "b", "--site", "beer"});
    ASSERT_TRUE(parsed) << parsed.error().line();
    EXPECT_THAT(parsed->arguments.positional, testing::ElementsAre("dir"));
    EXPECT_THAT(parsed->arguments.all("tag"), testing::ElementsAre("a", "b"));
    EXPECT_EQ(parsed->arguments.get("site"), "beer");
    const auto query = parse({"search", "prose:x -is:hidden"});
    ASSERT_TRUE(query) << query.error().line();
    EXPECT_EQ(query->arguments.positional.front(), "prose:x -is:hidden");
}

TEST(CommandLine, WordsMayBeNamesOfCommands) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"search", "verify", "--limit", "3"},
                                                                   {"search", "--limit", "3", "report"},
                                                                   {"sample", "stats", "--from", "set"},
                                                                   {"set", "new", "link", "--query", "x"},
                                                                   {"codebook", "show", "import"}}) {
        const auto parsed = parse(words);
        ASSERT_TRUE(parsed) << words[1] << ": " << parsed.error().line();
        ASSERT_TRUE(parsed->command) << words[1];
        EXPECT_TRUE(parsed->command->name.starts_with(words[0]));
        EXPECT_EQ(parsed->arguments.positional.size(), 1u) << words[1];
    }
    EXPECT_FALSE(parse({"stats", "verify"}));
}

TEST(CommandLine, WrongUsageIsToldInOneLine) {
    for (const auto& words :
         std::vector<std::vector<std::string>>{{"nonsense"},
                                               {"set"},
                                               {"set", "nonsense"},
                                               {"init"},
                                               {"init", "a", "b"},
                                               {"stats", "--nonsense"},
                                               {"search", "x", "--limit"},
                                               {"search", "x", "--limit", "1", "--limit", "2"}}) {
        const auto parsed = parse(words);
        ASSERT_FALSE(parsed) << words.front();
        EXPECT_EQ(parsed.error().exit_status(), 2) << parsed.error().line();
        EXPECT_FALSE(parsed.error().hint.empty()) << parsed.error().line();
    }
}

TEST(Program, HelpIsOnStandardOutputAndListsEveryCommand) {
    const auto help = axial({"--help"});
    EXPECT_EQ(help.status, 0);
    for (const auto& command : commands())
        EXPECT_THAT(help.out, HasSubstr(std::string(command.name)));
    EXPECT_EQ(axial({}).status, 0);
    EXPECT_THAT(axial({"set", "--help"}).out, HasSubstr("set new"));
    EXPECT_THAT(axial({"search", "--help"}).out, HasSubstr("prose"));
    EXPECT_THAT(axial({"--version"}).out, HasSubstr("axial 0."));
}

TEST(Program, ExitStatusSaysWhoseTurnItIs) {
    const tests::TemporaryFolder folder;
    EXPECT_EQ(axial({"nonsense"}).status, 2);
    const auto none = axial({"--study", (folder / "none").string(), "stats"});
    EXPECT_EQ(none.status, 1);
    EXPECT_THAT(none.err, HasSubstr("not an Axial study"));
    EXPECT_EQ(std::count(none.err.begin(), none.err.end(), '\n'), 1);
    const auto study = (folder / "s").string();
    EXPECT_EQ(axial({"init", study}).status, 0);
    EXPECT_EQ(axial({"init", study}).status, 1) << "a study is not made twice";
    const auto stats = axial({"--study", study, "stats", "--json"});
    EXPECT_EQ(std::count(stats.out.begin(), stats.out.end(), '\n'), 1);
    EXPECT_THAT(stats.out,
                testing::StartsWith(
                    R"({"threads":0,"posts":0,"by_source":{},"by_kind":{},"by_language":{},"hidden":0,)"));
    EXPECT_EQ(axial({"--study", study, "verify"}).status, 0) << "an empty study agrees with itself";
}

} // namespace
} // namespace axial::cli
