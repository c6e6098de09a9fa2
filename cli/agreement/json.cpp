// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/json.h"

#include "corpus/time.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace axial::cli {
namespace {

using agreement::Figure;
using agreement::Summary;
using nlohmann::json;

constexpr std::array companions{"_ci95_low",       "_ci95_high",      "_bca95_low", "_bca95_high",
                                "_gwet95_low",     "_gwet95_high",    "_se_gwet",   "_se_jackknife",
                                "_sampling95_low", "_sampling95_high"};

std::string family(const std::string& name) {
    return name.substr(0, name.find(':'));
}

/// "cohen_kappa_ci95_low:K" is a companion of "cohen_kappa" and of "cohen_kappa:K".
bool belongs_to(const std::string& name, const std::string& wanted) {
    if (name == wanted || family(name) == wanted)
        return true;
    const auto own = family(wanted), rest = wanted.substr(own.size());
    return std::any_of(companions.begin(), companions.end(), [&](const char* companion) {
        return name == own + companion + rest || (rest.empty() && family(name) == own + companion);
    });
}

json bootstrap_json(const agreement::BootstrapOptions& options, std::int64_t clusters) {
    return {{"replicates", options.replicates},
            {"seed", options.seed},
            {"method", clusters > 0 ? "BCa over clusters" : "BCa over units"}};
}

json summary_with(const Summary& summary, std::string_view universe, std::string_view missing_rule) {
    json result = summary_json(summary);
    result["universe"] = universe;
    result["missing_rule"] = missing_rule;
    return result;
}

json level_json(const codebooks::LevelAgreement& level) {
    json result = summary_with(level.summary, level.universe, level.missing_rule);
    result["level"] = codebooks::name_of(level.level);
    result["unit"] = level.unit;
    result["headline"] = level.headline;
    return result;
}

json splits_json(const codebooks::Splits& splits) {
    return {{"agreements", splits.agreements},
            {"omission", splits.omission},
            {"code", splits.code},
            {"boundary", splits.boundary},
            {"both", splits.both}};
}

json disagreement_json(const codebooks::Disagreement& found, const std::vector<std::string>& raters) {
    json values = json::object();
    for (std::size_t i = 0; i < raters.size(); ++i)
        if (!found.values[i].empty())
            values[raters[i]] = found.values[i];
    json result{{"post", found.post},
                {"difference", codebooks::name_of(found.difference)},
                {"values", std::move(values)}};
    if (found.begin < found.end) {
        result["begin"] = found.begin;
        result["end"] = found.end;
        result["revision"] = found.revision;
        result["quote"] = found.quote;
    } else
        result["share"] = found.share;
    return result;
}

} // namespace

json figure_json(const Figure& figure) {
    if (figure.defined())
        return figure.value();
    return {{"undefined", figure.reason()}};
}

json summary_json(const Summary& summary) {
    json stats = json::object();
    for (const auto& [name, figure] : summary.figures)
        stats[name] = figure_json(figure);
    return {{"n_units", summary.units},
            {"n_raters", summary.raters},
            {"pairable_units", summary.pairable_units},
            {"pairable_values", summary.pairable_values},
            {"missing", summary.missing},
            {"missing_rule", summary.missing_rule},
            {"clusters", summary.clusters},
            {"undefined_replicates", summary.undefined_replicates},
            {"warnings", summary.warnings},
            {"stats", std::move(stats)}};
}

json tests_json(const std::vector<ChanceTest>& tests) {
    json result;
    for (const auto& [statistic, test] : tests)
        result[statistic] = {{"p", figure_json(test.p)},
                             {"permutations", test.permutations},
                             {"permuted_mean", figure_json(test.permuted_mean)},
                             {"undefined", test.undefined}};
    return result;
}

json calculation_json(const UnitsFile& file, const Calculation& calculation, const CalculatorOptions& options) {
    json result = summary_json(calculation.summary);
    result["n_raters"] = file.raters.size();
    result["raters"] = file.raters;
    result["universe"] = calculation.universe;
    result["bootstrap"] = bootstrap_json(options.bootstrap, calculation.summary.clusters);
    for (const auto& note : file.notes)
        result["warnings"].push_back(note);
    if (file.kind == UnitsFile::Kind::ratings) {
        result["categories"] = file.ratings.categories();
        result["categories_declared"] = file.ratings.categories_declared();
        result["level"] = agreement::name_of(calculation.summary.level);
        result["scale"] = calculation.summary.scale;
    }
    if (file.kind == UnitsFile::Kind::spans)
        result["categories"] = file.spans->categories();
    if (!file.cluster_name.empty())
        result["cluster"] = file.cluster_name;
    if (!calculation.tests.empty())
        result["tests"] = tests_json(calculation.tests);
    return result;
}

json round_json(const codebooks::RoundAgreement& round) {
    json result = summary_with(round.overall, round.universe, round.missing_rule);
    const bool question = round.kind == codebooks::Codebook::Kind::question;
    result["round"] = round.round.name;
    result["kind"] = question ? "question" : "codes";
    result["codebook"] = round.round.codebook;
    result["set"] = round.round.set;
    result["raters"] = round.raters;
    result["n_raters"] = round.raters.size();
    result["categories"] = round.categories;
    result["bootstrap"] = bootstrap_json(round.options.bootstrap, round.overall.clusters);
    result["bootstrap"]["draws"] = round.options.resample_threads ? "threads" : "posts";
    auto& by_source = result["by_source"] = json::object();
    for (const auto& [source, summary] : round.by_source)
        by_source[source] = summary_json(summary);
    auto& by_category = result[question ? "by_answer" : "by_code"] = json::object();
    for (const auto& category : round.by_category) {
        json row = summary_json(category.summary);
        row["name"] = category.name;
        row["applied"] = category.applied;
        by_category[category.id] = std::move(row);
    }
    auto& levels = result["levels"] = json::array();
    for (const auto& level : round.levels)
        levels.push_back(level_json(level));
    return result;
}

json diagnosis_json(const codebooks::RoundAgreement& round, const codebooks::RoundDiagnosis& diagnosis) {
    json result;
    for (const auto& pair : diagnosis.pairs)
        result["pairs"].push_back({{"coders", {round.raters[pair.first], round.raters[pair.second]}},
                                   {"units", pair.units},
                                   {"percent_agreement", figure_json(pair.percent)},
                                   {"cohen_kappa", figure_json(pair.kappa)},
                                   {"alpha", figure_json(pair.alpha)}});
    result["coincidences"] = {{"ids", diagnosis.coincidences.ids}, {"counts", diagnosis.coincidences.counts}};
    for (const auto& pair : diagnosis.confused)
        result["confused"].push_back({{"first", diagnosis.coincidences.ids[pair.first]},
                                      {"second", diagnosis.coincidences.ids[pair.second]},
                                      {"count", pair.count},
                                      {"share", pair.share}});
    result["disagreements"] = json::array();
    for (const auto& found : diagnosis.disagreements)
        result["disagreements"].push_back(disagreement_json(found, round.raters));
    if (diagnosis.posts)
        result["post_splits"] = splits_json(*diagnosis.posts);
    if (diagnosis.spans)
        result["span_splits"] = splits_json(*diagnosis.spans);
    for (const auto& window : diagnosis.drift)
        result["drift"].push_back({{"from", format_time(window.from)},
                                   {"to", format_time(window.to)},
                                   {"units", window.units},
                                   {"percent_agreement", figure_json(window.percent)},
                                   {"alpha", figure_json(window.alpha)}});
    result["drift_p"] = figure_json(diagnosis.drift_p);
    for (std::size_t i = 0; i < diagnosis.without_coder.size(); ++i)
        result["alpha_without"][round.raters[i]] = figure_json(diagnosis.without_coder[i]);
    return result;
}

json comparison_json(const Comparison& comparison) {
    json result{{"first", comparison.first},
                {"second", comparison.second},
                {"units", comparison.units},
                {"method", comparison.method},
                {"differences", json::object()}};
    for (const auto& row : comparison.rows)
        result["differences"][row.statistic] = {{"first", figure_json(row.first)},
                                                {"second", figure_json(row.second)},
                                                {"difference", figure_json(row.difference.difference)},
                                                {"ci95_low", figure_json(row.difference.low)},
                                                {"ci95_high", figure_json(row.difference.high)}};
    return result;
}

json benchmarks_json(const std::vector<Benchmarked>& found, const agreement::BenchmarkScale& scale) {
    json result{{"scale", scale.name}, {"coefficients", json::object()}};
    for (const auto& each : found) {
        auto& entry = result["coefficients"][each.name];
        entry = {{"verdict", each.benchmark.verdict},
                 {"point_verdict", each.benchmark.point_verdict},
                 {"p_at_least_0.667", figure_json(each.at_least_667)},
                 {"p_at_least_0.800", figure_json(each.at_least_800)}};
        for (const auto& row : each.benchmark.rows)
            entry["cumulative"][row.name] = row.cumulative;
    }
    return result;
}

Status keep_only(Summary& summary, const std::vector<std::string>& names) {
    if (names.empty())
        return {};
    for (const auto& name : names) {
        const bool known = std::any_of(summary.figures.begin(), summary.figures.end(),
                                       [&](const auto& named) { return belongs_to(named.name, name); });
        if (known)
            continue;
        std::set<std::string> families;
        for (const auto& named : summary.figures)
            families.insert(family(named.name));
        return fail({Fault::usage, fmt::format("no statistic '{}'", name), "--stat",
                     fmt::format("there are {}", fmt::join(families, ", "))});
    }
    std::erase_if(summary.figures, [&](const auto& named) {
        return std::none_of(names.begin(), names.end(),
                            [&](const std::string& name) { return belongs_to(named.name, name); });
    });
    return {};
}

} // namespace axial::cli
