// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace axial::coding_ui {

struct FoundPost;

/// A hit: the title and date, two lines of its text with what was found marked, and who wrote it where.
class HitDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int row_height = 104;
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

Q_SIGNALS:
    void like_wanted(int row);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    static void paint_snippet(QPainter& painter, const QRect& room, const QString& snippet);
    static void paint_about(QPainter& painter, const QRect& room, const FoundPost& hit, bool grouped);
};

} // namespace axial::coding_ui
