// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QHBoxLayout;
class QVBoxLayout;

namespace axial::coding_ui {

class FigureView;

/// A titled card with something drawn in it, and a few lines at its foot that say in words what is pointed at.
/// The lines are always there, so that nothing moves when they fill.
class SectionCard final : public QFrame {
    Q_OBJECT
public:
    explicit SectionCard(const QString& title, QWidget* parent = nullptr);
    void set_title(const QString& title);
    /// Beside the title, at the right.
    void add_to_title(QWidget* widget);
    void add(QWidget* widget, int stretch = 0);
    /// `hint` stands in the lines while nothing is pointed at.
    void add_figure(FigureView* figure, int detail_lines, int stretch = 1);
    void show_figure(bool shown); ///< with its lines; for where there is nothing to draw
    void set_hint(const QString& hint);
    /// Its lines have a fixed height: wrapping them shall not make the page ask for more.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

private:
    QVBoxLayout* column_;
    QHBoxLayout* title_line_;
    FigureView* figure_ = nullptr;
    QLabel *title_, *detail_ = nullptr;
    QString hint_;
};

} // namespace axial::coding_ui
