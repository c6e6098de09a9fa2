// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/disagreement_delegate.h"

#include "coding_ui/disagreement_model.h"
#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>

namespace axial::coding_ui {

QSize DisagreementDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const bool quoted = !index.data(DisagreementModel::QuoteRole).toString().isEmpty();
    return {120, row_height + (quoted ? quote_height : 0)};
}

void DisagreementDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const {
    painter->save();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(row, selected ? theme().selected : theme().panel);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme().line);
    if (selected && (option.state & QStyle::State_HasFocus))
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height() - 1), theme().accent);

    const int left = row.left() + space::m, right = row.right() - space::m;
    const auto line = [&](const QRect& rect, const QString& words, const QFont& font, const QColor& colour) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    };
    const QFont small = interface_font(11);
    const QString share = index.data(DisagreementModel::ShareRole).toString();
    const int share_width = share.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(share) + space::m;
    const int chip =
        paint_chip(*painter, QPoint(left, row.top() + 7), index.data(DisagreementModel::KindRole).toString());
    const int title_left = left + chip + space::s;
    line(QRect(title_left, row.top() + 7, right - share_width - title_left, 20),
         index.data(Qt::DisplayRole).toString(), interface_font(13, QFont::Medium), theme().text);
    line(QRect(right - share_width + space::m, row.top() + 7, share_width, 20), share, small, theme().dim);
    line(QRect(left, row.top() + 30, right - left, 18), index.data(DisagreementModel::SaidRole).toString(),
         interface_font(12), theme().text);
    if (const QString quote = index.data(DisagreementModel::QuoteRole).toString(); !quote.isEmpty())
        line(QRect(left, row.top() + 49, right - left, 18), QStringLiteral("“%1”").arg(quote), small,
             theme().dim);
    painter->restore();
}

} // namespace axial::coding_ui
