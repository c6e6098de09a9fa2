// SPDX-License-Identifier: GPL-3.0-or-later
// The one-way dependencies of docs/architecture.md, read off the includes themselves.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

/// Which of our folders each folder may include, beside itself.
const std::map<std::string, std::set<std::string>> allowed{
    {"agreement", {}},
    {"corpus", {}},
    {"collectors", {"corpus"}},
    {"codebooks", {"corpus", "agreement"}},
    {"scanner", {"corpus", "collectors"}},
    {"exports", {"agreement", "corpus", "collectors", "codebooks", "scanner"}},
    {"cli", {"agreement", "corpus", "collectors", "codebooks", "scanner", "exports"}},
    {"coding_ui", {"agreement", "corpus", "collectors", "codebooks", "scanner", "exports"}},
};

/// Libraries that stay behind one folder or two: header, and the folders that may include it.
const std::vector<std::pair<std::regex, std::set<std::string>>> confined{
    {std::regex("^xapian"), {"corpus"}},
    {std::regex("^(SQLiteCpp/|sqlite3)"), {"corpus", "codebooks"}},
    {std::regex("^curl/"), {"collectors"}},
    {std::regex("^(gumbo|cmark)"), {"corpus"}},
    {std::regex("^yaml-cpp/"), {"codebooks", "scanner"}},
    {std::regex("^(Q[A-Z]|Qt)"), {"coding_ui"}},
};

struct Include {
    std::string header;
    bool ours;
    int line;
};

std::vector<Include> includes_of(const fs::path& file) {
    static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
    std::vector<Include> includes;
    std::ifstream in(file);
    std::string text;
    for (int line = 1; std::getline(in, text); ++line) {
        std::smatch match;
        if (std::regex_search(text, match, pattern))
            includes.push_back({match[2], match[1] == "\"", line});
    }
    return includes;
}

/// What is wrong with one include of a file in `folder`; empty: nothing.
std::string problem(const std::string& folder, const Include& include) {
    const auto target = include.header.substr(0, include.header.find('/'));
    if (include.ours && allowed.contains(target) && target != folder && !allowed.at(folder).contains(target))
        return "may not include " + target + "/";
    if (!include.ours)
        for (const auto& [header, folders] : confined)
            if (std::regex_search(include.header, header) && !folders.contains(folder))
                return "<" + include.header + "> belongs behind another folder";
    return {};
}

TEST(Layering, ArrowsOnlyPointDown) {
    std::size_t files = 0;
    for (const auto& [folder, targets] : allowed)
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(AXIAL_SOURCE_DIR) / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp")
                continue;
            ++files;
            for (const auto& include : includes_of(entry.path())) {
                const auto wrong = problem(folder, include);
                EXPECT_TRUE(wrong.empty()) << entry.path().lexically_relative(AXIAL_SOURCE_DIR).string() << ":"
                                           << include.line << ": " << wrong;
            }
        }
    EXPECT_GT(files, 100u);
}

TEST(Layering, TheRulesCatchWhatPointsUp) {
    EXPECT_FALSE(problem("corpus", {"codebooks/journal.h", true, 1}).empty());
    EXPECT_FALSE(problem("agreement", {"corpus/store.h", true, 1}).empty());
    EXPECT_FALSE(problem("coding_ui", {"cli/command.h", true, 1}).empty());
    EXPECT_FALSE(problem("cli", {"xapian.h", false, 1}).empty());
    EXPECT_FALSE(problem("exports", {"SQLiteCpp/SQLiteCpp.h", false, 1}).empty());
    EXPECT_TRUE(problem("exports", {"scanner/links.h", true, 1}).empty());
    EXPECT_TRUE(problem("codebooks", {"SQLiteCpp/SQLiteCpp.h", false, 1}).empty());
}

TEST(Layering, EveryFolderSaysWhatBelongsThere) {
    for (const auto& [folder, targets] : allowed)
        EXPECT_TRUE(fs::exists(fs::path(AXIAL_SOURCE_DIR) / folder / "README.md")) << folder;
}

} // namespace
