// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/characters.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace axial::corpus::index {
namespace {

bool writes_without_blanks(UChar32 c) {
    if (c == 0x30FC || c == 0xFF70) // the prolonged sound mark belongs to no script
        return true;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
        return true;
    default:
        return false;
    }
}

CharacterType type_of(UChar32 c) {
    if (c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF)
        return CharacterType::joiner;
    constexpr std::uint32_t wordly = U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK;
    if ((U_MASK(u_charType(c)) & wordly) == 0) {
        const bool emoji =
            u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION) && !u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER);
        return emoji ? CharacterType::symbol : CharacterType::separator;
    }
    if (writes_without_blanks(c))
        return CharacterType::run;
    if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT)
        return CharacterType::complex;
    return CharacterType::word;
}

} // namespace

Character character_at(std::string_view text, std::size_t at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 128) {
        const bool word = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= '0' && byte <= '9') || byte == '_';
        return {word ? CharacterType::word : CharacterType::separator, 1, false};
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data()) + at;
    const auto left = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
    std::int32_t i = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, i, left, c);
    if (c < 0)
        return {CharacterType::separator, static_cast<std::uint8_t>(i), false};
    return {type_of(c), static_cast<std::uint8_t>(i), (U_MASK(u_charType(c)) & U_GC_M_MASK) != 0};
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + 32);
    return lower;
}

std::string fold_text(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 128; }))
        return ascii_lower(text);
    std::string plain(text);
    for (std::size_t at = 0; (at = plain.find("\xE2\x80\x99", at)) != std::string::npos; ++at)
        plain.replace(at, 3, "'");
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    std::string folded;
    if (U_SUCCESS(status)) {
        icu::StringByteSink<std::string> sink(&folded);
        normalizer->normalizeUTF8(0, icu::StringPiece(plain.data(), static_cast<std::int32_t>(plain.size())),
                                  sink, nullptr, status);
    }
    return U_SUCCESS(status) ? folded : ascii_lower(plain);
}

std::vector<std::pair<std::size_t, std::size_t>> dictionary_words(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    thread_local const std::unique_ptr<icu::BreakIterator> words(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    std::vector<std::pair<std::size_t, std::size_t>> found;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.data(), static_cast<std::int64_t>(text.size()), &status);
    if (words)
        words->setText(&input, status);
    if (!words || U_FAILURE(status)) {
        utext_close(&input);
        found.emplace_back(0, text.size());
        return found;
    }
    std::int32_t from = words->first();
    for (std::int32_t to = words->next(); to != icu::BreakIterator::DONE; from = to, to = words->next())
        if (words->getRuleStatus() != UBRK_WORD_NONE)
            found.emplace_back(from, to);
    utext_close(&input);
    return found;
}

} // namespace axial::corpus::index
