// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/calculator.h"
#include "cli/agreement/csv.h"
#include "cli/agreement/json.h"
#include "cli/agreement/text.h"
#include "cli/commands/commands.h"
#include "codebooks/round_agreement.h"
#include "codebooks/round_data.h"
#include "codebooks/round_diagnosis.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <array>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace axial::cli {
namespace {

using agreement::BenchmarkScale;
using agreement::BootstrapOptions;

constexpr Option options[] = {
    {"units", "FILE", "a table of ratings (CSV) or a case file (JSON) instead of a round; needs no study"},
    {"level", "LEVEL", "of measurement (with --units): nominal, ordinal, interval, ratio"},
    {"categories", "A,B,C", "what the coders could choose from, lowest first (with --units)"},
    {"weights", "FILE.csv", "own weights of the categories, 1 = equal (with --units and --categories)"},
    {"sets", "SEPARATOR", "cells are sets of codes, such as a|b (with --units)"},
    {"blank", "MEANING", "an empty cell is missing, or none: an answer of its own (with --units)"},
    {"long", "", "one row a rating: columns unit, coder, value (with --units)"},
    {"cluster", "COLUMN", "units with the same value there are drawn together (with --units)"},
    {"test", "N", "test against chance by N permutations"},
    {"resample", "WHAT", "what intervals draw: threads, or posts (of a round)"},
    {"universe", "WHICH",
     "text below the post: all, coded posts, or prose without code and quotes (of a round)"},
    {"overlap", "SHARE", "two spans match when they share this much of the longer (0.5)"},
    {"gamma", "", "also gamma, which aligns random continua and takes a while for many spans"},
    {"diagnose", "", "also pairs of coders, confused codes, drift and the worst disagreements (of a round)"},
    {"worst", "N", "how many disagreements --diagnose lists (20)"},
    {"against", "ROUND", "the difference to another round, with its interval (of a round)"},
    {"benchmark", "SCALE", "class on a scale, error allowed for: landis-koch, fleiss, altman, krippendorff"},
    {"stat", "NAME", "only this statistic, with its interval", true},
    {"csv", "", "one long table of all figures"},
    {"seed", "N", "seed of everything random (1)"},
    {"replicates", "N", "samples that the bootstrap draws (1000); 0: no interval"},
};

constexpr std::array only_for_units{"level", "categories", "weights", "sets", "blank", "long", "cluster"};
constexpr std::array only_for_rounds{"resample", "universe", "diagnose", "worst", "against"};

Result<BootstrapOptions> bootstrap_options(const Context& context, const Arguments& arguments) {
    AXIAL_ASSIGN(const auto replicates, arguments.number("replicates", 1000, 0, 100'000));
    AXIAL_ASSIGN(const auto seed, arguments.number("seed", 1, 0, std::numeric_limits<std::int64_t>::max()));
    return BootstrapOptions{static_cast<int>(replicates), static_cast<std::uint64_t>(seed), context.stop};
}

Result<const BenchmarkScale*> benchmark_scale(const Arguments& arguments) {
    if (!arguments.has("benchmark"))
        return nullptr;
    AXIAL_ASSIGN(const auto name,
                 arguments.one_of("benchmark", {"landis-koch", "fleiss", "altman", "krippendorff"}));
    if (name == "landis-koch")
        return &agreement::landis_koch_scale();
    if (name == "fleiss")
        return &agreement::fleiss_scale();
    return name == "altman" ? &agreement::altman_scale() : &agreement::krippendorff_scale();
}

Status refuse(const Arguments& arguments, std::span<const char* const> names, std::string_view what) {
    for (const auto* name : names)
        if (arguments.has(name))
            return fail({Fault::usage, std::string(what), fmt::format("--{}", name), {}});
    return {};
}

Result<UnitsOptions> units_options(const Arguments& arguments) {
    UnitsOptions wanted;
    AXIAL_ASSIGN(wanted.categories, arguments.list("categories"));
    if (std::set(wanted.categories.begin(), wanted.categories.end()).size() < wanted.categories.size())
        return fail({Fault::usage, "a category is there twice", "--categories", {}});
    if (arguments.has("level")) {
        AXIAL_ASSIGN(wanted.level, arguments.one_of("level", {"nominal", "ordinal", "interval", "ratio"}));
    }
    AXIAL_ASSIGN(const auto blank, arguments.one_of("blank", {"missing", "none"}));
    wanted.blank_is_none = blank == "none";
    wanted.long_table = arguments.has("long");
    wanted.cluster = arguments.get("cluster");
    if (arguments.has("sets") && (arguments.has("level") || arguments.has("weights")))
        return fail({Fault::usage, "sets of codes have no level and no weights", "--sets", {}});
    if (arguments.has("sets")) {
        wanted.set_separator = arguments.get("sets");
        if (wanted.set_separator->empty())
            return fail({Fault::usage, "a separator is needed, such as \"|\"", "--sets", {}});
    }
    if (arguments.has("weights")) {
        if (wanted.categories.empty())
            return fail({Fault::usage, "say with --categories which row and column is whose", "--weights", {}});
        wanted.weights = arguments.get("weights");
    }
    return wanted;
}

Status agree_on_units(Context& context, const Arguments& arguments) {
    if (!arguments.positional.empty())
        return fail({Fault::usage, "give a round or --units, not both", arguments.positional.front(), {}});
    AXIAL_TRY(refuse(arguments, only_for_rounds, "only for a round"));
    CalculatorOptions wanted;
    AXIAL_ASSIGN(wanted.bootstrap, bootstrap_options(context, arguments));
    AXIAL_ASSIGN(wanted.overlap, arguments.decimal("overlap", 0.5, 0.001, 1));
    AXIAL_ASSIGN(const auto permutations, arguments.number("test", 0, 1, 1'000'000));
    wanted.permutations = static_cast<int>(permutations);
    wanted.gamma = arguments.has("gamma");
    for (const auto& name : arguments.all("stat"))
        wanted.gamma = wanted.gamma || name.starts_with("gamma");
    AXIAL_ASSIGN(const auto* scale, benchmark_scale(arguments));
    AXIAL_ASSIGN(const auto reading, units_options(arguments));
    AXIAL_ASSIGN(const auto units, read_units(arguments.get("units"), reading));
    if (wanted.gamma && units.kind != UnitsFile::Kind::spans)
        return fail({Fault::usage, "only for spans", "gamma", {}});
    // A terminal shows nothing of the other levels unless they are claimed or named.
    wanted.only_nominal = !context.json && !arguments.has("csv") && !arguments.has("stat") &&
                          (units.level.empty() || units.level == "nominal") && scale == nullptr;
    AXIAL_ASSIGN(auto calculation, calculate(units, wanted));
    const auto on_scale = scale ? benchmarks_of(calculation.summary, *scale) : std::vector<Benchmarked>();
    AXIAL_TRY(keep_only(calculation.summary, arguments.all("stat")));
    if (context.json) {
        auto json = calculation_json(units, calculation, wanted);
        if (scale != nullptr)
            json["benchmarks"] = benchmarks_json(on_scale, *scale);
        context.print(json);
    } else if (arguments.has("csv")) {
        write_csv_header(context.out);
        write_csv(context.out, "all", calculation.summary, calculation.universe);
    } else {
        print_calculation(context.out, units, calculation, arguments.has("stat"));
        if (scale != nullptr)
            print_benchmarks(context.out, on_scale, *scale);
    }
    return {};
}

Result<codebooks::AgreementOptions> round_options(const Context& context, const Arguments& arguments) {
    codebooks::AgreementOptions wanted;
    AXIAL_ASSIGN(wanted.bootstrap, bootstrap_options(context, arguments));
    AXIAL_ASSIGN(const auto draws, arguments.one_of("resample", {"threads", "posts"}));
    wanted.resample_threads = draws == "threads";
    AXIAL_ASSIGN(const auto universe, arguments.one_of("universe", {"all", "coded", "prose"}));
    for (const auto which : {codebooks::Universe::all, codebooks::Universe::coded, codebooks::Universe::prose})
        if (codebooks::name_of(which) == universe)
            wanted.universe = which;
    AXIAL_ASSIGN(wanted.overlap, arguments.decimal("overlap", 0.5, 0.001, 1));
    wanted.gamma = arguments.has("gamma");
    return wanted;
}

Status compare_rounds(Context& context, const Arguments& arguments, corpus::Study& study,
                      const codebooks::Round& round, const codebooks::AgreementOptions& wanted) {
    for (const auto* name :
         {"stat", "csv", "test", "benchmark", "diagnose", "worst", "universe", "overlap", "gamma"})
        if (arguments.has(name))
            return fail({Fault::usage, "not with --against", fmt::format("--{}", name), {}});
    AXIAL_ASSIGN(const auto other, codebooks::Rounds(study).get(arguments.get("against")));
    AXIAL_ASSIGN(const auto first, codebooks::read_round(study, round));
    AXIAL_ASSIGN(const auto second, codebooks::read_round(study, other));
    const auto comparison = compare(first, second, wanted.resample_threads, wanted.bootstrap);
    if (context.stop.stop_requested())
        return cancelled();
    if (context.json)
        context.print(comparison_json(comparison));
    else
        print_comparison(context.out, comparison);
    return {};
}

/// Of answers, or of whole sets of codes.
Result<std::vector<ChanceTest>> test_round(const Arguments& arguments, corpus::Study& study,
                                           const codebooks::Round& round,
                                           const codebooks::AgreementOptions& wanted) {
    AXIAL_ASSIGN(const auto permutations, arguments.number("test", 0, 1, 1'000'000));
    if (permutations == 0)
        return std::vector<ChanceTest>();
    AXIAL_ASSIGN(const auto data, codebooks::read_round(study, round));
    const auto sets = codebooks::sets_of(data);
    return chance_tests(data.is_question() ? codebooks::answers_of(data) : sets.table(),
                        static_cast<int>(permutations), wanted.bootstrap);
}

Status agree_on_round(Context& context, const Arguments& arguments) {
    AXIAL_TRY(refuse(arguments, only_for_units, "only with --units: a round's categories are its codebook's"));
    AXIAL_ASSIGN(const auto wanted, round_options(context, arguments));
    AXIAL_ASSIGN(const auto worst, arguments.number("worst", 20, 0, 1'000'000));
    AXIAL_ASSIGN(const auto* scale, benchmark_scale(arguments));
    AXIAL_ASSIGN(auto study, context.open_study(corpus::Study::Mode::read));
    AXIAL_ASSIGN(const auto round, codebooks::Rounds(study).get(arguments.positional.front()));
    if (arguments.has("against"))
        return compare_rounds(context, arguments, study, round, wanted);
    AXIAL_ASSIGN(auto result, codebooks::agreement_at_levels(study, round, wanted));
    AXIAL_ASSIGN(const auto tests, test_round(arguments, study, round, wanted));
    std::optional<codebooks::RoundDiagnosis> diagnosis;
    if (arguments.has("diagnose")) {
        AXIAL_ASSIGN(diagnosis, codebooks::diagnosis_of(study, round, wanted));
    }
    if (context.stop.stop_requested())
        return cancelled();
    const auto on_scale = scale ? benchmarks_of(result.overall, *scale) : std::vector<Benchmarked>();
    AXIAL_TRY(keep_only(result.overall, arguments.all("stat")));
    if (context.json) {
        auto json = round_json(result);
        if (scale != nullptr)
            json["benchmarks"] = benchmarks_json(on_scale, *scale);
        if (!tests.empty())
            json["tests"] = tests_json(tests);
        if (diagnosis)
            json["diagnosis"] = diagnosis_json(result, *diagnosis);
        context.print(json);
    } else if (arguments.has("csv")) {
        write_csv(context.out, result);
    } else {
        print_round(context.out, result, arguments.has("stat"));
        print_tests(context.out, tests);
        if (scale != nullptr)
            print_benchmarks(context.out, on_scale, *scale);
        if (diagnosis)
            print_diagnosis(context.out, result, *diagnosis, static_cast<std::size_t>(worst));
    }
    return {};
}

Status run_agreement(Context& context, const Arguments& arguments) {
    if (arguments.has("csv") && arguments.has("benchmark"))
        return fail({Fault::usage, "a scale is for people and for --json", "--benchmark", {}});
    if (context.json && arguments.has("csv"))
        return fail({Fault::usage, "give --json or --csv, not both", {}, {}});
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
    "For a round: percent agreement, kappa, alpha and others over all posts, by source and by answer or code, "
    "and "
    "the\n"
    "same coders in units of threads, posts, sentences, spans, words and characters. A blind round must be "
    "closed "
    "first.\n"
    "With --units FILE no study is needed. CSV: the first row names the columns, the first column the unit, "
    "every\n"
    "further one is a coder. JSON: docs/agreement.md has the fields, also for spans and segmentations.\n"
    "Intervals are 95 %: BCa bootstrap, for Cohen's kappa the analytic one. What is undefined is said, with "
    "the "
    "reason."};

} // namespace axial::cli
