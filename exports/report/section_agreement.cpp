// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/agreement_reading.h"
#include "exports/report/sections.h"

namespace axial::exports {
namespace {

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
    m.element("p", {{"class", "reading lead"}}, reading_of(agreement));
    write_coefficients(m, agreement);
    write_categories(m, agreement);
    write_levels(m, section);
    write_diagnosis(m, section);
    m.element("h4", "For a methods section");
    m.element("p", {{"class", "methods"}}, methods_of(agreement));
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
