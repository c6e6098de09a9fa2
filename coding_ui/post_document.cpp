// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/post_document.h"

#include "coding_ui/theme.h"

#include <QPlainTextDocumentLayout>
#include <QTextBlock>
#include <QTextCursor>
#include <QUrl>
#include <algorithm>

namespace axial::coding_ui {
namespace {

using corpus::SpanKind;

constexpr int blank_line_height = 10;

bool holds(const TextRange& range, int position) {
    return position >= range.begin && position < range.end;
}

int depth_at(const std::vector<TextRange>& ranges, int position) {
    return static_cast<int>(std::count_if(ranges.begin(), ranges.end(),
                                          [=](const TextRange& range) { return holds(range, position); }));
}

QTextCharFormat heading_format(const std::string& level) {
    QTextCharFormat format;
    format.setFontWeight(QFont::DemiBold);
    format.setProperty(QTextFormat::FontPixelSize, level == "1" ? 18 : level == "2" ? 17 : 16);
    return format;
}

QTextCharFormat format_of(const corpus::Span& span) {
    QTextCharFormat format;
    switch (span.kind) {
    case SpanKind::code_block:
    case SpanKind::inline_code:
        format.setFontFamilies({code_font().family()});
        format.setProperty(QTextFormat::FontPixelSize, span.kind == SpanKind::code_block ? 13 : 14);
        break;
    case SpanKind::quote:
        format.setForeground(theme().dim);
        break;
    case SpanKind::link:
    case SpanKind::image:
        format.setForeground(theme().accent);
        break;
    case SpanKind::mention:
        format.setFontWeight(QFont::Medium);
        break;
    case SpanKind::heading:
        return heading_format(span.detail);
    case SpanKind::emphasis:
        format.setFontItalic(true);
        break;
    case SpanKind::strong:
        format.setFontWeight(QFont::DemiBold);
        break;
    case SpanKind::strike:
        format.setFontStrikeOut(true);
        break;
    case SpanKind::list_item:
    case SpanKind::reference:
        break;
    }
    return format;
}

} // namespace

PostDocument::PostDocument(corpus::CanonicalText body) : body_(std::move(body)), offsets_(body_.text) {
    document_.setUndoRedoEnabled(false);
    document_.setDocumentMargin(0);
    document_.setDefaultFont(interface_font(reading_pixels));
    QTextCursor cursor(&document_);
    cursor.insertText(QString::fromUtf8(body_.text.data(), static_cast<qsizetype>(body_.text.size())));
    collect();
    restyle();
}

TextRange PostDocument::to_units(std::uint32_t begin, std::uint32_t end) const {
    return {static_cast<int>(offsets_.utf16_at(begin)), static_cast<int>(offsets_.utf16_at(end))};
}

std::pair<std::uint32_t, std::uint32_t> PostDocument::to_code_points(TextRange range) const {
    const auto begin = offsets_.from_utf16(static_cast<std::size_t>(std::max(0, range.begin)));
    const auto end = offsets_.from_utf16(static_cast<std::size_t>(std::max(0, range.end)));
    const auto [first, last] = corpus::snap_to_graphemes(body_.text, begin, end);
    return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
}

void PostDocument::collect() {
    for (const auto& span : body_.spans) {
        const TextRange range = units_of(span);
        if (span.kind == SpanKind::code_block) {
            code_blocks_.push_back(range);
            const int first = document_.findBlock(range.begin).blockNumber();
            const int last = document_.findBlock(std::max(range.begin, range.end - 1)).blockNumber();
            if (const int lines = last - first + 1; lines > fold_above)
                folds_.push_back({range, first + lines_shown, last, lines, true, span.detail.empty()});
        } else if (span.kind == SpanKind::inline_code) {
            inline_codes_.push_back(range);
        } else if (span.kind == SpanKind::quote) {
            const auto outer = std::count_if(quotes_.begin(), quotes_.end(),
                                             [&](const Bar& bar) { return holds(bar.range, range.begin); });
            quotes_.push_back({range, static_cast<int>(outer)});
        } else if (span.kind == SpanKind::list_item) {
            lists_.push_back(range);
            const QString text = span.detail == "-" || span.detail.empty()
                                     ? QStringLiteral("•")
                                     : QString::fromStdString(span.detail) + QLatin1Char('.');
            markers_.push_back({document_.findBlock(range.begin).blockNumber(), text});
        }
    }
}

void PostDocument::restyle() {
    QTextCursor all(&document_);
    all.beginEditBlock();
    all.select(QTextCursor::Document);
    QTextCharFormat plain;
    plain.setForeground(theme().text);
    all.setCharFormat(plain);
    style_blocks();
    style_spans();
    all.endEditBlock();
    apply_folds();
}

// One pass over the blocks; which code block a line is in is found by walking both in order.
void PostDocument::style_blocks() {
    std::size_t code = 0;
    QTextCursor cursor(&document_);
    for (QTextBlock block = document_.begin(); block.isValid(); block = block.next()) {
        const int at = block.position();
        while (code < code_blocks_.size() && code_blocks_[code].end <= at)
            ++code;
        const bool in_code = code < code_blocks_.size() && code_blocks_[code].begin <= at;
        const auto quotes = std::count_if(quotes_.begin(), quotes_.end(),
                                          [at](const Bar& bar) { return holds(bar.range, at); });
        QTextBlockFormat format;
        format.setLeftMargin(static_cast<double>(quotes) * quote_indent + depth_at(lists_, at) * list_indent +
                             (in_code ? code_padding + 2 : 0));
        int height = reading_line_height;
        if (in_code) {
            height = code_line_height;
            format.setRightMargin(code_padding);
            if (at == code_blocks_[code].begin)
                format.setTopMargin(code_padding);
            if (at + block.length() > code_blocks_[code].end)
                format.setBottomMargin(code_padding);
        } else if (block.length() <= 1) {
            height = blank_line_height;
        }
        format.setLineHeight(height, QTextBlockFormat::FixedHeight);
        cursor.setPosition(at);
        cursor.setBlockFormat(format);
    }
}

void PostDocument::style_spans() {
    QTextCursor cursor(&document_);
    for (const auto& span : body_.spans) {
        const QTextCharFormat format = format_of(span);
        if (format.propertyCount() == 0)
            continue;
        const TextRange range = units_of(span);
        cursor.setPosition(range.begin);
        cursor.setPosition(range.end, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(format);
    }
}

void PostDocument::set_folded(std::size_t fold, bool folded) {
    folds_.at(fold).folded = folded;
    apply_folds();
}

// The last line of the block, shown or not, keeps room under it for the line that folds and unfolds: Qt lays
// out the next block below the margin of the block before it even where that is hidden.
void PostDocument::apply_folds() {
    for (const Fold& fold : folds_) {
        for (int number = fold.first_hidden; number <= fold.last_hidden; ++number)
            document_.findBlockByNumber(number).setVisible(!fold.folded);
        const auto leave_room = [this](int number, double room) {
            QTextCursor cursor(document_.findBlockByNumber(number));
            QTextBlockFormat format;
            format.setBottomMargin(room);
            cursor.mergeBlockFormat(format);
        };
        leave_room(fold.first_hidden - 1, 0);
        leave_room(fold.last_hidden, toggle_height + 4);
    }
    if (!folds_.empty())
        document_.markContentsDirty(0, document_.characterCount());
}

bool PostDocument::reveal(TextRange range) {
    bool moved = false;
    for (Fold& fold : folds_) {
        const int hidden_from = document_.findBlockByNumber(fold.first_hidden).position();
        if (fold.folded && range.begin < fold.range.end && range.end > hidden_from) {
            fold.folded = false;
            moved = true;
        }
    }
    if (moved)
        apply_folds();
    return moved;
}

QString PostDocument::link_at(int position) const {
    const auto code_point = offsets_.from_utf16(static_cast<std::size_t>(std::max(0, position)));
    for (const auto& span : body_.spans) {
        if (span.kind != SpanKind::link || code_point < span.begin || code_point >= span.end)
            continue;
        const QUrl url(QString::fromStdString(span.detail), QUrl::StrictMode);
        const QString scheme = url.scheme();
        if (url.isValid() && (scheme == QLatin1StringView("https") || scheme == QLatin1StringView("http")))
            return url.toString();
    }
    return {};
}

} // namespace axial::coding_ui
