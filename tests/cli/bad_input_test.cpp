// SPDX-License-Identifier: GPL-3.0-or-later
// What the program says to material that it cannot use, and that the study stays as it was.
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

namespace axial::tests {
namespace {

using testing::HasSubstr;

constexpr const char* posts_xml = R"(<posts>
<row Id="1" PostTypeId="1" CreationDate="2024-01-01T00:00:00" Title="A" Body="&lt;p&gt;Is it safe?&lt;/p&gt;" Tags="" />
<row Id="2" PostTypeId="1" CreationDate="2024-01-02T00:00:00" Title="B" Body="&lt;p&gt;It is not.&lt;/p&gt;" Tags="" />
</posts>
)";

/// A study of two questions, with a round of each kind about them.
class BadInput : public testing::Test {
protected:
    void SetUp() override {
        write("dump/Posts.xml", posts_xml);
        must({"init", study()});
        must({"import", "se-dump", path("dump"), "--site", "ai"});
        must({"set", "new", "all", "--query", "is:root"});
        must({"codebook", "import", "trust-flag-screening"});
        must({"codebook", "import", "trust-taxonomy"});
        must({"round", "new", "r", "--codebook", "trust-flag-screening", "--set", "all", "--coders", "ann,bo"});
        must({"round", "new", "c", "--codebook", "trust-taxonomy", "--set", "all", "--coders", "ann,bo"});
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
    [[nodiscard]] std::string study() const { return path("study"); }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    [[nodiscard]] Ran run(std::vector<std::string> arguments) const {
        if (arguments.front() != "init")
            arguments.insert(arguments.begin(), {"--study", study()});
        return axial(arguments);
    }
    void must(const std::vector<std::string>& arguments) const {
        const auto ran = run(arguments);
        ASSERT_EQ(ran.status, 0) << ran.err;
    }
    [[nodiscard]] std::string state() const {
        return run({"posts", "--json"}).out + run({"set", "list", "--json"}).out +
               run({"status", "--json"}).out;
    }
    /// Exit status 1, one line that says `expected`, and the study as it was.
    void refuses(const std::vector<std::string>& arguments, const std::string& expected) const {
        const auto before = state();
        const auto ran = run(arguments);
        EXPECT_EQ(ran.status, 1) << ran.out;
        EXPECT_THAT(ran.err, HasSubstr(expected));
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
        EXPECT_EQ(state(), before);
    }
    TemporaryFolder folder_;
};

TEST_F(BadInput, OneVoteACoderAndPost) {
    write("v.csv", "post,coder,answer\nstackexchange/ai/question/1,ann,include\n"
                   "stackexchange/ai/question/1,bo,include\nstackexchange/ai/question/1,ann,exclude\n");
    refuses({"import", "votes", "r", path("v.csv")}, "v.csv:4: stackexchange/ai/question/1: ann has voted");
}

TEST_F(BadInput, HalfASpanIsNoSpan) {
    write("c.csv", "post,coder,code,quote,begin,end\nstackexchange/ai/question/1,ann,version-conflicts,,,4\n");
    refuses({"import", "codings", "c", path("c.csv")},
            "c.csv:2: stackexchange/ai/question/1: one of begin and end");
}

TEST_F(BadInput, ANamedResultFileHasToBeOne) {
    write("model/hubconf.py", "def net(): pass\n");
    const auto scan = [&](const std::string& file) {
        return std::vector<std::string>{"scan", path("model"), "--id", "hf:a/b", "--sarif", path(file)};
    };
    write("cut.sarif", R"({"version":"2.1.0","runs":[)");
    refuses(scan("cut.sarif"), "cut.sarif: not valid JSON");
    refuses(scan("none.sarif"), "none.sarif: ");
    write("good.sarif", R"({"version":"2.1.0","runs":[]})");
    must(scan("good.sarif"));
    write("model/cut.sarif", R"({"version":"2.1.0","runs":[)");
    must({"scan", path("model"), "--id", "hf:a/b"});
}

TEST_F(BadInput, PipesAndLinksAreNotReplaced) {
    ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
    refuses({"report", path("pipe")}, "is a device or a pipe");
    refuses({"export", "jsonl", path("pipe")}, "is a device or a pipe");
    EXPECT_TRUE(std::filesystem::is_fifo(path("pipe")));
    write("target.html", "old");
    std::filesystem::create_symlink(path("target.html"), path("link.html"));
    must({"report", path("link.html")});
    EXPECT_TRUE(std::filesystem::is_symlink(path("link.html")));
    EXPECT_GT(std::filesystem::file_size(path("target.html")), 100u);
}

TEST_F(BadInput, VerifyLooksIntoThePayloadsToo) {
    EXPECT_EQ(run({"verify"}).status, 0);
    std::filesystem::rename(path("study/raw.db"), path("kept"));
    refuses({"verify"}, "does not agree with itself");
    EXPECT_THAT(run({"verify"}).out, HasSubstr("raw.db is gone"));
    write("study/raw.db", std::string(5000, 'x'));
    EXPECT_THAT(run({"verify"}).out, HasSubstr("raw.db: the database is damaged"));
    refuses({"import", "se-dump", path("dump"), "--site", "other"}, "raw.db: the database is damaged");
    std::filesystem::rename(path("kept"), path("study/raw.db"));
    EXPECT_EQ(run({"verify"}).status, 0);
}

// Where SQLite cannot make its files beside the database, as in a folder of somebody else.
TEST_F(BadInput, AFolderThatCannotBeWrittenCanBeRead) {
    must({"search", "safe"}); // the index is made
    for (const char* name : {"study.db", "raw.db"})
        std::filesystem::create_directory(path("study") + "/" + name + "-shm");
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {"stats"}, {"posts"}, {"search", "safe"}, {"status"}, {"verify"}, {"report", path("report.html")}})
        must(arguments);
}

} // namespace
} // namespace axial::tests
