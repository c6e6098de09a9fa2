// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/record.h"

#include <QString>
#include <QStringList>

/// How things are named to people.
namespace axial::coding_ui {

[[nodiscard]] QString iso_date(Time time);  ///< "2023-08-14", for lists
[[nodiscard]] QString long_date(Time time); ///< "14 Aug 2023, 09:12", for reading; UTC
/// "1 post", "6 posts".
[[nodiscard]] QString counted(qint64 number, const QString& one, const QString& many);
/// "Hugging Face forum", "GitHub issue", "Stack Overflow": where a thread is, in a word or two.
[[nodiscard]] QString place_of(const corpus::Thread& thread);
[[nodiscard]] QString shown_author(const corpus::Author& author);
/// The words and phrases that a query looks for in the text, to highlight; none where it does not parse.
[[nodiscard]] QStringList highlight_terms(const QString& query);
/// A text as one line without control characters.
[[nodiscard]] QString one_line(const std::string& text);

} // namespace axial::coding_ui
