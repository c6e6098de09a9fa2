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
/// The plain reading of a round's figures, which claims no more than the interval allows.
[[nodiscard]] std::string reading_of(const codebooks::RoundAgreement& agreement);

extern const std::string_view report_style;

} // namespace axial::exports
