// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace axial::coding_ui {

/// A disagreement in the list: its kind and thread, what each coder gave, and the stretch of text if it has
/// one.
class DisagreementDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int row_height = 54, quote_height = 18;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace axial::coding_ui
