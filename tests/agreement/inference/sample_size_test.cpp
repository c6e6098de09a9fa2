// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/sample_size.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace axial::agreement {
namespace {

TEST(SampleSize, GivesThePublishedNumbersForAlpha) {
    AXIAL_NEEDS_SHARED(path, "agreement/extras.json");
    const auto all = nlohmann::json::parse(tests::read_file(path));
    for (const auto& c : all.at("sample_size_alpha_bloch_kraemer").at("cases")) {
        const int m = c.at("m");
        const double p = c.at("p");
        const double a = c.at("alpha_min");
        const double significance = c.at("sig");
        EXPECT_NEAR(alpha_sample_size_raw(m, p, a, significance).value(), c.at("raw").get<double>(), 1e-9);
        EXPECT_EQ(alpha_sample_size(m, p, a, significance).value(), c.at("N").get<double>());
    }
}

TEST(SampleSize, GivesTheNumbersOfIrrForKappa) {
    AXIAL_NEEDS_SHARED(path, "agreement/extras.json");
    const auto all = nlohmann::json::parse(tests::read_file(path));
    for (const auto& c : all.at("sample_size_kappa_cantor_irr").at("cases")) {
        const auto& args = c.at("args");
        const Figure n = kappa_sample_size(args.at("rate1"), args.at("rate2"), args.at("k1"), args.at("k0"),
                                           {c.at("alpha"), c.at("power"), c.at("twosided")});
        ASSERT_TRUE(n.defined());
        EXPECT_EQ(n.value(), c.at("N").get<double>());
    }
}

TEST(SampleSize, HalvingTheWidthTakesFourTimesTheUnits) {
    const double wide = units_for_half_width(0.08, 50, 0.1).value();
    EXPECT_EQ(wide, std::ceil(50 * std::pow(1.959963984540054 * 0.08 / 0.1, 2)));
    EXPECT_NEAR(units_for_half_width(0.08, 50, 0.05).value(), 4 * wide, 4);
    // The pilot's own width takes the pilot's own units.
    EXPECT_EQ(units_for_half_width(0.08, 50, 1.959963984540054 * 0.08).value(), 50);
}

TEST(SampleSize, SaysWhatCannotBe) {
    EXPECT_FALSE(kappa_sample_size(0.5, 0.5, 0.7, 0.7, {}).defined());
    EXPECT_FALSE(kappa_sample_size(0, 0.5, 0.7, 0.4, {}).defined());
    EXPECT_FALSE(kappa_sample_size(0.1, 0.9, 0.9, 0.4, {}).defined()) << "these rates allow no such kappa";
    EXPECT_FALSE(kappa_sample_size(0.5, 0.5, 0.7, 0.4, {0.05, 1.0, false}).defined());
    EXPECT_FALSE(alpha_sample_size(2, 0, 0.8, 0.05).defined());
    EXPECT_FALSE(alpha_sample_size(2, 0.25, 1, 0.05).defined());
    EXPECT_FALSE(alpha_sample_size(1, 0.25, 0.8, 0.05).defined());
    EXPECT_FALSE(units_for_half_width(0.0, 50, 0.1).defined());
    EXPECT_FALSE(units_for_half_width(Figure::undefined("x"), 50, 0.1).defined());
    EXPECT_FALSE(units_for_half_width(0.1, 50, std::nan("")).defined());
}

} // namespace
} // namespace axial::agreement
