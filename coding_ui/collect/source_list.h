// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/command_views.h"

#include <QListWidget>
#include <QStyledItemDelegate>

namespace axial::coding_ui {

/// The sources to collect from, each with what is to be had there. Rows are those of sources().
class SourceList final : public CommandView<QListWidget> {
    Q_OBJECT
public:
    explicit SourceList(QWidget* parent = nullptr);
};

class SourceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace axial::coding_ui
