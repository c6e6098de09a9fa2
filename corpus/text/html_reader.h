// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace axial::corpus {

class Composer;

/// Reads a whole HTML body. Where its nesting would make a tree builder slow or deep, it is read tag by tag
/// instead: the same text, with less repair of what its author left unclosed.
void read_html(std::string_view html, Composer& composer);

/// Reads a piece of HTML tag by tag; elements may stay open for a later piece to close.
void read_html_piece(std::string_view html, Composer& composer);

/// Decodes the character references of text in which '<' has no meaning.
[[nodiscard]] std::string text_of_html_without_tags(std::string_view text);

} // namespace axial::corpus
