// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/plan_view.h"

#include "coding_ui/collect/run_words.h"
#include "coding_ui/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace axial::coding_ui {
namespace {

constexpr std::size_t most_steps = 24;

} // namespace

PlanView::PlanView(QWidget* parent) : QWidget(parent), headline_(new QLabel), caps_(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::s, 0, 0);
    column->setSpacing(space::m);
    headline_->setObjectName(QStringLiteral("plan_headline"));
    headline_->setFont(interface_font(18, QFont::DemiBold));
    caps_->setObjectName(QStringLiteral("plan_caps"));
    caps_->setProperty("warning", true);
    caps_->setWordWrap(true);
    auto* after =
        new QLabel(QStringLiteral("Nothing has been stored yet. Start begins; it can be paused at any time "
                                  "and goes on where it stopped."));
    after->setProperty("dim", true);
    after->setWordWrap(true);
    for (auto* label : {headline_, caps_, after})
        label->setTextFormat(Qt::PlainText);
    column->addWidget(headline_);
    column->addWidget(caps_);
    column->addWidget(after);
    column->addStretch(1);
}

void PlanView::add_row(const QString& what, const QString& items, const QString& requests, bool head) {
    const int row = grid_->rowCount();
    int column = 0;
    for (const QString& words : {what, items, requests}) {
        auto* label = new QLabel(words);
        label->setTextFormat(Qt::PlainText);
        label->setFont(interface_font(head ? 11 : 13));
        label->setProperty("dim", head || column == 1);
        label->setWordWrap(column == 0);
        label->setAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop);
        grid_->addWidget(label, row, column++);
    }
}

void PlanView::show_plan(const RunPlan& plan) {
    delete table_;
    table_ = new QWidget;
    table_->setObjectName(QStringLiteral("plan_steps"));
    grid_ = new QGridLayout(table_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(space::l);
    grid_->setVerticalSpacing(space::xs);
    grid_->setColumnStretch(0, 1);
    headline_->setText(plan_headline(plan));
    add_row(QStringLiteral("STEP"), QStringLiteral("ITEMS"), QStringLiteral("REQUESTS"), true);
    for (std::size_t i = 0; i < std::min(most_steps, plan.steps.size()); ++i) {
        const auto& step = plan.steps[i];
        const QString least = step.at_least ? QStringLiteral("≥ ") : QString();
        add_row(step.what, step.items < 0 ? QStringLiteral("not known") : least + grouped(step.items),
                least + grouped(step.requests), false);
    }
    if (plan.steps.size() > most_steps)
        add_row(QStringLiteral("and %1 more steps").arg(plan.steps.size() - most_steps), {}, {}, false);
    caps_->setText(plan.caps.join(QLatin1Char('\n')));
    caps_->setVisible(!plan.caps.isEmpty());
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, table_);
}

} // namespace axial::coding_ui
