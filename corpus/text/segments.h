// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::corpus {

/// A half-open range of code points.
using TextRange = std::pair<std::uint32_t, std::uint32_t>;

/// The sentences of a text by ICU's rules (UAX #29, root locale), in order. A line's end ends a sentence, so a
/// line of code is one. White space after a sentence belongs to it; ranges of white space alone are left out.
[[nodiscard]] std::vector<TextRange> sentences_of(std::string_view text);

/// The words and numbers of a text by ICU's rules (UAX #29; Chinese, Japanese and Thai by dictionary), in
/// order. White space, punctuation and symbols between them are left out.
[[nodiscard]] std::vector<TextRange> words_of(std::string_view text);

} // namespace axial::corpus
