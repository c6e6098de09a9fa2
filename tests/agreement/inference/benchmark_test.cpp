// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/benchmark.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <string>
#include <utility>

namespace axial::agreement {
namespace {

constexpr double printed = 5.001e-6; // half a unit of the fifth digit

nlohmann::json reference(const std::filesystem::path& path) {
    return nlohmann::json::parse(tests::read_file(path)).at("gwet_benchmark");
}

void expect_scale(const nlohmann::json& classes, const BenchmarkScale& scale) {
    const Benchmark result = benchmark(0.77544, 0.14295, scale);
    EXPECT_EQ(result.verdict, classes.at("verdict").get<std::string>());
    int met = 0;
    for (const auto& row : result.rows)
        if (classes.contains(row.name)) {
            EXPECT_NEAR(row.cumulative, classes.at(row.name).get<double>(), printed) << row.name;
            ++met;
        }
    EXPECT_EQ(met, static_cast<int>(classes.size()) - 1);
}

TEST(Benchmark, GivesGwetsPublishedProbabilities) {
    AXIAL_NEEDS_SHARED(path, "agreement/extras.json");
    const auto expected = reference(path);
    expect_scale(expected.at("landis_koch"), landis_koch_scale());
    expect_scale(expected.at("fleiss"), fleiss_scale());
}

TEST(Benchmark, GivesEveryRecomputedClass) {
    AXIAL_NEEDS_SHARED(path, "agreement/extras.json");
    const auto recomputed = reference(path).at("recomputed");
    for (const auto& [name, scale] :
         {std::pair{"landis_koch", landis_koch_scale()}, {"fleiss", fleiss_scale()}}) {
        const Benchmark result = benchmark(0.77544, 0.14295, scale);
        ASSERT_EQ(result.rows.size(), recomputed.at(name).size());
        for (std::size_t i = 0; i < result.rows.size(); ++i) {
            EXPECT_EQ(result.rows[i].lowest, recomputed.at(name)[i][0].get<double>());
            EXPECT_NEAR(result.rows[i].cumulative, recomputed.at(name)[i][1].get<double>(), printed);
        }
    }
}

TEST(Benchmark, AgreesWithNumericalIntegration) {
    for (const double centre : {-1.3, -0.4, 0.0, 0.67, 0.999, 1.2})
        for (const double error : {0.02, 0.15, 0.9}) {
            const auto density = [&](double x) { return std::exp(-0.5 * std::pow((x - centre) / error, 2)); };
            constexpr int steps = 200'000;
            double all = 0;
            double above = 0;
            for (int i = 0; i < steps; ++i) {
                const double x = -1 + 2 * (i + 0.5) / steps;
                all += density(x);
                above += x >= 0.667 ? density(x) : 0;
            }
            const Figure p = probability_at_least(centre, error, 0.667);
            if (p.defined() && all > 1e-250) {
                EXPECT_NEAR(p.value(), above / all, 2e-5 * (1 + 1 / error)) << centre << " " << error;
            }
            for (const auto& scale :
                 {landis_koch_scale(), fleiss_scale(), altman_scale(), krippendorff_scale()}) {
                double sum = 0;
                for (const auto& row : benchmark(centre, error, scale).rows)
                    sum += row.membership;
                EXPECT_NEAR(sum, 1, 1e-12);
            }
        }
}

TEST(Benchmark, IsStricterThanThePointEstimate) {
    const Benchmark result = benchmark(0.77544, 0.14295, landis_koch_scale());
    EXPECT_EQ(result.point_verdict, "substantial");
    EXPECT_EQ(result.verdict, "moderate");
    EXPECT_EQ(benchmark(0.77544, 0.14295, krippendorff_scale()).verdict, "not reliable");
    EXPECT_EQ(benchmark(0.77544, 0.14295, landis_koch_scale(), 0.3).verdict, "almost perfect");
}

TEST(Benchmark, WithoutErrorIsThePointEstimate) {
    for (const double value : {-1.0, 0.0, 0.6, 0.667, 0.8, 1.0}) {
        const Benchmark result = benchmark(value, 0.0, landis_koch_scale());
        EXPECT_EQ(result.verdict, result.point_verdict);
    }
    EXPECT_EQ(probability_at_least(0.8, 0.0, 0.8).value(), 1);
}

TEST(Benchmark, SaysWhyThereIsNone) {
    EXPECT_EQ(benchmark(Figure::undefined("one category"), 0.1, altman_scale()).undefined, "one category");
    EXPECT_FALSE(benchmark(0.5, Figure::undefined("few units"), altman_scale()).undefined.empty());
    EXPECT_FALSE(benchmark(0.5, -0.1, altman_scale()).undefined.empty());
    EXPECT_FALSE(probability_at_least(0.5, std::nan(""), 0.8).defined());
    EXPECT_FALSE(probability_at_least(-50.0, 0.001, 0.8).defined());
    EXPECT_FALSE(probability_at_least(-1.5, 0.0, 0.8).defined());
}

} // namespace
} // namespace axial::agreement
