// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/inference/permutation.h"
#include "agreement/statistics.h"
#include "cli/units/units_file.h"
#include "corpus/result.h"

#include <optional>
#include <string>
#include <vector>

namespace axial::cli {

struct CalculatorOptions {
    agreement::BootstrapOptions bootstrap;
    double overlap = 0.5;      ///< two spans match when they share this much of the longer
    bool gamma = false;        ///< compute gamma also where the file does not ask for it
    bool only_nominal = false; ///< leave out what needs an order or scores of categories
    double gamma_precision = 0.05;
    int permutations = 0; ///< of the test against chance; 0: no test
};

/// Is there more agreement than by chance?
struct ChanceTest {
    std::string statistic;
    agreement::PermutationTest result;
};
/// Of percent agreement, alpha, and kappa (two coders) or Fleiss' kappa; `drawing` has the seed.
[[nodiscard]] std::vector<ChanceTest> chance_tests(const agreement::ReliabilityData& data, int permutations,
                                                   const agreement::BootstrapOptions& drawing);

/// The figures of a file of units with what belongs beside them.
struct Calculation {
    agreement::Summary summary;
    std::string universe;          ///< in words: what the units are
    std::vector<ChanceTest> tests; ///< only with `permutations`
};

/// Every figure that the kind of data has. Fails only when it is stopped
/// (`options.bootstrap.stop`).
[[nodiscard]] Result<Calculation> calculate(const UnitsFile& file, const CalculatorOptions& options);

} // namespace axial::cli
