// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

namespace axial::exports {
namespace {

using agreement::Figure;
using agreement::Summary;

std::string as_percent(const Figure& figure) {
    return figure.defined() ? fmt::format("{:.1f} %", 100 * figure.value()) : "undefined: " + figure.reason();
}

void figure_cell(Markup& m, const Figure& value, const std::string& text) {
    m.element("td", {{"class", value.defined() ? "n" : "undefined"}}, text);
}

/// Kappa, alpha and its interval; one cell with the reason where there is none of them.
void coefficient_cells(Markup& m, const Summary& summary) {
    const auto kappa = summary.get("cohen_kappa");
    const auto alpha = summary.get("alpha_nominal");
    const auto low = summary.get("alpha_nominal_ci95_low");
    const auto high = summary.get("alpha_nominal_ci95_high");
    if (!kappa.defined() && !alpha.defined() && !low.defined()) {
        m.element("td", {{"class", "undefined"}, {"colspan", "3"}}, figure(alpha));
        return;
    }
    figure_cell(m, kappa, figure(kappa));
    figure_cell(m, alpha, figure(alpha));
    figure_cell(m, low, low.defined() ? decimal(low.value()) + " to " + decimal(high.value()) : figure(low));
}

void coefficient_row(Markup& m, std::string_view name, const Summary& summary, std::string_view given = {}) {
    m.in("tr", [&] {
        m.in("td", {{"class", "t"}}, [&] {
            m.text(name);
            if (!given.empty())
                m.element("small", " " + std::string(given));
        });
        number_cell(m, share(summary.pairable_units, summary.units));
        const auto percent = summary.get("percent_agreement");
        figure_cell(m, percent, as_percent(percent));
        coefficient_cells(m, summary);
    });
}

void heading_row(Markup& m, std::string_view title, std::string_view columns) {
    m.in("tr", {{"class", "head"}}, [&] {
        m.element("th", {{"scope", "rowgroup"}, {"colspan", std::string(columns)}}, title);
    });
}

std::string without_stop(std::string sentence) {
    while (!sentence.empty() && sentence.back() == '.')
        sentence.pop_back();
    return sentence;
}

/// "given 12 and 15 times": how often each coder used it.
std::string given(const codebooks::RoundAgreement& agreement, const codebooks::CategoryAgreement& category) {
    std::vector<std::string> times;
    for (const auto& rater : agreement.raters) {
        const auto found = category.applied.find(rater);
        times.push_back(count(found == category.applied.end() ? 0 : found->second));
    }
    return "(" + joined(times) + ")";
}

std::vector<Column> coefficient_columns(std::string first) {
    return {{std::move(first)},
            {"Posts judged by two or more / posts", true},
            {"Percent", true},
            {"Cohen’s kappa", true},
            {"Krippendorff’s alpha", true},
            {"95 % interval of alpha", true}};
}

void write_question(Markup& m, const codebooks::RoundAgreement& agreement) {
    table(m, coefficient_columns("Answers"), [&] {
        coefficient_row(m, "all answers", agreement.overall);
        heading_row(m, "Each answer against the rest, and how often each coder gave it", "6");
        for (const auto& category : agreement.by_category)
            coefficient_row(m, category.name, category.summary, given(agreement, category));
        if (agreement.by_source.size() > 1) {
            heading_row(m, "By source, all answers", "6");
            for (const auto& [source, summary] : agreement.by_source)
                coefficient_row(m, source, summary);
        }
    });
}

void set_row(Markup& m, std::string_view name, const Summary& summary) {
    m.in("tr", [&] {
        cell(m, name);
        number_cell(m, share(summary.pairable_units, summary.units));
        const auto percent = summary.get("percent_agreement");
        figure_cell(m, percent, as_percent(percent));
        const auto first = summary.get("alpha_set_nominal");
        if (!first.defined() && !summary.get("alpha_jaccard").defined() &&
            !summary.get("alpha_masi").defined()) {
            m.element("td", {{"class", "undefined"}, {"colspan", "3"}}, figure(first));
            return;
        }
        for (const auto* name_of_figure : {"alpha_set_nominal", "alpha_jaccard", "alpha_masi"}) {
            const auto value = summary.get(name_of_figure);
            figure_cell(m, value, figure(value));
        }
    });
}

void write_codes(Markup& m, const codebooks::RoundAgreement& agreement) {
    table(m,
          {{"Set of codes of a post"},
           {"Posts judged by two or more / posts", true},
           {"Same set", true},
           {"Alpha, same or not", true},
           {"Alpha, Jaccard", true},
           {"Alpha, MASI", true}},
          [&] {
              set_row(m, "all sources", agreement.overall);
              if (agreement.by_source.size() > 1)
                  for (const auto& [source, summary] : agreement.by_source)
                      set_row(m, source, summary);
          });
    table(m, coefficient_columns("Code, applied or not"), [&] {
        for (const auto& category : agreement.by_category)
            coefficient_row(m, category.name, category.summary, given(agreement, category));
    });
    write_note(m, "In brackets: to how many posts each coder applied the code.");
}

void write_round(Markup& m, const RoundSection& section) {
    const auto& round = section.round;
    m.in("h3", [&] {
        m.text("Round " + round.name + ": " + section.title);
        m.element("span", {{"class", section.sealed ? "state sealed" : "state"}},
                  std::string(round.blind ? "blind, " : "") + (round.closed ? "closed" : "open"));
    });
    const auto coders = count(static_cast<std::int64_t>(round.coders.size()), "coder", "coders");
    if (section.sealed)
        return write_missing(m, "Sealed until closed: " + coders + " are at work on set " + round.set +
                                    ", and nobody sees figures over all of them before that.");
    if (!section.agreement)
        return write_missing(m, "No figures: " + section.trouble + ".");
    const auto& agreement = *section.agreement;
    const auto units = agreement.overall.units;
    m.element("p", {{"class", "reading"}}, reading_of(agreement));
    if (agreement.kind == codebooks::Codebook::Kind::question)
        write_question(m, agreement);
    else
        write_codes(m, agreement);
    write_note(
        m,
        fmt::format("{} of set {}, {}. Units: {}. Missing: {}. Intervals: bootstrap over units, {} replicates, "
                    "seed {}.",
                    count(units, "post", "posts"), round.set, coders, without_stop(agreement.universe),
                    without_stop(agreement.missing_rule), count(agreement.options.bootstrap.replicates),
                    agreement.options.bootstrap.seed));
}

} // namespace

void write_agreement(Markup& m, const Report& report) {
    m.in("section", {{"id", "agreement"}}, [&] {
        m.element("h2", "Agreement");
        if (report.rounds.empty())
            write_missing(m, "No rounds yet: axial round new asks coders a question about a set.");
        for (const auto& section : report.rounds)
            write_round(m, section);
    });
}

} // namespace axial::exports
