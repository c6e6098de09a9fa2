// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"
#include "corpus/text/text_offsets.h"

#include <QString>
#include <QTextDocument>
#include <utility>
#include <vector>

namespace axial::coding_ui {

/// A half-open range of UTF-16 units of a post's document.
struct TextRange {
    int begin = 0, end = 0;
    [[nodiscard]] bool empty() const { return begin >= end; }
    bool operator==(const TextRange&) const = default;
};

/// A post's canonical text as a QTextDocument. The document's text is the canonical text, unit for unit:
/// formatting only sets block and character formats, and folding only hides blocks, so that an offset means the
/// same thing in the database and on screen. What formats cannot show (grounds, bars, bullets) is listed for
/// the painter.
class PostDocument {
public:
    /// A code block of more than `fold_above` lines; all but its first lines are hidden while it is folded.
    struct Fold {
        TextRange range;
        int first_hidden = 0, last_hidden = 0; ///< block numbers
        int lines = 0;
        bool folded = true;
        bool log = false; ///< no language given
    };
    struct Bar {
        TextRange range;
        int depth = 0; ///< 0: not inside another quote
    };
    struct Marker {
        int block = 0;
        QString text; ///< "•" or the item's number
    };
    static constexpr int fold_above = 12, lines_shown = 4;
    static constexpr int code_padding = 10, quote_indent = 16, list_indent = 22, toggle_height = 28;

    explicit PostDocument(corpus::CanonicalText body);
    PostDocument(const PostDocument&) = delete;
    PostDocument& operator=(const PostDocument&) = delete;

    [[nodiscard]] QTextDocument* document() { return &document_; }
    [[nodiscard]] const corpus::CanonicalText& body() const { return body_; }

    [[nodiscard]] TextRange to_units(std::uint32_t begin, std::uint32_t end) const;
    /// Widened to grapheme boundaries, in code points.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> to_code_points(TextRange range) const;

    [[nodiscard]] const std::vector<TextRange>& code_blocks() const { return code_blocks_; }
    [[nodiscard]] const std::vector<TextRange>& inline_codes() const { return inline_codes_; }
    [[nodiscard]] const std::vector<Bar>& quotes() const { return quotes_; }
    [[nodiscard]] const std::vector<Marker>& markers() const { return markers_; }
    [[nodiscard]] const std::vector<Fold>& folds() const { return folds_; }
    void set_folded(std::size_t fold, bool folded);
    /// Unfolds what hides any part of `range`; true if something moved.
    bool reveal(TextRange range);

    /// The address of the link at a position; empty where there is none or it is not http(s).
    [[nodiscard]] QString link_at(int position) const;

    /// Sets all formats again, after the theme has changed.
    void restyle();

private:
    void collect();
    void style_blocks();
    void style_spans();
    void apply_folds();
    [[nodiscard]] TextRange units_of(const corpus::Span& span) const { return to_units(span.begin, span.end); }

    corpus::CanonicalText body_;
    corpus::TextOffsets offsets_;
    QTextDocument document_;
    std::vector<TextRange> code_blocks_, inline_codes_, lists_;
    std::vector<Bar> quotes_;
    std::vector<Marker> markers_;
    std::vector<Fold> folds_;
};

} // namespace axial::coding_ui
