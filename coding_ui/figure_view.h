// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QColor>
#include <QPoint>
#include <QRect>
#include <QString>

class QPainter;

namespace axial::coding_ui {

/// A drawing of items (rows, cells, points): scrolls, has a current item that the cursor keys move, says the
/// whole truth about the current or hovered item as a sentence (`detail_shown`, tooltip, accessible
/// description), and hands a click or Return on as `chosen`. What is drawn is the subclass's.
class FigureView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit FigureView(const QString& object_name, QWidget* parent = nullptr);

    [[nodiscard]] int current() const { return current_; } ///< -1: none
    void set_current(int item);
    [[nodiscard]] virtual int item_count() const = 0;
    [[nodiscard]] virtual bool can_be_current(int item) const { return item >= 0 && item < item_count(); }
    /// Everything there is to say about an item, with the reason where it is undefined.
    [[nodiscard]] virtual QString detail(int item) const = 0;
    /// Where an item is now, in the viewport.
    [[nodiscard]] QRect visible_rect(int item) const;
    [[nodiscard]] QString tip_at(const QPoint& in_viewport) const;

Q_SIGNALS:
    void detail_shown(const QString& words); ///< of the hovered item, else the current one; else empty
    void chosen(int item);

protected:
    /// Places are those of the whole drawing, with its frozen margins, as if nothing were scrolled.
    [[nodiscard]] virtual QSize content_size() const = 0;
    [[nodiscard]] virtual QRect item_rect(int item) const = 0;
    /// The left and upper part that stay when the rest is scrolled.
    [[nodiscard]] virtual QSize frozen_size() const { return {}; }
    /// The item that a cursor key leads to; `item` itself where there is none.
    [[nodiscard]] virtual int neighbour(int item, int key) const = 0;
    /// Words for a place that is no item, say an elided label; empty: none.
    [[nodiscard]] virtual QString label_tip(const QPoint& place) const;
    /// Draws into the viewport, whose ground is already there.
    virtual void draw(QPainter& painter) = 0;

    [[nodiscard]] QPoint scrolled() const; ///< what to subtract from places that are not frozen
    [[nodiscard]] int hovered() const { return hovered_; }
    [[nodiscard]] virtual QColor focus_colour() const;
    /// A frame round the current item while this has the keyboard; to be drawn last.
    void draw_focus(QPainter& painter) const;
    void content_changed(); ///< new items: nothing is current any more

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] int item_at(const QPoint& in_viewport) const;
    void measure();
    void reveal(int item);
    void hover(int item);
    void tell();

    int current_ = -1, hovered_ = -1;
};

} // namespace axial::coding_ui
