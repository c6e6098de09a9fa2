// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/text_offsets.h"

#include "corpus/text/graphemes.h"
#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus {
namespace {

constexpr std::size_t block_size = 64;

/// A code point beyond the basic plane takes four bytes in UTF-8 and two units in UTF-16.
std::size_t utf16_units(char first) {
    return utf8::length_of(first) == 4 ? 2 : 1;
}

/// Where the next code point starts; stays inside the text whatever its bytes are.
std::size_t step(std::string_view text, std::size_t byte) {
    ++byte;
    while (byte < text.size() && utf8::is_continuation(text[byte]))
        ++byte;
    return byte;
}

/// Walks code points forwards from a known place; returns the byte reached.
std::size_t advance(std::string_view text, std::size_t byte, std::size_t code_points) {
    for (; code_points > 0 && byte < text.size(); --code_points)
        byte = step(text, byte);
    return byte;
}

} // namespace

TextOffsets::TextOffsets(std::string_view text) : text_(text) {
    blocks_.reserve(text.size() / block_size + 1);
    for (std::size_t byte = 0; byte < text.size(); ++byte) {
        if (utf8::is_continuation(text[byte]))
            continue;
        if (length_ % block_size == 0)
            blocks_.push_back({byte, utf16_length_});
        ++length_;
        utf16_length_ += utf16_units(text[byte]);
    }
}

std::size_t TextOffsets::byte_at(std::size_t code_point) const {
    if (code_point >= length_)
        return text_.size();
    return advance(text_, blocks_[code_point / block_size].byte, code_point % block_size);
}

std::size_t TextOffsets::utf16_at(std::size_t code_point) const {
    if (code_point >= length_)
        return utf16_length_;
    auto [byte, unit] = blocks_[code_point / block_size];
    for (std::size_t left = code_point % block_size; left > 0; --left) {
        unit += utf16_units(text_[byte]);
        byte = step(text_, byte);
    }
    return unit;
}

std::size_t TextOffsets::from_byte(std::size_t byte) const {
    if (byte >= text_.size())
        return length_;
    const auto after =
        std::upper_bound(blocks_.begin(), blocks_.end(), byte,
                         [](std::size_t value, const Block& block) { return value < block.byte; });
    const auto block = std::prev(after);
    auto code_point = static_cast<std::size_t>(block - blocks_.begin()) * block_size;
    for (std::size_t next = step(text_, block->byte); next <= byte; next = step(text_, next))
        ++code_point;
    return code_point;
}

std::size_t TextOffsets::from_utf16(std::size_t unit) const {
    if (unit >= utf16_length_)
        return length_;
    const auto after =
        std::upper_bound(blocks_.begin(), blocks_.end(), unit,
                         [](std::size_t value, const Block& block) { return value < block.utf16; });
    const auto block = std::prev(after);
    auto code_point = static_cast<std::size_t>(block - blocks_.begin()) * block_size;
    std::size_t byte = block->byte;
    for (std::size_t at = block->utf16; at + utf16_units(text_[byte]) <= unit; ++code_point) {
        at += utf16_units(text_[byte]);
        byte = step(text_, byte);
    }
    return code_point;
}

std::string_view TextOffsets::slice(std::size_t begin, std::size_t end) const {
    if (begin >= end)
        return {};
    const std::size_t first = byte_at(begin);
    return text_.substr(first, byte_at(end) - first);
}

std::pair<std::size_t, std::size_t> snap_to_graphemes(std::string_view text, std::size_t begin,
                                                      std::size_t end) {
    end = std::max(begin, end);
    const std::size_t first = advance(text, 0, begin);
    const std::size_t last = advance(text, first, end - begin);
    begin = begin == 0 ? 0 : std::min(begin, utf8::count(text.substr(0, first)));
    end = begin + utf8::count(text.substr(first, last - first));
    GraphemeBoundaries graphemes(text);
    const std::size_t floor = graphemes.at_or_before(first);
    const std::size_t ceiling = begin == end ? floor : graphemes.at_or_after(last);
    const std::size_t new_begin = begin - utf8::count(text.substr(floor, first - floor));
    if (begin == end)
        return {new_begin, new_begin};
    return {new_begin, end + utf8::count(text.substr(last, ceiling - last))};
}

} // namespace axial::corpus
