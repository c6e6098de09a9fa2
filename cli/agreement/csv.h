// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/statistics.h"
#include "codebooks/round_agreement.h"

#include <ostream>
#include <string_view>

/// Figures of agreement as one long table: table, statistic, value, undefined, n_units, n_raters,
/// pairable_values, missing, universe. Full precision; one of `value` and `undefined` is empty.
namespace axial::cli {

void write_csv_header(std::ostream& out);
/// `table` says which: "all", "source:github", "code:trust", "level:span".
void write_csv(std::ostream& out, std::string_view table, const agreement::Summary& summary,
               std::string_view universe);
void write_csv(std::ostream& out, const codebooks::RoundAgreement& round);

} // namespace axial::cli
