// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <string>
#include <string_view>

namespace axial::corpus {

/// Raised when the same text may come out as another language.
inline constexpr int language_version = 1;

/// The language that most of a post's prose is written in, as a BCP 47 tag: "en", "zh", "zh-Hant", "pt". Empty
/// where it is not known: prose too short (fewer than 20 letters; a Chinese, Japanese or Korean character
/// counts as four), of several languages without one that prevails, or too little like any of them.
///
/// Prose is what the author wrote in sentences: title and text without code, quotes, links, images, mentions
/// and references, without words that look like names in a program or a log, and without headings unless there
/// is little else. At most its first 16 KiB are read.
[[nodiscard]] std::string language_of(std::string_view title, const CanonicalText& body);

} // namespace axial::corpus
