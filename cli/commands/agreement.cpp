// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/statistics.h"
#include "cli/agreement_output.h"
#include "cli/commands/commands.h"
#include "codebooks/round_agreement.h"
#include "corpus/csv.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace axial::cli {
namespace {

using agreement::BootstrapOptions;
using agreement::ReliabilityData;

constexpr Option options[] = {
    {"units", "FILE.csv", "plain ratings: first column the unit, then one column a coder, empty = missing"},
    {"categories", "A,B,C", "the categories that the coders could choose from (with --units)"},
    {"stat", "NAME", "show only this statistic", true},
    {"seed", "N", "seed of the bootstrap (1)"},
    {"replicates", "N", "samples that the bootstrap draws (1000); 0: no interval"},
};

Result<BootstrapOptions> bootstrap_options(const Arguments& arguments) {
    AXIAL_ASSIGN(const auto replicates, arguments.number("replicates", 1000, 0, 1'000'000));
    AXIAL_ASSIGN(const auto seed, arguments.number("seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
    return BootstrapOptions{static_cast<int>(replicates), static_cast<std::uint64_t>(seed)};
}

struct Units {
    std::vector<std::string> raters;
    ReliabilityData data;
};

Result<Units> read_units(const std::string& file, const std::vector<std::string>& categories) {
    AXIAL_ASSIGN(const auto table, corpus::CsvTable::read(file));
    if (table.header().size() < 2)
        return bad_input("no column of ratings", file,
                         "the first column is the unit, each further one a coder");
    if (table.rows().empty())
        return bad_input("no units below the header", file);
    Units units;
    units.raters.assign(table.header().begin() + 1, table.header().end());
    if (!categories.empty())
        units.data = ReliabilityData(categories);
    std::unordered_map<std::string, std::size_t> seen;
    for (const auto& row : table.rows()) {
        const std::string& unit = row.cells.front();
        if (unit.empty())
            return bad_input("a unit without an id", table.where(row));
        if (const auto [first, is_new] = seen.emplace(unit, row.line); !is_new)
            return bad_input(fmt::format("unit '{}' is there already", unit), table.where(row),
                             fmt::format("first in line {}", first->second));
        std::vector<std::optional<std::string>> cells;
        for (std::size_t i = 1; i < row.cells.size(); ++i) {
            const std::string& cell = row.cells[i];
            if (!cell.empty() && !categories.empty() &&
                std::find(categories.begin(), categories.end(), cell) == categories.end())
                return bad_input(
                    fmt::format("'{}' in column '{}' is not one of --categories", cell, table.header()[i]),
                    table.where(row), fmt::format("they are {}", fmt::join(categories, ", ")));
            cells.push_back(cell.empty() ? std::nullopt : std::optional(cell));
        }
        units.data.add_unit(cells);
    }
    return units;
}

Status agree_on_units(Context& context, const Arguments& arguments) {
    if (!arguments.positional.empty())
        return fail({Fault::usage, "give a round or --units, not both", arguments.positional.front(), {}});
    AXIAL_ASSIGN(const auto bootstrap, bootstrap_options(arguments));
    AXIAL_ASSIGN(const auto categories, arguments.list("categories"));
    AXIAL_ASSIGN(const auto units, read_units(arguments.get("units"), categories));
    auto summary = agreement::nominal_summary(units.data, bootstrap);
    AXIAL_TRY(keep_only(summary, arguments.all("stat")));
    if (context.json) {
        nlohmann::json result = summary_json(summary);
        result["n_raters"] = summary.raters;
        result["raters"] = units.raters;
        result["categories"] = units.data.categories();
        result["categories_declared"] = units.data.categories_declared();
        result["bootstrap"] = bootstrap_json(bootstrap);
        context.print(result);
        return {};
    }
    context.out << fmt::format(
        "{} units, {} coders ({}), {} categories ({}); {} units rated by two or more, {} cells "
        "missing\n",
        summary.units, summary.raters, fmt::join(units.raters, ", "), units.data.categories().size(),
        units.data.categories_declared() ? "declared" : "met", summary.pairable_units, summary.missing);
    print_figures(context.out, summary);
    return {};
}

void print_round(std::ostream& out, const codebooks::RoundAgreement& round) {
    const bool question = round.kind == codebooks::Codebook::Kind::question;
    out << fmt::format(
        "Round {} ({}), coders {}\nUnits: {}; {} cells missing ({}); {} units with two or more coders\n",
        round.round.name, round.round.codebook, fmt::join(round.raters, ", "), round.universe,
        round.overall.missing, round.missing_rule, round.overall.pairable_units);
    print_figures(out, round.overall);
    Rows sources;
    for (const auto& [source, summary] : round.by_source)
        sources.emplace_back(source, &summary);
    print_rows(out, question ? "by source" : "by source (alpha: MASI)", sources);
    Rows categories;
    for (const auto& category : round.by_category)
        categories.emplace_back(category.id, &category.summary);
    print_rows(out, question ? "by answer" : "by code", categories);
}

Status agree_on_round(Context& context, const Arguments& arguments) {
    if (arguments.has("categories"))
        return fail(
            {Fault::usage, "only with --units: a round's categories are its codebook's", "--categories", {}});
    AXIAL_ASSIGN(const auto bootstrap, bootstrap_options(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional.front()));
    AXIAL_ASSIGN(auto result, codebooks::agreement_of(study, round, bootstrap));
    AXIAL_TRY(keep_only(result.overall, arguments.all("stat")));
    if (context.json)
        context.print(round_json(result));
    else
        print_round(context.out, result);
    return {};
}

Status run_agreement(Context& context, const Arguments& arguments) {
    if (arguments.has("units"))
        return agree_on_units(context, arguments);
    if (arguments.positional.empty())
        return fail({Fault::usage, "name a round, or a file with --units", {}, {}});
    return agree_on_round(context, arguments);
}

} // namespace

const Command agreement_command{
    "agreement",
    "[ROUND]",
    "how far coders agree, for a round or a file of ratings",
    options,
    run_agreement,
    "For a round: percent agreement, Cohen's kappa, Krippendorff's alpha and others over all posts, by source "
    "and by\n"
    "answer or code. A blind round must be closed first.\n"
    "With --units FILE.csv no study is needed. The first row names the columns: the unit, then one column a "
    "coder.\n"
    "Intervals are BCa bootstrap intervals over units (95 %). What is undefined is said, with the reason."};

} // namespace axial::cli
