// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "cli/agreement/benchmarks.h"
#include "cli/agreement/calculator.h"
#include "cli/agreement/comparison.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_diagnosis.h"
#include "corpus/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// How figures of agreement look in JSON: full precision, every undefined one with its reason.
namespace axial::cli {

/// A number, or {"undefined": "reason"}.
[[nodiscard]] nlohmann::json figure_json(const agreement::Figure& figure);

/// n_units, pairable_units, pairable_values, missing, clusters, warnings, stats …
[[nodiscard]] nlohmann::json summary_json(const agreement::Summary& summary);
[[nodiscard]] nlohmann::json calculation_json(const UnitsFile& file, const Calculation& calculation,
                                              const CalculatorOptions& options);
[[nodiscard]] nlohmann::json round_json(const codebooks::RoundAgreement& round);
[[nodiscard]] nlohmann::json diagnosis_json(const codebooks::RoundAgreement& round,
                                            const codebooks::RoundDiagnosis& diagnosis);

[[nodiscard]] nlohmann::json tests_json(const std::vector<ChanceTest>& tests);
[[nodiscard]] nlohmann::json comparison_json(const Comparison& comparison);
[[nodiscard]] nlohmann::json benchmarks_json(const std::vector<Benchmarked>& found,
                                             const agreement::BenchmarkScale& scale);

/// Keeps the figures of these names, and what belongs to them (intervals, errors); "alpha_category" keeps that
/// of every category. All if none is named. Fails with the names there are.
[[nodiscard]] Status keep_only(agreement::Summary& summary, const std::vector<std::string>& names);

} // namespace axial::cli
