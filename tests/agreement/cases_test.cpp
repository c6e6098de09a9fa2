// SPDX-License-Identifier: GPL-3.0-or-later
// The published values of ../shared/agreement/cases.
#include "agreement/nominal.h"
#include "agreement/statistics.h"
#include "tests/support/shared_material.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

using nlohmann::json;

std::string label(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

json read_case(const std::filesystem::path& file) {
    return json::parse(tests::read_file(file));
}

std::map<std::string, Figure> nominal_figures(const json& input) {
    std::vector<std::string> categories;
    for (const auto& category : input.value("categories", json::array()))
        categories.push_back(label(category));
    ReliabilityData data = categories.empty() ? ReliabilityData() : ReliabilityData(categories);
    for (const auto& unit : input.at("units")) {
        std::vector<std::optional<std::string>> cells;
        for (const auto& cell : unit)
            cells.push_back(cell.is_null() ? std::nullopt : std::optional(label(cell)));
        data.add_unit(cells);
    }
    std::map<std::string, Figure> figures;
    for (auto& [name, figure] : nominal_summary(data, {0, 1}).figures)
        figures.emplace(name, figure);
    return figures;
}

std::map<std::string, Figure> set_figures(const json& input) {
    SetData data;
    for (const auto& unit : input.at("units")) {
        std::vector<std::optional<SetData::Codes>> cells;
        for (const auto& cell : unit)
            cells.push_back(cell.is_null() ? std::nullopt : std::optional(cell.get<SetData::Codes>()));
        data.add_unit(cells);
    }
    std::map<std::string, Figure> figures;
    for (auto& [name, figure] : set_summary(data).figures)
        figures.emplace(name, figure);
    for (const auto& code : data.codes()) {
        const ReliabilityData table = data.code(code);
        const Nominal nominal(table);
        figures.emplace("alpha_binary_code:" + code, nominal.alpha());
        figures.emplace("cohen_binary_code:" + code, nominal.cohen(0, 1).kappa);
    }
    return figures;
}

struct Tally {
    int checked = 0;
    std::set<std::string> not_implemented;
};

void check_value(Tally& tally, const std::map<std::string, Figure>& figures, const std::string& name,
                 double expected, double tolerance) {
    const auto found = figures.find(name);
    if (found == figures.end()) {
        tally.not_implemented.insert(name.substr(0, name.find(':')));
        return;
    }
    ++tally.checked;
    ASSERT_TRUE(found->second.defined()) << name << ": " << found->second.reason();
    EXPECT_NEAR(found->second.value(), expected, tolerance) << name;
}

void check_case(const json& input, Tally& tally) {
    const auto figures = input.at("kind") == "nominal" ? nominal_figures(input) : set_figures(input);
    for (const auto& [name, value] : input.at("expected").items())
        check_value(tally, figures, name, value,
                    input.at("tolerances").value(name, input.at("tolerance").get<double>()));
    for (const auto& [name, value] : input.at("exact").items())
        check_value(tally, figures, name, value, input.at("exact_tolerance"));
    for (const std::string name : input.at("undefined")) {
        ASSERT_TRUE(figures.contains(name)) << name;
        EXPECT_FALSE(figures.at(name).defined()) << name << " = " << figures.at(name).value();
        ++tally.checked;
    }
    for (const auto& [name, figure] : figures)
        if (figure.defined()) {
            EXPECT_TRUE(std::isfinite(figure.value())) << name;
        } else {
            EXPECT_FALSE(figure.reason().empty()) << name;
        }
}

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    if (const auto folder = tests::shared_material("agreement/cases"))
        for (const auto& entry : std::filesystem::directory_iterator(*folder))
            if (const auto kind = read_case(entry.path()).at("kind"); kind == "nominal" || kind == "multilabel")
                names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class Cases : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Cases);

TEST_P(Cases, GivePublishedValues) {
    AXIAL_NEEDS_SHARED(file, "agreement/cases/" + GetParam() + ".json");
    Tally tally;
    check_case(read_case(file), tally);
    EXPECT_GT(tally.checked, 0);
}
INSTANTIATE_TEST_SUITE_P(Shared, Cases, testing::ValuesIn(case_names()),
                         [](const auto& parameter) { return parameter.param; });

TEST(CasesTogether, CoverMostStatistics) {
    AXIAL_NEEDS_SHARED(folder, "agreement/cases");
    Tally tally;
    const auto names = case_names();
    for (const auto& name : names)
        check_case(read_case(folder / (name + ".json")), tally);
    std::cout << names.size() << " cases: " << tally.checked << " values checked; not implemented:";
    for (const auto& name : tally.not_implemented)
        std::cout << ' ' << name;
    std::cout << '\n';
    EXPECT_GE(tally.checked, 300);
}

} // namespace
} // namespace axial::agreement
