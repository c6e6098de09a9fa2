// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/run_panel.h"

#include "coding_ui/collect/plan_view.h"
#include "coding_ui/collect/run_view.h"
#include "coding_ui/empty_state.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace axial::coding_ui {

RunPanel::RunPanel(QWidget* parent)
    : QWidget(parent),
      stack_(new QStackedWidget),
      words_(new EmptyState),
      plan_(new PlanView),
      run_(new RunView) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stack_);
    stack_->addWidget(words_);
    stack_->addWidget(plan_);
    stack_->addWidget(run_);
}

void RunPanel::show_words(const QString& title, const QString& sentence) {
    words_->set_words(title, sentence);
    stack_->setCurrentIndex(0);
}

void RunPanel::show_plan() {
    stack_->setCurrentIndex(1);
}

void RunPanel::show_run() {
    stack_->setCurrentIndex(2);
}

bool RunPanel::shows_words() const {
    return stack_->currentIndex() == 0;
}

} // namespace axial::coding_ui
