// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What the tokenizer needs to know of Unicode; ICU is used here only.
namespace axial::corpus::index {

enum class CharacterType : std::uint8_t {
    separator,
    word,    ///< letters, digits, marks and _ of scripts that put blanks between words
    run,     ///< Chinese, Japanese and Korean letters
    complex, ///< Thai, Lao, Khmer, Burmese: words by dictionary
    symbol,  ///< emoji: each a word
    joiner,  ///< invisible inside a word: soft hyphen, ZWJ, ZWNJ, word joiner
};

struct Character {
    CharacterType type = CharacterType::separator;
    std::uint8_t length = 1; ///< bytes
    bool mark = false;       ///< combines with what stands before it
};

/// The character at byte `at`, which must lie inside the text. An invalid byte is a separator.
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);

/// NFKC_Casefold: case, width and compatibility forms and invisible characters apart. ’ becomes '.
[[nodiscard]] std::string fold_text(std::string_view text);

[[nodiscard]] std::string ascii_lower(std::string_view text);

/// Byte ranges of the words by ICU's dictionaries.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> dictionary_words(std::string_view text);

} // namespace axial::corpus::index
