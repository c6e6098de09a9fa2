// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/thread_list_delegate.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_list_model.h"

#include <QPainter>

namespace axial::coding_ui {

QSize ThreadListDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {120, row_height};
}

void ThreadListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    painter->save();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(row, selected ? theme().selected : theme().panel);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme().line);
    if (selected && (option.state & QStyle::State_HasFocus))
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height() - 1), theme().accent);

    const QVariantList marks = index.data(ThreadListModel::MarksRole).toList();
    const bool done = index.data(ThreadListModel::DoneRole).toBool();
    int right = row.right() - space::m;
    for (qsizetype i = std::min<qsizetype>(marks.size(), most_marks) - 1; i >= 0; --i) {
        paint_swatch(*painter, QPoint(right - 9, row.top() + 15), marks[i].value<QColor>(), 9);
        right -= 12;
    }
    if (done && marks.isEmpty()) {
        painter->setFont(interface_font(12));
        painter->setPen(theme().dim);
        painter->drawText(QRect(right - 14, row.top() + 9, 14, 20), Qt::AlignCenter, QStringLiteral("✓"));
        right -= 18;
    }
    const QRect title(row.left() + space::m, row.top() + 9, right - row.left() - space::m - 6, 20);
    const QFont title_font = interface_font(13, done && !selected ? QFont::Normal : QFont::Medium);
    painter->setFont(title_font);
    painter->setPen(done && !selected ? theme().dim : theme().text);
    const QString words = index.data(Qt::DisplayRole).toString();
    painter->drawText(title, Qt::AlignVCenter,
                      QFontMetrics(title_font).elidedText(words, Qt::ElideRight, title.width()));

    const QRect about(row.left() + space::m, row.top() + 30, row.width() - 2 * space::m, 18);
    const QFont about_font = interface_font(11);
    painter->setFont(about_font);
    painter->setPen(theme().dim);
    const QString line = index.data(ThreadListModel::AboutRole).toString();
    const QFontMetrics metrics(about_font);
    // The place gives way first: date and size stay whole.
    const qsizetype place_end = line.indexOf(QStringLiteral(" · "));
    const QString rest = line.mid(place_end);
    const int room = about.width() - metrics.horizontalAdvance(rest);
    const QString place = metrics.elidedText(line.left(place_end), Qt::ElideRight, std::max(0, room));
    painter->drawText(about, Qt::AlignVCenter, place + rest);
    painter->restore();
}

} // namespace axial::coding_ui
