// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/site_markdown.h"

#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus {
namespace {

std::string_view next_line(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    return line;
}

/// Opens or closes a fenced code block, as CommonMark has it; the state is the fence that is open.
bool toggles_fence(std::string_view line, std::string& open) {
    std::size_t at = line.find_first_not_of(" >\t");
    if (at == std::string_view::npos || (line[at] != '`' && line[at] != '~'))
        return false;
    const char mark = line[at];
    const std::size_t end = std::min(line.find_first_not_of(mark, at), line.size());
    if (end - at < 3)
        return false;
    const std::string_view rest = line.substr(end);
    if (open.empty()) {
        if (mark == '`' && rest.find('`') != std::string_view::npos)
            return false;
        open.assign(end - at, mark);
        return true;
    }
    if (mark != open[0] || end - at < open.size() || !utf8::trim(rest).empty())
        return false;
    open.clear();
    return true;
}

/// [tag:python] and [meta-tag:bug] are links to a tag's page.
void append_with_tag_links(std::string_view line, std::string& out) {
    for (std::size_t at = 0; at < line.size();) {
        const std::string_view rest = line.substr(at);
        const std::size_t skip = rest.starts_with("[tag:") ? 5 : rest.starts_with("[meta-tag:") ? 10 : 0;
        const std::size_t end = skip > 0 ? rest.find_first_of("] \n`") : std::string_view::npos;
        if (end != std::string_view::npos && rest[end] == ']' && end > skip) {
            const std::string_view tag = rest.substr(skip, end - skip);
            out.append("[").append(tag).append("](/questions/tagged/").append(tag).append(")");
            at += end + 1;
        } else {
            out += line[at++];
        }
    }
}

/// A spoiler is a quote: ">! text". The mark is not text.
std::string without_stackexchange_markup(std::string_view markdown) {
    std::string out, fence;
    out.reserve(markdown.size());
    for (std::size_t at = 0; at < markdown.size();) {
        std::string_view line = next_line(markdown, at);
        const bool code = toggles_fence(line, fence) || !fence.empty() || line.starts_with("    ");
        const std::size_t mark = line.find_first_not_of(' ');
        if (!code && mark != std::string_view::npos && mark < 4 && line.substr(mark).starts_with(">!")) {
            out += "> ";
            line.remove_prefix(mark + 2);
        }
        if (code)
            out += line;
        else
            append_with_tag_links(line, out);
        out += '\n';
    }
    return out;
}

/// One paragraph of emphasis, code and links: nothing at its start makes a block, and tags are text.
std::string comment_as_paragraph(std::string_view comment) {
    std::string out;
    comment = utf8::trim(comment);
    if (!comment.empty() && utf8::is_digit(comment.front())) {
        const std::size_t end = comment.find_first_not_of("0123456789");
        out = comment.substr(0, end);
        comment.remove_prefix(out.size());
        if (!comment.empty() && (comment.front() == '.' || comment.front() == ')'))
            out += '\\';
    } else if (!comment.empty() &&
               std::string_view("#>+-=~|<").find(comment.front()) != std::string_view::npos) {
        out = "\\";
    }
    bool code = false;
    for (const char c : comment) {
        code = code != (c == '`');
        if (c == '<' && !code && out != "\\")
            out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

/// The counts of one paragraph; a blank line or a fence starts them anew.
struct Density {
    int images = 0, ats = 0;
    std::size_t bytes = 0;
    std::size_t bytes_read_again = 0; ///< at each line that could rule off a table's head, all before it is
    bool too_much() const { return images > 2000 || ats > 5000 || bytes_read_again > (20u << 20); }
};

bool line_is_tame(std::string_view line, Density& density) {
    constexpr int max_columns = 2000;
    constexpr int max_containers = 200;
    density.bytes += line.size();
    if (line.find_first_not_of(" \t|:->") == std::string_view::npos)
        density.bytes_read_again += density.bytes;
    int columns = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        columns += line[at] == '|' ? 1 : 0;
        density.ats += line[at] == '@' ? 1 : 0;
        density.images += line[at] == '!' && at + 1 < line.size() && line[at + 1] == '[' ? 1 : 0;
    }
    int containers = 0;
    for (const char c : line) {
        if (c == '>' || c == '-' || c == '*' || c == '+' || c == '.' || c == ')')
            ++containers;
        else if (!utf8::is_blank(c) && !utf8::is_digit(c))
            break;
    }
    const bool rule = line.find_first_not_of(" -") == std::string_view::npos ||
                      line.find_first_not_of(" *") == std::string_view::npos ||
                      line.find_first_not_of("-") == std::string_view::npos;
    return columns <= max_columns && (containers <= max_containers || rule) && !density.too_much();
}

} // namespace

std::string without_site_markup(std::string_view markdown, Dialect dialect) {
    switch (dialect) {
    case Dialect::discourse:
        return without_bbcode(markdown);
    case Dialect::stackexchange:
        return without_stackexchange_markup(markdown);
    case Dialect::se_comment:
        return comment_as_paragraph(markdown);
    default:
        return std::string(markdown);
    }
}

bool fit_for_the_parser(std::string_view markdown) {
    std::string fence;
    Density density;
    for (std::size_t at = 0; at < markdown.size();) {
        const std::string_view line = next_line(markdown, at);
        if (toggles_fence(line, fence) || !fence.empty() || utf8::trim(line).empty())
            density = {};
        else if (!line_is_tame(line, density))
            return false;
    }
    return true;
}

} // namespace axial::corpus
