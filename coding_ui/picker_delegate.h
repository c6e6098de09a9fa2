// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace axial::coding_ui {

/// A line of the picker: the code's square, its name, the key that does the same.
class PickerDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { ColourRole = Qt::UserRole + 1, UuidRole, KeyRole };
    static constexpr int row_height = 31;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {120, row_height};
    }
};

} // namespace axial::coding_ui
