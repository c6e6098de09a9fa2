// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "cli/agreement/benchmarks.h"
#include "cli/agreement/calculator.h"
#include "cli/agreement/comparison.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"

#include <ostream>
#include <string>

/// How figures of agreement look on a terminal: three decimals, intervals beside them, reasons where undefined.
namespace axial::cli {

/// `by_name`: the figures were chosen by name, and each is shown under it.
void print_calculation(std::ostream& out, const UnitsFile& file, const Calculation& calculation, bool by_name);
void print_tests(std::ostream& out, const std::vector<ChanceTest>& tests);
void print_round(std::ostream& out, const codebooks::RoundAgreement& round, bool by_name);
/// Pairs of coders, what is taken for what, how coders differ, drift, and the `most` worst disagreements.
void print_diagnosis(std::ostream& out, const codebooks::RoundAgreement& round,
                     const codebooks::RoundDiagnosis& diagnosis, std::size_t most);
void print_comparison(std::ostream& out, const Comparison& comparison);
void print_benchmarks(std::ostream& out, const std::vector<Benchmarked>& found,
                      const agreement::BenchmarkScale& scale);

} // namespace axial::cli
