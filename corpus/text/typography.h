// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What Discourse's renderer (markdown-it with its typographer and Discourse's own replacements) makes of typed
/// prose. The quirks are the renderer's: a text is one stretch between two pieces of markup, so that its start
/// counts as the start of a line.
namespace axial::corpus {

/// A stretch of what one block shows, in order.
struct Stretch {
    enum class Kind {
        text,       ///< prose: it is changed
        fixed,      ///< code, mathematics, addresses, tags: only its first and last character count
        line_break, ///
        border,     ///< formatting begins or ends here
    };
    Kind kind = Kind::text;
    int level = 0; ///< how many elements are open around it
    std::u32string text = {};
};

/// .. and ... as …, -- and --- as dashes, -> as an arrow, +- as ±, (tm) as ™; runs of ?, ! and , are cut.
[[nodiscard]] std::u32string with_replacements(std::u32string text);

/// Straight quotes as curly ones in pairs, apostrophes as ’, over all stretches of one block.
void curl_quotes(std::vector<Stretch>& stretches);

/// :name: and the smileys that Discourse knows as emoji.
[[nodiscard]] std::u32string with_emoji(std::u32string_view text);

/// White space and punctuation as the renderer's rules have them: Unicode's, symbols included, but an emoji
/// beyond U+FFFF is neither.
[[nodiscard]] bool is_typographic_space(char32_t c);
[[nodiscard]] bool is_typographic_punctuation(char32_t c);

} // namespace axial::corpus
