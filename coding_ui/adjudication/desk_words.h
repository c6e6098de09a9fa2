// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/code_index.h"

#include <QString>

/// How disagreements and settlements are put to people.
namespace axial::coding_ui {

/// "missing", "code", "boundary", "both", "answer".
[[nodiscard]] QString word_of(codebooks::adjudication::Kind kind);
/// "one coded what another left alone".
[[nodiscard]] QString meaning_of(codebooks::adjudication::Kind kind);
/// "A", "B", "C": a coder's letter by place among the judges.
[[nodiscard]] QString letter_of(std::size_t judge);
/// What a coder decided, in one line: "Fear of malicious code", "nothing", "Include".
[[nodiscard]] QString decision_of(const codebooks::adjudication::Item& item, const std::string& coder,
                                  const CodeIndex& codes);
[[nodiscard]] QString answer_name(const codebooks::Codebook& book, const std::string& answer);
/// The middle of a long quote left out: where coders differ about extents, its ends count.
[[nodiscard]] QString shortened(const std::string& quote);
/// "✓ ben’s", "✓ joined", "put off", "late decision"; empty where nothing was settled.
[[nodiscard]] QString state_of(const codebooks::adjudication::Item& item);
/// What was settled, in rich text: who, when, which codes on what, and why.
[[nodiscard]] QString settlement_html(const codebooks::adjudication::Item& item, const CodeIndex& codes);

/// Why a way of settling does not fit an item; empty where it does.
[[nodiscard]] QString why_not(const codebooks::adjudication::Item& item,
                              codebooks::adjudication::Wanted::How how);

} // namespace axial::coding_ui
