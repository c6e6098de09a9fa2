// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/utf8.h"

#include "corpus/text/canonical_text.h"

#include <unicode/utf8.h>

#include <algorithm>

namespace axial::corpus {

namespace utf8 {

std::size_t count(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
    return result;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

bool starts_with_folded(std::string_view text, std::string_view lower_case_prefix) {
    return text.size() >= lower_case_prefix.size() &&
           std::equal(lower_case_prefix.begin(), lower_case_prefix.end(), text.begin(),
                      [](char expected, char c) { return expected == lower(c); });
}

std::u32string decoded(std::string_view text) {
    std::u32string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view window = text.substr(at, 4);
        const auto* bytes = reinterpret_cast<const uint8_t*>(window.data());
        int32_t next = 0;
        UChar32 code_point = 0;
        U8_NEXT(bytes, next, static_cast<int32_t>(window.size()), code_point);
        result += code_point < 0 ? U'\uFFFD' : static_cast<char32_t>(code_point);
        at += static_cast<std::size_t>(next);
    }
    return result;
}

std::string encoded(std::u32string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char32_t code_point : text) {
        uint8_t bytes[U8_MAX_LENGTH];
        int32_t length = 0;
        U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(code_point));
        result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
    }
    return result;
}

} // namespace utf8

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Appends the code point at `at` and steps past it; a broken sequence becomes one U+FFFD, as Unicode advises.
void append_code_point(std::string_view text, std::size_t& at, std::string& out) {
    const auto begin = static_cast<int32_t>(0);
    // ICU counts in 32 bits: look at one code point's bytes only, so that texts of any length are safe.
    const std::string_view window = text.substr(at, 4);
    const auto* bytes = reinterpret_cast<const uint8_t*>(window.data());
    int32_t next = begin;
    UChar32 code_point = 0;
    U8_NEXT(bytes, next, static_cast<int32_t>(window.size()), code_point);
    if (code_point < 0)
        out += replacement;
    else
        out.append(window.substr(0, static_cast<std::size_t>(next)));
    at += static_cast<std::size_t>(next);
}

/// ASCII that cleaning leaves as it is.
constexpr bool stays(char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != '\r' && c != '\0';
}

/// White space of any script: what Unicode calls White_Space, by its UTF-8 bytes. Returns its length or 0.
std::size_t white_space_at(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 1;
    const std::string_view rest = text.substr(at, 3);
    for (const std::string_view space : {"\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\xA8", "\xE2\x80\xA9",
                                         "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"})
        if (rest.starts_with(space))
            return space.size();
    const bool general_space = rest.size() == 3 && rest.starts_with("\xE2\x80") &&
                               static_cast<unsigned char>(rest[2]) >= 0x80 &&
                               static_cast<unsigned char>(rest[2]) <= 0x8A;
    return general_space ? 3 : 0;
}

} // namespace

std::string clean_utf8(std::string_view text) {
    while (text.starts_with(byte_order_mark))
        text.remove_prefix(byte_order_mark.size());
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && stays(text[at]))
            ++at;
        out.append(text.substr(begin, at - begin));
        if (at == text.size())
            break;
        if (static_cast<unsigned char>(text[at]) >= 0x80) {
            append_code_point(text, at, out);
        } else if (text[at++] == '\r') {
            out += '\n';
            if (at < text.size() && text[at] == '\n')
                ++at;
        }
    }
    // A U+0000 before the mark would otherwise leave it at the start, and cleaning twice would differ.
    while (out.starts_with(byte_order_mark))
        out.erase(0, byte_order_mark.size());
    return out;
}

std::string fold_white_space(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool pending = false;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t blank = white_space_at(text, at); blank > 0) {
            pending = !out.empty();
            at += blank;
            continue;
        }
        if (pending)
            out += ' ';
        pending = false;
        out += text[at++];
    }
    return out;
}

} // namespace axial::corpus
