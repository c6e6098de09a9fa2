// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/markup.h"

#include "corpus/text/canonical_text.h"
#include "corpus/text/utf8.h"
#include "exports/format.h"

#include <algorithm>

namespace axial::exports {
namespace {

using corpus::utf8::starts_with_folded;

constexpr std::string_view replacement = "\xEF\xBF\xBD";

} // namespace

std::string escape(std::string_view text) {
    const std::string clean = corpus::clean_utf8(text);
    std::string out;
    out.reserve(clean.size() + clean.size() / 8);
    for (std::size_t i = 0; i < clean.size(); ++i) {
        const auto byte = static_cast<unsigned char>(clean[i]);
        // U+FFFE and U+FFFF are valid UTF-8 but no characters of XML.
        const bool non_character = byte == 0xEF && i + 2 < clean.size() && clean[i + 1] == '\xBF' &&
                                   static_cast<unsigned char>(clean[i + 2]) >= 0xBE;
        if (non_character) {
            out += replacement;
            i += 2;
        } else if (byte < 0x20 && byte != '\n' && byte != '\t')
            out += replacement;
        else if (byte == '&')
            out += "&amp;";
        else if (byte == '<')
            out += "&lt;";
        else if (byte == '>')
            out += "&gt;";
        else if (byte == '"')
            out += "&quot;";
        else if (byte == '\'')
            out += "&#39;";
        else
            out += static_cast<char>(byte);
    }
    return out;
}

std::optional<std::string> web_address(std::string_view url) {
    constexpr std::size_t longest = 2000;
    if (url.size() > longest || !(starts_with_folded(url, "https://") || starts_with_folded(url, "http://")))
        return std::nullopt;
    const bool broken = std::any_of(url.begin(), url.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F;
    });
    if (broken)
        return std::nullopt;
    return std::string(url);
}

void Markup::start(std::string_view tag, Attributes attributes) {
    out_ += '<';
    out_ += tag;
    for (const auto& [name, value] : attributes) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        out_ += escape(value);
        out_ += '"';
    }
}

void Markup::end(std::string_view tag) {
    out_ += "</";
    out_ += tag;
    out_ += ">\n";
}

void Markup::element(std::string_view tag, Attributes attributes, std::string_view content) {
    in(tag, attributes, [&] { text(content); });
}

void Markup::empty(std::string_view tag, Attributes attributes) {
    start(tag, attributes);
    out_ += "/>\n";
}

void Markup::link(std::string_view url, std::string_view content) {
    if (const auto address = web_address(url))
        element("a", {{"href", *address}, {"rel", "noopener noreferrer nofollow"}}, content);
    else
        text(content);
}

void Markup::style(std::string_view sheet) {
    out_ += "<style>";
    out_ += sheet;
    out_ += "</style>\n";
}

void cell(Markup& m, std::string_view text) {
    m.element("td", {{"class", "t"}}, text);
}

void number_cell(Markup& m, std::string_view text) {
    m.element("td", {{"class", "n"}}, text);
}

void day_cell(Markup& m, Time day) {
    m.element("td", {{"class", "day"}}, format_date(day));
}

void share_cell(Markup& m, long long part, long long whole) {
    m.in("td", {{"class", part == 0 ? "n zero" : "n"}}, [&] {
        m.text(share(part, whole));
        m.element("small", percent(part, whole));
    });
}

} // namespace axial::exports
