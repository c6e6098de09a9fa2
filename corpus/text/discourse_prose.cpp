// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/discourse_prose.h"

#include "corpus/text/typography.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace axial::corpus {
namespace {

std::string_view literal_of(cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    return literal != nullptr ? literal : "";
}

/// A link that the author typed as its address.
bool is_bare_address(cmark_node* link) {
    cmark_node* text = cmark_node_first_child(link);
    if (text == nullptr || cmark_node_next(text) != nullptr || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return false;
    const char* url = cmark_node_get_url(link);
    const std::string_view address = url != nullptr ? url : "", shown = literal_of(text);
    return !shown.empty() && address.ends_with(shown) &&
           (address.size() == shown.size() || address.substr(0, address.size() - shown.size()) == "http://" ||
            address.substr(0, address.size() - shown.size()) == "mailto:");
}

/// Where mathematics stands in what a block shows, as half-open ranges: between dollars that have a blank or
/// punctuation outside, or whole lines between lines of $$. The same rules as before the Markdown was parsed.
std::vector<std::pair<std::size_t, std::size_t>> mathematics(std::u32string_view shown) {
    const auto is_border = [](char32_t c) {
        return c < 0x80 && c != '$' &&
               (utf8::is_blank(static_cast<char>(c)) || utf8::is_punctuation(static_cast<char>(c)));
    };
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    for (std::size_t at = 0; (at = shown.find(U'$', at)) != std::u32string_view::npos;) {
        const bool line = at == 0 || shown[at - 1] == '\n';
        const std::u32string_view rest = shown.substr(at);
        if (line && (rest == U"$$" || rest.starts_with(U"$$\n"))) {
            const std::size_t close = shown.find(U"\n$$", at + 2);
            if (close == std::u32string_view::npos)
                return ranges;
            ranges.emplace_back(at, close + 3);
            at = close + 3;
            continue;
        }
        const std::size_t close = shown.find(U'$', at + 1);
        if (close == std::u32string_view::npos)
            return ranges;
        const bool whole = close > at + 1 && (at == 0 || is_border(shown[at - 1])) &&
                           (close + 1 == shown.size() || is_border(shown[close + 1]));
        if (whole)
            ranges.emplace_back(at + 1, close);
        at = whole ? close + 1 : at + 1;
    }
    return ranges;
}

/// One block's inline content: collected, changed, written back.
class Prose {
public:
    void enter(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
            text(node);
            return;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            add(Stretch::Kind::line_break, U"\n");
            return;
        case CMARK_NODE_CODE:
            add(Stretch::Kind::fixed, utf8::decoded(literal_of(node)));
            return;
        case CMARK_NODE_HTML_INLINE:
            html(literal_of(node));
            return;
        case CMARK_NODE_FOOTNOTE_REFERENCE:
            add(Stretch::Kind::border, {});
            return;
        default:
            add(Stretch::Kind::border, {});
            ++level_;
            bare_ += is_bare(node) ? 1 : 0;
        }
    }

    void leave(cmark_node* node) {
        if (cmark_node_get_type(node) == CMARK_NODE_FOOTNOTE_REFERENCE)
            return;
        --level_;
        bare_ -= is_bare(node) ? 1 : 0;
        add(Stretch::Kind::border, {});
    }

    void image() { add(Stretch::Kind::fixed, U"!"); }

    void finish() {
        if (std::any_of(nodes_.begin(), nodes_.end(), [](cmark_node* node) { return node != nullptr; })) {
            set_mathematics_apart();
            for (Stretch& stretch : stretches_)
                if (stretch.kind == Stretch::Kind::text)
                    stretch.text = with_replacements(std::move(stretch.text));
            curl_quotes(stretches_);
            write();
        }
        stretches_.clear();
        nodes_.clear();
        level_ = bare_ = code_ = 0;
    }

private:
    static bool is_bare(cmark_node* node) {
        return cmark_node_get_type(node) == CMARK_NODE_LINK && is_bare_address(node);
    }

    void add(Stretch::Kind kind, std::u32string text, cmark_node* node = nullptr) {
        stretches_.push_back({kind, level_, std::move(text)});
        nodes_.push_back(node);
    }

    void text(cmark_node* node) {
        const bool fixed = bare_ > 0 || code_ > 0;
        add(fixed ? Stretch::Kind::fixed : Stretch::Kind::text, utf8::decoded(literal_of(node)),
            fixed ? nullptr : node);
    }

    void html(std::string_view tag) {
        const auto is_code = [](std::string_view rest) {
            return utf8::starts_with_folded(rest, "code") || utf8::starts_with_folded(rest, "pre") ||
                   utf8::starts_with_folded(rest, "kbd") || utf8::starts_with_folded(rest, "tt");
        };
        if (tag.starts_with("</") && is_code(tag.substr(2)))
            code_ = std::max(0, code_ - 1);
        else if (tag.starts_with('<') && is_code(tag.substr(1)))
            ++code_;
        add(Stretch::Kind::fixed, utf8::decoded(tag));
    }

    /// Cuts the stretches at the borders of mathematics. What is no text counts as one mark of punctuation,
    /// which markup is.
    void set_mathematics_apart() {
        std::u32string shown;
        for (const Stretch& stretch : stretches_) {
            const bool read = stretch.kind == Stretch::Kind::text || stretch.kind == Stretch::Kind::line_break;
            shown += read ? stretch.text : std::u32string(1, '*');
        }
        const auto ranges = mathematics(shown);
        if (ranges.empty())
            return;
        std::vector<Stretch> cut;
        std::vector<cmark_node*> nodes;
        std::size_t begin = 0;
        auto range = ranges.begin();
        for (std::size_t i = 0; i < stretches_.size(); ++i) {
            Stretch& whole = stretches_[i];
            if (whole.kind != Stretch::Kind::text) {
                begin += whole.kind == Stretch::Kind::line_break ? whole.text.size() : 1;
                cut.push_back(std::move(whole));
                nodes.push_back(nullptr);
                continue;
            }
            const std::size_t end = begin + whole.text.size();
            for (std::size_t at = begin; at < end;) {
                while (range != ranges.end() && range->second <= at)
                    ++range;
                const bool inside = range != ranges.end() && range->first <= at;
                const std::size_t border =
                    range == ranges.end() ? end : std::min(end, inside ? range->second : range->first);
                cut.push_back({inside ? Stretch::Kind::fixed : Stretch::Kind::text, whole.level,
                               whole.text.substr(at - begin, border - at)});
                nodes.push_back(nodes_[i]);
                at = border;
            }
            begin = end;
        }
        stretches_ = std::move(cut);
        nodes_ = std::move(nodes);
    }

    void write() const {
        for (std::size_t i = 0; i < stretches_.size();) {
            cmark_node* node = nodes_[i];
            std::string text;
            for (; node != nullptr && i < stretches_.size() && nodes_[i] == node; ++i) {
                const Stretch& stretch = stretches_[i];
                text += utf8::encoded(stretch.kind == Stretch::Kind::text ? with_emoji(stretch.text)
                                                                          : stretch.text);
            }
            if (node != nullptr)
                cmark_node_set_literal(node, text.c_str());
            else
                ++i;
        }
    }

    std::vector<Stretch> stretches_;
    std::vector<cmark_node*> nodes_; ///< of each stretch that is written back; else null
    int level_ = 0;
    int bare_ = 0; ///< inside how many bare addresses
    int code_ = 0; ///< inside how many tags of code
};

bool is_block(cmark_node* node) {
    return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
}

} // namespace

void set_discourse_prose(cmark_node* document) {
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(document),
                                                                           cmark_iter_free);
    Prose prose;
    cmark_node* image = nullptr;
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
        cmark_node* node = cmark_iter_get_node(iterator.get());
        if (image != nullptr) {
            if (node == image)
                image = nullptr;
        } else if (is_block(node)) {
            prose.finish();
        } else if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            image = node;
            prose.image();
        } else if (event == CMARK_EVENT_ENTER) {
            prose.enter(node);
        } else {
            prose.leave(node);
        }
    }
}

} // namespace axial::corpus
