// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/html_tokens.h"

#include "corpus/text/html_reader.h"
#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus {
namespace {

constexpr std::size_t max_attributes = 1000;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && (utf8::is_blank(text[at]) || text[at] == '/'))
        ++at;
    return at;
}

std::string_view attribute_value(std::string_view body, std::size_t& at) {
    while (at < body.size() && utf8::is_blank(body[at]))
        ++at;
    if (at >= body.size())
        return {};
    if (const char quote = body[at]; quote == '"' || quote == '\'') {
        const std::size_t begin = ++at;
        const std::size_t end = std::min(body.find(quote, begin), body.size());
        at = std::min(end + 1, body.size());
        return body.substr(begin, end - begin);
    }
    const std::size_t begin = at;
    while (at < body.size() && !utf8::is_blank(body[at]))
        ++at;
    return body.substr(begin, at - begin);
}

bool holds_raw_text(std::string_view name) {
    return name == "script" || name == "style" || name == "textarea" || name == "title";
}

} // namespace

std::string_view Tag::operator[](std::string_view attribute) const {
    for (const auto& [key, value] : attributes)
        if (key == attribute)
            return value;
    return {};
}

bool Tag::has_class(std::string_view wanted) const {
    std::string_view classes = (*this)["class"];
    while (!classes.empty()) {
        const std::size_t end = std::min(classes.find_first_of(" \t\n\f\r"), classes.size());
        if (classes.substr(0, end) == wanted)
            return true;
        classes.remove_prefix(std::min(end + 1, classes.size()));
    }
    return false;
}

HtmlTokens::Token HtmlTokens::next() {
    if (at_ >= html_.size())
        return {};
    if (!raw_until_.empty()) {
        const std::string element = std::exchange(raw_until_, {});
        std::size_t end = at_;
        while ((end = html_.find("</", end)) != std::string_view::npos &&
               !utf8::starts_with_folded(html_.substr(end + 2), element))
            end += 2;
        end = std::min(end, html_.size());
        const std::size_t begin = std::exchange(at_, end);
        if (end > begin)
            return {Kind::raw_text, html_.substr(begin, end - begin), {}};
    }
    if (html_[at_] == '<' && at_ + 1 < html_.size())
        return markup();
    const std::size_t begin = at_;
    at_ = std::min(html_.find('<', at_ + 1), html_.size());
    return {Kind::text, html_.substr(begin, at_ - begin), {}};
}

HtmlTokens::Token HtmlTokens::markup() {
    const char after = html_[at_ + 1];
    if (utf8::is_ascii_alpha(after))
        return tag(false);
    if (after == '/' && at_ + 2 < html_.size() && utf8::is_ascii_alpha(html_[at_ + 2]))
        return tag(true);
    if (after != '!' && after != '?' && after != '/') {
        const std::size_t begin = at_;
        at_ = std::min(html_.find('<', at_ + 1), html_.size());
        return {Kind::text, html_.substr(begin, at_ - begin), {}};
    }
    const bool comment = html_.substr(at_).starts_with("<!--");
    const std::size_t begin = at_ + (comment ? 4 : 2);
    const std::string_view terminator = comment ? "-->" : ">";
    const std::size_t end = html_.find(terminator, begin);
    at_ = end == std::string_view::npos ? html_.size() : end + terminator.size();
    return {
        Kind::comment, html_.substr(std::min(begin, html_.size()), std::min(end, html_.size()) - begin), {}};
}

HtmlTokens::Token HtmlTokens::tag(bool closing) {
    const std::size_t begin = at_ + (closing ? 2 : 1);
    std::size_t end = begin;
    while (end < html_.size() && !utf8::is_blank(html_[end]) && html_[end] != '>' && html_[end] != '/')
        ++end;
    Token token{closing ? Kind::end : Kind::start, {}, utf8::lower(html_.substr(begin, end - begin))};
    // A '>' inside a quoted value does not end the tag; a quote only opens a value right after its '='.
    bool after_equals = false;
    while (end < html_.size() && html_[end] != '>') {
        const char c = html_[end];
        if (after_equals && (c == '"' || c == '\'')) {
            const std::size_t closing_quote = html_.find(c, end + 1);
            if (closing_quote == std::string_view::npos) {
                end = html_.size();
                break;
            }
            end = closing_quote;
        }
        after_equals = c == '=' || (after_equals && utf8::is_blank(c));
        ++end;
    }
    token.body = html_.substr(begin, end - begin);
    at_ = std::min(end + 1, html_.size());
    if (!closing && holds_raw_text(token.name))
        raw_until_ = token.name;
    return token;
}

Tag parse_tag(const HtmlTokens::Token& token) {
    Tag tag{token.name, {}};
    const std::string_view body = token.body;
    std::size_t at = skip_blanks(body, std::min(token.name.size(), body.size()));
    while (at < body.size() && tag.attributes.size() < max_attributes) {
        const std::size_t begin = at++;
        while (at < body.size() && !utf8::is_blank(body[at]) && body[at] != '=' && body[at] != '/')
            ++at;
        std::string name = utf8::lower(body.substr(begin, at - begin));
        std::size_t equals = at;
        while (equals < body.size() && utf8::is_blank(body[equals]))
            ++equals;
        std::string value;
        if (equals < body.size() && body[equals] == '=') {
            at = equals + 1;
            value = decode_entities(attribute_value(body, at));
        }
        tag.attributes.emplace_back(std::move(name), std::move(value));
        at = skip_blanks(body, at);
    }
    return tag;
}

std::string decode_entities(std::string_view text) {
    if (text.find('&') == std::string_view::npos)
        return std::string(text);
    return text_of_html_without_tags(text);
}

} // namespace axial::corpus
