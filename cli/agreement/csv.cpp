// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/csv.h"

#include "corpus/csv.h"

#include <fmt/format.h>

namespace axial::cli {

void write_csv_header(std::ostream& out) {
    out << corpus::csv_row({"table", "statistic", "value", "undefined", "n_units", "n_raters",
                            "pairable_values", "missing", "universe"});
}

void write_csv(std::ostream& out, std::string_view table, const agreement::Summary& summary,
               std::string_view universe) {
    for (const auto& [name, figure] : summary.figures)
        out << corpus::csv_row(
            {std::string(table), name, figure.defined() ? fmt::format("{}", figure.value()) : std::string(),
             figure.defined() ? std::string() : figure.reason(), fmt::format("{}", summary.units),
             fmt::format("{}", summary.raters), fmt::format("{}", summary.pairable_values),
             fmt::format("{}", summary.missing), std::string(universe)});
}

void write_csv(std::ostream& out, const codebooks::RoundAgreement& round) {
    const bool question = round.kind == codebooks::Codebook::Kind::question;
    write_csv_header(out);
    write_csv(out, "all", round.overall, round.universe);
    for (const auto& [source, summary] : round.by_source)
        write_csv(out, "source:" + source, summary, round.universe);
    for (const auto& category : round.by_category)
        write_csv(out, (question ? "answer:" : "code:") + category.id, category.summary, round.universe);
    for (const auto& level : round.levels)
        write_csv(out, "level:" + std::string(codebooks::name_of(level.level)), level.summary, level.universe);
}

} // namespace axial::cli
