// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/typography.h"

#include "corpus/text/emoji_names.h"
#include "corpus/text/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace axial::corpus {
namespace {

/// A rule looks at one place and answers how many characters there it replaces, 0 for none; the replacement is
/// appended by itself. Like a global regular expression, the rules go on behind what they took.
template <typename Rule>
std::u32string apply(const std::u32string& text, Rule rule) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t taken = rule(std::u32string_view(text), at, out);
        if (taken == 0)
            out += text[at++];
        at += taken;
    }
    return out;
}

std::size_t run_of(std::u32string_view text, std::size_t at, char32_t c) {
    return std::min(text.find_first_not_of(c, at), text.size()) - at;
}

char32_t at_or_end(std::u32string_view text, std::size_t at) {
    return at < text.size() ? text[at] : U'\0';
}

char32_t ascii_lower(char32_t c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

std::size_t abbreviation(std::u32string_view text, std::size_t at, std::u32string& out) {
    if (text[at] != '(' || at + 3 >= text.size() || text[at + 3] != ')')
        return 0;
    const char32_t first = ascii_lower(text[at + 1]), second = ascii_lower(text[at + 2]);
    const bool trade_mark = first == 't' && second == 'm', paragraph = first == 'p' && second == 'a';
    if (!trade_mark && !paragraph)
        return 0;
    out += trade_mark ? U'™' : U'¶';
    return 4;
}

std::size_t plus_minus(std::u32string_view text, std::size_t at, std::u32string& out) {
    if (!text.substr(at).starts_with(U"+-"))
        return 0;
    out += U'±';
    return 2;
}

/// An arrow with blanks or nothing around it; one blank is written on both sides.
template <char32_t arrow>
std::size_t arrow_rule(std::u32string_view text, std::size_t at, std::u32string& out) {
    const bool blank_before = is_typographic_space(text[at]);
    if (at > 0 && !blank_before)
        return 0;
    std::size_t end = at + (blank_before ? 1 : 0);
    if (arrow != U'→' && at_or_end(text, end++) != '<')
        return 0;
    const std::size_t dashes = run_of(text, std::min(end, text.size()), '-');
    if (dashes < 1 || dashes > 2)
        return 0;
    end += dashes;
    if (arrow != U'←' && at_or_end(text, end++) != '>')
        return 0;
    if (end < text.size() && !is_typographic_space(text[end]))
        return 0;
    out.append(U" ").append(1, arrow).append(U" ");
    return end + (end < text.size() ? 1 : 0) - at;
}

/// Two dots are enough: recorded posts show it, though the newest Discourse asks for three.
std::size_t ellipsis(std::u32string_view text, std::size_t at, std::u32string& out) {
    const std::size_t dots = text[at] == U'…' ? 1 : run_of(text, at, '.');
    if (dots < 2 && text[at] != U'…') {
        out += text.substr(at, dots);
        return dots;
    }
    const bool after_mark = at > 0 && (text[at - 1] == '?' || text[at - 1] == '!');
    out += after_mark ? U".." : U"…";
    return dots;
}

std::size_t marks(std::u32string_view text, std::size_t at, std::u32string& out) {
    const std::size_t length = std::min(text.find_first_not_of(U"?!", at), text.size()) - at;
    if (length == 0)
        return 0;
    if (length < 4)
        out += text.substr(at, length);
    else
        out.append(3, text[at + length - 1]);
    return length;
}

std::size_t commas(std::u32string_view text, std::size_t at, std::u32string& out) {
    const std::size_t length = run_of(text, at, ',');
    if (length > 0)
        out += U',';
    return length;
}

/// Runs of exactly three hyphens, and of exactly two between blanks or between words. "a --flag" is neither;
/// "--flag" at the start of a text is.
std::size_t dashes(std::u32string_view text, std::size_t at, std::u32string& out) {
    const std::size_t length = run_of(text, at, '-');
    const std::size_t end = at + length;
    const bool blank_before = at > 0 && is_typographic_space(text[at - 1]);
    const bool blank_after = end < text.size() && is_typographic_space(text[end]);
    const bool at_a_border = at == 0 || end == text.size();
    if (length == 3)
        out += U'—';
    else if (length == 2 && (at_a_border || blank_before == blank_after))
        out += U'–';
    else
        out += text.substr(at, length);
    return length;
}

/// Discourse looks for these before it replaces anything but abbreviations.
bool has_something_to_replace(std::u32string_view text) {
    for (const std::u32string_view mark : {U"+-", U"..", U"????", U"!!!!", U",,", U"--", U"->", U"<-"})
        if (text.find(mark) != std::u32string_view::npos)
            return true;
    return false;
}

bool is_emoji(char32_t c) {
    return c > 0x7F && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_EMOJI) != 0;
}

/// Where a name or a smiley may begin: an emoji before it was a name in colons by then.
bool border_before(std::u32string_view text, std::size_t at) {
    return at == 0 || text[at - 1] == ' ' || text[at - 1] == '\t' || is_typographic_punctuation(text[at - 1]) ||
           is_emoji(text[at - 1]) || text[at - 1] == 0xFE0F;
}

/// ":name:" or ":name:t2:".
std::size_t named_emoji(std::u32string_view text, std::size_t at, std::u32string& out) {
    constexpr std::size_t longest = 60;
    const std::size_t end = text.substr(0, at + longest).find(U':', at + 1);
    if (end == std::u32string_view::npos || end < at + 2)
        return 0;
    std::string name;
    for (const char32_t c : text.substr(at + 1, end - at - 1)) {
        if (c > 0x7F)
            return 0;
        name += static_cast<char>(c);
    }
    std::size_t length = end + 1 - at;
    const std::u32string_view rest = text.substr(end + 1);
    if (rest.size() > 2 && rest[0] == 't' && rest[1] >= '2' && rest[1] <= '6' && rest[2] == ':') {
        name.append(":t").append(1, static_cast<char>(rest[1]));
        length += 3;
    }
    const std::string emoji = emoji_named(name);
    out += utf8::decoded(emoji);
    return emoji.empty() ? 0 : length;
}

/// A smiley between blanks, as Discourse has them.
std::size_t smiley(std::u32string_view text, std::size_t at, std::u32string& out) {
    struct Smiley {
        std::u32string_view typed, emoji;
    };
    constexpr Smiley smileys[] = {
        {U":)", U"🙂"},     {U":-)", U"🙂"}, {U"^_^", U"🙂"}, {U"^__^", U"🙂"}, {U":(", U"☹\uFE0F"},
        {U":-(", U"☹\uFE0F"}, {U";)", U"😉"},     {U";-)", U"😉"},    {U":'(", U"😢"},     {U":'-(", U"😢"},
        {U":-'(", U"😢"},      {U":p", U"😛"},     {U":P", U"😛"},     {U":-P", U"😛"},     {U":O", U"😮"},
        {U":-O", U"😮"},       {U":D", U"😃"},     {U":-D", U"😃"},    {U":|", U"😑"},      {U":-|", U"😑"},
        {U":/", U"😕"},        {U"8-)", U"😎"},    {U";P", U"😜"},     {U";-P", U"😜"},     {U":$", U"😊"},
        {U":-$", U"😊"}};
    for (const Smiley& known : smileys) {
        if (!text.substr(at).starts_with(known.typed))
            continue;
        const std::size_t end = at + known.typed.size();
        if (end < text.size() && text[end] != ' ' && text[end] != '\t')
            return 0;
        out += known.emoji;
        return known.typed.size();
    }
    return 0;
}

std::size_t emoji_rule(std::u32string_view text, std::size_t at, std::u32string& out) {
    const char32_t c = text[at];
    // Asking for an emoji's picture where it has no other form says nothing; some keyboards do.
    if (c == 0xFE0F && at > 0 &&
        u_hasBinaryProperty(static_cast<UChar32>(text[at - 1]), UCHAR_EMOJI_PRESENTATION) != 0)
        return 1;
    if ((c != ':' && c != ';' && c != '^' && c != '8') || !border_before(text, at))
        return 0;
    const std::size_t length = c == ':' ? named_emoji(text, at, out) : 0;
    return length > 0 ? length : smiley(text, at, out);
}

} // namespace

bool is_typographic_space(char32_t c) {
    return c == 0xFEFF || c == 0x2028 || c == 0x2029 || (c >= 9 && c <= 13) ||
           u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR;
}

bool is_typographic_punctuation(char32_t c) {
    return c <= 0xFFFF && (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
}

std::u32string with_emoji(std::u32string_view text) {
    return apply(std::u32string(text), emoji_rule);
}

std::u32string with_replacements(std::u32string text) {
    text = apply(text, abbreviation);
    if (!has_something_to_replace(text))
        return text;
    text = apply(text, plus_minus);
    text = apply(text, arrow_rule<U'→'>);
    text = apply(text, arrow_rule<U'←'>);
    text = apply(text, arrow_rule<U'↔'>);
    text = apply(text, ellipsis);
    text = apply(text, marks);
    text = apply(text, commas);
    return apply(text, dashes);
}

} // namespace axial::corpus
