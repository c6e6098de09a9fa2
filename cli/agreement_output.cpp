// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement_output.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace axial::cli {
namespace {

using agreement::Figure;
using agreement::Summary;
using nlohmann::json;

struct Shown {
    std::string_view name, label;
};

/// What a terminal shows, in this order; the rest is in the JSON.
constexpr std::array shown{
    Shown{"percent_agreement", "percent agreement"},
    Shown{"full_agreement", "all coders agree"},
    Shown{"alpha_nominal", "Krippendorff's alpha"},
    Shown{"alpha_set_nominal", "alpha, equal code sets"},
    Shown{"alpha_jaccard", "alpha, Jaccard distance"},
    Shown{"alpha_masi", "alpha, MASI distance"},
    Shown{"cohen_kappa", "Cohen's kappa"},
    Shown{"scott_pi", "Scott's pi"},
    Shown{"fleiss_kappa", "Fleiss' kappa"},
    Shown{"conger_kappa", "Conger's kappa"},
    Shown{"light_kappa", "Light's kappa"},
    Shown{"brennan_prediger", "Brennan-Prediger"},
    Shown{"gwet_ac1", "Gwet's AC1"},
    Shown{"prevalence_index", "prevalence index"},
    Shown{"bias_index", "bias index"},
};

bool has(const Summary& summary, std::string_view name) {
    return std::any_of(summary.figures.begin(), summary.figures.end(),
                       [name](const auto& named) { return named.name == name; });
}

std::string interval_of(const Summary& summary, std::string_view name) {
    const Figure low = summary.get(fmt::format("{}_ci95_low", name));
    const Figure high = summary.get(fmt::format("{}_ci95_high", name));
    return low.defined() && high.defined() ? fmt::format("[{:.3f}, {:.3f}]", low.value(), high.value()) : "";
}

std::string in_a_cell(const Figure& figure) {
    return figure.defined() ? fmt::format("{:.3f}", std::abs(figure.value()) < 0.0005 ? 0.0 : figure.value())
                            : "-";
}

std::string family(const std::string& name) {
    return name.substr(0, name.find(':'));
}

/// Characters, not bytes, so that columns line up.
std::string padded(std::string text, std::size_t width) {
    const auto characters = corpus::utf8::count(text);
    text.append(width > characters ? width - characters : 0, ' ');
    return text;
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
            {"pairable_units", summary.pairable_units},
            {"pairable_values", summary.pairable_values},
            {"missing", summary.missing},
            {"undefined_replicates", summary.undefined_replicates},
            {"stats", std::move(stats)}};
}

json bootstrap_json(const agreement::BootstrapOptions& options) {
    return {{"replicates", options.replicates}, {"seed", options.seed}, {"method", "BCa over units"}};
}

json round_json(const codebooks::RoundAgreement& round) {
    json result = summary_json(round.overall);
    const bool question = round.kind == codebooks::Codebook::Kind::question;
    result["round"] = round.round.name;
    result["kind"] = question ? "question" : "codes";
    result["codebook"] = round.round.codebook;
    result["set"] = round.round.set;
    result["raters"] = round.raters;
    result["n_raters"] = round.raters.size();
    result["categories"] = round.categories;
    result["universe"] = round.universe;
    result["missing_rule"] = round.missing_rule;
    result["bootstrap"] = bootstrap_json(round.bootstrap);
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
    return result;
}

Status keep_only(Summary& summary, const std::vector<std::string>& names) {
    if (names.empty())
        return {};
    std::set<std::string> known;
    std::set<std::string> families;
    for (const auto& named : summary.figures) {
        known.insert(named.name);
        families.insert(family(named.name));
    }
    for (const auto& name : names)
        if (!known.contains(name) && !families.contains(name))
            return fail({Fault::usage, fmt::format("no statistic '{}'", name), "--stat",
                         fmt::format("there are {}", fmt::join(families, ", "))});
    std::erase_if(summary.figures, [&](const auto& named) {
        return std::none_of(names.begin(), names.end(), [&](const std::string& name) {
            return name == named.name || name == family(named.name);
        });
    });
    return {};
}

void print_figures(std::ostream& out, const Summary& summary) {
    for (const auto& [name, label] : shown) {
        if (!has(summary, name))
            continue;
        const Figure figure = summary.get(name);
        const std::string interval = interval_of(summary, name);
        if (figure.defined())
            out << fmt::format("  {:<24} {:>7.3f}{}{}\n", label, figure.value(), interval.empty() ? "" : "  ",
                               interval);
        else if (!figure.reason().starts_with(
                     "needs exactly two")) // another coefficient is meant for this table
            out << fmt::format("  {:<24}       -  undefined: {}\n", label, figure.reason());
    }
    for (const auto& named : summary.figures)
        if (named.name.starts_with("alpha_category:"))
            out << fmt::format("  {} {:>7}\n", padded("alpha of " + named.name.substr(15), 24),
                               in_a_cell(named.figure));
}

void print_rows(std::ostream& out, std::string_view title, const Rows& rows) {
    std::size_t width = 24;
    for (const auto& row : rows)
        width = std::max(width, std::min<std::size_t>(row.first.size(), 48));
    out << fmt::format("\n  {} {:>6} {:>8} {:>7} {:>7}  {:<16} {:>7}\n", padded(std::string(title), width),
                       "units", "percent", "kappa", "alpha", "95 %", "AC1");
    for (const auto& [name, summary] : rows) {
        const bool nominal = has(*summary, "alpha_nominal");
        const Figure alpha = summary->get(nominal ? "alpha_nominal" : "alpha_masi");
        out << fmt::format("  {} {:>6} {:>8} {:>7} {:>7}  {:<16} {:>7}\n", padded(name, width),
                           summary->pairable_units, in_a_cell(summary->get("percent_agreement")),
                           in_a_cell(summary->get("cohen_kappa")), in_a_cell(alpha),
                           nominal ? interval_of(*summary, "alpha_nominal") : "",
                           in_a_cell(summary->get("gwet_ac1")));
    }
}

} // namespace axial::cli
