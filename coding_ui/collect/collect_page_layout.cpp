// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/collect_page.h"
#include "coding_ui/collect/run_history.h"
#include "coding_ui/collect/run_panel.h"
#include "coding_ui/collect/source_list.h"
#include "coding_ui/section_card.h"
#include "coding_ui/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace axial::coding_ui {
namespace {

constexpr int wide_from = 1000; ///< of the page; below, the run stands under the form
constexpr int list_width = 260, narrow_list_width = 208;

} // namespace

void CollectPage::build() {
    build_cards();
    body_->setObjectName(QStringLiteral("collect_body"));
    auto* column = new QVBoxLayout(body_);
    column->setContentsMargins(space::xl, space::l, space::xl, space::l);
    column->setSpacing(space::m);
    title_->setFont(interface_font(18, QFont::DemiBold));
    title_->setObjectName(QStringLiteral("collect_title"));
    about_->setProperty("dim", true);
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    head->addWidget(title_);
    head->addWidget(about_);
    column->addLayout(head);
    pair_->setSpacing(space::m);
    pair_->addWidget(form_card_, 1);
    pair_->addWidget(run_card_, 1);
    column->addLayout(pair_);
    column->addWidget(history_card_, 1);
    scroll_->setWidget(body_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(build_left());
    auto* edge = new QFrame;
    edge->setFixedWidth(1);
    edge->setStyleSheet(QStringLiteral("background: palette(mid)"));
    line->addWidget(edge);
    line->addWidget(scroll_, 1);
    arrange(true);
}

QWidget* CollectPage::build_left() {
    auto* left = new QWidget;
    left->setObjectName(QStringLiteral("left_pane"));
    left->setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* heading = new QLabel(QStringLiteral("COLLECT FROM"));
    heading->setFont(interface_font(11));
    heading->setProperty("dim", true);
    heading->setContentsMargins(space::m, space::l, space::m, space::m);
    auto* rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setStyleSheet(QStringLiteral("background: palette(mid)"));
    column->addWidget(heading);
    column->addWidget(rule);
    column->addWidget(list_, 1);
    return left;
}

void CollectPage::build_cards() {
    auto* fields = new QWidget;
    fields->setLayout(form_column_);
    form_column_->setContentsMargins(0, 0, 0, 0);
    form_card_->add(fields);
    auto* buttons = new QWidget;
    auto* line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, space::xs, 0, space::xs);
    line->setSpacing(space::s);
    plan_->setObjectName(QStringLiteral("plan"));
    plan_->setToolTip(QStringLiteral("How many requests, how long, what caps; nothing is stored (Ctrl P)"));
    start_->setObjectName(QStringLiteral("start"));
    start_->setProperty("primary", true);
    start_->setToolTip(QStringLiteral("Start collecting (Ctrl ↵)"));
    line->addStretch(1);
    line->addWidget(plan_);
    line->addWidget(start_);
    static_cast<QVBoxLayout*>(form_card_->layout())->addStretch(1);
    form_card_->add(buttons);
    run_card_->add(panel_, 1);
    again_->setObjectName(QStringLiteral("run_again"));
    again_->setProperty("quiet", true);
    again_->setFont(interface_font(12));
    again_->setToolTip(QStringLiteral("Fill the form in from the chosen run (A)"));
    history_card_->add_to_title(again_);
    history_card_->add(history_, 1);
    run_card_->setMinimumHeight(268);
    history_card_->setMinimumHeight(200);
}

void CollectPage::arrange(bool wide) {
    wide_ = wide;
    pair_->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    list_->parentWidget()->setFixedWidth(wide ? list_width : narrow_list_width);
}

void CollectPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (const bool wide = width() >= wide_from; wide != wide_)
        arrange(wide);
}

} // namespace axial::coding_ui
