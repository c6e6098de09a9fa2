// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/model_id.h"
#include "scanner/repository.h"
#include "tests/support/shared_material.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace axial::scanner {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class RepositoryScan : public testing::Test {
protected:
    void write(const std::string& path, const std::string& text = "") const {
        fs::create_directories((folder_ / path).parent_path());
        std::ofstream(folder_ / path, std::ios::binary) << text;
    }
    [[nodiscard]] fs::path root() const { return folder_ / "repo"; }

    Repository scan(const std::string& key = "", ScanLimits limits = {}) {
        auto result = scan_repository({root(), key, {}, limits});
        EXPECT_TRUE(result) << result.error().line();
        return result ? *result : Repository{};
    }

    static std::vector<std::string> files(const Repository& scan) {
        std::vector<std::string> names;
        for (const auto& file : scan.load_files)
            names.push_back(file.file + (file.deferred ? "?" : ""));
        return names;
    }
    static std::vector<std::string> missing(const Repository& scan) {
        std::vector<std::string> names;
        for (const auto& gap : scan.missing)
            names.push_back(fmt::format("{} {}:{}", gap.what, gap.from, gap.line));
        return names;
    }
    static std::int64_t skipped(const Repository& scan) {
        std::int64_t sum = 0;
        for (const auto& [reason, what] : scan.coverage.skipped)
            sum += what.count;
        return sum;
    }

    tests::TemporaryFolder folder_;
};

TEST_F(RepositoryScan, FollowsRelativeImportsFromAutoMapOnly) {
    write("repo/config.json",
          R"({"auto_map": {"AutoModel": "modeling_x.Model", "AutoConfig": "sub.configuration_x.Config"}})");
    write("repo/modeling_x.py",
          "from .a import A\nfrom .pkg import b, C\nimport unused\nfrom . import d\nfrom ..up import e\n");
    write("repo/a.py",
          "from .modeling_x import Model\nfrom .gone import G\ndef f():\n    from .late import L\n");
    write("repo/late.py", "from .later import M");
    write("repo/later.py");
    write("repo/pkg/__init__.py", "from .inner import C");
    write("repo/pkg/inner.py", "from ..shared.deep.er import x");
    write("repo/pkg/b.py");
    write("repo/shared/deep/er.py");
    write("repo/d.py");
    write("repo/sub/configuration_x.py");
    write("repo/unused.py");
    write("repo/model.safetensors", "x");
    const auto result = scan("hf:o/n");
    EXPECT_THAT(files(result), UnorderedElementsAre("modeling_x.py", "sub/configuration_x.py", "a.py",
                                                    "pkg/__init__.py", "pkg/b.py", "d.py", "pkg/inner.py",
                                                    "shared/deep/er.py", "late.py?", "later.py?"));
    EXPECT_THAT(
        missing(result),
        UnorderedElementsAre("from ..up import e (above the repository) modeling_x.py:5", "gone.py a.py:2"));
    EXPECT_EQ(result.coverage.files, 13);
    EXPECT_EQ(result.coverage.examined + skipped(result), 13);
    EXPECT_TRUE(result.coverage.skipped.contains("Python, not reached by the load"));
    const auto inner = std::find_if(result.load_files.begin(), result.load_files.end(),
                                    [](auto& file) { return file.file == "pkg/inner.py"; });
    EXPECT_EQ(inner->from, "pkg/__init__.py"); // the edges lead back to an entry
    EXPECT_EQ(inner->how, "from .inner import C");
}

TEST_F(RepositoryScan, KeepsTheTwoRulesApart) {
    write("repo/config.json", R"({"auto_map": {"AutoModel": "my_model.Model"}})");
    write("repo/my_model.py");
    auto result = scan();
    EXPECT_TRUE(result.has(ClauseRule::config));
    EXPECT_FALSE(result.has(ClauseRule::paper)); // no prefix covers my_model.py
    fs::remove_all(root());
    write("repo/README.md", "---\ntags:\n- custom_code\n---\n");
    write("repo/x/configuration_y.py");
    result = scan();
    EXPECT_FALSE(result.has(ClauseRule::config));
    ASSERT_EQ(result.clauses.size(), 2u);
    EXPECT_EQ(result.clauses[0].file, "x/configuration_y.py");
    EXPECT_EQ(result.clauses[1].kind, "tag");
    EXPECT_THAT(files(result), IsEmpty());
}

TEST_F(RepositoryScan, NamesTheOtherRepositoryWhoseCodeRuns) {
    write("repo/config.json", R"({"auto_map": {"AutoModel": "o/impl--m.A", "AutoConfig": "o/n--c.C"},
                                  "_attn_implementation": "k/kernel@v1"})");
    write("repo/tokenizer_config.json", R"({"auto_map": {"AutoTokenizer": ["t.Slow", null]}})");
    write("repo/c.py");
    const auto result = scan("hf:o/n");
    ASSERT_EQ(result.other_code.size(), 2u);
    EXPECT_EQ(result.other_code[0].model, "hf:o/impl");
    EXPECT_EQ(result.other_code[0].module, "m.A");
    EXPECT_EQ(result.other_code[1].model, "hf:k/kernel");
    EXPECT_THAT(files(result), ElementsAre("c.py")); // its own name before the dashes is no other repository
    EXPECT_THAT(missing(result), ElementsAre("t.py tokenizer_config.json:0"));
}

TEST_F(RepositoryScan, KnowsPipelinesModulesGenerateAndModelScope) {
    write("repo/model_index.json",
          R"({"_class_name": ["my_pipe", "P"], "unet": ["my_unet", "U"], "vae": ["diffusers", "V"]})");
    write("repo/my_pipe.py");
    write("repo/unet/my_unet.py");
    write("repo/modules.json",
          R"([{"type": "custom_st.Pool"}, {"type": "sentence_transformers.models.Dense"}])");
    write("repo/custom_st.py");
    write("repo/custom_generate/generate.py", "from .extra import x");
    write("repo/custom_generate/extra.py");
    EXPECT_THAT(files(scan()), UnorderedElementsAre("my_pipe.py", "unet/my_unet.py", "custom_st.py",
                                                    "custom_generate/generate.py", "custom_generate/extra.py"));
    write("repo/configuration.json", R"({"allow_remote": true, "plugins": ["p"]})");
    write("repo/any.py");
    EXPECT_THAT(files(scan("ms:o/n")),
                Contains("any.py")); // a trusted ModelScope repository imports every file
}

TEST_F(RepositoryScan, FollowsAbsoluteImportsFromHubconf) {
    write("repo/hubconf.py", "from net.models import a\nimport torch\nimport net.gone\nfrom utils import x\n");
    write("repo/net/__init__.py", "from . import extra");
    write("repo/net/models.py", "import net.blocks as b");
    write("repo/net/blocks.py");
    write("repo/net/extra.py");
    write("repo/utils.py");
    write("repo/train.py", "import net");
    const auto result = scan("torchhub:o/r");
    EXPECT_THAT(files(result), UnorderedElementsAre("hubconf.py", "net/__init__.py", "net/models.py",
                                                    "net/blocks.py", "net/extra.py", "utils.py"));
    EXPECT_THAT(missing(result), ElementsAre("net/gone.py hubconf.py:3"));
    EXPECT_EQ(result.load_files.front().file, "hubconf.py");
}

TEST_F(RepositoryScan, EndsOnCyclesAndLongChains) {
    write("repo/config.json", R"({"auto_map": {"A": "m0.X"}})");
    for (int i = 0; i < 2000; ++i)
        write(fmt::format("repo/m{}.py", i),
              fmt::format("from .m{} import x\nfrom .m{} import y\n", (i + 1) % 2000, (i * 7) % 2000));
    EXPECT_EQ(scan().load_files.size(), 2000u);
}

TEST_F(RepositoryScan, NeverLeavesTheRepository) {
    write("outside/secret.py", "from .more import x");
    write("outside/config.json", R"({"auto_map": {"A": "secret.X"}})");
    write("repo/config.json",
          R"({"auto_map": {"A": "link.X", "B": "../outside/secret.X", "C": "/etc/passwd.X"}})");
    fs::create_symlink(folder_ / "outside/secret.py", root() / "link.py");
    fs::create_directory_symlink(folder_ / "outside", root() / "folder");
    fs::create_symlink("loop_b.py", root() / "loop_a.py");
    fs::create_symlink("loop_a.py", root() / "loop_b.py");
    fs::create_directory_symlink(root(), root() / "self");
    write("repo/inside.py");
    fs::create_symlink("inside.py", root() / "alias.py");
    const auto result = scan();
    EXPECT_THAT(files(result), IsEmpty());
    EXPECT_EQ(result.missing.size(), 3u);
    EXPECT_EQ(result.coverage.skipped.at("symbolic link that leads out of the repository").count, 2);
    EXPECT_EQ(result.coverage.skipped.at("symbolic link that leads nowhere").count, 2);
    EXPECT_EQ(result.coverage.skipped.at("symbolic link to a folder").count, 1);
    EXPECT_EQ(result.coverage.examined + skipped(result), result.coverage.files);
}

TEST_F(RepositoryScan, ReadsASnapshotOfTheHubCacheThroughItsLinks) {
    const std::string commit(40, 'a');
    write("models--o--n/blobs/1", R"({"auto_map": {"A": "m.X"}})");
    write("models--o--n/blobs/2", "from .gone import x");
    const auto snapshot = folder_ / ("models--o--n/snapshots/" + commit);
    fs::create_directories(snapshot);
    fs::create_symlink("../../blobs/1", snapshot / "config.json");
    fs::create_symlink("../../blobs/2", snapshot / "m.py");
    const auto result = scan_repository({snapshot, "", {}, {}});
    ASSERT_TRUE(result) << result.error().line();
    EXPECT_EQ(result->key, "hf:o/n");
    EXPECT_EQ(result->revision, commit);
    EXPECT_THAT(files(*result), ElementsAre("m.py"));
}

TEST_F(RepositoryScan, CountsWhatIsPastItsLimits) {
    for (int i = 0; i < 10'020; ++i)
        write(fmt::format("repo/f{}/x{}", i % 100, i));
    std::string deep = "repo";
    for (int i = 0; i < 30; ++i)
        deep += "/d";
    write(deep + "/x.py");
    const auto result = scan();
    EXPECT_EQ(result.coverage.skipped.at("past the 10000th file").count, 20);
    EXPECT_EQ(result.coverage.skipped.at("folders nested deeper than 24").count, 1);
    EXPECT_EQ(result.coverage.files, 10'020);
}

TEST_F(RepositoryScan, ListsWhatItCannotRead) {
    write("repo/config.json", R"({"auto_map": {"A": "big.X"})");
    write("repo/tokenizer_config.json", R"({"auto_map": {"A": "big.X", "B": [["x.Y"]], "C": 7}})");
    write("repo/processor_config.json", std::string(100'000, '['));
    write("repo/big.py", std::string(5u << 20, '#'));
    write("repo/README.md", "---\n" + std::string(100'000, '[') + "\n---\n");
    const auto result = scan();
    EXPECT_EQ(result.load_files.size(), 1u);
    ASSERT_EQ(result.unresolved.size(), 1u); // that file may import anything
    EXPECT_THAT(result.unresolved[0].what, HasSubstr("larger than"));
    EXPECT_GE(skipped(result), 4);
}

TEST_F(RepositoryScan, SaysWhichFindingsTheLoadReaches) {
    const auto finding = [](const std::string& uri) {
        return fmt::format(
            R"({{"ruleId":"r","message":{{"text":"m"}},"locations":[{{"physicalLocation":{{"artifactLocation":{{"uri":"{}"}}}}}}]}})",
            uri);
    };
    const auto sarif = [&](const std::string& results) {
        return R"({"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[)" + results + "]}]}";
    };
    write("repo/config.json", R"({"auto_map": {"A": "m.X"}})");
    write("repo/m.py", "def f(): from .late import x");
    write("repo/late.py");
    write("repo/other.py");
    write("repo/a.sarif",
          sarif(finding("m.py") + "," + finding("late.py") + "," + finding("other.py") + "," +
                finding("file:///ci/repo/m.py") + "," + finding("/usr/lib/m.py") + "," + finding("../m.py")));
    write("repo/broken.sarif", "{\"runs\": [");
    write("repo.sarif.json", sarif(finding("m.py")));
    write("other.sarif", sarif(finding("m.py")));
    auto result = scan();
    std::vector<std::string> reach;
    for (const auto& found : result.findings)
        reach.push_back(found.reach);
    EXPECT_THAT(reach,
                ElementsAre("import", "deferred", "unreached", "import", "unknown", "unknown", "import"));
    ASSERT_EQ(result.reports.size(), 3u);
    EXPECT_THAT(result.reports[1].problems, ElementsAre(HasSubstr("not valid JSON")));
    write("repo/m.py", "import importlib\nimportlib.import_module(name)\n");
    result = scan();
    EXPECT_EQ(result.findings[2].reach,
              "unknown"); // with an import that nobody can follow, unreached cannot be said
}

TEST_F(RepositoryScan, RefusesWhatIsNoRepository) {
    write("file", "x");
    EXPECT_FALSE(scan_repository({folder_ / "file", "", {}, {}}));
    EXPECT_FALSE(scan_repository({folder_ / "gone", "", {}, {}}));
    for (const auto* key :
         {"o/n", "npm:o/n", "hf:", "hf:o/n/p", "hf:../n", "hf:o/..", "hf:o/n.git", "hf:o n/x", "hf:o--p/x"})
        EXPECT_FALSE(scan_repository({folder_.path(), key, {}, {}})) << key;
    EXPECT_EQ(model_key("HF:Owner/Name-1.5").value(), "hf:Owner/Name-1.5");
}

TEST(DemoModels, AreWhatTheDemonstrationSays) {
    const fs::path demo = fs::path(AXIAL_SOURCE_DIR) / "demo/models";
    const auto chat =
        scan_repository({demo / "example-lab/tiny-chat-7b", "hf:example-lab/tiny-chat-7b", {}, {}}).value();
    EXPECT_TRUE(chat.has(ClauseRule::config) && chat.has(ClauseRule::paper));
    EXPECT_EQ(chat.load_files.size(), 5u);
    EXPECT_TRUE(chat.missing.empty());
    ASSERT_EQ(chat.findings.size(), 5u);
    for (const auto& finding : chat.findings)
        EXPECT_EQ(finding.reach, finding.file == "tools/convert_checkpoint.py" ? "unreached" : "import")
            << finding.file;
    const auto embed =
        scan_repository({demo / "example-lab/embed-small", "hf:example-lab/embed-small", {}, {}}).value();
    ASSERT_EQ(embed.other_code.size(), 1u);
    EXPECT_EQ(embed.other_code[0].model, "hf:example-org/bert-impl");
    EXPECT_EQ(embed.load_files.size(), 4u);
    EXPECT_TRUE(embed.findings.empty());
    const auto net =
        scan_repository({demo / "sample-vision/hub-net", "torchhub:sample-vision/hub-net", {}, {}}).value();
    EXPECT_EQ(net.load_files.size(), 5u);
    EXPECT_TRUE(net.has(ClauseRule::config) && net.has(ClauseRule::paper));
}

} // namespace
} // namespace axial::scanner
