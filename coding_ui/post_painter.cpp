// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/post_painter.h"

#include "coding_ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

/// One laid-out line's part of a range, in the document's coordinates.
struct LinePart {
    qreal left, right, baseline;
    bool code;
};

qreal line_height(const QTextBlock& block) {
    return block.blockFormat().lineHeight();
}

// Calls `visit` for every visible line's part of the range that lies in [top, bottom].
template <typename Visit>
void for_each_part(QTextDocument& document, TextRange range, qreal top, qreal bottom, Visit visit) {
    for (QTextBlock block = document.findBlock(range.begin); block.isValid() && block.position() < range.end;
         block = block.next()) {
        if (!block.isVisible())
            continue;
        const QTextLayout& layout = *block.layout();
        const qreal block_top = layout.position().y();
        if (block_top > bottom)
            return;
        for (int i = 0; i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            const qreal baseline = block_top + line.y() + line.ascent();
            const int first = block.position() + line.textStart();
            const int last = first + line.textLength();
            const int begin = std::max(range.begin, first), end = std::min(range.end, last);
            if (begin >= end || baseline + 12 < top || baseline - 24 > bottom)
                continue;
            const qreal x = layout.position().x();
            const qreal from = x + line.cursorToX(begin - block.position());
            const qreal to =
                x + (end == last ? line.x() + line.naturalTextWidth() : line.cursorToX(end - block.position()));
            visit(LinePart{std::min(from, to), std::max(from, to), baseline,
                           line_height(block) <= code_line_height});
        }
    }
}

std::pair<qreal, qreal> block_extent(const QTextBlock& block) {
    const QTextLayout& layout = *block.layout();
    if (layout.lineCount() == 0)
        return {layout.position().y(), layout.position().y()};
    const qreal height = line_height(block);
    const QTextLine first = layout.lineAt(0), last = layout.lineAt(layout.lineCount() - 1);
    const qreal top = layout.position().y() + first.y() + first.ascent() - height * 0.8;
    const qreal bottom = layout.position().y() + last.y() + last.ascent() + height * 0.2;
    return {top, bottom};
}

QTextBlock visible_at_or_before(QTextBlock block) {
    while (block.isValid() && !block.isVisible())
        block = block.previous();
    return block;
}

} // namespace

PostPainter::PostPainter(PostDocument& post, QPainter& painter, const QRectF& clip, int width)
    : post_(post),
      painter_(painter),
      clip_(clip),
      width_(width) {
    painter_.setRenderHint(QPainter::Antialiasing);
}

std::pair<qreal, qreal> PostPainter::extent(PostDocument& post, TextRange range, int width) {
    QTextDocument& document = *post.document();
    for (const auto& fold : post.folds()) {
        if (fold.folded && range.begin >= document.findBlockByNumber(fold.first_hidden).position() &&
            range.begin < fold.range.end) {
            const QRectF line = fold_line(post, fold, width);
            return {line.top(), line.bottom()};
        }
    }
    const QTextBlock first = visible_at_or_before(document.findBlock(range.begin));
    const QTextBlock last = visible_at_or_before(document.findBlock(std::max(range.begin, range.end - 1)));
    qreal top = block_extent(first).first, bottom = block_extent(last).second;
    bool found = false;
    const auto narrow = [&](const LinePart& part) {
        const qreal above = part.code ? 13 : 17;
        if (!found)
            top = part.baseline - above;
        bottom = part.baseline + 5;
        found = true;
    };
    for_each_part(document, range, -1e9, 1e9, narrow);
    return {top, bottom};
}

QRectF PostPainter::fold_line(PostDocument& post, const PostDocument::Fold& fold, int width) {
    const int shown = fold.folded ? fold.first_hidden - 1 : fold.last_hidden;
    const QTextBlock block = post.document()->findBlockByNumber(shown);
    const qreal left = block.blockFormat().leftMargin();
    return {left, block_extent(block).second + 2, width - left - PostDocument::code_padding,
            PostDocument::toggle_height};
}

void PostPainter::draw_grounds() const {
    draw_quotes();
    draw_code_grounds();
    draw_inline_codes();
    draw_markers();
}

void PostPainter::draw_code_grounds() const {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(theme().code_ground);
    QTextDocument& document = *post_.document();
    for (const TextRange& range : post_.code_blocks()) {
        const QTextBlock first = document.findBlock(range.begin);
        const QTextBlock last = visible_at_or_before(document.findBlock(std::max(range.begin, range.end - 1)));
        qreal bottom = block_extent(last).second + PostDocument::code_padding;
        for (const auto& fold : post_.folds())
            if (fold.range == range)
                bottom = fold_line(post_, fold, width_).bottom() + 4;
        const qreal left = first.blockFormat().leftMargin() - PostDocument::code_padding - 2;
        const qreal top = block_extent(first).first - PostDocument::code_padding;
        const QRectF ground(left, top, width_ - left, bottom - top);
        if (ground.intersects(clip_))
            painter_.drawRoundedRect(ground, space::radius_small, space::radius_small);
    }
}

void PostPainter::draw_inline_codes() const {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(theme().code_ground);
    for (const TextRange& range : post_.inline_codes())
        for_each_part(*post_.document(), range, clip_.top(), clip_.bottom(), [this](const LinePart& part) {
            const QRectF ground(part.left - 2, part.baseline - 14, part.right - part.left + 4, 19);
            painter_.drawRoundedRect(ground, space::radius_small, space::radius_small);
        });
}

void PostPainter::draw_quotes() const {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(theme().line);
    QTextDocument& document = *post_.document();
    for (const auto& bar : post_.quotes()) {
        const QTextBlock first = document.findBlock(bar.range.begin);
        const QTextBlock last =
            visible_at_or_before(document.findBlock(std::max(bar.range.begin, bar.range.end - 1)));
        const qreal top = block_extent(first).first, bottom = block_extent(last).second;
        const QRectF stripe(bar.depth * PostDocument::quote_indent, top, 3, bottom - top);
        if (stripe.intersects(clip_))
            painter_.drawRect(stripe);
    }
}

void PostPainter::draw_markers() const {
    painter_.setPen(theme().dim);
    painter_.setFont(interface_font(reading_pixels - 1));
    const QFontMetricsF metrics(painter_.font());
    for (const auto& marker : post_.markers()) {
        const QTextBlock block = post_.document()->findBlockByNumber(marker.block);
        const QTextLayout& layout = *block.layout();
        if (!block.isVisible() || layout.lineCount() == 0)
            continue;
        const qreal baseline = layout.position().y() + layout.lineAt(0).y() + layout.lineAt(0).ascent();
        if (baseline < clip_.top() - 4 || baseline > clip_.bottom() + 24)
            continue;
        const qreal right = block.blockFormat().leftMargin() - 7;
        painter_.drawText(QPointF(right - metrics.horizontalAdvance(marker.text), baseline), marker.text);
    }
}

void PostPainter::draw_tints(const std::vector<CodingMark>& marks, const std::string& selected) const {
    for (const CodingMark& mark : marks) {
        QColor ground = tint(mark.colour);
        if (mark.uuid == selected)
            ground.setAlphaF(std::min(1.0F, static_cast<float>(ground.alphaF()) * 2));
        for_each_part(*post_.document(), mark.range, clip_.top(), clip_.bottom(), [&](const LinePart& part) {
            const qreal above = part.code ? 13 : 16;
            painter_.fillRect(QRectF(part.left, part.baseline - above, part.right - part.left, above + 5),
                              ground);
        });
    }
}

void PostPainter::draw_hits(const std::vector<TextRange>& hits) const {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(theme().search_hit);
    for (const TextRange& hit : hits)
        for_each_part(*post_.document(), hit, clip_.top(), clip_.bottom(), [this](const LinePart& part) {
            painter_.drawRoundedRect(QRectF(part.left - 1, part.baseline - 14, part.right - part.left + 2, 19),
                                     3, 3);
        });
}

void PostPainter::draw_underlines(const std::vector<CodingMark>& marks, const std::string& selected) const {
    for (const CodingMark& mark : marks) {
        const qreal thick = mark.uuid == selected ? 3 : 2;
        for_each_part(*post_.document(), mark.range, clip_.top(), clip_.bottom(), [&](const LinePart& part) {
            const qreal y = part.baseline + 4 + std::min(mark.lane, 2) * 3;
            if (!mark.dashed) {
                painter_.fillRect(QRectF(part.left, y, part.right - part.left, thick), mark.colour);
                return;
            }
            for (qreal x = part.left; x < part.right; x += 8)
                painter_.fillRect(QRectF(x, y, std::min<qreal>(5, part.right - x), thick), mark.colour);
        });
    }
}

void PostPainter::draw_fold_lines() const {
    painter_.setFont(interface_font(12));
    for (const auto& fold : post_.folds()) {
        const QRectF line = fold_line(post_, fold, width_);
        if (!line.intersects(clip_))
            continue;
        const QString what = fold.log ? QStringLiteral("Log") : QStringLiteral("Code");
        const QString words = fold.folded ? QStringLiteral("▸ %1, %2 lines · %3 hidden")
                                          : QStringLiteral("▾ %1, %2 lines · fold");
        painter_.setPen(QPen(theme().line, 1));
        painter_.drawLine(line.topLeft() + QPointF(0, 2.5), line.topRight() + QPointF(0, 2.5));
        painter_.setPen(theme().dim);
        QString text = words.arg(what).arg(fold.lines);
        if (fold.folded)
            text = text.arg(fold.lines - PostDocument::lines_shown);
        painter_.drawText(line.adjusted(0, 4, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
}

} // namespace axial::coding_ui
