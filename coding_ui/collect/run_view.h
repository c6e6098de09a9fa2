// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/run_events.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace axial::coding_ui {

/// A collection while it runs and after: a bar, what is read now, what is waited for, the log, and in the end
/// sums that add up.
class RunView final : public QWidget {
    Q_OBJECT
public:
    enum class State { starting, running, pausing, paused, done, failed };

    explicit RunView(QWidget* parent = nullptr);
    void begin(const QString& title, const QString& command_line);
    void show_event(const RunEvent& event);
    void show_state(State state, const QString& reason = {});
    [[nodiscard]] State state() const { return state_; }
    void focus_button();

Q_SIGNALS:
    void pause_wanted();
    void resume_wanted();

private:
    void build_head(class QVBoxLayout* column);
    void show_progress(const RunProgress& progress);
    void show_wait(const RunWait& wait);
    void tick();
    void end_wait();
    void log(const QString& line);
    void press();

    State state_ = State::done;
    RunWait wait_;
    QElapsedTimer waiting_;
    QTimer ticks_;
    QString last_what_;
    QLabel *title_, *state_label_, *what_, *figures_, *wait_label_, *counts_, *reason_;
    QProgressBar* bar_;
    QPushButton* button_;
    QPlainTextEdit* log_;
};

} // namespace axial::coding_ui
