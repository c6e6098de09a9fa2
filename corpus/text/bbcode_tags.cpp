// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/bbcode_tags.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>

namespace axial::corpus {
namespace {

constexpr auto meanings = std::to_array<BbMeaning>({
    {"quote", "blockquote", true},
    {"details", "details", true},
    {"spoiler", "div", true},
    {"hide", "div", true},
    {"poll", "div", true},
    {"wrap", "div", true},
    {"b", "b", false},
    {"i", "i", false},
    {"u", "u", false},
    {"s", "s", false},
    {"url", "a", false},
});

std::string_view unquoted(std::string_view argument) {
    if (argument.starts_with('"')) {
        argument.remove_prefix(1);
        argument = argument.substr(0, argument.find('"'));
    }
    return argument;
}

/// "user, post:3, topic:5" or "Full Name, post:3, topic:5, username:user".
std::string_view quoted_user(std::string_view argument) {
    argument = unquoted(argument);
    constexpr std::string_view key = "username:";
    if (const std::size_t at = argument.find(key); at != std::string_view::npos) {
        const std::string_view user = argument.substr(at + key.size());
        return utf8::trim(user.substr(0, user.find(',')));
    }
    return utf8::trim(argument.substr(0, argument.find(',')));
}

std::string attribute(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (c == '"')
            out += "&quot;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else
            out += c;
    }
    return out;
}

} // namespace

const BbMeaning* meaning_of_bbcode(std::string_view name) {
    const auto* found = std::ranges::find(meanings, name, &BbMeaning::name);
    return found == meanings.end() ? nullptr : found;
}

std::optional<BbTag> bbcode_at(std::string_view text) {
    constexpr std::size_t longest = 2000;
    BbTag tag;
    std::size_t at = 1;
    if (at < text.size() && text[at] == '/') {
        tag.closing = true;
        ++at;
    }
    const std::size_t begin = at;
    while (at < text.size() && utf8::is_ascii_alpha(text[at]) && at < 12)
        ++at;
    if (at == begin || at >= text.size())
        return std::nullopt;
    tag.name = utf8::lower(text.substr(begin, at - begin));
    if (text[at] == '=' || text[at] == ' ') {
        const bool quoted = text.substr(at).starts_with("=\"");
        std::size_t end = text.substr(0, longest).find_first_of(quoted ? "\"\n" : "]\n", at + (quoted ? 2 : 1));
        if (quoted && end != std::string_view::npos && text[end] == '"')
            end = text.substr(0, longest).find_first_of("]\n", end);
        if (end == std::string_view::npos || text[end] != ']')
            return std::nullopt;
        tag.argument = utf8::trim(text.substr(at + 1, end - at - 1));
        at = end;
    }
    if (text[at] != ']')
        return std::nullopt;
    tag.length = at + 1;
    return tag;
}

std::string html_for(const BbTag& tag, const BbMeaning& meaning) {
    if (tag.closing)
        return "</" + std::string(meaning.element) + ">";
    std::string html = "<" + std::string(meaning.element);
    if (meaning.name == "quote" && !tag.argument.empty())
        html += " data-username=\"" + attribute(quoted_user(tag.argument)) + "\"";
    if (meaning.name == "url")
        html += " href=\"" + attribute(unquoted(tag.argument)) + "\"";
    html += ">";
    if (meaning.name == "details" && !tag.argument.empty())
        html += "<summary>" + attribute(unquoted(tag.argument)) + "</summary>";
    return html;
}

} // namespace axial::corpus
