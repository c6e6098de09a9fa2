// SPDX-License-Identifier: GPL-3.0-or-later
// The program killed again and again while it collects: the same command goes on each time, and ends with the
// study of an undisturbed run.
#include "tests/cli/program.h"
#include "tests/collectors/fakes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace axial::tests {
namespace {

using Words = std::vector<std::string>;

/// Runs the command and kills it, without a warning, as it tells for the n-th time that it has stored
/// something. The exit status, or -1 when it was killed.
int killed_at(const Words& words, int n) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const int child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        std::vector<char*> arguments{const_cast<char*>(AXIAL_PROGRAM)};
        for (const auto& word : words)
            arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        ::execv(AXIAL_PROGRAM, arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    FILE* told = ::fdopen(ends[0], "r");
    char line[4096];
    for (int met = 0; std::fgets(line, sizeof line, told);)
        if (std::string_view(line).starts_with(R"({"event":"progress")") && ++met == n)
            ::kill(child, SIGKILL);
    std::fclose(told);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Words posts_of(const std::string& study) {
    const auto ran = axial({"--study", study, "posts", "--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    Words lines;
    std::istringstream in(ran.out);
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    std::ranges::sort(lines);
    return lines;
}

void expect_the_same(const std::string& path, const Words& source, int least_kills) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const TemporaryFolder folder;
    const auto command = [&](const std::string& study) {
        Words words{"--study", study, "collect"};
        words.insert(words.end(), source.begin(), source.end());
        words.insert(words.end(), {"--endpoint", fakes.url(path), "--progress", "json"});
        return words;
    };
    const auto whole = (folder / "whole").string(), killed = (folder / "killed").string();
    for (const auto& study : {whole, killed})
        ASSERT_EQ(axial({"init", study}).status, 0);
    const auto undisturbed = axial(command(whole));
    ASSERT_EQ(undisturbed.status, 0) << undisturbed.err;
    int kills = 0, status = -1;
    for (; status == -1; ++kills) {
        ASSERT_LT(kills, 400) << "it never comes to an end";
        // Later and later: a run begins with a few pages that show whether anything is new.
        status = killed_at(command(killed), 1 + kills % 3 + kills / 20);
    }
    EXPECT_EQ(status, 0);
    EXPECT_GE(kills, least_kills);
    EXPECT_EQ(difference(posts_of(whole), posts_of(killed)), "");
    const auto verified = axial({"--study", killed, "verify"});
    EXPECT_EQ(verified.status, 0) << verified.out << verified.err;
}

class KilledCollect : public testing::Test {
protected:
    void SetUp() override {
        ::setenv("AXIAL_GITHUB_TOKEN", "ghp_x", 1);
        ::unsetenv("AXIAL_HF_TOKEN");
    }
    void TearDown() override { ::unsetenv("AXIAL_GITHUB_TOKEN"); }
};

TEST_F(KilledCollect, github) {
    expect_the_same("/github", {"github", "--repo", "bitcoin-core/secp256k1", "--since", "2025-06-01"}, 10);
}
TEST_F(KilledCollect, githubSearch) {
    expect_the_same("/github", {"github-search", "--query", "nonce repo:bitcoin-core/secp256k1"}, 10);
}
TEST_F(KilledCollect, githubDiscussions) {
    expect_the_same("/github", {"github-discussions", "--repo", "langchain-ai/langchain"}, 3);
}
TEST_F(KilledCollect, hub) {
    expect_the_same("/hub", {"hub", "--repo", "models/gathered/model-threads"}, 20);
}
TEST_F(KilledCollect, discourse) {
    expect_the_same("/discourse/delving", {"discourse", "--site", "delving", "--category", "7"}, 20);
}
TEST_F(KilledCollect, stackExchange) {
    expect_the_same("/stackexchange/2.3", {"stackexchange", "--site", "beer"}, 2);
}

} // namespace
} // namespace axial::tests
