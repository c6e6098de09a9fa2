// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/html_tokens.h"
#include "corpus/text/text_builder.h"

#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

struct ElementRule;

/// Gives elements their meaning: what is a block, a quote, code, what the sites wrap around a post's words and
/// what they leave out of them. Markdown and HTML both pass through here, Markdown's nodes as the elements they
/// stand for, which is why the same post gives the same text in both.
class Composer {
public:
    /// Who opens an element, and so who closes it: an HTML tree or a Markdown node by depth (close_to), a loose
    /// tag between Markdown by name (close_named), which never reaches past the Markdown node that it stands
    /// in.
    enum class Origin { tree, markdown, piece };

    explicit Composer(Dialect dialect) : dialect_(dialect) {}

    void open(const Tag& tag, Origin origin);
    void close_to(std::size_t depth);
    void close_named(std::string_view name);
    [[nodiscard]] std::size_t depth() const { return elements_.size(); }

    /// Text in the place reached: prose, inline code or a code block's line, by what is open around it.
    void text(std::string_view utf8);
    void line_break();
    /// A comment's text is dropped; Stack Exchange names a code block's language in one.
    void comment(std::string_view text);

    [[nodiscard]] CanonicalText finish();

private:
    struct Element {
        std::string name;
        const ElementRule* rule; ///< null: an element without meaning
        Origin origin;
        int gap = 0;   ///< newlines before and after
        int spans = 0; ///< how many spans it holds open
        bool dropped = false;
        bool code = false, pre = false, cell = false, keeps_lines = false;
        int cells = 0;    ///< of a row: how many came before
        long number = -1; ///< of an ordered list: the next item's; -1: unordered
        std::string suffix = {};
    };

    void enter(const Tag& tag, Element& element);
    void enter_anchor(const Tag& tag, Element& element);
    void enter_cell(Element& element);
    void enter_item(const Tag& tag, Element& element);
    void enter_pre(const Tag& tag, Element& element);
    void enter_math(const Tag& tag, Element& element);
    void image(const Tag& tag);
    [[nodiscard]] bool replaced(const Tag& tag, Element& element);
    [[nodiscard]] bool dropped(const Tag& tag) const;
    [[nodiscard]] bool opens_topic_box(const Tag& tag, const Element& element);
    void linked(std::string_view url);
    void close_implied(std::string_view name);
    void close_top();
    void open_span(Element& element, SpanKind kind, std::string detail);
    void gap(int newlines);
    void plain(std::string_view utf8);

    Dialect dialect_;
    TextBuilder builder_;
    std::vector<Element> elements_;
    int dropped_ = 0;        ///< how many open elements drop their content
    bool topic_box_ = false; ///< inside a box whose link is still to come
    int pre_ = 0, code_ = 0, cell_ = 0, keeps_lines_ = 0, lists_ = 0;
    std::string quote_author_;  ///< named by a frame around the quote that follows
    std::string code_language_; ///< named by a frame or a comment before the code that follows
    std::string all_code_language_;
};

} // namespace axial::corpus
