// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/hit_delegate.h"

#include "coding_ui/paint.h"
#include "coding_ui/search/hit_model.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextLayout>

namespace axial::coding_ui {
namespace {

constexpr int side = space::l, line_height = 20, about_top = 76, about_height = 18;

QString like_words() {
    return QStringLiteral("More like this");
}

/// Where the chosen hit offers others that resemble it: at the right of its last line, before its key.
QRect like_rect(const QRect& row) {
    const int words = QFontMetrics(interface_font(12)).horizontalAdvance(like_words());
    const int width = words + 6 + key_cap_width(QStringLiteral("L"));
    return {row.right() - side - width, row.top() + about_top - 2, width, about_height + 4};
}

/// The snippet without its marks, and where they were.
QString unmarked(const QString& snippet, QList<QTextLayout::FormatRange>& marks) {
    QString text;
    QTextCharFormat found;
    found.setBackground(theme().search_hit);
    found.setForeground(theme().text);
    qsizetype begin = -1;
    for (const QChar c : snippet) {
        if (c == QChar(2)) {
            begin = text.size();
        } else if (c == QChar(3)) {
            if (begin >= 0)
                marks.append({static_cast<int>(begin), static_cast<int>(text.size() - begin), found});
            begin = -1;
        } else {
            text += c;
        }
    }
    return text;
}

} // namespace

QSize HitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {320, row_height};
}

// The text stands at the first two lines of its room; what does not fit ends in an ellipsis.
void HitDelegate::paint_snippet(QPainter& painter, const QRect& room, const QString& snippet) {
    QList<QTextLayout::FormatRange> marks;
    const QString text = unmarked(snippet, marks);
    const QFont font = interface_font(13);
    const QFontMetrics metrics(font);
    QTextLayout layout(text, font);
    layout.setFormats(marks);
    layout.beginLayout();
    qsizetype shown_to = 0;
    for (int i = 0; i < 2; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(room.width() - (i == 1 ? metrics.horizontalAdvance(QChar(0x2026)) : 0));
        line.setPosition(QPointF(0, i * line_height));
        shown_to = line.textStart() + line.textLength();
    }
    layout.endLayout();
    painter.setPen(theme().text);
    layout.draw(&painter, room.topLeft());
    if (shown_to < text.size() && layout.lineCount() == 2) {
        const QTextLine last = layout.lineAt(1);
        painter.setFont(font);
        painter.drawText(
            QPointF(room.left() + last.naturalTextWidth() + 1, room.top() + line_height + last.ascent()),
            QStringLiteral("…"));
    }
}

void HitDelegate::paint_about(QPainter& painter, const QRect& room, const FoundPost& hit, bool grouped) {
    QStringList parts{hit.place};
    if (!hit.container.isEmpty())
        parts << hit.container;
    parts << QStringLiteral("%1 by %2").arg(hit.kind, hit.author);
    if (hit.score)
        parts << QStringLiteral("▲ %1").arg(*hit.score);
    if (grouped)
        parts << (hit.in_thread == 1 ? QStringLiteral("1 post of the thread matches")
                                     : QStringLiteral("%1 posts of the thread match").arg(hit.in_thread));
    const QFont font = interface_font(12);
    painter.setFont(font);
    painter.setPen(theme().dim);
    painter.drawText(
        room, Qt::AlignVCenter,
        QFontMetrics(font).elidedText(parts.join(QStringLiteral(" · ")), Qt::ElideRight, room.width()));
}

void HitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(row, selected ? theme().selected : theme().panel);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme().line);
    if (selected && (option.state & QStyle::State_HasFocus))
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height() - 1), theme().accent);
    const QRect inside = row.adjusted(side, 0, -side, 0);
    const QVariant value = index.data(HitModel::HitRole);
    if (!value.isValid()) {
        painter->setFont(interface_font(13));
        painter->setPen(theme().dim);
        painter->drawText(inside, Qt::AlignVCenter,
                          index.data(HitModel::LoadedRole).toBool() ? QStringLiteral("This post is gone")
                                                                    : QStringLiteral("…"));
        painter->restore();
        return;
    }
    const auto hit = value.value<FoundPost>();
    const QFont date_font = interface_font(12), title_font = interface_font(14, QFont::Medium);
    const int date_width = QFontMetrics(date_font).horizontalAdvance(hit.date);
    painter->setFont(date_font);
    painter->setPen(theme().dim);
    painter->drawText(QRect(inside.left(), row.top() + 10, inside.width(), 20),
                      Qt::AlignVCenter | Qt::AlignRight, hit.date);
    painter->setFont(title_font);
    painter->setPen(theme().text);
    const int title_width = inside.width() - date_width - space::l;
    painter->drawText(QRect(inside.left(), row.top() + 10, title_width, 20), Qt::AlignVCenter,
                      QFontMetrics(title_font).elidedText(hit.title, Qt::ElideRight, title_width));
    paint_snippet(*painter, QRect(inside.left(), row.top() + 33, inside.width(), 2 * line_height), hit.snippet);
    QRect about(inside.left(), row.top() + about_top, inside.width(), about_height);
    if (selected) {
        const QRect like = like_rect(row);
        about.setRight(like.left() - space::m);
        painter->setFont(interface_font(12));
        painter->setPen(theme().accent);
        painter->drawText(like.adjusted(0, 0, -1, 0), Qt::AlignVCenter | Qt::AlignLeft, like_words());
        const int cap = key_cap_width(QStringLiteral("L"));
        paint_key_cap(*painter, QRect(like.right() - cap + 1, like.top() + 1, cap, 20), QStringLiteral("L"));
    }
    paint_about(*painter, about, hit, index.data(HitModel::GroupedRole).toBool());
    painter->restore();
}

bool HitDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    if (event->type() != QEvent::MouseButtonRelease || !(option.state & QStyle::State_Selected))
        return false;
    if (!like_rect(option.rect).contains(static_cast<QMouseEvent*>(event)->pos()))
        return false;
    Q_EMIT like_wanted(index.row());
    return true;
}

} // namespace axial::coding_ui
