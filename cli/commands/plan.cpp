// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/planner.h"
#include "agreement/inference/sample_size.h"
#include "agreement/inference/table_statistics.h"
#include "cli/agreement/figure_lines.h"
#include "cli/agreement/json.h"
#include "cli/commands/commands.h"
#include "cli/units/units_file.h"
#include "codebooks/round_data.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace axial::cli {
namespace {

using agreement::Figure;
using agreement::Plan;
using agreement::ReliabilityData;

constexpr Option options[] = {
    {"units", "FILE", "the pilot: a table of ratings as for \"axial agreement\""},
    {"categories", "A,B,C", "what its coders could choose from (with --units)"},
    {"blank", "MEANING", "an empty cell is missing, or none: an answer of its own (with --units)"},
    {"long", "", "one row a rating: columns unit, coder, value (with --units)"},
    {"level", "LEVEL", "of measurement (with --units): nominal, ordinal, interval, ratio"},
    {"code", "ID", "of a round with a codebook: plan for this code, applied or not"},
    {"stat", "NAME", "coefficient to plan for (alpha_nominal, or alpha at --level)"},
    {"width", "W", "how many units until the 95 % interval is this wide, from end to end"},
    {"target", "T", "how many until its lower limit exceeds this …"},
    {"chance", "P", "… in this share of studies (0.8)"},
    {"size", "N", "what N units would give"},
    {"simulations", "N", "studies drawn for each number of units (500)"},
    {"seed", "N", "of the draws (1)"},
    {"alpha", "A", "no pilot: smallest acceptable alpha (Bloch and Kraemer 1989)"},
    {"share", "P", "share of the rarest code (with --alpha)"},
    {"coders", "M", "number of coders (with --alpha; 2)"},
    {"kappa", "K1", "no pilot: kappa expected of two coders who say yes or no (Cantor 1996)"},
    {"against", "K0", "kappa to test against (with --kappa)"},
    {"rates", "A,B", "how often each coder says yes (with --kappa)"},
    {"power", "P", "chance to find it (with --kappa; 0.8)"},
    {"two-sided", "", "two-sided test (with --kappa)"},
    {"significance", "P", "of the test (with --alpha or --kappa; 0.05)"},
};

constexpr std::array of_pilots{"units", "categories", "blank",  "long",   "level", "code",
                               "stat",  "width",      "target", "chance", "size",  "simulations"};
constexpr std::array of_alpha{"share", "coders"};
constexpr std::array of_kappa{"against", "rates", "power", "two-sided"};

Status refuse(const Arguments& arguments, std::span<const char* const> names, std::string_view with) {
    for (const auto* name : names)
        if (arguments.has(name))
            return fail({Fault::usage, fmt::format("only {}", with), fmt::format("--{}", name), {}});
    return {};
}

Status print_size(Context& context, const Figure& size, std::string_view unit, std::string_view method) {
    if (!size.defined())
        return bad_input(fmt::format("no number of {} can be given: {}", unit, size.reason()));
    if (context.json)
        context.print(nlohmann::json{{"n", size.value()}, {"unit", unit}, {"method", method}});
    else
        context.out << fmt::format("{:.0f} {} ({})\n", size.value(), unit, method);
    return {};
}

Status plan_by_alpha(Context& context, const Arguments& arguments) {
    AXIAL_TRY(refuse(arguments, of_kappa, "with --kappa"));
    AXIAL_TRY(refuse(arguments, of_pilots, "with a pilot, not with --alpha"));
    if (!arguments.has("share"))
        return fail({Fault::usage, "say with --share how rare the rarest code is", "--alpha", {}});
    AXIAL_ASSIGN(const auto alpha, arguments.decimal("alpha", 0.8, 0, 1));
    AXIAL_ASSIGN(const auto share, arguments.decimal("share", 0.25, 0, 1));
    AXIAL_ASSIGN(const auto coders, arguments.number("coders", 2, 2, 1000));
    AXIAL_ASSIGN(const auto significance, arguments.decimal("significance", 0.05, 0, 1));
    return print_size(context,
                      agreement::alpha_sample_size(static_cast<int>(coders), share, alpha, significance),
                      "codings", "Bloch and Kraemer 1989, eq. 3.7, as Krippendorff uses it");
}

Status plan_by_kappa(Context& context, const Arguments& arguments) {
    AXIAL_TRY(refuse(arguments, of_alpha, "with --alpha"));
    AXIAL_TRY(refuse(arguments, of_pilots, "with a pilot, not with --kappa"));
    if (!arguments.has("against") || !arguments.has("rates"))
        return fail({Fault::usage, "--against and --rates are needed, too", "--kappa", {}});
    AXIAL_ASSIGN(const auto k1, arguments.decimal("kappa", 0, -1, 1));
    AXIAL_ASSIGN(const auto k0, arguments.decimal("against", 0, -1, 1));
    AXIAL_ASSIGN(const auto parts, arguments.list("rates"));
    std::array<double, 2> rates{};
    bool readable = parts.size() == rates.size();
    for (std::size_t i = 0; readable && i < rates.size(); ++i) {
        const auto* end = parts[i].data() + parts[i].size();
        const auto read = std::from_chars(parts[i].data(), end, rates[i]);
        readable = read.ec == std::errc() && read.ptr == end;
    }
    if (!readable)
        return fail({Fault::usage, "two shares are needed, such as 0.3,0.35", "--rates", {}});
    agreement::TestDesign design;
    AXIAL_ASSIGN(design.significance, arguments.decimal("significance", 0.05, 0, 1));
    AXIAL_ASSIGN(design.power, arguments.decimal("power", 0.8, 0, 1));
    design.two_sided = arguments.has("two-sided");
    return print_size(context, agreement::kappa_sample_size(rates[0], rates[1], k1, k0, design), "units",
                      "Cantor 1996, two coders, yes or no");
}

Result<ReliabilityData> pilot_of_units(const Arguments& arguments) {
    UnitsOptions reading;
    AXIAL_ASSIGN(reading.categories, arguments.list("categories"));
    AXIAL_ASSIGN(const auto blank, arguments.one_of("blank", {"missing", "none"}));
    reading.blank_is_none = blank == "none";
    reading.long_table = arguments.has("long");
    reading.level = arguments.get("level");
    AXIAL_ASSIGN(auto file, read_units(arguments.get("units"), reading));
    if (file.kind != UnitsFile::Kind::ratings)
        return bad_input("a pilot is a table with one label a cell", arguments.get("units"));
    return std::move(file.ratings);
}

Result<ReliabilityData> pilot_of_round(Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional.front()));
    AXIAL_ASSIGN(const auto data, codebooks::read_round(study, round));
    if (data.is_question())
        return codebooks::answers_of(data);
    const auto code = arguments.get("code");
    if (std::find(data.categories.begin(), data.categories.end(), code) == data.categories.end())
        return fail({Fault::usage, code.empty() ? "say for which code" : fmt::format("no code '{}'", code),
                     "--code", fmt::format("there are {}", fmt::join(data.categories, ", "))});
    return codebooks::one_against_rest(data, code);
}

struct Wanted {
    std::string statistic;
    double width = 0, target = 0.667, chance = 0.8;
    std::int64_t size = 0;
    agreement::PlanOptions options;
};

Result<Wanted> read_wanted(const Arguments& arguments, agreement::Level level) {
    Wanted wanted;
    wanted.statistic = arguments.get("stat", fmt::format("alpha_{}", agreement::name_of(level)));
    const int ways = arguments.has("width") + arguments.has("target") + arguments.has("size");
    if (ways == 0 || (ways > 1 && !(ways == 2 && arguments.has("size") && arguments.has("target"))))
        return fail({Fault::usage, "give --width, --target or --size (--size may go with --target)", {}, {}});
    AXIAL_ASSIGN(wanted.width, arguments.decimal("width", 0, 0.001, 2));
    AXIAL_ASSIGN(wanted.target, arguments.decimal("target", 0.667, -1, 1));
    AXIAL_ASSIGN(wanted.chance, arguments.decimal("chance", 0.8, 0.01, 0.999));
    AXIAL_ASSIGN(wanted.size, arguments.number("size", 0, 2, 1'000'000));
    AXIAL_ASSIGN(const auto simulations, arguments.number("simulations", 500, 1, 100'000));
    AXIAL_ASSIGN(const auto seed, arguments.number("seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
    wanted.options.simulations = static_cast<int>(simulations);
    wanted.options.seed = static_cast<std::uint64_t>(seed);
    return wanted;
}

Status print_plan(Context& context, const Wanted& wanted, const Plan& plan, std::size_t pilot_units) {
    const bool by_width = wanted.width > 0;
    const Figure& reached = by_width || wanted.size > 0 ? plan.width : plan.chance_above;
    if (!reached.defined())
        return bad_input("no number of units can be given: " + reached.reason(), wanted.statistic,
                         "a larger pilot, or a target that the pilot does not miss, may help");
    if (context.json) {
        context.print(nlohmann::json{{"n", plan.units},
                                     {"unit", "units"},
                                     {"statistic", wanted.statistic},
                                     {"value", figure_json(plan.value)},
                                     {"width", figure_json(plan.width)},
                                     {"target", wanted.target},
                                     {"chance_above", figure_json(plan.chance_above)},
                                     {"undefined_studies", plan.undefined_studies},
                                     {"pilot_units", pilot_units},
                                     {"simulations", wanted.options.simulations},
                                     {"seed", wanted.options.seed}});
        return {};
    }
    context.out << fmt::format(
        "{} units: {} {} on average, interval {} wide, lower limit above {} in {:.0f} % of studies\n",
        plan.units, wanted.statistic, in_a_cell(plan.value), in_a_cell(plan.width), wanted.target,
        100 * (plan.chance_above.defined() ? plan.chance_above.value() : 0));
    context.out << fmt::format("  from a pilot of {} units, {} simulated studies, seed {}\n", pilot_units,
                               wanted.options.simulations, wanted.options.seed);
    if (plan.undefined_studies > 0)
        context.out << fmt::format("  ! {} simulated studies had no value and are left out of the means\n",
                                   plan.undefined_studies);
    return {};
}

Status plan_by_pilot(Context& context, const Arguments& arguments) {
    AXIAL_TRY(refuse(arguments, of_alpha, "with --alpha"));
    AXIAL_TRY(refuse(arguments, of_kappa, "with --kappa"));
    AXIAL_ASSIGN(const auto level_name, arguments.one_of("level", {"nominal", "ordinal", "interval", "ratio"}));
    const auto level = *agreement::level_named(level_name);
    AXIAL_ASSIGN(const auto wanted, read_wanted(arguments, level));
    AXIAL_ASSIGN(const auto pilot,
                 arguments.has("units") ? pilot_of_units(arguments) : pilot_of_round(context, arguments));
    const auto table = agreement::table_statistics(pilot, level);
    const auto found = std::find(table.names.begin(), table.names.end(), wanted.statistic);
    if (found == table.names.end())
        return fail({Fault::usage, fmt::format("cannot plan for '{}'", wanted.statistic), "--stat",
                     fmt::format("there are {}", fmt::join(table.names, ", "))});
    const auto figure = static_cast<std::size_t>(found - table.names.begin());
    const auto plan =
        wanted.size > 0
            ? agreement::plan_study(table.statistics, figure, wanted.size, wanted.target, wanted.options)
        : wanted.width > 0
            ? agreement::units_for_width(table.statistics, figure, wanted.width, wanted.target, wanted.options)
            : agreement::units_for_chance(table.statistics, figure, wanted.target, wanted.chance,
                                          wanted.options);
    return print_plan(context, wanted, plan, pilot.units());
}

Status run_plan(Context& context, const Arguments& arguments) {
    const int sources = arguments.has("units") + arguments.has("alpha") + arguments.has("kappa") +
                        static_cast<int>(arguments.positional.size());
    if (sources != 1)
        return fail({Fault::usage, "plan from a round, from --units, by --alpha or by --kappa", {}, {}});
    if (arguments.has("alpha"))
        return plan_by_alpha(context, arguments);
    return arguments.has("kappa") ? plan_by_kappa(context, arguments) : plan_by_pilot(context, arguments);
}

} // namespace

const Command plan_command{
    "plan",
    "[ROUND]",
    "how many units a wanted certainty about agreement needs",
    options,
    run_plan,
    "From a pilot (a closed round, or a file of ratings) by simulation: studies are drawn from what the pilot "
    "met, "
    "each\n"
    "with its interval. Units are taken as independent; posts of one thread are not, so add some.\n"
    "Without a pilot by formula: --alpha 0.8 --share 0.25, or --kappa 0.8 --against 0.6 --rates 0.3,0.3."};

} // namespace axial::cli
