// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace axial::coding_ui {

/// Asks for the name of a set that is to be frozen, and a note on why; opens under its button.
class SetMaker final : public QFrame {
    Q_OBJECT
public:
    explicit SetMaker(QWidget* parent);
    /// `at`: the button, in the parent's coordinates. `posts`: how many the set would have.
    void open(const QString& query, qint64 posts, const QRect& at);
    void show_error(const QString& line); ///< stays open
    void close_maker();

Q_SIGNALS:
    void set_wanted(const QString& name, const QString& note);
    void closed(); ///< the receiver takes the keyboard back

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void accept();

    QLabel *about_, *error_;
    QLineEdit *name_, *note_;
    QPushButton *make_, *cancel_;
};

} // namespace axial::coding_ui
