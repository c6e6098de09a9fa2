// SPDX-License-Identifier: GPL-3.0-or-later
// The published values of spans and segmentations in ../shared/agreement/cases.
#include "agreement/spans/span_summary.h"
#include "tests/support/shared_material.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

namespace axial::agreement {
namespace {

using nlohmann::json;

std::string label(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

Summary summary_of(const json& input) {
    if (input.at("subkind") == "segmentation")
        return segmentation_summary(input.at("masses").get<std::vector<Masses>>());
    const std::int64_t begin = input.at("continuum").at("begin");
    SpanData data(input.at("raters").get<std::size_t>(), begin,
                  begin + input.at("continuum").at("length").get<std::int64_t>());
    for (const auto& category : input.value("categories", json::array()))
        data.category(label(category));
    for (const auto& segment : input.value("segments", json::array())) {
        const std::int64_t start = segment.at("start");
        const auto error =
            data.add(segment.at("rater"), start, start + segment.at("length").get<std::int64_t>(),
                     label(segment.at("category")));
        EXPECT_EQ(error, std::nullopt);
    }
    return span_summary(data, {.bootstrap = {.replicates = 0}}).summary;
}

std::vector<std::string> case_names() {
    const std::set<std::string> kinds{"alpha_u_2004", "u_alpha_2016", "segmentation", "char"};
    std::vector<std::string> names;
    if (const auto folder = tests::shared_material("agreement/cases"))
        for (const auto& entry : std::filesystem::directory_iterator(*folder))
            if (const auto input = json::parse(tests::read_file(entry.path()));
                kinds.contains(input.value("subkind", "")))
                names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

class SpanCases : public testing::TestWithParam<std::string> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SpanCases);

TEST_P(SpanCases, GivePublishedValues) {
    AXIAL_NEEDS_SHARED(file, "agreement/cases/" + GetParam() + ".json");
    const auto input = json::parse(tests::read_file(file));
    const Summary summary = summary_of(input);
    const auto check = [&](const std::string& name, double expected, double tolerance) {
        const Figure figure = summary.get(name);
        ASSERT_TRUE(figure.defined()) << name << ": " << figure.reason();
        EXPECT_NEAR(figure.value(), expected, tolerance) << name;
    };
    for (const auto& [name, value] : input.at("expected").items())
        check(name, value, input.at("tolerances").value(name, input.at("tolerance").get<double>()));
    for (const auto& [name, value] : input.at("exact").items())
        check(name, value, input.at("exact_tolerance"));
    for (const std::string name : input.at("undefined")) {
        const Figure figure = summary.get(name);
        EXPECT_FALSE(figure.defined()) << name << " = " << figure.value();
        EXPECT_NE(figure.reason(), "not computed") << name;
    }
    for (const auto& [name, figure] : summary.figures)
        if (figure.defined()) {
            EXPECT_TRUE(std::isfinite(figure.value())) << name;
        } else {
            EXPECT_FALSE(figure.reason().empty()) << name;
        }
}
INSTANTIATE_TEST_SUITE_P(Shared, SpanCases, testing::ValuesIn(case_names()),
                         [](const auto& parameter) { return parameter.param; });

} // namespace
} // namespace axial::agreement
