// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/inference/benchmark.h"
#include "agreement/statistics.h"

#include <string>
#include <vector>

namespace axial::cli {

/// What a coefficient says on a scale once its standard error is allowed for.
struct Benchmarked {
    std::string name;
    agreement::Benchmark benchmark;
    agreement::Figure at_least_667, at_least_800; ///< probabilities, for Krippendorff's limits
};

/// Each coefficient of the summary that has a standard error: Gwet's where there is one, else the published
/// analytic one, else the jackknife's.
[[nodiscard]] std::vector<Benchmarked> benchmarks_of(const agreement::Summary& summary,
                                                     const agreement::BenchmarkScale& scale);

} // namespace axial::cli
