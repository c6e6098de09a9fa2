// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/codebook_delegate.h"

#include "coding_ui/codebook_model.h"
#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>

namespace axial::coding_ui {

QSize CodebookDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {120, row_height};
}

void CodebookDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    if (option.state & QStyle::State_Selected) {
        painter->setPen(option.state & QStyle::State_HasFocus ? QPen(theme().accent, 1) : QPen(Qt::NoPen));
        painter->setBrush(theme().selected);
        painter->drawRoundedRect(QRectF(row).adjusted(0.5, 1.5, -6.5, -1.5), space::radius_small,
                                 space::radius_small);
    }
    paint_swatch(*painter, QPoint(row.left() + 7, row.center().y() - 4),
                 index.data(CodebookModel::ColourRole).value<QColor>());

    const qlonglong count = index.data(CodebookModel::CountRole).toLongLong();
    const QFont small = interface_font(11);
    int right = row.right() - 14;
    painter->setFont(small);
    painter->setPen(theme().dim);
    const QString number = count > 0 ? QString::number(count) : QString();
    const int number_width = std::max(22, QFontMetrics(small).horizontalAdvance(number));
    painter->drawText(QRect(right - number_width, row.top(), number_width, row.height()),
                      Qt::AlignRight | Qt::AlignVCenter, number);
    right -= number_width + space::s;
    if (const QString key = index.data(CodebookModel::KeyRole).toString(); !key.isEmpty()) {
        const int width = key_cap_width(key);
        paint_key_cap(*painter, QRect(right - width, row.center().y() - 9, width, 19), key);
        right -= width + space::s;
    }
    const bool heading = !index.data(CodebookModel::CodableRole).toBool();
    const QFont font = interface_font(13, heading ? QFont::Medium : QFont::Normal);
    const QRect name(row.left() + 25, row.top(), right - row.left() - 25, row.height());
    painter->setFont(font);
    painter->setPen(theme().text);
    painter->drawText(
        name, Qt::AlignVCenter,
        QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, name.width()));
    painter->restore();
}

} // namespace axial::coding_ui
