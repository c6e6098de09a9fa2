// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

#include <array>

namespace axial::exports {
namespace {

using agreement::Figure;
using agreement::Summary;
using codebooks::Codebook;
using codebooks::RoundAgreement;

/// The reason of a figure that a summary does not hold.
constexpr std::string_view not_computed = "not computed";

void undefined_cell(Markup& m, const Figure& value, std::string_view columns) {
    m.element("td", {{"class", "undefined"}, {"colspan", std::string(columns)}}, figure(value));
}

void interval_cell(Markup& m, const Summary& summary, std::string_view name, bool shares = false) {
    const auto interval = interval_of(summary, name);
    if (!interval) {
        const auto low = summary.get(std::string(name) + "_ci95_low");
        if (low.defined() || low.reason() == not_computed)
            return number_cell(m, "–");
        m.element("td", {{"class", "undefined"}}, figure(low));
        return;
    }
    number_cell(m, shares ? percent_of(interval->first) + " to " + percent_of(interval->second)
                          : words_of(*interval));
}

std::vector<std::string> shown(const RoundAgreement& agreement) {
    if (agreement.kind == Codebook::Kind::codes)
        return {"percent_agreement", "alpha_masi",   "alpha_jaccard",
                "alpha_set_nominal", "pooled_kappa", "alpha_binary_micro"};
    if (agreement.overall.raters == 2)
        return {"percent_agreement", "cohen_kappa", "alpha_nominal", "gwet_ac1", "brennan_prediger"};
    return {"percent_agreement", "full_agreement", "fleiss_kappa",    "conger_kappa",
            "alpha_nominal",     "gwet_ac1",       "brennan_prediger"};
}

void coefficient_line(Markup& m, const RoundAgreement& agreement, const std::string& name) {
    const auto value = agreement.overall.get(name);
    if (!value.defined() && value.reason() == not_computed)
        return; // not meant for rounds like this one
    const bool shares = name.ends_with("_agreement");
    m.in("tr", [&] {
        cell(m, title_of(name, agreement.kind));
        if (!value.defined())
            return undefined_cell(m, value, "3");
        number_cell(m, shares ? percent_of(value) : figure(value));
        interval_cell(m, agreement.overall, name, shares);
        const auto error = agreement.overall.get(name + "_se_jackknife");
        number_cell(m, error.defined() ? figure(error) : "–");
    });
}

void heading_row(Markup& m, std::string_view title, std::string_view columns) {
    m.in("tr", {{"class", "head"}}, [&] {
        m.element("th", {{"scope", "rowgroup"}, {"colspan", std::string(columns)}}, title);
    });
}

void name_cell(Markup& m, std::string_view name, std::string_view given) {
    m.in("td", {{"class", "t"}}, [&] {
        m.text(name);
        if (!given.empty())
            m.element("small", " " + std::string(given));
    });
}

void percent_cell(Markup& m, const Figure& percent) {
    m.element("td", {{"class", percent.defined() ? "n" : "undefined"}}, percent_of(percent));
}

/// The named figures and the interval of the last of them; one cell with the reason where there is none of
/// them.
void figure_cells(Markup& m, const Summary& summary, std::span<const std::string_view> names) {
    const auto last = summary.get(names.back());
    bool any = false;
    for (const auto name : names)
        any = any || summary.get(name).defined();
    if (!any)
        return undefined_cell(m, last, std::to_string(names.size() + 1));
    for (const auto name : names) {
        const auto value = summary.get(name);
        m.element("td", {{"class", value.defined() ? "n" : "undefined"}}, figure(value));
    }
    interval_cell(m, summary, names.back());
}

constexpr std::array<std::string_view, 3> of_values{"gwet_ac1", "cohen_kappa", "alpha_nominal"};
constexpr std::array<std::string_view, 3> of_values_by_many{"gwet_ac1", "fleiss_kappa", "alpha_nominal"};
constexpr std::array<std::string_view, 3> of_sets{"alpha_set_nominal", "alpha_jaccard", "alpha_masi"};

std::span<const std::string_view> value_figures(const RoundAgreement& agreement) {
    return agreement.raters.size() == 2 ? of_values : of_values_by_many;
}

void row(Markup& m, std::string_view name, const Summary& summary, std::span<const std::string_view> figures,
         std::string_view given = {}) {
    m.in("tr", [&] {
        name_cell(m, name, given);
        number_cell(m, share(summary.pairable_units, summary.units));
        percent_cell(m, summary.get("percent_agreement"));
        figure_cells(m, summary, figures);
    });
}

/// "(12 and 15)": how often each coder gave or applied it.
std::string given(const RoundAgreement& agreement, const codebooks::CategoryAgreement& category) {
    std::vector<std::string> times;
    for (const auto& rater : agreement.raters) {
        const auto found = category.applied.find(rater);
        times.push_back(count(found == category.applied.end() ? 0 : found->second));
    }
    return "(" + joined(times) + ")";
}

std::vector<Column> value_columns(const RoundAgreement& agreement, std::string first) {
    return {{std::move(first)},
            {"Judged by two or more / posts", true},
            {"Percent", true},
            {"AC1", true},
            {agreement.raters.size() == 2 ? "Cohen’s kappa" : "Fleiss’ kappa", true},
            {"Alpha", true},
            {"95 % interval of alpha", true}};
}

void write_answers(Markup& m, const RoundAgreement& agreement) {
    m.element("h4", agreement.by_source.size() > 1 ? "By answer and by source" : "By answer");
    table(m, value_columns(agreement, "Answer, or source"), [&] {
        heading_row(m, "Each answer against the rest, and how often each coder gave it", "7");
        for (const auto& category : agreement.by_category)
            row(m, category.name, category.summary, value_figures(agreement), given(agreement, category));
        if (agreement.by_source.size() > 1) {
            heading_row(m, "By source, all answers", "7");
            for (const auto& [source, summary] : agreement.by_source)
                row(m, source, summary, value_figures(agreement));
        }
    });
    write_reading(m, reading_of_categories(agreement));
    if (agreement.by_source.size() > 1)
        write_reading(m, reading_of_sources(agreement));
}

void write_codes(Markup& m, const RoundAgreement& agreement) {
    if (agreement.by_source.size() > 1) {
        m.element("h4", "By source");
        table(m,
              {{"Set of codes of a post"},
               {"Judged by two or more / posts", true},
               {"Same set", true},
               {"Alpha, equal or not", true},
               {"Alpha, Jaccard", true},
               {"Alpha, MASI", true},
               {"95 % interval of MASI", true}},
              [&] {
                  row(m, "all sources", agreement.overall, of_sets);
                  for (const auto& [source, summary] : agreement.by_source)
                      row(m, source, summary, of_sets);
              });
        write_reading(m, reading_of_sources(agreement));
    }
    m.element("h4", "Code by code");
    table(m, value_columns(agreement, "Code, applied or not"), [&] {
        for (const auto& category : agreement.by_category)
            row(m, category.name, category.summary, value_figures(agreement), given(agreement, category));
    });
    write_reading(m, reading_of_categories(agreement));
}

} // namespace

void write_coefficients(Markup& m, const RoundAgreement& agreement) {
    m.element("h4", "Coefficients");
    table(m, {{"Coefficient"}, {"Value", true}, {"95 % interval", true}, {"Standard error", true}}, [&] {
        for (const auto& name : shown(agreement))
            coefficient_line(m, agreement, name);
    });
    write_reading(m, reading_of_coefficients(agreement));
    for (const auto& warning : agreement.overall.warnings)
        write_note(m, "Mind: " + without_stop(warning) + ".");
    auto scope = scope_of(agreement) + " Standard errors: jackknife over the same.";
    if (interval_of(agreement.overall, "cohen_kappa"))
        scope +=
            " The interval of Cohen’s kappa is analytic (Fleiss, Cohen and Everitt 1969) and takes posts as "
            "independent.";
    write_note(m, scope);
}

void write_categories(Markup& m, const RoundAgreement& agreement) {
    const bool question = agreement.kind == Codebook::Kind::question;
    if (question)
        write_answers(m, agreement);
    else
        write_codes(m, agreement);
    write_note(m,
               std::string(question ? "In brackets: how often each coder gave the answer. "
                                    : "In brackets: to how many posts each coder applied the code. ") +
                   "Coders, units, missing values and intervals are as above; each row draws those of its own "
                   "posts.");
}

} // namespace axial::exports
