// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace axial::coding_ui {

/// A field's heading, or one of its values with its number of posts.
class FacetDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int value_height = 26, heading_height = 34;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace axial::coding_ui
