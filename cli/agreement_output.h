// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "codebooks/round_agreement.h"
#include "corpus/result.h"

#include <nlohmann/json.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// How figures of agreement look in JSON and on a terminal.
namespace axial::cli {

/// A number, or {"undefined": "reason"}.
[[nodiscard]] nlohmann::json figure_json(const agreement::Figure& figure);

/// n_units, pairable_units, pairable_values, missing and stats.
[[nodiscard]] nlohmann::json summary_json(const agreement::Summary& summary);
[[nodiscard]] nlohmann::json bootstrap_json(const agreement::BootstrapOptions& options);
[[nodiscard]] nlohmann::json round_json(const codebooks::RoundAgreement& round);

/// Keeps the figures of these names ("alpha_category" keeps that of every category); all if none is named.
/// Fails with the names there are.
[[nodiscard]] Status keep_only(agreement::Summary& summary, const std::vector<std::string>& names);

/// One line a figure: three decimals, intervals beside their figures, the reason where undefined.
void print_figures(std::ostream& out, const agreement::Summary& summary);

/// One line a row: units, percent, kappa, alpha with its interval, AC1.
using Rows = std::vector<std::pair<std::string, const agreement::Summary*>>;
void print_rows(std::ostream& out, std::string_view title, const Rows& rows);

} // namespace axial::cli
