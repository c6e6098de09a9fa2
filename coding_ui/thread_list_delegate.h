// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace axial::coding_ui {

/// A thread in the list: its title with the colours of its codes, and one line of where, when and how much.
class ThreadListDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int row_height = 57, most_marks = 4;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace axial::coding_ui
