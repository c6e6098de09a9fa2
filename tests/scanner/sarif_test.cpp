// SPDX-License-Identifier: GPL-3.0-or-later
#include "scanner/sarif.h"
#include "scanner/sarif_places.h"
#include "tests/support/shared_material.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string>

namespace axial::scanner {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SarifReport read(const json& run) {
    return read_sarif(json{{"version", "2.1.0"}, {"runs", {run}}}.dump(), "x").value();
}

/// One result of a run with these tool and result members.
corpus::Finding one(const json& result, const json& tool = {{"driver", {{"name", "t"}}}},
                    json run = json::object()) {
    run["tool"] = tool;
    run["results"] = {result};
    return read(run).findings.at(0);
}

json rule(const std::string& id, const std::string& level, const json& tags = json::array()) {
    return {{"id", id}, {"defaultConfiguration", {{"level", level}}}, {"properties", {{"tags", tags}}}};
}

TEST(Sarif, TakesTheLevelFromTheRuleWhereverItLies) {
    const json tool = {
        {"driver", {{"name", "t"}, {"rules", {rule("a", "note"), rule("b/c", "error")}}}},
        {"extensions", {{{"name", "e"}}, {{"name", "f"}, {"rules", {rule("x", "none"), rule("y", "error")}}}}}};
    EXPECT_EQ(one({{"ruleIndex", 0}}, tool).level, "note");
    EXPECT_EQ(one({{"ruleIndex", 0}}, tool).rule, "a");
    EXPECT_EQ(one({{"ruleId", "b/c/d/1"}}, tool).level, "error");
    EXPECT_EQ(one({{"rule", {{"index", 1}, {"toolComponent", {{"index", 1}}}}}}, tool).rule, "y");
    EXPECT_EQ(one({{"rule", {{"id", "x"}}}}, tool).level, "none");
    EXPECT_EQ(one({{"ruleId", "a"}, {"level", "error"}}, tool).level, "error");
    EXPECT_EQ(one({{"ruleId", "a"}, {"kind", "informational"}}, tool).level, "none");
    EXPECT_EQ(one({{"ruleId", "nobody"}, {"ruleIndex", 99}}, tool).level, "warning");
    EXPECT_EQ(one({{"ruleId", "a"}, {"ruleIndex", -1}}, tool).level, "note"); // -1 means none
}

TEST(Sarif, FindsTheCwesInAllTheirPlaces) {
    json with = rule("r", "error", {"external/cwe/cwe-078", "CWE-95: Eval", "security", "not-cwe"});
    with["properties"]["cwe"] = {"CWE-502: X", 78, "20"};
    with["relationships"] = {{{"target", {{"id", "94"}, {"toolComponent", {{"name", "CWE"}}}}}},
                             {{"target", {{"index", 1}, {"toolComponent", {{"index", 0}}}}}},
                             {{"target", {{"id", "A01"}, {"toolComponent", {{"name", "OWASP"}}}}}}};
    const json tool = {{"driver", {{"name", "t"}, {"rules", {with}}}}};
    const json run = {{"taxonomies", {{{"name", "CWE"}, {"taxa", {{{"id", "1"}}, {{"id", "CWE-611"}}}}}}}};
    EXPECT_THAT(one({{"ruleId", "r"}, {"taxa", {{{"id", "CWE-22"}}}}}, tool, run).cwes,
                ElementsAre(22, 78, 95, 502, 20, 94, 611));
}

TEST(Sarif, NormalisesAddresses) {
    EXPECT_EQ(sarif::clean_path("a/./b%20c.py"), "a/b c.py");
    EXPECT_EQ(sarif::clean_path(".\\a\\b.py"), "a/b.py");
    EXPECT_EQ(sarif::clean_path("file:///home/x/a.py"), "home/x/a.py");
    EXPECT_EQ(sarif::clean_path("file:///C:/x/a.py"), "x/a.py");
    EXPECT_EQ(sarif::clean_path("C:\\x\\a.py"), "x/a.py");
    EXPECT_EQ(sarif::clean_path("%SRCROOT%/a.py"), "a.py");
    EXPECT_EQ(sarif::clean_path("/abs//a.py"), "abs/a.py");
    EXPECT_EQ(sarif::clean_path("100%.py"), "100%.py");
    for (const auto* bad : {"../a.py", "a/../../b", "a/%2e%2E/b", "..\\a", "a%00b", "https://example.org/a.py"})
        EXPECT_EQ(sarif::clean_path(bad), std::nullopt) << bad;
}

TEST(Sarif, ReadsPlaces) {
    const auto at = [](const json& physical, const json& run = json::object()) {
        return one({{"ruleId", "r"}, {"locations", {{{"physicalLocation", physical}}}}},
                   {{"driver", {{"name", "t"}}}}, run);
    };
    auto found =
        at({{"artifactLocation", {{"uri", "a.py"}, {"uriBaseId", "SRC"}}}, {"region", {{"startLine", 3}}}},
           {{"originalUriBaseIds",
             {{"SRC", {{"uri", "src/"}, {"uriBaseId", "ROOT"}}}, {"ROOT", {{"uri", "file:///ci/"}}}}}});
    EXPECT_EQ(found.file, "a.py"); // the chain ends in an absolute root: relative to what was analysed
    EXPECT_EQ(found.line, 3);
    EXPECT_EQ(found.end_line, 3);
    found = at({{"artifactLocation", {{"uri", "a.py"}, {"uriBaseId", "SRC"}}}},
               {{"originalUriBaseIds", {{"SRC", {{"uri", "src/"}}}}}});
    EXPECT_EQ(found.file, "src/a.py");
    EXPECT_EQ(found.line, 0);
    found = at({{"artifactLocation", {{"index", 1}}}, {"region", {{"startLine", 5}, {"endLine", 2}}}},
               {{"artifacts", {{{"location", {{"uri", "x"}}}}, {{"location", {{"uri", "y.py"}}}}}}});
    EXPECT_EQ(found.file, "y.py");
    EXPECT_EQ(found.end_line, 5);
    found = at({{"artifactLocation", {{"uri", "a"}, {"uriBaseId", "A"}}}}, // bases in a ring
               {{"originalUriBaseIds",
                 {{"A", {{"uri", "a/"}, {"uriBaseId", "B"}}}, {"B", {{"uri", "b/"}, {"uriBaseId", "A"}}}}}});
    EXPECT_FALSE(found.file.empty());
    const auto out =
        read({{"tool", {{"driver", {{"name", "t"}}}}},
              {"results",
               {{{"ruleId", "r"},
                 {"locations", {{{"physicalLocation", {{"artifactLocation", {{"uri", "../x"}}}}}}}}}}}});
    EXPECT_EQ(out.findings.at(0).file, "");
    EXPECT_THAT(out.problems, ElementsAre(HasSubstr("out of the repository: ../x")));
}

TEST(Sarif, PutsMessagesTogether) {
    json with = rule("r", "error");
    with["messageStrings"] = {{"default", {{"text", "{0} meets {1} and {{2}}"}}}};
    const json tool = {{"driver", {{"name", "t"}, {"rules", {with}}}}};
    EXPECT_EQ(one({{"ruleId", "r"}, {"message", {{"id", "default"}, {"arguments", {"a", "b"}}}}}, tool).message,
              "a meets b and {2}");
    EXPECT_EQ(one({{"message", {{"text", "from [a source](1) to [x] (2)"}}}}).message,
              "from a source to [x] (2)");
    EXPECT_EQ(one({{"message", {{"text", "[a]b](1) [[c](22) [d](x) [e]("}}}}).message, "a]b [c [d](x) [e](");
    EXPECT_EQ(one({{"message", {{"text", "{0} {7}"}, {"arguments", {"a"}}}}}).message, "a {7}");
}

TEST(Sarif, JudgesSuppressionsAndFingerprints) {
    EXPECT_FALSE(one({{"suppressions", nullptr}}).suppressed);
    EXPECT_FALSE(one({{"suppressions", json::array()}}).suppressed);
    EXPECT_TRUE(one({{"suppressions", {{{"kind", "inSource"}}}}}).suppressed);
    EXPECT_TRUE(one({{"suppressions", {{{"status", "accepted"}}}}}).suppressed);
    EXPECT_FALSE(one({{"suppressions", {{{"status", "underReview"}}}}}).suppressed);
    EXPECT_EQ(one({{"fingerprints", {{"matchBasedId/v1", "requires login"}}}}).fingerprint, "");
    EXPECT_EQ(one({{"fingerprints", {{"matchBasedId/v1", "abc"}}}}).fingerprint, "matchBasedId/v1:abc");
    EXPECT_EQ(one({{"partialFingerprints",
                    {{"primaryLocationLineHash", "9:1"}, {"primaryLocationStartColumnFingerprint", "4"}}}})
                  .fingerprint,
              "primaryLocationLineHash:9:1");
}

TEST(Sarif, ReadsEveryEncoding) {
    const std::string text =
        R"({"version":"2.1.0","runs":[{"tool":{"driver":{"name":"tö"}},"results":[{"ruleId":"r"}]}]})";
    std::string little, big;
    for (const char16_t unit : std::u16string(u"{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
                                              u"\"name\":\"tö\"}},\"results\":[{\"ruleId\":\"r\"}]}]}")) {
        little += {static_cast<char>(unit & 0xFF), static_cast<char>(unit >> 8)};
        big += {static_cast<char>(unit >> 8), static_cast<char>(unit & 0xFF)};
    }
    for (const auto& bytes :
         {text, "\xEF\xBB\xBF" + text, little, "\xFF\xFE" + little, big, "\xFE\xFF" + big}) {
        const auto report = read_sarif(bytes, "x");
        ASSERT_TRUE(report) << report.error().line();
        EXPECT_EQ(report->findings.at(0).tool, "tö");
    }
    std::string broken = text;
    broken.replace(broken.find("t\xC3"), 3, "t\xFFx");
    EXPECT_EQ(read_sarif(broken, "x").value().findings.at(0).tool, "t\xEF\xBF\xBDx");
}

TEST(Sarif, SaysWhatIsWrongWithAFile) {
    const auto wrong = [](const std::string& bytes) { return read_sarif(bytes, "f.sarif").error().line(); };
    EXPECT_THAT(wrong(""), HasSubstr("f.sarif: the file is empty"));
    EXPECT_THAT(wrong("{\"runs\": [{\"tool\""), HasSubstr("cut off"));
    EXPECT_THAT(wrong("[]"), HasSubstr("no list of runs"));
    EXPECT_THAT(wrong("{\"results\": []}"), HasSubstr("no list of runs"));
    EXPECT_THAT(wrong("{\"version\": \"1.0.0\", \"runs\": []}"), HasSubstr("SARIF 1.0.0"));
    EXPECT_THAT(wrong(std::string(1'000'000, '[')), HasSubstr("not valid JSON"));
    EXPECT_THAT(read({{"tool", {{"driver", {{"name", "t"}}}}}, {"results", nullptr}}).problems,
                ElementsAre(HasSubstr("did not begin")));
    EXPECT_THAT(read({{"results", {1, nullptr, {{"ruleId", 3}, {"locations", {7}}, {"message", "text"}}}}})
                    .problems.size(),
                2u);
    EXPECT_THAT(
        read({{"results", json::array()}, {"invocations", {{{"executionSuccessful", false}}}}}).problems,
        ElementsAre(HasSubstr("did not finish")));
    EXPECT_THAT(read({{"tool", {{"driver", {{"name", "t"}}}}}, {"results", json::array()}}).problems,
                IsEmpty());
}

/// Counted by another parser, straight off the file.
std::size_t count_results(const json& document) {
    std::size_t results = 0;
    for (const auto& run : document.at("runs"))
        if (run.contains("results") && run["results"].is_array())
            results += run["results"].size();
    return results;
}

TEST(SarifCorpus, LosesNoResultOfRealFiles) {
    AXIAL_NEEDS_SHARED(folder, "scanner/sarif");
    int sarif_files = 0, refused = 0;
    std::size_t results = 0;
    std::map<std::string, int> levels;
    std::set<int> cwes;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto bytes = tests::read_file(entry.path());
        const auto report = read_sarif(bytes, entry.path().filename().string());
        const auto document = json::parse(bytes, nullptr, false);
        const bool is_sarif = document.is_object() && document.contains("runs");
        ASSERT_EQ(report.has_value(), is_sarif) << entry.path();
        if (!report) {
            ++refused;
            continue;
        }
        ++sarif_files;
        results += report->findings.size();
        EXPECT_EQ(report->findings.size(), count_results(document)) << entry.path();
        for (const auto& finding : report->findings) {
            ++levels[finding.level];
            cwes.insert(finding.cwes.begin(), finding.cwes.end());
            EXPECT_FALSE(finding.rule.empty()) << entry.path();
            EXPECT_EQ(finding.file.find(".."), std::string::npos);
        }
    }
    fmt::print("{} SARIF files, {} results, {} files refused; levels", sarif_files, results, refused);
    for (const auto& [level, count] : levels)
        fmt::print(" {} {}", level, count);
    fmt::print("; {} CWEs\n", cwes.size());
    EXPECT_EQ(sarif_files, 16);
    EXPECT_EQ(results, 740u);
    EXPECT_GE(cwes.size(), 10u);
}

TEST(SarifCorpus, JoinsRealFindingsWithTheirRules) {
    AXIAL_NEEDS_SHARED(folder, "scanner/sarif");
    const auto code = read_sarif(tests::read_file(folder / "codeql-demo-python.sarif"), "x").value();
    ASSERT_EQ(code.findings.size(), 2u);
    for (const auto& finding : code.findings) {
        EXPECT_EQ(finding.tool, "CodeQL");
        EXPECT_FALSE(finding.cwes.empty()) << finding.rule;
        EXPECT_EQ(finding.level, "error") << finding.rule;
        EXPECT_THAT(finding.fingerprint, testing::StartsWith("primaryLocationLineHash:"));
        EXPECT_THAT(finding.message, testing::Not(HasSubstr("](")));
        EXPECT_GT(finding.line, 0);
    }
    const auto appendix = read_sarif(tests::read_file(folder / "spec-appendix-k4.sarif"), "x").value();
    ASSERT_EQ(appendix.findings.size(), 1u);
    EXPECT_TRUE(appendix.findings[0].suppressed);
    EXPECT_EQ(appendix.findings[0].level, "error");
    EXPECT_THAT(appendix.findings[0].message, HasSubstr("was used without being initialized"));
}

} // namespace
} // namespace axial::scanner
