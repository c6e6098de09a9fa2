// SPDX-License-Identifier: GPL-3.0-or-later
// The published values of ../shared/agreement/cases.
#include "agreement/statistics.h"
#include "tests/support/shared_material.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>
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

std::map<std::string, Figure> by_name(const Summary& summary) {
    std::map<std::string, Figure> figures;
    for (const auto& [name, figure] : summary.figures)
        EXPECT_TRUE(figures.emplace(name, figure).second) << name << " twice";
    return figures;
}

Summary rated_summary(const json& input) {
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
    RatingsOptions options;
    options.level = level_named(input.at("kind").get<std::string>()).value();
    options.bootstrap.replicates = 200;
    if (input.contains("scores") && !input.at("scores").is_null())
        options.scores = input.at("scores").get<std::vector<double>>();
    if (input.contains("weights") && !input.at("weights").is_null())
        options.weights = input.at("weights").get<std::vector<std::vector<double>>>();
    return ratings_summary(data, options);
}

Summary summary_of_sets(const json& input) {
    SetData data;
    for (const auto& unit : input.at("units")) {
        std::vector<std::optional<SetData::Codes>> cells;
        for (const auto& cell : unit)
            cells.push_back(cell.is_null() ? std::nullopt : std::optional(cell.get<SetData::Codes>()));
        data.add_unit(cells);
    }
    return set_summary(data);
}

/// How many values were compared.
int check_case(const json& input) {
    const auto figures =
        by_name(input.at("kind") == "multilabel" ? summary_of_sets(input) : rated_summary(input));
    int checked = 0;
    const auto check = [&](const std::string& name, double expected, double tolerance) {
        ++checked;
        ASSERT_TRUE(figures.contains(name)) << name;
        ASSERT_TRUE(figures.at(name).defined()) << name << ": " << figures.at(name).reason();
        EXPECT_NEAR(figures.at(name).value(), expected, tolerance) << name;
    };
    for (const auto& [name, value] : input.at("expected").items())
        check(name, value, input.at("tolerances").value(name, input.at("tolerance").get<double>()));
    for (const auto& [name, value] : input.at("exact").items())
        check(name, value, input.at("exact_tolerance"));
    for (const std::string name : input.at("undefined")) {
        EXPECT_TRUE(figures.contains(name)) << name;
        if (figures.contains(name)) {
            EXPECT_FALSE(figures.at(name).defined()) << name;
        }
        ++checked;
    }
    for (const auto& [name, figure] : figures)
        if (figure.defined()) {
            EXPECT_TRUE(std::isfinite(figure.value())) << name;
        } else {
            EXPECT_FALSE(figure.reason().empty()) << name;
        }
    return checked;
}

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    if (const auto folder = tests::shared_material("agreement/cases"))
        for (const auto& entry : std::filesystem::directory_iterator(*folder))
            if (read_case(entry.path()).at("kind") != "unitizing")
                names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class Cases : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Cases);

TEST_P(Cases, GivePublishedValues) {
    AXIAL_NEEDS_SHARED(file, "agreement/cases/" + GetParam() + ".json");
    EXPECT_GT(check_case(read_case(file)), 0);
}
INSTANTIATE_TEST_SUITE_P(Shared, Cases, testing::ValuesIn(case_names()),
                         [](const auto& parameter) { return parameter.param; });

TEST(CasesTogether, AreHundredsOfValues) {
    AXIAL_NEEDS_SHARED(folder, "agreement/cases");
    int checked = 0;
    for (const auto& name : case_names())
        checked += check_case(read_case(folder / (name + ".json")));
    EXPECT_GE(checked, 340);
    RecordProperty("values", checked);
}

} // namespace
} // namespace axial::agreement
