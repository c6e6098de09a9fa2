// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::corpus {

/// Translates offsets of one UTF-8 text between code points (what the study stores), UTF-16 units (what Qt
/// counts) and bytes (what C++ slices by). Built once in O(n); each look-up costs at most one block of 64 code
/// points. Holds a view of the text: the text must outlive it. Offsets past the end are clamped to the end.
class TextOffsets {
public:
    explicit TextOffsets(std::string_view text);

    [[nodiscard]] std::size_t length() const { return length_; }             ///< in code points
    [[nodiscard]] std::size_t utf16_length() const { return utf16_length_; } ///< in UTF-16 units

    [[nodiscard]] std::size_t byte_at(std::size_t code_point) const;
    [[nodiscard]] std::size_t utf16_at(std::size_t code_point) const;
    [[nodiscard]] std::size_t from_byte(std::size_t byte) const;
    [[nodiscard]] std::size_t from_utf16(std::size_t unit) const;

    /// The bytes of the code points [begin, end).
    [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const;

private:
    struct Block {
        std::size_t byte;
        std::size_t utf16;
    };
    std::string_view text_;
    std::vector<Block> blocks_; ///< where every 64th code point lies
    std::size_t length_ = 0;
    std::size_t utf16_length_ = 0;
};

/// The smallest range on grapheme boundaries (ICU's user-perceived characters) that holds [begin, end), in code
/// points. An emoji with its skin tone, a flag or a letter with its accents is never cut.
[[nodiscard]] std::pair<std::size_t, std::size_t> snap_to_graphemes(std::string_view text, std::size_t begin,
                                                                    std::size_t end);

} // namespace axial::corpus
