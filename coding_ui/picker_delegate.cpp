// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/picker_delegate.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>

namespace axial::coding_ui {

void PickerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    const bool creates = index.data(UuidRole).toString().isEmpty();
    if (selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme().selected);
        painter->drawRoundedRect(QRectF(row).adjusted(0, 0.5, 0, -0.5), space::radius_small,
                                 space::radius_small);
    }
    paint_swatch(*painter, QPoint(row.left() + 8, row.center().y() - 4),
                 index.data(ColourRole).value<QColor>());
    const QString key = selected && !creates ? QStringLiteral("↵") : index.data(KeyRole).toString();
    int right = row.right() - space::s;
    if (!key.isEmpty()) {
        const int width = key_cap_width(key);
        paint_key_cap(*painter, QRect(right - width, row.center().y() - 9, width, 19), key);
        right -= width + space::s;
    }
    const QRect name(row.left() + 28, row.top(), right - row.left() - 28, row.height());
    painter->setFont(interface_font(13));
    painter->setPen(creates ? theme().dim : theme().text);
    painter->drawText(name, Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight,
                                                        name.width()));
    painter->restore();
}

} // namespace axial::coding_ui
