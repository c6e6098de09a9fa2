// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/text_builder.h"

#include "corpus/text/graphemes.h"
#include "corpus/text/text_offsets.h"
#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus {

void TextBuilder::append(std::string_view utf8) {
    text_ += utf8;
    length_ += utf8::count(utf8);
}

void TextBuilder::write_separators() {
    if (!text_.empty())
        append(std::string_view("\n\n", static_cast<std::size_t>(pending_newlines_)));
    const bool at_line_start = text_.empty() || pending_newlines_ > 0;
    append(std::string(pending_tabs_, '\t'));
    if (pending_blank_ && pending_tabs_ == 0 && !at_line_start)
        append(" ");
    pending_newlines_ = 0;
    pending_tabs_ = 0;
    pending_blank_ = false;
    for (; started_ < open_.size(); ++started_)
        open_[started_].begin = length_;
}

void TextBuilder::text(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) {
        if (utf8::is_blank(utf8[at])) {
            pending_blank_ = true;
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < utf8.size() && !utf8::is_blank(utf8[end]))
            ++end;
        write_separators();
        append(utf8.substr(at, end - at));
        at = end;
    }
}

void TextBuilder::inline_code(std::string_view utf8) {
    if (utf8.empty())
        return;
    write_separators();
    std::string line(utf8);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    append(line);
}

void TextBuilder::verbatim(std::string_view utf8) {
    const std::size_t last = utf8.find_last_not_of("\r\n");
    if (last != std::string_view::npos) {
        write_separators();
        append(std::string(held_newlines_, '\n'));
        held_newlines_ = 0;
        std::string code(utf8.substr(0, last + 1));
        std::replace(code.begin(), code.end(), '\r', '\n');
        append(code);
        utf8.remove_prefix(last + 1);
    }
    held_newlines_ += utf8.size();
}

void TextBuilder::gap(int newlines) {
    pending_newlines_ = std::max(pending_newlines_, newlines);
}

void TextBuilder::line_break() {
    pending_newlines_ = std::min(pending_newlines_ + 1, 2);
}

void TextBuilder::tab() {
    ++pending_tabs_;
}

void TextBuilder::open(SpanKind kind, std::string detail) {
    open_.push_back({kind, std::move(detail), 0, opened_++});
}

void TextBuilder::close() {
    Open& span = open_.back();
    if (started_ == open_.size()) {
        --started_;
        closed_.push_back({{static_cast<std::uint32_t>(span.begin), static_cast<std::uint32_t>(length_),
                            span.kind, std::move(span.detail)},
                           span.order});
    }
    open_.pop_back();
}

void TextBuilder::name_innermost(SpanKind kind, std::string_view detail) {
    for (auto span = open_.rbegin(); span != open_.rend(); ++span)
        if (span->kind == kind) {
            if (span->detail.empty())
                span->detail = detail;
            return;
        }
}

CanonicalText TextBuilder::finish() {
    while (!open_.empty())
        close();
    // Both ends move backwards to the same borders, so that spans that nested still nest.
    const TextOffsets offsets(text_);
    GraphemeBoundaries graphemes(text_);
    const auto snap = [&](std::uint32_t code_point) {
        const std::size_t byte = offsets.byte_at(code_point);
        const std::size_t boundary = graphemes.at_or_before(byte);
        return code_point - static_cast<std::uint32_t>(
                                utf8::count(std::string_view(text_).substr(boundary, byte - boundary)));
    };
    for (auto& [span, order] : closed_) {
        span.begin = snap(span.begin);
        span.end = snap(span.end);
    }
    std::erase_if(closed_, [](const Closed& closed) { return closed.span.begin >= closed.span.end; });
    std::sort(closed_.begin(), closed_.end(), [](const Closed& a, const Closed& b) {
        if (a.span.begin != b.span.begin)
            return a.span.begin < b.span.begin;
        if (a.span.end != b.span.end)
            return a.span.end > b.span.end;
        return a.order < b.order;
    });
    CanonicalText result;
    result.text = std::move(text_);
    result.spans.reserve(closed_.size());
    for (auto& closed : closed_)
        result.spans.push_back(std::move(closed.span));
    return result;
}

} // namespace axial::corpus
