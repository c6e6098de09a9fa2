// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

/// Writes one canonical text: runs of white space fold to one blank, blocks are set apart by newlines, code
/// goes in as it is. Separators are only written once text follows, so that no text begins, ends or trails with
/// them, and a span begins at its first visible character.
class TextBuilder {
public:
    /// Prose: white space folds.
    void text(std::string_view utf8);
    /// Code inside a line: blanks stay, newlines become blanks.
    void inline_code(std::string_view utf8);
    /// Code blocks: everything stays but the newlines at the very end.
    void verbatim(std::string_view utf8);

    /// What follows starts on a new line (1) or after a blank line (2).
    void gap(int newlines);
    /// A line break inside a block; two in a row make a blank line.
    void line_break();
    /// Between two cells of a row.
    void tab();
    void blank() { pending_blank_ = true; }
    /// A row starts: no cell stands before the first.
    void clear_tabs() { pending_tabs_ = 0; }
    /// A code block ends: its trailing newlines are not text.
    void end_verbatim() { held_newlines_ = 0; }

    /// Spans nest: the last one opened is the first to be closed.
    void open(SpanKind kind, std::string detail);
    void close();
    [[nodiscard]] SpanKind innermost() const { return open_.back().kind; }
    /// Names the open span of this kind, if it has no name yet.
    void name_innermost(SpanKind kind, std::string_view detail);

    /// How many code points were written so far.
    [[nodiscard]] std::size_t length() const { return length_; }

    /// The text with its spans sorted and on grapheme boundaries. The builder is spent afterwards.
    [[nodiscard]] CanonicalText finish();

private:
    struct Open {
        SpanKind kind;
        std::string detail;
        std::size_t begin;
        std::size_t order;
    };
    struct Closed {
        Span span;
        std::size_t order;
    };

    void write_separators();
    void append(std::string_view utf8);

    std::string text_;
    std::size_t length_ = 0;
    int pending_newlines_ = 0;
    std::size_t pending_tabs_ = 0;
    std::size_t held_newlines_ = 0;
    bool pending_blank_ = false;
    std::vector<Open> open_;
    std::size_t started_ = 0; ///< how many of open_, from the outermost, hold text already
    std::size_t opened_ = 0;
    std::vector<Closed> closed_;
};

} // namespace axial::corpus
