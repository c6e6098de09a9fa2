// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace axial::coding_ui {

/// A code in the tree: its square, its name, its key and its count.
class CodebookDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int row_height = 28;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace axial::coding_ui
