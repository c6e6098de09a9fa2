// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/bbcode_tags.h"
#include "corpus/text/site_markdown.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace axial::corpus {
namespace {

/// A piece of the source and what it becomes. Tags only take effect in pairs.
struct Edit {
    std::size_t begin, end;
    std::string text;
    std::string name; ///< of a tag; empty: not a tag
    bool closing = false;
    bool applied = true;
};

/// One pass over the source that knows lines, code and mathematics.
class Scanner {
public:
    explicit Scanner(std::string_view source) : source_(source) {}

    std::string run() {
        while (at_ < source_.size()) {
            if (line_start_)
                start_line();
            else
                step();
        }
        match_tags();
        return apply();
    }

private:
    std::string_view line_from(std::size_t at) const {
        return source_.substr(at, std::min(source_.find('\n', at), source_.size()) - at);
    }

    /// Skips what Markdown takes verbatim, line by line; otherwise remembers the line's container marks.
    void start_line() {
        const std::string_view line = line_from(at_);
        const std::size_t content = std::min(line.find_first_not_of(" >\t"), line.size());
        prefix_ = line.substr(0, content);
        const std::string_view inside = line.substr(content);
        const bool blank = inside.empty();
        if (blank)
            paragraph_end_ = 0;
        if (fence_.empty() ? opens_fence(inside) : true) {
            if (!fence_.empty() && closes_fence(inside))
                fence_.clear();
            else if (fence_.empty())
                fence_ = inside.substr(0, std::min(inside.find_first_not_of(inside[0]), inside.size()));
            return skip_line(line, false);
        }
        if (!blank && !prefix_.starts_with("    ") && !prefix_.starts_with("\t"))
            in_list_ = starts_item(inside) || (in_list_ && (prefix_.starts_with("  ") || !after_blank_));
        const bool indented = (prefix_.starts_with("    ") || prefix_.starts_with("\t")) && !in_list_;
        if (indented && (after_blank_ || in_code_) && !blank) {
            in_code_ = true;
            return skip_line(line, false);
        }
        if (!blank)
            in_code_ = false;
        if (html_block(inside, blank))
            return skip_line(line, blank);
        if (inside.starts_with("$$") && utf8::trim(inside.substr(2)).empty() && math_block())
            return;
        after_blank_ = blank;
        line_start_ = false;
        at_ += content;
        at_content_start_ = true;
    }

    void skip_line(std::string_view line, bool blank) {
        at_ = std::min(at_ + line.size() + 1, source_.size());
        after_blank_ = blank;
    }

    static bool opens_fence(std::string_view inside) {
        if (inside.starts_with("~~~"))
            return true;
        if (!inside.starts_with("```"))
            return false;
        const std::size_t end = inside.find_first_not_of('`');
        return end == std::string_view::npos || inside.find('`', end) == std::string_view::npos;
    }
    bool closes_fence(std::string_view inside) const {
        return inside.starts_with(fence_) &&
               utf8::trim(inside).find_first_not_of(fence_[0]) == std::string_view::npos;
    }
    static bool starts_item(std::string_view inside) {
        if (inside.size() > 1 && (inside[0] == '-' || inside[0] == '*' || inside[0] == '+') && inside[1] == ' ')
            return true;
        const std::size_t digits = std::min(inside.find_first_not_of("0123456789"), inside.size());
        return digits > 0 && digits < inside.size() && (inside[digits] == '.' || inside[digits] == ')');
    }
    /// Lines of raw HTML, to the blank line or the end tag that ends them.
    bool html_block(std::string_view inside, bool blank) {
        if (!verbatim_html_.empty()) {
            if (inside.find(verbatim_html_) != std::string_view::npos)
                verbatim_html_.clear();
            return true;
        }
        if (in_html_)
            in_html_ = !blank;
        else if (after_blank_ && inside.size() > 1 && inside[0] == '<' &&
                 (utf8::is_ascii_alpha(inside[1]) || inside[1] == '/') &&
                 inside.find("://") > inside.find('>')) {
            in_html_ = true;
            if (utf8::starts_with_folded(inside, "<pre") && inside.find("</pre>") == std::string_view::npos)
                verbatim_html_ = "</pre>";
        }
        return in_html_;
    }

    void escape(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end; ++at)
            if (utf8::is_punctuation(source_[at]))
                edits_.push_back({at, at, "\\", {}});
    }

    /// "$$" alone on a line, to the next such line.
    bool math_block() {
        std::size_t at = at_;
        for (bool first = true; at < source_.size(); first = false) {
            const std::string_view line = line_from(at);
            const std::string_view inside =
                utf8::trim(line.substr(std::min(line.find_first_not_of(" >\t"), line.size())));
            if (!first && inside == "$$") {
                escape_lines(at_, at + line.size());
                at_ = std::min(at + line.size() + 1, source_.size());
                after_blank_ = false;
                return true;
            }
            at += line.size() + 1;
        }
        return false;
    }
    void escape_lines(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end;) {
            const std::size_t line_end = std::min(source_.find('\n', at), end);
            const std::size_t content = std::min(source_.find_first_not_of(" >\t", at), line_end);
            if (content > at && source_.substr(at, content - at).find('>') == std::string_view::npos)
                edits_.push_back({at, content, {}, {}});
            escape(content, line_end);
            at = line_end + 1;
        }
    }

    void step() {
        const char c = source_[at_];
        const bool at_start = std::exchange(at_content_start_, false);
        switch (c) {
        case '\n':
            line_start_ = true;
            ++at_;
            return;
        case '\\':
            at_ = std::min(at_ + 2, source_.size());
            line_start_ = source_[at_ - 1] == '\n';
            return;
        case '`':
            code_span();
            return;
        case '$':
            math_span();
            return;
        case '[':
            bbcode(at_start);
            return;
        default:
            ++at_;
            return;
        }
    }

    std::size_t paragraph_end() {
        if (paragraph_end_ <= at_)
            paragraph_end_ = std::min(source_.find("\n\n", at_), source_.size());
        return paragraph_end_;
    }

    void code_span() {
        const std::size_t run_end = std::min(source_.find_first_not_of('`', at_), source_.size());
        const std::size_t run = run_end - at_;
        const std::size_t limit = std::min(paragraph_end(), run_end + 4000);
        for (std::size_t at = run_end; at < limit;) {
            at = source_.find('`', at);
            if (at >= limit)
                break;
            const std::size_t end = std::min(source_.find_first_not_of('`', at), source_.size());
            if (end - at == run) {
                at_ = end;
                return;
            }
            at = end;
        }
        at_ = run_end;
    }

    static bool is_boundary(char c) { return utf8::is_blank(c) || (c != '$' && utf8::is_punctuation(c)); }

    /// Discourse's rule: dollars with a blank or punctuation outside, and another dollar in the paragraph.
    void math_span() {
        const std::size_t begin = at_++;
        if (at_ >= source_.size() || source_[at_] == '$' || (begin > 0 && !is_boundary(source_[begin - 1])))
            return;
        const std::size_t limit = std::min(paragraph_end(), at_ + 4000);
        std::size_t end = at_;
        while (end < limit && !(source_[end] == '$' && source_[end - 1] != '\\'))
            ++end;
        if (end >= limit || (end + 1 < source_.size() && !is_boundary(source_[end + 1])))
            return;
        if (source_.substr(begin, end - begin).find("](") != std::string_view::npos)
            return;
        escape(begin, end + 1);
        at_ = end + 1;
    }

    void bbcode(bool at_start) {
        const auto tag = bbcode_at(source_.substr(at_));
        const BbMeaning* meaning = tag ? meaning_of_bbcode(tag->name) : nullptr;
        const bool follows_link_syntax =
            tag && at_ + tag->length < source_.size() &&
            (source_[at_ + tag->length] == '(' || source_[at_ + tag->length] == ':');
        if (meaning == nullptr || (follows_link_syntax && !tag->closing) ||
            (meaning->block && !tag->closing && !at_start)) {
            ++at_;
            return;
        }
        std::string html = html_for(*tag, *meaning);
        if (meaning->block) {
            const std::string_view marks(prefix_.data(), prefix_.find_last_not_of(" \t") + 1);
            const std::string blank_line = "\n" + std::string(marks) + "\n";
            html = blank_line + prefix_ + html + blank_line + prefix_;
        }
        edits_.push_back({at_, at_ + tag->length, std::move(html), tag->name, tag->closing});
        at_ += tag->length;
        at_content_start_ = meaning->block;
    }

    /// A tag without its partner is text.
    void match_tags() {
        std::vector<Edit*> open;
        for (Edit& edit : edits_) {
            if (edit.name.empty())
                continue;
            edit.applied = false;
            if (!edit.closing) {
                open.push_back(&edit);
                continue;
            }
            const std::size_t lowest = open.size() > 100 ? open.size() - 100 : 0;
            for (std::size_t at = open.size(); at > lowest; --at)
                if (open[at - 1]->name == edit.name) {
                    open[at - 1]->applied = edit.applied = true;
                    open.resize(at - 1);
                    break;
                }
        }
    }

    std::string apply() const {
        std::string out;
        out.reserve(source_.size() + source_.size() / 8);
        std::size_t at = 0;
        for (const Edit& edit : edits_) {
            if (!edit.applied)
                continue;
            out.append(source_.substr(at, edit.begin - at)).append(edit.text);
            at = edit.end;
        }
        return out.append(source_.substr(at));
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::size_t paragraph_end_ = 0;
    bool line_start_ = true, at_content_start_ = true, after_blank_ = true;
    bool in_list_ = false, in_code_ = false, in_html_ = false;
    std::string prefix_;
    std::string fence_;
    std::string verbatim_html_;
    std::vector<Edit> edits_;
};

} // namespace

std::string without_bbcode(std::string_view markdown) {
    return Scanner(markdown).run();
}

} // namespace axial::corpus
