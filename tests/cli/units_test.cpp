// SPDX-License-Identifier: GPL-3.0-or-later
// `axial agreement --units`: the calculator that needs no study.
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace axial::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Units : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text) const {
        const auto file = folder_ / name;
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }
    /// The JSON for a file that is right.
    static json figures(const std::string& file, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"agreement", "--units", file, "--json", "--replicates", "0"};
        words.insert(words.end(), more.begin(), more.end());
        const auto ran = axial(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return ran.status == 0 ? json::parse(ran.out) : json{{"stats", json::object()}};
    }
    /// Exit status 1 and one line that holds all of `parts`.
    void refuses(const std::string& file, const std::vector<std::string>& parts,
                 std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"agreement", "--units", file, "--json"};
        words.insert(words.end(), more.begin(), more.end());
        const auto ran = axial(words);
        EXPECT_EQ(ran.status, 1) << file << '\n' << ran.out << ran.err;
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
        for (const auto& part : parts)
            EXPECT_THAT(ran.err, HasSubstr(part));
    }

    TemporaryFolder folder_;
};

TEST_F(Units, OfATableGiveFullPrecision) {
    const auto result = figures(write("t.csv", "unit,a,b\n1,x,x\n2,x,y\n3,y,y\n4,x,\n"));
    EXPECT_EQ(result["n_units"], 4);
    EXPECT_EQ(result["n_raters"], 2);
    EXPECT_EQ(result["pairable_units"], 3);
    EXPECT_EQ(result["pairable_values"], 6);
    EXPECT_EQ(result["missing"], 1);
    // Do = 1/3, De = 1 - (3*2 + 3*2) / 30 = 0.6
    EXPECT_NEAR(result["stats"]["alpha_nominal"].get<double>(), 1 - (1.0 / 3) / 0.6, 1e-15);
}

TEST_F(Units, OfALongTableAreTheSame) {
    const auto wide = figures(write("w.csv", "unit,a,b\n1,x,x\n2,x,y\n3,y,y\n4,x,\n"));
    const auto lengthy = figures(
        write("l.csv", "coder,unit,value\na,1,x\nb,1,x\na,2,x\nb,2,y\na,3,y\nb,3,y\na,4,x\n"), {"--long"});
    EXPECT_EQ(wide["stats"], lengthy["stats"]);
    refuses(write("twice.csv", "unit,coder,value\n1,a,x\n1,a,y\n"), {"coder 'a' has rated unit '1'", ":3"},
            {"--long"});
}

TEST_F(Units, BlankCellsAreMissingUnlessSaidToBeAnAnswer) {
    const auto file = write("b.csv", "unit,a,b\n1,x,x\n2,,x\n3,,\n4,x,x\n");
    EXPECT_EQ(figures(file)["pairable_units"], 2);
    const auto none = figures(file, {"--blank", "none"});
    EXPECT_EQ(none["pairable_units"], 4);
    EXPECT_NEAR(none["stats"]["percent_agreement"].get<double>(), 0.75, 1e-15);
}

TEST_F(Units, CellsMayBeSetsOfCodes) {
    const auto result = figures(write("s.csv", "unit,a,b\n1,x|y,y|x\n2,x,x|y\n3,,y\n4,y,y\n"),
                                {"--sets", "|", "--blank", "none"});
    EXPECT_EQ(result["pairable_units"], 4);
    EXPECT_NEAR(result["stats"]["percent_agreement"].get<double>(), 0.5, 1e-15);
    EXPECT_TRUE(result["stats"].contains("alpha_masi"));
}

TEST_F(Units, SayWhatIsWrongWithRowAndColumn) {
    refuses(write("empty.csv", ""), {"empty.csv"});
    refuses(write("header.csv", "unit,a,b\n"), {"no units", "header.csv"});
    refuses(write("ragged.csv", "unit,a,b\n1,x,y\n2,x\n"), {"ragged.csv:3"});
    refuses(write("nan.csv", "unit,a,b\n1,x,y\n2,NaN,y\n"), {"'NaN'", "nan.csv:3", "column 'a'"});
    refuses(write("outside.csv", "unit,a,b\n1,x,y\n2,x,w\n"), {"'w'", "outside.csv:3", "column 'b'"},
            {"--categories", "x,y"});
    refuses(write("words.csv", "unit,a,b\n1,1,2\n2,x,2\n"), {"'x' is not a number", "words.csv:3"},
            {"--level", "interval"});
    refuses(write("below.csv", "unit,a,b\n1,1,2\n2,-1,2\n"), {"'-1' is below zero", "below.csv:3"},
            {"--level", "ratio"});
    refuses(write("twice.csv", "unit,a,b\n1,x,y\n1,x,y\n"), {"unit '1'", "twice.csv:3"});
    refuses(write("ragged.json", R"({"kind":"nominal","units":[["a","b"],["a"]]})"),
            {"row 2", "1 cells for 2"});
    refuses(write("none.json", R"({"kind":"nominal","units":[]})"), {"no units"});
    refuses(write("nan.json", R"({"kind":"interval","units":[[1,NaN]]})"), {"not JSON", "byte"});
    refuses(write("label.json", R"({"kind":"nominal","categories":["a"],"units":[["a","b"]]})"),
            {"'b'", "row 1, column 2"});
    refuses(
        write("w.json",
              R"({"kind":"nominal","categories":["a","b"],"weights":[[1,0.5],[0.2,1]],"units":[["a","b"]]})"),
        {"symmetric", "row"});
    const std::string spans =
        R"({"kind":"unitizing","raters":2,"continuum":{"begin":0,"length":50},"segments":[)";
    refuses(write("past.json", spans + R"({"rater":0,"start":40,"length":20,"category":"a"}]})"),
            {"segment 1", "outside the text"});
    refuses(
        write(
            "back.json",
            spans +
                R"({"rater":0,"start":1,"length":2,"category":"a"},{"rater":1,"start":9,"length":-3,"category":"a"}]})"),
        {"segment 2", "reversed"});
    refuses(write("rater.json", spans + R"({"rater":2,"start":1,"length":2,"category":"a"}]})"), {"segment 1"});
    refuses(write("mass.json", R"({"kind":"unitizing","subkind":"segmentation","masses":[[2,3],[2,4]]})"),
            {"5", "6"});
}

TEST_F(Units, WithoutPairsOrVariationAreUndefinedWithAReason) {
    for (const auto& [name, text] :
         std::vector<std::pair<std::string, std::string>>{{"one_coder.csv", "unit,a\n1,x\n2,y\n"},
                                                          {"missing.csv", "unit,a,b\n1,,\n2,,\n"},
                                                          {"one_category.csv", "unit,a,b\n1,x,x\n2,x,x\n"},
                                                          {"one_unit.csv", "unit,a,b\n1,x,x\n"}}) {
        const auto result = figures(write(name, text));
        ASSERT_TRUE(result["stats"]["alpha_nominal"].is_object()) << name << result["stats"]["alpha_nominal"];
        EXPECT_FALSE(result["stats"]["alpha_nominal"]["undefined"].get<std::string>().empty()) << name;
    }
}

TEST_F(Units, ACsvOfFiguresReadsBack) {
    const auto file = write("t.csv", "unit,a,b\n1,x,x\n2,x,y\n3,y,y\n4,x,x\n");
    const auto ran = axial({"agreement", "--units", file, "--csv", "--replicates", "0"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("table,statistic,value,undefined"));
    EXPECT_THAT(ran.out, HasSubstr("alpha_nominal,"));
}

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    if (const auto folder = shared_material("agreement/cases"))
        for (const auto& entry : std::filesystem::directory_iterator(*folder))
            names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class PublishedCases : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(PublishedCases);

/// The whole program over every published case: every value that is printed somewhere, and nothing left out.
TEST_P(PublishedCases, AreReproducedByTheProgram) {
    AXIAL_NEEDS_SHARED(file, "agreement/cases/" + GetParam() + ".json");
    const auto input = json::parse(read_file(file));
    const auto ran = axial({"agreement", "--units", file.string(), "--json", "--replicates", "0"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    const auto stats = json::parse(ran.out)["stats"];
    const auto expect = [&](const std::string& name, double value, double tolerance) {
        ASSERT_TRUE(stats.contains(name)) << name;
        ASSERT_TRUE(stats[name].is_number()) << name << ": " << stats[name];
        EXPECT_NEAR(stats[name].get<double>(), value, tolerance) << name;
    };
    for (const auto& [name, value] : input["expected"].items())
        expect(name, value, input["tolerances"].value(name, input["tolerance"].get<double>()));
    for (const auto& [name, value] : input["exact"].items())
        expect(name, value, input["exact_tolerance"]);
    for (const std::string name : input["undefined"]) {
        ASSERT_TRUE(stats.contains(name)) << name;
        EXPECT_TRUE(stats[name].is_object() && !stats[name]["undefined"].get<std::string>().empty()) << name;
    }
}
INSTANTIATE_TEST_SUITE_P(Shared, PublishedCases, testing::ValuesIn(case_names()),
                         [](const auto& parameter) { return parameter.param; });

} // namespace
} // namespace axial::tests
