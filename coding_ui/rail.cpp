// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/rail.h"

#include "coding_ui/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace axial::coding_ui {

Rail::Rail(QWidget* parent)
    : QWidget(parent),
      code_(new QToolButton),
      screen_(new QToolButton),
      agree_(new QToolButton),
      collect_(new QToolButton),
      search_(new QToolButton),
      settle_(new QToolButton) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(60);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(5, space::m, 5, space::m);
    column->setSpacing(space::xs);
    const auto add = [&](QToolButton* button, const QString& words, const QString& key, Page page) {
        button->setObjectName(QStringLiteral("rail_button"));
        button->setText(words);
        button->setToolTip(key);
        button->setCheckable(true);
        button->setFixedSize(50, 40);
        button->setFont(interface_font(11));
        button->setFocusPolicy(Qt::TabFocus);
        column->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, page] { Q_EMIT page_wanted(page); });
    };
    add(collect_, QStringLiteral("Collect"), QStringLiteral("Collect posts (Ctrl 4)"), Page::collect);
    add(search_, QStringLiteral("Search"), QStringLiteral("Search all posts (Ctrl 5)"), Page::search);
    add(screen_, QStringLiteral("Screen"), QStringLiteral("Screen posts (Ctrl 2)"), Page::screening);
    add(code_, QStringLiteral("Code"), QStringLiteral("Code threads (Ctrl 1)"), Page::code);
    add(agree_, QStringLiteral("Agree"), QStringLiteral("How far the coders agree (Ctrl 3)"), Page::agreement);
    add(settle_, QStringLiteral("Settle"), QStringLiteral("Settle what coders differ about (Ctrl 6)"),
        Page::settle);
    column->addStretch();
    show_page(Page::code);
}

void Rail::show_page(Page page) {
    code_->setChecked(page == Page::code);
    screen_->setChecked(page == Page::screening);
    agree_->setChecked(page == Page::agreement);
    collect_->setChecked(page == Page::collect);
    search_->setChecked(page == Page::search);
    settle_->setChecked(page == Page::settle);
}

} // namespace axial::coding_ui
