// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/agreement/figure_lines.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace axial::cli {
namespace {

using agreement::Figure;
using agreement::Level;
using agreement::Summary;

/// When a coefficient belongs on a terminal; the rest is in the JSON and the CSV.
enum class Shown { always, ordered, ordinal, interval, ratio, nominal };

struct Line {
    std::string_view name, label;
    Shown shown = Shown::always;
    bool count = false; ///< a whole number rather than a coefficient
};

constexpr std::array lines{
    Line{"percent_agreement", "percent agreement"},
    Line{"full_agreement", "all coders agree"},
    Line{"alpha_nominal", "Krippendorff's alpha", Shown::nominal},
    Line{"alpha_ordinal", "alpha, ordinal", Shown::ordinal},
    Line{"alpha_interval", "alpha, interval", Shown::interval},
    Line{"alpha_ratio", "alpha, ratio", Shown::ratio},
    Line{"alpha_custom", "alpha, own weights"},
    Line{"alpha_set_nominal", "alpha, equal code sets"},
    Line{"alpha_jaccard", "alpha, Jaccard distance"},
    Line{"alpha_masi", "alpha, MASI distance"},
    Line{"cohen_kappa", "Cohen's kappa"},
    Line{"cohen_kappa_linear", "kappa, linear weights", Shown::ordered},
    Line{"cohen_kappa_quadratic", "kappa, quadratic weights", Shown::ordered},
    Line{"cohen_kappa_custom", "kappa, own weights"},
    Line{"scott_pi", "Scott's pi"},
    Line{"fleiss_kappa", "Fleiss' kappa"},
    Line{"conger_kappa", "Conger's kappa"},
    Line{"light_kappa", "Light's kappa"},
    Line{"brennan_prediger", "Brennan-Prediger"},
    Line{"gwet_ac1", "Gwet's AC1"},
    Line{"gwet_ac2_linear", "Gwet's AC2, linear", Shown::ordered},
    Line{"gwet_ac2_quadratic", "Gwet's AC2, quadratic", Shown::ordered},
    Line{"gwet_ac2_custom", "Gwet's AC2, own weights"},
    Line{"holsti", "Holsti"},
    Line{"pooled_kappa", "kappa pooled over codes"},
    Line{"alpha_binary_macro", "mean alpha of the codes"},
    Line{"prevalence_index", "prevalence index"},
    Line{"bias_index", "bias index"},
    Line{"u_alpha", "u-alpha (where and what)"},
    Line{"bar_u_alpha", "|u-alpha (where)"},
    Line{"cu_alpha", "cu-alpha (what)"},
    Line{"cu_coverage", "coverage of cu-alpha"},
    Line{"alpha_u_2004", "alpha_U of 2004"},
    Line{"gamma", "gamma"},
    Line{"gamma_cat", "gamma-cat"},
    Line{"gamma_observed_disorder", "disorder, observed"},
    Line{"gamma_expected_disorder", "disorder, expected"},
    Line{"span_f1", "spans matched (F1)"},
    Line{"span_exact_f1", "spans equal (F1)"},
    Line{"span_any_code_f1", "spans matched, any code"},
    Line{"char_percent_agreement", "percent of characters"},
    Line{"char_kappa", "kappa of characters"},
    Line{"char_alpha_binary", "alpha of characters"},
    Line{"char_positive_agreement", "positive agreement"},
    Line{"char_union_agreement", "overlap / union"},
    Line{"token_percent_agreement", "percent of words"},
    Line{"token_kappa", "kappa of words"},
    Line{"token_alpha_binary", "alpha of words"},
    Line{"token_positive_agreement", "positive agreement"},
    Line{"token_union_agreement", "overlap / union"},
    Line{"boundary_similarity", "boundary similarity"},
    Line{"segmentation_similarity", "segmentation similarity"},
};

/// Families with one figure a category, the first that is there being shown.
constexpr std::array by_category{Line{"alpha_category:", "alpha of "}, Line{"alpha_binary_code:", "alpha of "},
                                 Line{"k_u_alpha:", "(k)u-alpha of "}, Line{"char_kappa:", "kappa of "},
                                 Line{"token_kappa:", "kappa of "}};

constexpr std::size_t label_width = 26;

bool is_for(Shown shown, Level level) {
    switch (shown) {
    case Shown::always:
        return true;
    case Shown::nominal:
        return level == Level::nominal;
    case Shown::ordered:
        return level != Level::nominal;
    case Shown::ordinal:
        return level == Level::ordinal;
    case Shown::interval:
        return level == Level::interval;
    case Shown::ratio:
        return level == Level::ratio;
    }
    return true;
}

bool has(const Summary& summary, std::string_view name) {
    return std::any_of(summary.figures.begin(), summary.figures.end(),
                       [name](const auto& named) { return named.name == name; });
}

void print_line(std::ostream& out, const Summary& summary, std::string_view label, const std::string& name) {
    const Figure figure = summary.get(name);
    if (!figure.defined()) {
        if (!figure.reason().starts_with("needs exactly two")) // another coefficient is meant for this table
            out << fmt::format("  {}       -  undefined: {}\n", padded(label, label_width), figure.reason());
        return;
    }
    const std::string interval = interval_of(summary, name);
    out << fmt::format("  {} {:>7}{}{}\n", padded(label, label_width), in_a_cell(figure),
                       interval.empty() ? "" : "  ", interval);
}

} // namespace

std::string padded(std::string_view text, std::size_t width) {
    const auto characters = corpus::utf8::count(text);
    std::string result(text);
    result.append(width > characters ? width - characters : 0, ' ');
    return result;
}

std::string in_a_cell(const Figure& figure) {
    return figure.defined() ? fmt::format("{:.3f}", std::abs(figure.value()) < 0.0005 ? 0.0 : figure.value())
                            : "-";
}

std::string interval_of(const Summary& summary, const std::string& name) {
    const auto colon = name.find(':');
    const auto own = name.substr(0, colon), rest = colon == std::string::npos ? "" : name.substr(colon);
    for (const auto* kind : {"_ci95", "_sampling95"}) {
        const Figure low = summary.get(own + kind + "_low" + rest);
        const Figure high = summary.get(own + kind + "_high" + rest);
        if (low.defined() && high.defined())
            return fmt::format("[{}, {}]", in_a_cell(low), in_a_cell(high));
    }
    return {};
}

void print_figures(std::ostream& out, const Summary& summary) {
    for (const auto& line : lines)
        if (is_for(line.shown, summary.level) && has(summary, line.name))
            print_line(out, summary, line.label, std::string(line.name));
    for (const auto& family : by_category)
        for (const auto& named : summary.figures)
            if (named.name.starts_with(family.name))
                print_line(out, summary, std::string(family.label) + named.name.substr(family.name.size()),
                           named.name);
}

void print_by_name(std::ostream& out, const Summary& summary) {
    for (const auto& [name, figure] : summary.figures)
        out << fmt::format("  {} {}\n", padded(name, 36),
                           figure.defined() ? fmt::format("{:>9.6g}", figure.value())
                                            : "undefined: " + figure.reason());
}

void print_rows(std::ostream& out, std::string_view title, const Rows& rows) {
    std::size_t width = label_width;
    for (const auto& row : rows)
        width = std::max(width, std::min<std::size_t>(corpus::utf8::count(row.first), 48));
    out << fmt::format("\n  {} {:>6} {:>8} {:>7} {:>7}  {:<16} {:>7}\n", padded(title, width), "units",
                       "percent", "kappa", "alpha", "95 %", "AC1");
    for (const auto& [name, summary] : rows) {
        const std::string alpha = has(*summary, "alpha_nominal") ? "alpha_nominal" : "alpha_masi";
        out << fmt::format("  {} {:>6} {:>8} {:>7} {:>7}  {:<16} {:>7}\n", padded(name, width),
                           summary->pairable_units, in_a_cell(summary->get("percent_agreement")),
                           in_a_cell(summary->get("cohen_kappa")), in_a_cell(summary->get(alpha)),
                           interval_of(*summary, alpha), in_a_cell(summary->get("gwet_ac1")));
    }
}

void print_warnings(std::ostream& out, const std::vector<std::string>& warnings) {
    for (const auto& warning : warnings)
        out << "  ! " << warning << '\n';
}

} // namespace axial::cli
