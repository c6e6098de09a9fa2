// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/gamma.h"
#include "agreement/spans/gamma_parts.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <random>

namespace axial::agreement {
namespace {

using nlohmann::json;

SpanData data_of(const json& input) {
    SpanData data(input.at("raters").get<std::size_t>(), 0, 1000);
    for (const auto& segment : input.at("segments")) {
        const std::int64_t start = segment.at("start");
        const auto error = data.add(segment.at("rater"), start,
                                    start + segment.at("length").get<std::int64_t>(), segment.at("category"));
        EXPECT_EQ(error, std::nullopt);
    }
    return data;
}

GammaOptions options_of(const json& input) {
    GammaOptions options;
    options.alpha = input.at("gamma").at("alpha");
    options.beta = input.at("gamma").at("beta");
    options.delta_empty = input.at("gamma").at("delta_empty");
    return options;
}

/// Raters that agree up to `noise` positions, on `documents` texts; 0: one continuum.
SpanData noisy(std::size_t raters, int units, int noise, int documents, unsigned seed = 1) {
    std::mt19937 random(seed);
    SpanData data(raters, 0, documents == 0 ? 15 * units + 50 : 0);
    for (int i = 0; i < documents; ++i)
        data.append_document(15 * units / documents + 30, 0);
    for (int unit = 0; unit < units; ++unit) {
        const int document = documents == 0 ? 0 : unit % documents;
        const std::int64_t from = documents == 0 ? 15 * unit
                                                 : data.documents()[static_cast<std::size_t>(document)].begin +
                                                       15 * (unit / documents);
        const auto category = static_cast<int>(random() % 4);
        for (std::size_t rater = 0; rater < raters; ++rater) {
            const auto shift = [&] {
                return static_cast<std::int64_t>(random() % static_cast<unsigned>(noise + 1));
            };
            const std::int64_t begin = from + shift();
            EXPECT_EQ(data.add(rater, begin, begin + 6 + shift(),
                               std::to_string(random() % 20 < static_cast<unsigned>(noise) ? random() % 4
                                                                                           : category)),
                      std::nullopt);
        }
    }
    return data;
}

TEST(GammaCases, GiveThePublishedDisorder) {
    AXIAL_NEEDS_SHARED(folder, "agreement/cases");
    int checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto input = json::parse(tests::read_file(entry.path()));
        if (input.value("subkind", "") != "gamma")
            continue;
        const auto data = data_of(input);
        const auto found = gamma(data, options_of(input));
        EXPECT_TRUE(found.exact);
        const std::string name = "gamma_observed_disorder";
        const double disorder = found.observed_disorder.value();
        if (input.at("expected").contains(name)) {
            const double tolerance = input.at("tolerances").value(name, input.at("tolerance").get<double>());
            EXPECT_NEAR(disorder, input["expected"][name], tolerance) << entry.path();
        }
        if (input.at("exact").contains(name)) {
            EXPECT_NEAR(disorder, input["exact"][name], input["exact_tolerance"]) << entry.path();
        }
        ++checked;
    }
    EXPECT_GE(checked, 6);
}

/// pygamma-agreement's test suite gives .44 to .47 for gamma and .67 to .70 for gamma-cat, in an alignment
/// of 6.
TEST(GammaCases, AlexPaulAndSuzan) {
    AXIAL_NEEDS_SHARED(file, "agreement/cases/gamma_alex_paul_suzan.json");
    const auto input = json::parse(tests::read_file(file));
    auto options = options_of(input);
    options.precision = 0.01;
    const auto data = data_of(input);
    const auto found = gamma(data, options);
    EXPECT_GT(found.gamma.value(), 0.44);
    EXPECT_LT(found.gamma.value(), 0.47);
    EXPECT_EQ(found.alignment.size(), 6U);
    EXPECT_GT(found.gamma_cat.value(), 0.67);
    EXPECT_LT(found.gamma_cat.value(), 0.70);
    EXPECT_LT(found.low.value(), found.gamma.value());
    EXPECT_GT(found.high.value(), found.gamma.value());
    for (std::size_t i = 0; i < data.categories().size(); ++i) {
        const auto& name = data.categories()[i];
        if (name == "7") {
            EXPECT_FALSE(found.gamma_k[i].defined()); // aligned with nothing near enough
        } else if (name == "1" || name == "5" || name == "6") {
            EXPECT_DOUBLE_EQ(found.gamma_k[i].value(), 1.0);
        } else {
            EXPECT_LE(found.gamma_k[i].value(), 0.0);
        }
    }
}

/// Expected disorders that pygamma-agreement printed for its statistical sampler, from 30 samples each.
TEST(GammaCases, StatisticalSamplerIsLikeThePeers) {
    const std::array<std::pair<const char*, double>, 4> cases{{{"gamma_fixture_1", 0.5370},
                                                               {"gamma_fixture_3", 1.0544},
                                                               {"gamma_fixture_4", 1.1980},
                                                               {"gamma_fixture_6", 1.3600}}};
    for (const auto& [name, expected] : cases) {
        AXIAL_NEEDS_SHARED(file, "agreement/cases/" + std::string(name) + ".json");
        const auto input = json::parse(tests::read_file(file));
        auto options = options_of(input);
        options.sampler = GammaSampler::statistical;
        options.min_samples = 2000;
        EXPECT_NEAR(gamma(data_of(input), options).expected_disorder.value(), expected, 0.1) << name;
    }
}

TEST(Gamma, OfIdenticalRatersIsOne) {
    for (const std::size_t raters : {2, 3, 4}) {
        const auto found = gamma(noisy(raters, 40, 0, 0));
        EXPECT_EQ(found.observed_disorder.value(), 0.0);
        EXPECT_EQ(found.gamma.value(), 1.0);
        EXPECT_EQ(found.gamma_cat.value(), 1.0);
    }
}

TEST(Gamma, FallsWithNoise) {
    double before = 1;
    for (const int noise : {1, 4, 8, 14}) {
        const double value = gamma(noisy(3, 40, noise, 0)).gamma.value();
        EXPECT_LT(value, before);
        before = value;
    }
}

TEST(Gamma, OfRatersWithoutAnythingInCommonIsNearZero) {
    std::mt19937 random(9);
    SpanData data(2, 0, 5000);
    for (std::size_t rater = 0; rater < 2; ++rater)
        for (std::int64_t at = 0; at < 4900;) {
            at += static_cast<std::int64_t>(random() % 20);
            const auto length = static_cast<std::int64_t>(4 + random() % 16);
            ASSERT_EQ(data.add(rater, at, at + length, std::to_string(random() % 3)), std::nullopt);
            at += length;
        }
    for (const auto sampler : {GammaSampler::shuffle, GammaSampler::statistical}) {
        GammaOptions options;
        options.sampler = sampler;
        EXPECT_NEAR(gamma(data, options).gamma.value(), 0, 0.07);
    }
}

TEST(Gamma, IsTheSameWithAnyNumberOfThreadsAndOtherWithAnotherSeed) {
    const auto data = noisy(3, 30, 6, 0);
    GammaOptions options;
    options.threads = 1;
    const auto one = gamma(data, options);
    options.threads = 5;
    const auto five = gamma(data, options);
    options.seed = 2;
    const auto other = gamma(data, options);
    EXPECT_EQ(one.gamma.value(), five.gamma.value());
    EXPECT_EQ(one.gamma_cat.value(), five.gamma_cat.value());
    EXPECT_EQ(one.samples, five.samples);
    EXPECT_NE(one.gamma.value(), other.gamma.value());
    EXPECT_NEAR(one.gamma.value(), other.gamma.value(), 0.1);
}

TEST(Gamma, DrawsAsManySamplesAsThePrecisionNeeds) {
    const auto data = noisy(2, 6, 5, 0);
    GammaOptions options;
    options.precision = 0.02;
    const auto precise = gamma(data, options);
    EXPECT_GT(precise.samples, 30);
    EXPECT_NEAR(precise.relative_error.value(), 0.02, 0.008);
    options.max_samples = 50;
    EXPECT_EQ(gamma(data, options).samples, 50);
    options.precision = 10;
    EXPECT_EQ(gamma(data, options).samples, 30);
}

TEST(Gamma, KeepsDocumentsApart) {
    SpanData data(2, 0, 0);
    data.append_document(10, 0);
    data.append_document(10, 0);
    ASSERT_EQ(data.add(0, 8, 10, "a"), std::nullopt);
    ASSERT_EQ(data.add(1, 10, 12, "a"), std::nullopt);
    EXPECT_DOUBLE_EQ(gamma(data).observed_disorder.value(), 2.0); // 1 if it were one text
    const auto found = gamma(noisy(3, 60, 3, 12));
    EXPECT_GT(found.gamma.value(), 0.5);
    EXPECT_TRUE(found.exact);
}

TEST(Gamma, RandomContinuaKeepWhatTheyAreMadeOf) {
    const auto data = noisy(3, 20, 3, 4);
    const gamma_parts::ContinuumSampler sampler(data, GammaSampler::shuffle);
    for (std::uint64_t number = 0; number < 50; ++number) {
        const auto units = sampler.draw(1, number);
        EXPECT_EQ(units.size(), data.spans().size()); // each rater has 20
        for (const auto& unit : units) {
            EXPECT_GE(unit.begin, 0);
            EXPECT_LT(unit.begin, static_cast<double>(data.end()));
            const auto& document = data.documents().at(unit.document);
            const double middle = (unit.begin + unit.end) / 2;
            EXPECT_GE(middle, static_cast<double>(document.begin));
            if (document.end != data.end()) {
                EXPECT_LT(middle, static_cast<double>(document.end));
            }
        }
    }
}

TEST(Gamma, WeighsPairsOfCategoriesByTheUnitsAlignedWithThem) {
    const std::vector<AlignmentUnit> units{{0, 10, 0, 0, 0},  {0, 10, 1, 0, 0},  {0, 10, 2, 1, 0},
                                           {40, 50, 0, 0, 0}, {45, 55, 1, 0, 0}, {90, 95, 2, 2, 0}};
    Alignment alignment;
    alignment.members = {0, 1, 2, 3, 4, 5};
    alignment.ends = {3, 5, 6};
    const auto found = gamma_parts::category_disorders(units, alignment, {}, 3);
    // Three pairs of weight 1/2, two of them unequal; one equal pair of weight 1 - (10 / 20)^2.
    EXPECT_DOUBLE_EQ(*found[0], 1 / (1.5 + 0.75));
    EXPECT_DOUBLE_EQ(*found[1], 1 / (1.5 + 0.75));
    EXPECT_DOUBLE_EQ(*found[2], 1.0);
    EXPECT_EQ(found[3], std::nullopt);
}

TEST(Gamma, IsUndefinedWithAReason) {
    SpanData alone(1, 0, 10);
    ASSERT_EQ(alone.add(0, 1, 2, "a"), std::nullopt);
    EXPECT_EQ(gamma(alone).gamma.reason(), "fewer than two raters");
    EXPECT_EQ(gamma(SpanData(3, 0, 10)).gamma.reason(), "nobody marked anything");
    SpanData dot(2, 0, 10);
    ASSERT_EQ(dot.add(0, 1, 2, "a"), std::nullopt);
    ASSERT_EQ(dot.add(1, 1, 2, "a"), std::nullopt);
    EXPECT_FALSE(gamma(dot).gamma.defined()); // one position: every rotation is the same
    EXPECT_EQ(gamma(dot).observed_disorder.value(), 0.0);
    GammaOptions options;
    options.delta_empty = 0;
    EXPECT_FALSE(gamma(dot, options).gamma.defined());
    options = {};
    options.category_table = {0, 1, 1, 0};
    EXPECT_FALSE(gamma(dot, options).gamma.defined());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(gamma(noisy(2, 9, 1, 0), {}, stop.get_token()).gamma.reason(), "abandoned");
}

TEST(Gamma, CountsARaterWhoMarkedNothing) {
    SpanData data(3, 0, 100);
    for (std::size_t rater = 0; rater < 2; ++rater)
        for (const std::int64_t at : {5, 30, 60})
            ASSERT_EQ(data.add(rater, at, at + 10, "a"), std::nullopt);
    // Each pair of units costs two of three rater pairs; 6 units of 3 raters are 2 each.
    EXPECT_DOUBLE_EQ(gamma(data).observed_disorder.value(), 3 * (2.0 / 3) / 2);
    EXPECT_LT(gamma(data).gamma.value(), 1);
}

TEST(Gamma, OfOneUnitIsANumber) {
    SpanData data(2, 0, 100);
    ASSERT_EQ(data.add(0, 10, 30, "a"), std::nullopt);
    const auto found = gamma(data);
    EXPECT_DOUBLE_EQ(found.observed_disorder.value(), 2.0);
    EXPECT_FALSE(found.gamma_cat.defined());
}

} // namespace
} // namespace axial::agreement
