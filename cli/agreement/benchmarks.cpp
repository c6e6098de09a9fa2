// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/benchmarks.h"

#include <array>

namespace axial::cli {
namespace {

constexpr std::array names{"alpha_nominal", "alpha_ordinal",        "alpha_interval",   "alpha_ratio",
                           "alpha_masi",    "cohen_kappa",          "fleiss_kappa",     "conger_kappa",
                           "gwet_ac1",      "gwet_ac2_linear",      "brennan_prediger", "u_alpha",
                           "char_kappa",    "cohen_kappa_quadratic"};

agreement::Figure error_of(const agreement::Summary& summary, const std::string& name) {
    auto error = summary.get(name + "_se_gwet");
    for (const auto* kind : {"_se", "_se_jackknife"})
        if (!error.defined())
            error = summary.get(name + kind);
    return error;
}

} // namespace

std::vector<Benchmarked> benchmarks_of(const agreement::Summary& summary,
                                       const agreement::BenchmarkScale& scale) {
    std::vector<Benchmarked> found;
    for (const auto* name : names) {
        const auto figure = summary.get(name);
        const auto error = error_of(summary, name);
        auto benchmark = agreement::benchmark(figure, error, scale);
        if (benchmark.undefined.empty())
            found.push_back({name, std::move(benchmark), agreement::probability_at_least(figure, error, 0.667),
                             agreement::probability_at_least(figure, error, 0.800)});
    }
    return found;
}

} // namespace axial::cli
