// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/markup.h"
#include "exports/report/report_data.h"

/// The sections of the page, in its order. Each says what is missing where there is nothing to show.
namespace axial::exports {

void write_opening(Markup& m, const Report& report);
void write_corpus(Markup& m, const Report& report);
void write_funnel(Markup& m, const Report& report);
/// The figure alone.
void draw_funnel(Markup& m, const Funnel& funnel);
void write_agreement(Markup& m, const Report& report);
/// Parts of the agreement of one round, which must have figures; each with its heading and its reading.
void write_coefficients(Markup& m, const codebooks::RoundAgreement& agreement);
void write_categories(Markup& m, const codebooks::RoundAgreement& agreement);
void write_levels(Markup& m, const RoundSection& section);
void write_diagnosis(Markup& m, const RoundSection& section);
void write_methods(Markup& m, const codebooks::RoundAgreement& agreement);
/// How often codes or answers meet, as a tinted table of its lower half; nothing where that would be too large.
void write_heat_map(Markup& m, const codebooks::Coincidences& coincidences);
void write_frequencies(Markup& m, const Report& report);
void write_quotes(Markup& m, const Report& report);
void write_repositories(Markup& m, const Report& report);
void write_appendix(Markup& m, const Report& report);

/// A square in the colour of a code; grey where that is no colour.
void chip(Markup& m, const std::string& colour);
/// "a, b and c".
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
/// In one sentence, what is not there and how to get it.
void write_missing(Markup& m, std::string_view sentence);
/// A paragraph of small print: how the figures above or below were counted.
void write_note(Markup& m, std::string_view sentence);
/// A paragraph of plain reading, computed from the figures.
void write_reading(Markup& m, std::string_view sentences);

extern const std::string_view report_style;

} // namespace axial::exports
