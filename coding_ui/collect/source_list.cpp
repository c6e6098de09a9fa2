// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/source_list.h"

#include "coding_ui/collect/sources.h"
#include "coding_ui/theme.h"

#include <QPainter>

namespace axial::coding_ui {
namespace {

constexpr int about_role = Qt::UserRole;

} // namespace

SourceList::SourceList(QWidget* parent) : CommandView<QListWidget>(parent) {
    setObjectName(QStringLiteral("source_list"));
    setAccessibleName(QStringLiteral("Sources"));
    setItemDelegate(new SourceDelegate(this));
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const Source& source : sources()) {
        auto* item = new QListWidgetItem(source.name, this);
        item->setData(about_role, source.about);
        item->setToolTip(source.about);
        item->setData(Qt::AccessibleDescriptionRole, source.about);
    }
}

QSize SourceDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {120, 57};
}

void SourceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    painter->save();
    const QRect row = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(row, selected ? theme().selected : theme().panel);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), theme().line);
    if (selected && (option.state & QStyle::State_HasFocus))
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height() - 1), theme().accent);
    const int width = row.width() - 2 * space::m;
    const auto draw = [&](int top, int height, const QFont& font, const QColor& colour, const QString& words) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(QRect(row.left() + space::m, row.top() + top, width, height), Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(words, Qt::ElideRight, width));
    };
    draw(9, 20, interface_font(13, QFont::Medium), theme().text, index.data(Qt::DisplayRole).toString());
    draw(30, 18, interface_font(11), theme().dim, index.data(about_role).toString());
    painter->restore();
}

} // namespace axial::coding_ui
