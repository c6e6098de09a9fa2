// SPDX-License-Identifier: GPL-3.0-or-later
// `axial plan`: how many units a wanted certainty takes.
#include "tests/cli/program.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

namespace axial::tests {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json plan(std::vector<std::string> words) {
    words.insert(words.begin(), "plan");
    words.push_back("--json");
    const auto ran = axial(words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.status == 0 ? json::parse(ran.out) : json::object();
}

TEST(Plan, ByFormulaGivesThePublishedNumbers) {
    // Krippendorff and the ATLAS.ti 22 manual; Cantor 1996 as R's irr 0.84.1 has it.
    EXPECT_EQ(plan({"--alpha", "0.8", "--share", "0.25"})["n"], 139);
    EXPECT_EQ(plan({"--alpha", "0.667", "--share", "0.25"})["n"], 81);
    EXPECT_EQ(plan({"--kappa", "0.7", "--against", "0.85", "--rates", "0.5,0.5"})["n"], 96);
    EXPECT_EQ(plan({"--kappa", "0.8", "--against", "0.6", "--rates", "0.3,0.3", "--two-sided"})["n"], 129);
    EXPECT_EQ(plan({"--kappa", "0.6", "--against", "0.4", "--rates", "0.2,0.25", "--power", "0.9"})["n"], 224);
}

TEST(Plan, FromAPilotNarrowsWithTheSquareRootOfTheUnits) {
    const TemporaryFolder folder;
    const auto file = (folder / "pilot.csv").string();
    std::ofstream pilot(file);
    pilot << "unit,a,b\n";
    for (int i = 0; i < 60; ++i)
        pilot << i << ',' << (i % 2 ? 'x' : 'y') << ',' << ((i % 2 != 0) == (i % 7 != 0) ? 'x' : 'y') << '\n';
    pilot.close();
    const auto wide = plan({"--units", file, "--width", "0.4"});
    const auto narrow = plan({"--units", file, "--width", "0.2"});
    EXPECT_NEAR(narrow["n"].get<double>() / wide["n"].get<double>(), 4, 0.4);
    EXPECT_NEAR(narrow["width"].get<double>(), 0.2, 0.005);
    const auto sized = plan({"--units", file, "--size", std::to_string(narrow["n"].get<int>())});
    EXPECT_NEAR(sized["width"].get<double>(), 0.2, 0.01);
}

TEST(Plan, RefusesWhatItCannotAnswer) {
    const auto usage = [](const std::vector<std::string>& words, const std::string& part) {
        const auto ran = axial(words);
        EXPECT_EQ(ran.status, 2) << ran.out;
        EXPECT_THAT(ran.err, HasSubstr(part));
    };
    usage({"plan"}, "a round");
    usage({"plan", "--alpha", "0.8"}, "--share");
    usage({"plan", "--alpha", "0.8", "--share", "0.2", "--rates", "0.1,0.2"}, "--rates");
    usage({"plan", "--kappa", "0.8", "--against", "0.6", "--rates", "0.3"}, "two shares");
    const auto impossible = axial({"plan", "--alpha", "1", "--share", "0.25"});
    EXPECT_EQ(impossible.status, 1);
    EXPECT_THAT(impossible.err, HasSubstr("no number of codings"));
}

} // namespace
} // namespace axial::tests
