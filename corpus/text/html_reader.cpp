// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/html_reader.h"

#include "corpus/text/composer.h"
#include "corpus/text/html_tokens.h"
#include "corpus/text/utf8.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory>

namespace axial::corpus {
namespace {

using Tree = std::unique_ptr<GumboOutput, void (*)(GumboOutput*)>;

Tree parse(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_DIV;
    return {gumbo_parse_with_options(&options, html.data(), html.size()),
            [](GumboOutput* output) { gumbo_destroy_output(&kGumboDefaultOptions, output); }};
}

/// Follows the tags of a body without building anything, to tell what a tree of it would cost.
class TreeCost {
public:
    void add(const HtmlTokens::Token& token) {
        if (token.kind == HtmlTokens::Kind::start)
            start(token);
        else if (token.kind == HtmlTokens::Kind::end)
            end(token.name);
    }
    [[nodiscard]] bool too_much() const {
        return deepest_ > max_depth || formatting_copies_ > max_copies || widest_tag_ > max_tag_attributes;
    }

private:
    static constexpr int max_depth = 400;
    static constexpr long max_copies = 2'000'000;
    static constexpr long max_tag_attributes = 1000;

    static bool in(std::string_view name, std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    }
    static bool is_void(std::string_view name) {
        return in(name, {"br", "img", "hr", "input", "wbr", "meta", "link", "source", "col", "area", "base",
                         "embed", "param", "track"});
    }
    /// Closed by the next of their kind, so that leaving them open does not nest.
    static bool closes_itself(std::string_view name) {
        return in(name, {"p", "li", "dt", "dd", "td", "th", "tr", "option", "tbody", "thead"});
    }
    /// Left open, these are opened again in every block that follows.
    static bool is_formatting(std::string_view name) {
        return in(name, {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong",
                         "tt", "u"});
    }

    void start(const HtmlTokens::Token& token) {
        formatting_copies_ += formatting_;
        widest_tag_ =
            std::max(widest_tag_, static_cast<long>(std::count(token.body.begin(), token.body.end(), '=')));
        if (token.body.size() > (1u << 16))
            widest_tag_ = std::max(widest_tag_, static_cast<long>(std::count_if(
                                                    token.body.begin(), token.body.end(), utf8::is_blank)));
        foreign_ = foreign_ || token.name == "svg" || token.name == "math";
        if (is_void(token.name) || (closes_itself(token.name) && !foreign_))
            return;
        deepest_ = std::max(deepest_, ++depth_);
        if (is_formatting(token.name))
            ++formatting_;
    }
    void end(std::string_view name) {
        if (is_void(name) || (closes_itself(name) && !foreign_))
            return;
        depth_ = std::max(0, depth_ - 1);
        if (is_formatting(name))
            formatting_ = std::max(0L, formatting_ - 1);
    }

    int depth_ = 0, deepest_ = 0;
    long formatting_ = 0, formatting_copies_ = 0, widest_tag_ = 0;
    bool foreign_ = false;
};

bool fit_for_a_tree(std::string_view html) {
    TreeCost cost;
    HtmlTokens tokens(html);
    for (auto token = tokens.next(); token.kind != HtmlTokens::Kind::done; token = tokens.next()) {
        cost.add(token);
        if (cost.too_much())
            return false;
    }
    return true;
}

Tag tag_of(const GumboElement& element) {
    Tag tag;
    if (element.tag == GUMBO_TAG_UNKNOWN) {
        GumboStringPiece name = element.original_tag;
        gumbo_tag_from_original_text(&name);
        tag.name = utf8::lower({name.data, name.length});
    } else {
        tag.name = gumbo_normalized_tagname(element.tag);
    }
    for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
        tag.attributes.emplace_back(attribute->name, attribute->value);
    }
    return tag;
}

bool is_element(const GumboNode* node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

/// Walks without recursion: a tree may be as deep as its author liked.
void walk(const GumboNode* root, Composer& composer) {
    struct Level {
        const GumboVector* children;
        unsigned next;
        std::size_t depth;
    };
    std::vector<Level> levels{{&root->v.element.children, 0, composer.depth()}};
    while (!levels.empty()) {
        Level& level = levels.back();
        if (level.next == level.children->length) {
            composer.close_to(level.depth);
            levels.pop_back();
            continue;
        }
        const auto* node = static_cast<const GumboNode*>(level.children->data[level.next++]);
        if (is_element(node)) {
            const std::size_t depth = composer.depth();
            composer.open(tag_of(node->v.element), Composer::Origin::tree);
            levels.push_back({&node->v.element.children, 0, depth});
        } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                   node->type == GUMBO_NODE_CDATA) {
            composer.text(node->v.text.text);
        }
    }
}

} // namespace

void read_html(std::string_view html, Composer& composer) {
    if (!fit_for_a_tree(html)) {
        read_html_piece(html, composer);
        return;
    }
    const Tree tree = parse(html);
    walk(tree->root, composer);
}

void read_html_piece(std::string_view html, Composer& composer) {
    using Kind = HtmlTokens::Kind;
    HtmlTokens tokens(html);
    for (auto token = tokens.next(); token.kind != Kind::done; token = tokens.next()) {
        switch (token.kind) {
        case Kind::start:
            composer.open(parse_tag(token), Composer::Origin::piece);
            break;
        case Kind::end:
            composer.close_named(token.name);
            break;
        case Kind::text:
            composer.text(decode_entities(token.body));
            break;
        case Kind::raw_text:
            composer.text(token.body);
            break;
        case Kind::comment:
            composer.comment(token.body);
            break;
        case Kind::done:
            break;
        }
    }
}

std::string text_of_html_without_tags(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (c == '<')
            escaped += "&lt;";
        else
            escaped += c;
    }
    const Tree tree = parse(escaped);
    std::string result;
    const GumboVector& children = tree->root->v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto* node = static_cast<const GumboNode*>(children.data[i]);
        if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
            result += node->v.text.text;
    }
    return result;
}

} // namespace axial::corpus
