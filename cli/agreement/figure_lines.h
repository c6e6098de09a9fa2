// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Lines and cells that tables of agreement are made of.
namespace axial::cli {

/// Characters, not bytes, so that columns line up.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
/// "0.743"; "-" where undefined.
[[nodiscard]] std::string in_a_cell(const agreement::Figure& figure);
/// "[0.512, 0.901]"; empty where there is none.
[[nodiscard]] std::string interval_of(const agreement::Summary& summary, const std::string& name);

/// One line a coefficient, in the order of the table in figure_lines.cpp; what cannot be had for this table is
/// said with its reason, what is meant for other tables is left out.
void print_figures(std::ostream& out, const agreement::Summary& summary);

/// Every figure of the summary under its own name.
void print_by_name(std::ostream& out, const agreement::Summary& summary);

/// One line a row: units, percent, kappa, alpha with its interval, AC1.
using Rows = std::vector<std::pair<std::string, const agreement::Summary*>>;
void print_rows(std::ostream& out, std::string_view title, const Rows& rows);

/// "  ! …" for each.
void print_warnings(std::ostream& out, const std::vector<std::string>& warnings);

} // namespace axial::cli
