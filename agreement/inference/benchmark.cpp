// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/benchmark.h"

#include <algorithm>
#include <cmath>

namespace axial::agreement {
namespace {

/// Less mass than this inside [-1, 1] cannot be divided by: nothing but rounding is left.
constexpr double least_mass = 1e-290;

/// P(a <= Z <= b) of the standard normal law for a <= b, from the tail that loses no digits.
double normal_between(double a, double b) {
    const double root = std::sqrt(2.0);
    if (a > 0)
        return 0.5 * (std::erfc(a / root) - std::erfc(b / root));
    if (b < 0)
        return 0.5 * (std::erfc(-b / root) - std::erfc(-a / root));
    return 0.5 * (std::erf(b / root) - std::erf(a / root));
}

/// The law of the true value, or why there is none.
struct Law {
    double centre = 0, error = 0, mass = 1;
    std::string undefined;

    [[nodiscard]] double at_least(double limit) const {
        if (limit <= -1)
            return 1;
        if (limit > 1)
            return 0;
        if (error == 0)
            return centre >= limit ? 1 : 0;
        return std::clamp(normal_between((limit - centre) / error, (1 - centre) / error) / mass, 0.0, 1.0);
    }
};

Law law_of(const Figure& coefficient, const Figure& standard_error) {
    Law law;
    if (!coefficient.defined()) {
        law.undefined = coefficient.reason();
    } else if (!standard_error.defined()) {
        law.undefined = "no standard error: " + standard_error.reason();
    } else if (!std::isfinite(coefficient.value()) || !std::isfinite(standard_error.value()) ||
               standard_error.value() < 0) {
        law.undefined = "the standard error is not a number from 0 upwards";
    } else {
        law.centre = coefficient.value();
        law.error = standard_error.value();
        if (law.error > 0)
            law.mass = normal_between((-1 - law.centre) / law.error, (1 - law.centre) / law.error);
        else
            law.mass = std::abs(law.centre) <= 1 + 1e-12 ? 1 : 0;
        if (law.mass < least_mass)
            law.undefined = "the estimate lies too far outside [-1, 1]";
    }
    return law;
}

const std::string& class_of(double value, const BenchmarkScale& scale) {
    const auto found = std::find_if(scale.classes.begin(), scale.classes.end(),
                                    [&](const BenchmarkScale::Class& c) { return value >= c.lowest; });
    return found == scale.classes.end() ? scale.classes.back().name : found->name;
}

} // namespace

const BenchmarkScale& landis_koch_scale() {
    static const BenchmarkScale scale{"Landis and Koch 1977",
                                      {{"almost perfect", 0.8},
                                       {"substantial", 0.6},
                                       {"moderate", 0.4},
                                       {"fair", 0.2},
                                       {"slight", 0},
                                       {"poor", -1}}};
    return scale;
}

const BenchmarkScale& fleiss_scale() {
    static const BenchmarkScale scale{"Fleiss 1981",
                                      {{"excellent", 0.75}, {"fair to good", 0.4}, {"poor", -1}}};
    return scale;
}

const BenchmarkScale& altman_scale() {
    static const BenchmarkScale scale{
        "Altman 1991", {{"very good", 0.8}, {"good", 0.6}, {"moderate", 0.4}, {"fair", 0.2}, {"poor", -1}}};
    return scale;
}

const BenchmarkScale& krippendorff_scale() {
    static const BenchmarkScale scale{"Krippendorff 2019",
                                      {{"reliable", 0.8}, {"tentative", 0.667}, {"not reliable", -1}}};
    return scale;
}

Benchmark benchmark(const Figure& coefficient, const Figure& standard_error, const BenchmarkScale& scale,
                    double threshold) {
    Benchmark result;
    if (scale.classes.empty()) {
        result.undefined = "the scale has no classes";
        return result;
    }
    if (coefficient.defined())
        result.point_verdict = class_of(coefficient.value(), scale);
    const Law law = law_of(coefficient, standard_error);
    if (!law.undefined.empty()) {
        result.undefined = law.undefined;
        return result;
    }
    double before = 0;
    for (std::size_t i = 0; i < scale.classes.size(); ++i) {
        const auto& [name, lowest] = scale.classes[i];
        const bool worst = i + 1 == scale.classes.size();
        const double cumulative = worst ? 1.0 : law.at_least(lowest);
        result.rows.push_back({name, lowest, std::max(0.0, cumulative - before), cumulative});
        before = cumulative;
        if (result.verdict.empty() && (worst || cumulative >= threshold))
            result.verdict = name;
    }
    return result;
}

Figure probability_at_least(const Figure& coefficient, const Figure& standard_error, double limit) {
    const Law law = law_of(coefficient, standard_error);
    if (!law.undefined.empty())
        return Figure::undefined(law.undefined);
    return law.at_least(limit);
}

} // namespace axial::agreement
