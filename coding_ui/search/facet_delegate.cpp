// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/facet_delegate.h"

#include "coding_ui/search/facet_panel.h"
#include "coding_ui/theme.h"

#include <QLocale>
#include <QPainter>

namespace axial::coding_ui {

QSize FacetDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {120,
            index.data(FacetPanel::KindRole).toInt() == FacetPanel::heading ? heading_height : value_height};
}

void FacetDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    painter->save();
    const QRect row = option.rect;
    const int kind = index.data(FacetPanel::KindRole).toInt();
    const QString words = index.data(Qt::DisplayRole).toString();
    const QRect inside = row.adjusted(space::m, 0, -space::m, 0);
    if (kind == FacetPanel::heading) {
        painter->setFont(interface_font(11));
        painter->setPen(theme().dim);
        painter->drawText(inside.adjusted(0, 10, 0, 0), Qt::AlignVCenter, words.toUpper());
        painter->restore();
        return;
    }
    const bool current = (option.state & QStyle::State_Selected) && (option.state & QStyle::State_HasFocus);
    const bool chosen = index.data(FacetPanel::ChosenRole).toBool();
    if (current || chosen || (option.state & QStyle::State_MouseOver))
        painter->fillRect(row, chosen || current ? theme().selected : theme().window);
    if (current)
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), theme().accent);
    const QString posts =
        kind == FacetPanel::value
            ? QLocale(QLocale::English).toString(index.data(FacetPanel::PostsRole).toLongLong())
            : QString();
    painter->setFont(interface_font(12));
    painter->setPen(chosen ? theme().accent : theme().dim);
    // A chosen value shows how to be rid of it, in the place of its number.
    const QString right = chosen ? QStringLiteral("%1  ✕").arg(posts) : posts;
    painter->drawText(inside, Qt::AlignVCenter | Qt::AlignRight, right);
    const int room = inside.width() - painter->fontMetrics().horizontalAdvance(right) - space::s;
    const QFont font = interface_font(13, chosen ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(chosen ? theme().accent : kind == FacetPanel::more ? theme().dim : theme().text);
    painter->drawText(QRect(inside.left(), row.top(), room, row.height()), Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(words, Qt::ElideMiddle, room));
    painter->restore();
}

} // namespace axial::coding_ui
