// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/segments.h"

#include "corpus/text/text_offsets.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace axial::corpus {
namespace {

using Breaks = std::unique_ptr<icu::BreakIterator>;
/// Whether a segment counts: its bytes and ICU's rule status at its end.
using Wanted = std::function<bool(std::string_view, std::int32_t)>;

bool is_blank(std::string_view piece) {
    return piece.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// ICU counts bytes of a UTF-8 text in 32 bits; a text that is longer, or ICU without its data, gives one
/// segment.
std::vector<TextRange> split(std::string_view text, Breaks breaks, UErrorCode status, const Wanted& wanted) {
    const TextOffsets offsets(text);
    std::vector<TextRange> found;
    UText* source = utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (U_SUCCESS(status))
        breaks->setText(source, status);
    if (U_FAILURE(status)) {
        utext_close(source);
        if (!is_blank(text))
            found.emplace_back(0, static_cast<std::uint32_t>(offsets.length()));
        return found;
    }
    std::int32_t begin = breaks->first();
    for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE;
         begin = end, end = breaks->next()) {
        const auto from = static_cast<std::size_t>(begin), to = static_cast<std::size_t>(end);
        if (wanted(text.substr(from, to - from), breaks->getRuleStatus()))
            found.emplace_back(static_cast<std::uint32_t>(offsets.from_byte(from)),
                               static_cast<std::uint32_t>(offsets.from_byte(to)));
    }
    breaks.reset(); // before the text that it looks at
    utext_close(source);
    return found;
}

} // namespace

std::vector<TextRange> sentences_of(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    Breaks breaks(icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
    return split(text, std::move(breaks), status,
                 [](std::string_view piece, std::int32_t) { return !is_blank(piece); });
}

std::vector<TextRange> words_of(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    Breaks breaks(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    return split(text, std::move(breaks), status, [](std::string_view, std::int32_t rule) {
        return rule >= UBRK_WORD_NONE_LIMIT; // letters, numbers, kana, ideographs
    });
}

} // namespace axial::corpus
