// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/key_table.h"

#include <QWidget>

class QToolButton;

namespace axial::coding_ui {

/// The pages of the window, as words.
class Rail final : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);
    void show_page(Page page);

Q_SIGNALS:
    void page_wanted(Page page);

private:
    QToolButton *code_, *screen_, *agree_, *collect_, *search_, *settle_;
};

} // namespace axial::coding_ui
