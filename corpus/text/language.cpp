// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/language.h"

#include "corpus/text/utf8.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <utility>

namespace axial::corpus {
namespace {

constexpr std::size_t most_bytes = 16u << 10;
constexpr int fewest_letters = 20, letters_in_ideograph = 4;
constexpr int least_share = 60; ///< of a hundred bytes of prose

/// Headings are mostly those of a project's form, in its language rather than the author's.
bool is_prose(SpanKind kind, bool with_headings) {
    switch (kind) {
    case SpanKind::heading:
        return with_headings;
    case SpanKind::code_block:
    case SpanKind::inline_code:
    case SpanKind::quote:
    case SpanKind::link:
    case SpanKind::image:
    case SpanKind::mention:
    case SpanKind::reference:
        return false;
    default:
        return true;
    }
}

/// A word that names something in a program, a log or on the network says nothing of the language around it.
bool is_technical(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (utf8::is_digit(word[i]) || std::string_view("_/\\@=<>{}[]#$|~^&*+%").find(word[i]) < 20)
            return true;
        const bool inside = i > 0 && i + 1 < word.size() && utf8::is_alnum(word[i + 1]);
        if (inside && (word[i] == '.' || word[i] == ':' || word[i] == '('))
            return true;
        const bool hump = i > 0 && word[i] >= 'A' && word[i] <= 'Z' && word[i - 1] >= 'a' && word[i - 1] <= 'z';
        if (hump)
            return true;
    }
    return false;
}

bool is_ideograph(UChar32 c) {
    return u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0xAC00 && c <= 0xD7A3);
}

/// Prose as the detector wants it: letters, marks and plain punctuation; all else is a blank.
class Prose {
public:
    void add(std::string_view text) {
        for (std::size_t at = 0; at < text.size() && text_.size() < most_bytes;)
            at = static_cast<unsigned char>(text[at]) < 0x80 ? add_ascii(text, at) : add_other(text, at);
        text_ += '\n';
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] int letters() const { return letters_; }

private:
    std::size_t add_ascii(std::string_view text, std::size_t at) {
        std::size_t end = at;
        while (end < text.size() && text[end] > ' ' && static_cast<unsigned char>(text[end]) < 0x7f &&
               end - at < most_bytes)
            ++end;
        const auto word = text.substr(at, end - at);
        if (word.empty() || is_technical(word)) {
            text_ += ' ';
            return std::max(end, at + 1);
        }
        text_ += word;
        letters_ += static_cast<int>(std::count_if(word.begin(), word.end(), utf8::is_ascii_alpha));
        return end;
    }
    std::size_t add_other(std::string_view text, std::size_t at) {
        const std::size_t length = std::min(utf8::length_of(text[at]), text.size() - at);
        const auto character = text.substr(at, length);
        UChar32 c = 0;
        std::size_t i = 0;
        U8_NEXT_OR_FFFD(character.data(), i, character.size(), c);
        if (const bool letter = u_isalpha(c); letter || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) {
            text_ += character;
            letters_ += !letter ? 0 : is_ideograph(c) ? letters_in_ideograph : 1;
        } else {
            text_ += ' ';
        }
        return at + length;
    }
    std::string text_;
    int letters_ = 0;
};

Prose prose_of(std::string_view title, const CanonicalText& body, bool with_headings) {
    Prose prose;
    prose.add(title);
    // Spans are sorted by where they begin, so one walk over the code points finds every stretch between them.
    const std::string_view text = body.text;
    std::size_t byte = 0, point = 0;
    const auto walk_to = [&](std::size_t target) {
        const auto from = byte;
        for (; point < target && byte < text.size(); ++point)
            byte = std::min(byte + utf8::length_of(text[byte]), text.size());
        return text.substr(from, byte - from);
    };
    for (const auto& span : body.spans) {
        if (is_prose(span.kind, with_headings) || span.end <= point)
            continue;
        if (span.begin > point)
            prose.add(walk_to(span.begin));
        walk_to(span.end);
    }
    prose.add(text.substr(byte));
    return prose;
}

/// The detector's codes are BCP 47 but for a few that were withdrawn; what is no language has no tag.
std::string tag_of(CLD2::Language language) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> renamed{
        {{"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}, {"mo", "ro"}, {"sh", "sr-Latn"}}};
    const std::string_view code = CLD2::LanguageCode(language);
    if (code == "un" || code.starts_with("xx") || code.starts_with("zz") || code.starts_with("tlh"))
        return {};
    const auto found =
        std::find_if(renamed.begin(), renamed.end(), [&](const auto& pair) { return pair.first == code; });
    return std::string(found == renamed.end() ? code : found->second);
}

} // namespace

std::string language_of(std::string_view title, const CanonicalText& body) {
    auto prose = prose_of(title, body, false);
    if (prose.letters() < fewest_letters)
        prose = prose_of(title, body, true);
    if (prose.letters() < fewest_letters)
        return {};
    const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> shares{};
    std::array<double, 3> scores{};
    int bytes = 0, valid = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummaryCheckUTF8(prose.text().data(), static_cast<int>(prose.text().size()), true,
                                            &no_hints, 0, languages.data(), shares.data(), scores.data(),
                                            nullptr, &bytes, &reliable, &valid);
    return reliable && shares[0] >= least_share ? tag_of(languages[0]) : std::string();
}

} // namespace axial::corpus
