// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

#include <fmt/format.h>

namespace axial::exports {
namespace {

using agreement::Figure;
using codebooks::LevelAgreement;
using codebooks::RoundAgreement;
using codebooks::UnitLevel;

/// What a unit of the counts is: stretches lie on a line of characters.
std::string units_of(const LevelAgreement& level) {
    const auto units = level.summary.units;
    switch (level.level) {
    case UnitLevel::thread:
        return count(units, "thread", "threads");
    case UnitLevel::post:
        return count(units, "post", "posts");
    case UnitLevel::sentence:
        return count(units, "sentence", "sentences");
    case UnitLevel::token:
        return count(units, "word", "words");
    case UnitLevel::span:
    case UnitLevel::character:
        break;
    }
    return count(units, "character", "characters");
}

/// Percent agreement as a share; at the levels of words and characters it is kept from 0 to 100.
Figure percent_at(const LevelAgreement& level) {
    if (level.level == UnitLevel::span)
        return Figure::undefined("stretches are not given");
    if (level.level != UnitLevel::token && level.level != UnitLevel::character)
        return level.summary.get("percent_agreement");
    const auto percent = level.summary.get(level.level == UnitLevel::token ? "token_percent_agreement"
                                                                           : "char_percent_agreement");
    return percent.defined() ? Figure(percent.value() / 100) : percent;
}

void level_row(Markup& m, const RoundAgreement& agreement, const LevelAgreement& level) {
    const auto value = level.summary.get(level.headline);
    const auto interval = interval_of(level.summary, level.headline);
    m.in("tr", [&] {
        m.in("td", {{"class", "t"}}, [&] {
            m.text(capitalised(std::string(name_of(level.level))));
            m.element("small", level.unit);
        });
        m.in("td", {{"class", "n"}}, [&] {
            m.text(units_of(level));
            m.element("small", count(level.summary.pairable_values, "pairable value", "pairable values"));
        });
        if (level.level == UnitLevel::span)
            number_cell(m, "–");
        else
            m.element("td", {{"class", percent_at(level).defined() ? "n" : "undefined"}},
                      percent_of(percent_at(level)));
        cell(m, title_of(level.headline, agreement.kind));
        if (!value.defined()) {
            m.element("td", {{"class", "undefined"}, {"colspan", "2"}}, figure(value));
            return;
        }
        number_cell(m, figure(value));
        number_cell(m, interval ? words_of(*interval) : "–");
    });
}

/// "thread: …; post and sentence: …": what differs between levels, said once where it is the same.
std::string by_level(const RoundAgreement& agreement, std::string LevelAgreement::*words) {
    std::vector<std::pair<std::string, std::vector<std::string>>> groups;
    for (const auto& level : agreement.levels) {
        const auto name = std::string(name_of(level.level));
        if (groups.empty() || groups.back().first != without_stop(level.*words))
            groups.emplace_back(without_stop(level.*words), std::vector<std::string>());
        groups.back().second.push_back(name);
    }
    std::string text;
    for (const auto& [said, levels] : groups)
        text += (text.empty() ? "" : "; ") + joined(levels) + ": " + said;
    return text;
}

/// "0.845 (95 % interval 0.256 to 1.000)".
std::string with_interval(const agreement::Summary& summary, std::string_view name) {
    const auto interval = interval_of(summary, name);
    return figure(summary.get(name)) +
           (interval ? " (95 % interval " + words_of(*interval) + ")" : std::string(" (without an interval)"));
}

std::string stretches_sentence(const RoundAgreement& agreement) {
    for (const auto& level : agreement.levels) {
        const auto f1 = level.summary.get("span_f1");
        const auto both = level.summary.get("cu_alpha");
        const auto coverage = level.summary.get("cu_coverage");
        if (level.level != UnitLevel::span || !f1.defined())
            continue;
        auto text =
            fmt::format(" Of stretches, F1 is {}: how many of one coder’s find one of the other’s with the "
                        "same code that shares {:.0f} % of the longer.",
                        with_interval(level.summary, "span_f1"), 100 * agreement.options.overlap);
        if (both.defined() && coverage.defined())
            text +=
                fmt::format(" Where coders coded the same characters ({} of the text), their unitizing alpha "
                            "about which code applies is {}.",
                            percent_of(coverage), with_interval(level.summary, "cu_alpha"));
        return text;
    }
    return {};
}

} // namespace

void write_levels(Markup& m, const RoundSection& section) {
    const auto& agreement = *section.agreement;
    m.element("h4", "The same decisions in larger and smaller units");
    if (agreement.levels.empty())
        return write_missing(m,
                             section.levels_trouble.empty()
                                 ? "No figures of other units."
                                 : "No figures of other units: " + without_stop(section.levels_trouble) + ".");
    table(
        m,
        {{"Unit"}, {"How many", true}, {"Percent", true}, {"Figure"}, {"Value", true}, {"95 % interval", true}},
        [&] {
            for (const auto& level : agreement.levels)
                level_row(m, agreement, level);
        });
    write_reading(m, reading_of_levels(agreement) + stretches_sentence(agreement));
    const auto drawn = agreement.options.resample_threads
                           ? std::string("threads")
                           : std::string("posts (at the level of the thread: threads)");
    write_note(m, fmt::format("{}. Universe: {}. Missing: {}. Intervals draw {}, {} replicates, seed {}.",
                              count(agreement.overall.raters, "coder", "coders"),
                              by_level(agreement, &LevelAgreement::universe),
                              by_level(agreement, &LevelAgreement::missing_rule), drawn,
                              count(agreement.options.bootstrap.replicates), agreement.options.bootstrap.seed));
}

} // namespace axial::exports
