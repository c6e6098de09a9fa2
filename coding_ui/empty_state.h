// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace axial::coding_ui {

/// What stands where there is nothing to show: one sentence that says what is missing, and what mends it: a
/// button, a command to copy, or nothing.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void set_words(const QString& title, const QString& sentence);
    void offer_button(const QString& words);
    void offer_command(const QString& command); ///< shown, and copied by its button
    void offer_nothing();

Q_SIGNALS:
    void chosen();

private:
    QLabel *title_, *sentence_, *command_;
    QPushButton* button_;
};

} // namespace axial::coding_ui
