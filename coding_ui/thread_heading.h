// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/values.h"

#include <QLabel>
#include <QWidget>

namespace axial::coding_ui {

/// A thread's title and one line of where, how much and when.
class ThreadHeading final : public QWidget {
    Q_OBJECT
public:
    explicit ThreadHeading(QWidget* parent = nullptr);
    void show_thread(const ThreadContent& content);
    /// Lays itself out for a width and returns the height.
    int layout_for(int width);

private:
    QLabel* title_;
    QLabel* about_;
};

} // namespace axial::coding_ui
