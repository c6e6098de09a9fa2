// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/run_events.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace axial::coding_ui {

/// What a collection would ask for: how many requests, how long, by which steps, and what caps it meets.
class PlanView final : public QWidget {
    Q_OBJECT
public:
    explicit PlanView(QWidget* parent = nullptr);
    void show_plan(const RunPlan& plan);

private:
    void add_row(const QString& what, const QString& items, const QString& requests, bool head);

    QLabel *headline_, *caps_;
    QWidget* table_ = nullptr;
    QGridLayout* grid_ = nullptr;
};

} // namespace axial::coding_ui
