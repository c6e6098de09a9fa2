// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::exports {
namespace {

using agreement::Figure;
using codebooks::Codebook;
using codebooks::PairAgreement;
using codebooks::RoundAgreement;
using codebooks::RoundDiagnosis;

constexpr std::size_t pairs_shown = 10;

bool is_question(const RoundAgreement& agreement) {
    return agreement.kind == Codebook::Kind::question;
}

const PairAgreement* pair_of(const RoundDiagnosis& diagnosis, std::size_t a, std::size_t b) {
    for (const auto& pair : diagnosis.pairs)
        if (pair.first == std::min(a, b) && pair.second == std::max(a, b))
            return &pair;
    return nullptr;
}

/// A figure with the number of posts that it rests on. The reason is said below the matrix.
void pair_cell(Markup& m, const Figure& value, std::int64_t posts) {
    m.in("td", {{"class", value.defined() ? "n" : "n zero"}}, [&] {
        m.text(value.defined() ? figure(value) : "undefined");
        m.element("small", count(posts, "post", "posts"));
    });
}

std::string reasons_of(const RoundAgreement& agreement, const RoundDiagnosis& diagnosis) {
    std::string text;
    for (const auto& pair : diagnosis.pairs)
        for (const auto& [name, value] : {std::pair("kappa", &pair.kappa), std::pair("alpha", &pair.alpha)})
            if (!value->defined())
                text += fmt::format(" Undefined, {} of {} and {}: {}.", name, agreement.raters[pair.first],
                                    agreement.raters[pair.second], value->reason());
    return text;
}

void write_matrix(Markup& m, const RoundAgreement& agreement, const RoundDiagnosis& diagnosis) {
    const auto& raters = agreement.raters;
    std::vector<Column> columns{{"Coder"}};
    for (const auto& rater : raters)
        columns.push_back({rater, true});
    columns.push_back({"Alpha without", true});
    table(m, columns, [&] {
        for (std::size_t row = 0; row < raters.size(); ++row)
            m.in("tr", [&] {
                cell(m, raters[row]);
                for (std::size_t column = 0; column < raters.size(); ++column) {
                    const auto* pair = row == column ? nullptr : pair_of(diagnosis, row, column);
                    if (pair == nullptr)
                        number_cell(m, "–");
                    else
                        pair_cell(m, column > row ? pair->kappa : pair->alpha, pair->units);
                }
                const auto without = row < diagnosis.without_coder.size() ? diagnosis.without_coder[row]
                                                                          : Figure::undefined("not computed");
                m.element("td", {{"class", without.defined() ? "n" : "undefined"}}, figure(without));
            });
    });
}

void write_pairs(Markup& m, const RoundAgreement& agreement, const RoundDiagnosis& diagnosis) {
    if (agreement.raters.size() < 3)
        return; // the pair is the round
    m.element("h4", "Pairs of coders");
    write_matrix(m, agreement, diagnosis);
    write_reading(m, reading_of_pairs(agreement, diagnosis));
    write_note(m,
               fmt::format("Above the diagonal Cohen’s kappa{}, below it Krippendorff’s alpha{}, each over the "
                           "posts that both judged, with their number; no intervals.{}",
                           is_question(agreement) ? "" : " of equal sets of codes",
                           is_question(agreement) ? "" : " with the MASI distance",
                           reasons_of(agreement, diagnosis)));
}

void write_confused(Markup& m, const RoundAgreement& agreement, const RoundDiagnosis& diagnosis) {
    m.element("h4", "Taken for each other");
    const auto& pairs = diagnosis.confused;
    const auto& names = diagnosis.coincidences.names;
    const auto shown = std::min(pairs.size(), pairs_shown);
    if (shown > 0)
        table(m, {{"One coder"}, {"Another"}, {"Count", true}, {"Share", true}}, [&] {
            for (std::size_t i = 0; i < shown; ++i)
                m.in("tr", [&] {
                    cell(m, names[pairs[i].first]);
                    cell(m, names[pairs[i].second]);
                    number_cell(m, amount(pairs[i].count));
                    number_cell(m, percent_of(pairs[i].share));
                });
        });
    write_reading(m, reading_of_confused(agreement.kind, diagnosis));
    if (shown > 1)
        write_heat_map(m, diagnosis.coincidences);
    auto note = std::string(
        is_question(agreement)
            ? "Counts are Krippendorff’s coincidences of the answers to a post"
            : "Counted over posts and pairs of coders: a code that both applied counts 1 on the diagonal; a "
              "code "
              "that one applied counts 1, in equal parts, with the codes that only the other applied, or with "
              "nothing");
    note += "; shares are of all that lie off the diagonal.";
    if (pairs.size() > shown)
        note += fmt::format(" {} more pairs are not listed.", pairs.size() - shown);
    write_note(m, note + " Units, coders and missing values as above; counts, so no intervals.");
}

void split_row(Markup& m, std::string_view name, const codebooks::Splits& splits, bool has_extent) {
    const auto differ = splits.omission + splits.code + splits.boundary + splits.both;
    const auto part = [&](std::int64_t number, bool possible) {
        if (possible)
            m.in("td", {{"class", number == 0 ? "n zero" : "n"}}, [&] {
                m.text(count(number));
                m.element("small", percent(number, differ));
            });
        else
            number_cell(m, "–");
    };
    m.in("tr", [&] {
        cell(m, name);
        number_cell(m, count(splits.agreements));
        number_cell(m, count(differ));
        part(splits.omission, true);
        part(splits.code, true);
        part(splits.boundary, has_extent);
        part(splits.both, has_extent);
    });
}

void write_splits(Markup& m, const RoundDiagnosis& diagnosis) {
    if (!diagnosis.posts && !diagnosis.spans)
        return;
    m.element("h4", "How they differ");
    table(m,
          {{"Compared"},
           {"Alike", true},
           {"Not alike", true},
           {"Left out", true},
           {"Other code", true},
           {"Other extent", true},
           {"Code and extent", true}},
          [&] {
              if (diagnosis.posts)
                  split_row(m, "Sets of codes of posts", *diagnosis.posts, false);
              if (diagnosis.spans)
                  split_row(m, "Stretches of text", *diagnosis.spans, true);
          });
    std::string text;
    if (diagnosis.posts)
        text = reading_of_splits(*diagnosis.posts, "posts");
    if (diagnosis.spans)
        text += (text.empty() ? "" : " ") + reading_of_splits(*diagnosis.spans, "stretches");
    write_reading(m, text);
    write_note(
        m, "Counted over all pairs of coders, in the posts that both judged (stretches: that all judged). "
           "Left out: the other coder applied nothing, or the same but less. Percentages are of what is not "
           "alike; counts, so no intervals.");
}

void write_drift(Markup& m, const RoundAgreement& agreement, const RoundDiagnosis& diagnosis) {
    m.element("h4", "As coding went on");
    if (diagnosis.drift.size() < 2)
        return write_missing(m, reading_of_drift(diagnosis));
    const auto day = [](Time at) { return format_time(std::chrono::floor<std::chrono::seconds>(at)); };
    table(m,
          {{"First decided"},
           {"Last decided"},
           {"Posts", true},
           {"Percent", true},
           {"Alpha", true},
           {"95 % interval", true}},
          [&] {
              for (const auto& window : diagnosis.drift)
                  m.in("tr", [&] {
                      m.element("td", {{"class", "day"}}, day(window.from));
                      m.element("td", {{"class", "day"}}, day(window.to));
                      number_cell(m, count(window.units));
                      number_cell(m, percent_of(window.percent));
                      m.element("td", {{"class", window.alpha.defined() ? "n" : "undefined"}},
                                figure(window.alpha));
                      number_cell(m, window.low.defined() && window.high.defined()
                                         ? words_of({window.low.value(), window.high.value()})
                                         : "–");
                  });
          });
    write_reading(m, reading_of_drift(diagnosis));
    write_note(m,
               fmt::format("Posts that at least two of {} judged, in the order of the later decision, in "
                           "windows of equal number. Alpha is nominal{}. Intervals draw posts.",
                           count(agreement.overall.raters, "coder", "coders"),
                           is_question(agreement) ? "" : ", every distinct set of codes a value of its own"));
}

} // namespace

void write_diagnosis(Markup& m, const RoundSection& section) {
    if (!section.diagnosis)
        return write_missing(m, section.diagnosis_trouble.empty()
                                    ? "Nothing is known about how the coders differ."
                                    : "How the coders differ could not be computed: " +
                                          without_stop(section.diagnosis_trouble) + ".");
    write_pairs(m, *section.agreement, *section.diagnosis);
    write_confused(m, *section.agreement, *section.diagnosis);
    write_splits(m, *section.diagnosis);
    write_drift(m, *section.agreement, *section.diagnosis);
}

} // namespace axial::exports
