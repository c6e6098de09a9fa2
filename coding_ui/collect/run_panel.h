// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QStackedWidget;

namespace axial::coding_ui {

class EmptyState;
class PlanView;
class RunView;

/// Beside the form: what to do, what a collection would ask for, or how one goes on. One of the three.
class RunPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RunPanel(QWidget* parent = nullptr);
    void show_words(const QString& title, const QString& sentence);
    void show_plan();
    void show_run();
    [[nodiscard]] bool shows_words() const;
    [[nodiscard]] PlanView* plan() const { return plan_; }
    [[nodiscard]] RunView* run() const { return run_; }

private:
    QStackedWidget* stack_;
    EmptyState* words_;
    PlanView* plan_;
    RunView* run_;
};

} // namespace axial::coding_ui
