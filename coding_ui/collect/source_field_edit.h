// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/sources.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace axial::coding_ui {

/// One field of a form: what it is called, where it is filled in, and below that what it means or what is wrong
/// with it.
class SourceFieldEdit final : public QWidget {
    Q_OBJECT
public:
    explicit SourceFieldEdit(const SourceField& field, QWidget* parent = nullptr);

    [[nodiscard]] const QString& option() const { return field_.option; }
    [[nodiscard]] QString value() const; ///< as SourceValues has it
    void set_value(const QString& value);
    void show_problem(const QString& problem); ///< empty: none
    [[nodiscard]] QString problem() const;
    void focus();

Q_SIGNALS:
    void changed();

private:
    QWidget* make_editor();
    QWidget* make_lines();
    QWidget* make_choice();
    QWidget* make_marks();
    QWidget* make_line();
    void add_file_button(class QHBoxLayout* line);

    SourceField field_;
    QLabel* hint_;
    QWidget* first_ = nullptr; ///< of what takes the keyboard
    QLineEdit* line_ = nullptr;
    QPlainTextEdit* lines_ = nullptr;
    QComboBox* choice_ = nullptr;
    std::vector<QCheckBox*> marks_; ///< one where it is a switch
};

} // namespace axial::coding_ui
