// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/key_table.h"

#include <QPointer>
#include <QWidget>

namespace axial::coding_ui {

/// All keys of a page, over the window; any key or click closes it.
class KeyOverlay final : public QWidget {
    Q_OBJECT
public:
    explicit KeyOverlay(QWidget* parent);
    void open(Page page);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void close_overlay();
    Page page_ = Page::code;
    QPointer<QWidget> before_; ///< had the keyboard
};

} // namespace axial::coding_ui
