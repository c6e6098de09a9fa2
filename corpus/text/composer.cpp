// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/composer.h"

#include "corpus/text/elements.h"
#include "corpus/text/emoji_names.h"
#include "corpus/text/site_markup.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace axial::corpus {
namespace {

/// Elements nested deeper than this lose their formatting, not their text.
constexpr std::size_t max_elements = 200;

/// The next of these closes the last, unless one of the second kind stands between.
bool ends_with_the_next(std::string_view name) {
    return name == "li" || name == "p" || name == "td" || name == "th" || name == "tr" || name == "dt" ||
           name == "dd";
}
bool starts_afresh(std::string_view name) {
    return name == "ul" || name == "ol" || name == "table" || name == "blockquote" || name == "div" ||
           name == "dl" || name == "details";
}

long number_in(std::string_view text, long fallback) {
    long value = fallback;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

void Composer::open(const Tag& tag, Origin origin) {
    if (origin == Origin::piece && ends_with_the_next(tag.name))
        close_implied(tag.name);
    Element element{tag.name, rule_for(tag.name), origin};
    const Role role = element.rule != nullptr ? element.rule->role : Role::plain;
    if (role == Role::line_break || role == Role::empty || role == Role::image) {
        if (dropped_ > 0)
            return;
        if (role == Role::line_break)
            line_break();
        else if (role == Role::image)
            image(tag);
        else
            gap(element.rule->gap);
        return;
    }
    if (topic_box_ && role == Role::anchor && !tag["href"].empty()) {
        topic_box_ = false;
        linked(tag["href"]);
    }
    element.dropped = role == Role::drop || dropped(tag);
    if (elements_.size() >= max_elements && !element.dropped)
        return;
    if (dropped_ == 0 && !element.dropped)
        enter(tag, element);
    dropped_ += element.dropped ? 1 : 0;
    elements_.push_back(std::move(element));
}

void Composer::enter(const Tag& tag, Element& element) {
    if (replaced(tag, element))
        return;
    if (element.rule != nullptr) {
        element.gap = element.rule->gap;
        if (element.rule->role == Role::list && lists_ > 0)
            element.gap = 1;
        if (element.name == "p" && !tag["tight"].empty())
            element.gap = 1;
        if (tag.has_class("lightbox-wrapper") || element.rule->role == Role::pre)
            element.gap = element.rule->role == Role::pre ? 2 : 0;
    }
    gap(element.gap);
    if (element.rule == nullptr) {
        enter_math(tag, element);
        return;
    }
    switch (element.rule->role) {
    case Role::anchor:
        enter_anchor(tag, element);
        return;
    case Role::cell:
        enter_cell(element);
        return;
    case Role::item:
        enter_item(tag, element);
        return;
    case Role::pre:
        enter_pre(tag, element);
        return;
    case Role::row:
        builder_.clear_tabs();
        return;
    case Role::list:
        ++lists_;
        element.number = element.name == "ol" ? number_in(tag["start"], 1) : -1;
        return;
    case Role::code:
        if (pre_ > 0) {
            builder_.name_innermost(SpanKind::code_block, language_of(tag["class"]));
            return;
        }
        element.code = true;
        ++code_;
        open_span(element, SpanKind::inline_code, {});
        return;
    default:
        break;
    }
    enter_math(tag, element);
    if (element.name == "aside" && tag.has_class("quote"))
        quote_author_ = tag["data-username"];
    if (element.name == "div" && tag["class"].find("highlight") != std::string_view::npos)
        code_language_ = language_of(tag["class"]);
    if (element.rule->span == SpanKind::quote) {
        if (quote_author_.empty())
            quote_author_ = tag["data-username"];
        open_span(element, SpanKind::quote, std::exchange(quote_author_, {}));
    } else if (element.rule->span == SpanKind::heading) {
        open_span(element, SpanKind::heading, element.name.substr(1));
    } else if (element.rule->span) {
        open_span(element, *element.rule->span, {});
    }
}

void Composer::enter_anchor(const Tag& tag, Element& element) {
    const LinkMeaning meaning = meaning_of_link(tag);
    if (meaning.kind)
        open_span(element, *meaning.kind, meaning.detail);
    if (tag["aria-describedby"] == "footnote-label") {
        builder_.text("[");
        element.suffix = "]";
    }
    if (!meaning.text.empty()) {
        plain(meaning.text);
        element.dropped = true;
    }
}

void Composer::enter_cell(Element& element) {
    for (auto row = elements_.rbegin(); row != elements_.rend(); ++row)
        if (row->rule != nullptr && row->rule->role == Role::row) {
            if (row->cells++ > 0)
                builder_.tab();
            break;
        }
    element.cell = true;
    ++cell_;
}

void Composer::enter_item(const Tag& tag, Element& element) {
    std::string mark = tag["value"].empty() ? "-" : std::string(tag["value"].substr(0, 9));
    for (auto list = elements_.rbegin(); list != elements_.rend(); ++list)
        if (list->rule != nullptr && list->rule->role == Role::list) {
            if (list->number >= 0) {
                list->number = number_in(tag["value"], list->number);
                mark = std::to_string(list->number++);
            }
            break;
        }
    open_span(element, SpanKind::list_item, std::move(mark));
}

void Composer::enter_pre(const Tag& tag, Element& element) {
    if (cell_ > 0)
        builder_.gap(1);
    std::string language = language_of(tag["class"]);
    if (language.empty())
        language = language_of_name(tag["lang"]);
    if (language.empty())
        language = std::exchange(code_language_, {});
    if (language.empty())
        language = all_code_language_;
    code_language_.clear();
    element.pre = true;
    ++pre_;
    open_span(element, SpanKind::code_block, std::move(language));
}

/// Discourse's mathematics: the source between its dollars, as it was typed.
void Composer::enter_math(const Tag& tag, Element& element) {
    if (dialect_ != Dialect::discourse || !tag.has_class("math"))
        return;
    if (element.name == "span") {
        builder_.text("$");
        element.suffix = "$";
    } else if (element.name == "div") {
        builder_.gap(2);
        builder_.text("$$");
        builder_.gap(1);
        element.gap = 2;
        element.suffix = "\n$$";
        element.keeps_lines = true;
        ++keeps_lines_;
    }
}

void Composer::image(const Tag& tag) {
    if (tag.has_class("avatar") || tag.has_class("site-icon") || tag.has_class("onebox-avatar-inline"))
        return;
    if (tag.has_class("emoji")) {
        const std::string_view title = tag["title"].empty() ? tag["alt"] : tag["title"];
        const bool named = dialect_ == Dialect::discourse && title.size() > 2 && title.starts_with(':') &&
                           title.ends_with(':');
        const std::string emoji = named ? emoji_named(title.substr(1, title.size() - 2)) : std::string();
        text(emoji.empty() ? title : emoji);
        return;
    }
    std::string_view alt = utf8::trim(tag["alt"]);
    if (dialect_ == Dialect::discourse)
        alt = without_image_size(alt);
    if (alt.empty())
        return;
    builder_.open(SpanKind::image, std::string(tag["src"]));
    plain(alt);
    builder_.close();
}

/// Frames that a site builds around a link that was typed bare: the link stands for them.
bool Composer::replaced(const Tag& tag, Element& element) {
    if (opens_topic_box(tag, element)) {
        element.gap = 2;
        gap(2);
        topic_box_ = true;
        element.dropped = true;
        return true;
    }
    const bool box = (element.name == "aside" || element.name == "div") && tag.has_class("onebox");
    if (!box)
        return false;
    std::string_view url = tag["data-onebox-src"];
    if (url.empty())
        return false;
    element.gap = 2;
    gap(2);
    linked(url);
    element.dropped = true;
    return true;
}

/// A bare link to a topic of the same forum is shown as a quote of nobody, with the link in its title.
bool Composer::opens_topic_box(const Tag& tag, const Element& element) {
    return element.name == "aside" && tag.has_class("quote") && !tag["data-topic"].empty() &&
           tag["data-username"].empty();
}

void Composer::linked(std::string_view url) {
    builder_.open(SpanKind::link, std::string(url));
    plain(url);
    builder_.close();
}

bool Composer::dropped(const Tag& tag) const {
    return is_page_furniture(tag, !elements_.empty() && elements_.back().name == "aside");
}

void Composer::close_implied(std::string_view name) {
    for (std::size_t at = elements_.size(); at > 0; --at) {
        const Element& element = elements_[at - 1];
        if (element.origin == Origin::markdown || starts_afresh(element.name))
            return;
        if (element.name == name) {
            close_to(at - 1);
            return;
        }
    }
}

void Composer::close_named(std::string_view name) {
    for (std::size_t at = elements_.size(); at > 0; --at) {
        const Element& element = elements_[at - 1];
        if (element.origin == Origin::markdown)
            return;
        if (element.name == name) {
            close_to(at - 1);
            return;
        }
    }
}

void Composer::close_to(std::size_t depth) {
    while (elements_.size() > depth)
        close_top();
}

void Composer::close_top() {
    Element& element = elements_.back();
    if (element.dropped && --dropped_ == 0)
        topic_box_ = false;
    if (!element.suffix.empty()) {
        if (element.keeps_lines)
            builder_.gap(1);
        builder_.text(utf8::trim(element.suffix));
    }
    for (; element.spans > 0; --element.spans)
        builder_.close();
    if (element.pre)
        builder_.end_verbatim();
    pre_ -= element.pre ? 1 : 0;
    code_ -= element.code ? 1 : 0;
    cell_ -= element.cell ? 1 : 0;
    keeps_lines_ -= element.keeps_lines ? 1 : 0;
    const bool was_live = dropped_ == 0;
    if (element.rule != nullptr && element.rule->role == Role::list && element.gap > 0)
        --lists_;
    if (was_live)
        gap(element.gap);
    if (element.pre && cell_ > 0)
        builder_.gap(1);
    elements_.pop_back();
}

void Composer::open_span(Element& element, SpanKind kind, std::string detail) {
    builder_.open(kind, std::move(detail));
    ++element.spans;
}

void Composer::gap(int newlines) {
    if (newlines == 0)
        return;
    if (cell_ > 0 && pre_ == 0)
        builder_.blank();
    else
        builder_.gap(newlines);
}

void Composer::text(std::string_view utf8) {
    if (dropped_ > 0 || utf8.empty())
        return;
    plain(utf8);
}

void Composer::plain(std::string_view utf8) {
    if (pre_ > 0) {
        builder_.verbatim(utf8);
    } else if (code_ > 0) {
        builder_.inline_code(utf8);
    } else if (keeps_lines_ > 0) {
        for (std::size_t at = 0; at < utf8.size();) {
            const std::size_t end = std::min(utf8.find('\n', at), utf8.size());
            builder_.text(utf8.substr(at, end - at));
            if (end < utf8.size())
                gap(1);
            at = end + 1;
        }
    } else {
        builder_.text(utf8);
    }
}

void Composer::line_break() {
    if (dropped_ > 0)
        return;
    if (pre_ > 0)
        builder_.verbatim("\n");
    else if (cell_ > 0 || code_ > 0)
        builder_.blank();
    else
        builder_.line_break();
}

void Composer::comment(std::string_view text) {
    if (dialect_ != Dialect::stackexchange)
        return;
    text = utf8::trim(text);
    if (utf8::starts_with_folded(text, "language-all:"))
        all_code_language_ = language_of_name(utf8::trim(text.substr(13)));
    else if (utf8::starts_with_folded(text, "language:"))
        code_language_ = language_of_name(utf8::trim(text.substr(9)));
}

CanonicalText Composer::finish() {
    close_to(0);
    return builder_.finish();
}

} // namespace axial::corpus
