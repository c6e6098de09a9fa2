// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/markdown_reader.h"

#include "corpus/text/composer.h"
#include "corpus/text/discourse_prose.h"
#include "corpus/text/html_reader.h"
#include "corpus/text/site_markdown.h"
#include "corpus/text/site_markup.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>
#include <mutex>

namespace axial::corpus {
namespace {

using Document = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Document parse(std::string_view markdown, Dialect dialect) {
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    int options = CMARK_OPT_UNSAFE;
    const bool forum = dialect == Dialect::github || dialect == Dialect::discourse;
    if (forum)
        options |= CMARK_OPT_FOOTNOTES;
    if (dialect == Dialect::discourse)
        options |= CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
    const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(cmark_parser_new(options),
                                                                             cmark_parser_free);
    const auto attach = [&](const char* name) {
        if (auto* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    };
    attach("autolink");
    if (dialect != Dialect::se_comment)
        attach("table");
    if (forum || dialect == Dialect::commonmark) {
        attach("strikethrough");
        attach("tasklist");
    }
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    // The library notes the special characters of a parser's extensions in a table that all parsers share, from
    // here to its end: beside another thread's, `~~` and web addresses would be read as plain text now and
    // then.
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    return {cmark_parser_finish(parser.get()), cmark_node_free};
}

std::string_view literal_of(cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    return literal != nullptr ? literal : "";
}

std::string url_of(cmark_node* node) {
    const char* url = cmark_node_get_url(node);
    return url != nullptr ? url : "";
}

bool is_tight(cmark_node* paragraph) {
    cmark_node* item = cmark_node_parent(paragraph);
    cmark_node* list = item != nullptr ? cmark_node_parent(item) : nullptr;
    return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
           cmark_node_get_list_tight(list) != 0;
}

/// The element that a node stands for; no name: the node has none, only its content counts.
Tag element_of(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        return {};
    case CMARK_NODE_BLOCK_QUOTE:
        return {"blockquote", {}};
    case CMARK_NODE_LIST:
        if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST)
            return {"ol", {{"start", std::to_string(cmark_node_get_list_start(node))}}};
        return {"ul", {}};
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return {"li", {}};
    case CMARK_NODE_PARAGRAPH:
        return is_tight(node) ? Tag{"p", {{"tight", "1"}}} : Tag{"p", {}};
    case CMARK_NODE_HEADING:
        return {"h" + std::to_string(cmark_node_get_heading_level(node)), {}};
    case CMARK_NODE_EMPH:
        return {"em", {}};
    case CMARK_NODE_STRONG:
        return {"strong", {}};
    case CMARK_NODE_LINK:
        return {"a", {{"href", url_of(node)}}};
    default:
        break;
    }
    const std::string_view type = cmark_node_get_type_string(node);
    if (type == "table")
        return {"table", {}};
    if (type == "table_header" || type == "table_row")
        return {"tr", {}};
    if (type == "table_cell")
        return {"td", {}};
    if (type == "strikethrough")
        return {"del", {}};
    if (type == "tasklist")
        return {"li", {}};
    return {};
}

/// One walk over one document. The iterator is cmark's own, which does not recurse.
class Walk {
public:
    Walk(cmark_node* document, Dialect dialect, Composer& composer)
        : iterator_(cmark_iter_new(document), cmark_iter_free),
          dialect_(dialect),
          composer_(composer) {}

    void run() {
        for (auto event = cmark_iter_next(iterator_.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(iterator_.get())) {
            cmark_node* node = cmark_iter_get_node(iterator_.get());
            if (event == CMARK_EVENT_EXIT) {
                composer_.close_to(depths_.back());
                depths_.pop_back();
            } else if (!leaf(node)) {
                depths_.push_back(composer_.depth());
                if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_DEFINITION)
                    composer_.open({"li", {{"value", std::to_string(++footnotes_)}}},
                                   Composer::Origin::markdown);
                else if (const Tag tag = element_of(node); !tag.name.empty())
                    composer_.open(tag, Composer::Origin::markdown);
            }
        }
    }

private:
    /// Writes a node that holds no others; false if it may hold some.
    bool leaf(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
            composer_.text(literal_of(node));
            return true;
        case CMARK_NODE_SOFTBREAK:
            if (dialect_ == Dialect::github || dialect_ == Dialect::discourse)
                composer_.line_break();
            else
                composer_.text(" ");
            return true;
        case CMARK_NODE_LINEBREAK:
            composer_.line_break();
            return true;
        case CMARK_NODE_CODE:
            whole({"code", {}}, literal_of(node));
            return true;
        case CMARK_NODE_CODE_BLOCK:
            code_block(node);
            return true;
        case CMARK_NODE_HTML_INLINE:
            read_html_piece(literal_of(node), composer_);
            return true;
        case CMARK_NODE_HTML_BLOCK:
            composer_.text(" ");
            read_html_piece(literal_of(node), composer_);
            composer_.text(" ");
            return true;
        case CMARK_NODE_THEMATIC_BREAK:
            composer_.open({"hr", {}}, Composer::Origin::markdown);
            return true;
        case CMARK_NODE_FOOTNOTE_REFERENCE:
            // cmark walks into these as if they had content.
            composer_.text("[" + std::string(literal_of(node)) + "]");
            return false;
        case CMARK_NODE_IMAGE:
            image(node);
            return true;
        default:
            return false;
        }
    }

    void whole(const Tag& tag, std::string_view content) {
        const std::size_t depth = composer_.depth();
        composer_.open(tag, Composer::Origin::markdown);
        composer_.text(content);
        composer_.close_to(depth);
    }

    void code_block(cmark_node* node) {
        const char* info = cmark_node_get_fence_info(node);
        whole({"pre", {{"lang", info != nullptr ? info : ""}}}, literal_of(node));
    }

    /// An image's content is its alternative text, without whatever formatting it has.
    void image(cmark_node* node) {
        std::string alt;
        for (auto event = cmark_iter_next(iterator_.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(iterator_.get())) {
            cmark_node* inner = cmark_iter_get_node(iterator_.get());
            if (inner == node)
                break;
            if (event != CMARK_EVENT_ENTER)
                continue;
            const auto type = cmark_node_get_type(inner);
            if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
                alt += literal_of(inner);
            else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
                alt += ' ';
        }
        composer_.open({"img", {{"src", url_of(node)}, {"alt", std::move(alt)}}}, Composer::Origin::markdown);
    }

    std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator_;
    Dialect dialect_;
    Composer& composer_;
    std::vector<std::size_t> depths_;
    int footnotes_ = 0; ///< their definitions come last, in the order of their numbers
};

} // namespace

bool read_markdown(std::string_view markdown, Dialect dialect, Composer& composer) {
    const std::string plain_markdown = without_site_markup(markdown, dialect);
    if (!fit_for_the_parser(plain_markdown))
        return false;
    const Document document = parse(plain_markdown, dialect);
    if (!document)
        return false;
    if (dialect == Dialect::discourse)
        set_discourse_prose(document.get());
    Walk(document.get(), dialect, composer).run();
    return true;
}

} // namespace axial::corpus
