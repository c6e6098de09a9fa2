// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace axial::corpus::utf8 {

/// Whether a byte continues a code point rather than starting one.
[[nodiscard]] constexpr bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// How many bytes the code point with this first byte takes, in valid UTF-8.
[[nodiscard]] constexpr std::size_t length_of(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// How many code points a valid text has.
[[nodiscard]] std::size_t count(std::string_view text);

/// The code points of a valid text, and back.
[[nodiscard]] std::u32string decoded(std::string_view text);
[[nodiscard]] std::string encoded(std::u32string_view text);

[[nodiscard]] constexpr bool is_ascii_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_alnum(char c) {
    return is_ascii_alpha(c) || is_digit(c);
}
/// White space as HTML and Markdown mean it; a no-break space is not among it.
[[nodiscard]] constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
[[nodiscard]] constexpr bool is_punctuation(char c) {
    return c > ' ' && c < 0x7f && !is_alnum(c);
}
[[nodiscard]] constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
[[nodiscard]] std::string lower(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);

/// Compares without regard to ASCII case.
[[nodiscard]] bool starts_with_folded(std::string_view text, std::string_view lower_case_prefix);

} // namespace axial::corpus::utf8
