// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/site_markup.h"

#include "corpus/text/utf8.h"

#include <algorithm>
#include <array>

namespace axial::corpus {
namespace {

template <typename Visit>
void for_each_word(std::string_view words, Visit visit) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find_first_of(" \t\n\f\r"), words.size());
        if (end > 0)
            visit(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

std::string_view after_prefix(std::string_view word) {
    for (const std::string_view prefix : {"highlight-source-", "highlight-text-", "language-", "lang-"})
        if (word.starts_with(prefix))
            return word.substr(prefix.size());
    return {};
}

bool all_hex(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return utf8::is_digit(c) || (utf8::lower(c) >= 'a' && utf8::lower(c) <= 'f');
    });
}

/// "https://github.com/o/r/issues/12#x" as "o/r#12", ".../commit/SHA" as "SHA"; empty for other links.
std::string reference_of_url(std::string_view url) {
    constexpr std::string_view host = "https://github.com/";
    if (!url.starts_with(host))
        return {};
    url.remove_prefix(host.size());
    url = url.substr(0, url.find_first_of("#?"));
    std::array<std::string_view, 4> parts;
    for (auto& part : parts) {
        const std::size_t end = std::min(url.find('/'), url.size());
        part = url.substr(0, end);
        url.remove_prefix(std::min(end + 1, url.size()));
    }
    const auto& [owner, repository, kind, id] = parts;
    if (kind == "commit" && all_hex(id))
        return std::string(id);
    const bool numbered = !id.empty() && std::all_of(id.begin(), id.end(), utf8::is_digit);
    if (numbered && (kind == "issues" || kind == "pull" || kind == "discussions"))
        return std::string(owner) + "/" + std::string(repository) + "#" + std::string(id);
    return {};
}

} // namespace

std::string language_of_name(std::string_view name) {
    name = utf8::trim(name.substr(0, name.find_first_of(" \t\n,{")));
    if (const std::string_view inner = after_prefix(name); !inner.empty())
        name = inner;
    if (name == "auto" || name == "none" || name == "nohighlight")
        return {};
    return std::string(name);
}

std::string language_of(std::string_view classes) {
    std::string language;
    bool highlighter = false;
    std::string_view other;
    for_each_word(classes, [&](std::string_view word) {
        if (const std::string_view named = after_prefix(word); !named.empty() && language.empty())
            language = named;
        if (word == "hljs")
            highlighter = true;
        else if (other.empty() && word != "highlight")
            other = word;
    });
    if (language.empty() && highlighter)
        language = other;
    return language_of_name(language);
}

LinkMeaning meaning_of_link(const Tag& tag) {
    const std::string_view href = tag["href"];
    const bool mention = tag.has_class("mention") || tag.has_class("mention-group") ||
                         tag.has_class("user-mention") || tag.has_class("team-mention");
    if (mention) {
        const std::size_t slash = href.find_last_of('/');
        return {
            SpanKind::mention, std::string(href.substr(slash == std::string_view::npos ? 0 : slash + 1)), {}};
    }
    if (tag.has_class("issue-link") || tag.has_class("commit-link"))
        if (std::string reference = reference_of_url(href); !reference.empty())
            return {SpanKind::reference, std::move(reference), {}};
    if (tag.has_class("inline-onebox") || tag.has_class("onebox") || tag.has_class("inline-onebox-loading"))
        return {SpanKind::link, std::string(href), std::string(href)};
    if (tag.has_class("hashtag-cooked")) {
        const std::string_view slug = tag["data-ref"].empty() ? tag["data-slug"] : tag["data-ref"];
        return {SpanKind::link, std::string(href), slug.empty() ? std::string() : "#" + std::string(slug)};
    }
    const bool footnote = href.starts_with("#footnote-") || href.starts_with("#user-content-fn-");
    if (href.empty() || footnote || tag.has_class("lightbox") || tag.has_class("anchor"))
        return {};
    return {SpanKind::link, std::string(href), {}};
}

bool is_page_furniture(const Tag& tag, bool in_aside) {
    const std::string_view classes = tag["class"];
    if (classes.empty())
        return tag.name == "clipboard-copy";
    if (tag.name == "div") {
        if (in_aside && tag.has_class("title"))
            return true;
        return tag.has_class("meta") || tag.has_class("quote-controls") || tag.has_class("poll-info") ||
               tag.has_class("poll-buttons") || tag.has_class("zeroclipboard-container");
    }
    if (tag.name == "a")
        return tag.has_class("footnote-backref") || tag.has_class("data-footnote-backref");
    if (tag.name == "h2")
        return tag.has_class("sr-only");
    return tag.name == "span" && (tag.has_class("sr-only") || tag.has_class("badge-wrapper"));
}

std::string_view without_image_size(std::string_view alt) {
    while (true) {
        const std::size_t bar = alt.rfind('|');
        if (bar == std::string_view::npos)
            return alt;
        const std::string_view size = utf8::trim(alt.substr(bar + 1));
        const bool sized = std::all_of(size.begin(), size.end(), [](char c) {
            return utf8::is_digit(c) || c == 'x' || c == ',' || c == '%' || c == ' ' || c == '.';
        });
        if (!sized && size != "thumbnail" && size != "attachment" && size != "audio" && size != "video")
            return alt;
        alt = utf8::trim(alt.substr(0, bar));
    }
}

} // namespace axial::corpus
