// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/section_card.h"

#include "coding_ui/figure_view.h"
#include "coding_ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace axial::coding_ui {

SectionCard::SectionCard(const QString& title, QWidget* parent)
    : QFrame(parent),
      column_(new QVBoxLayout(this)),
      title_line_(new QHBoxLayout),
      title_(new QLabel) {
    setObjectName(QStringLiteral("section_card"));
    column_->setContentsMargins(space::m, space::s, space::m, space::s);
    column_->setSpacing(space::xs);
    title_->setFont(interface_font(11));
    title_->setProperty("dim", true);
    title_->setTextFormat(Qt::PlainText);
    title_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    title_line_->setSpacing(space::s);
    title_line_->addWidget(title_);
    title_line_->addStretch(1);
    column_->addLayout(title_line_);
    set_title(title);
}

void SectionCard::set_title(const QString& title) {
    title_->setText(title.toUpper());
}

void SectionCard::add_to_title(QWidget* widget) {
    title_line_->addWidget(widget);
}

void SectionCard::add(QWidget* widget, int stretch) {
    column_->addWidget(widget, stretch);
}

void SectionCard::add_figure(FigureView* figure, int detail_lines, int stretch) {
    figure_ = figure;
    column_->addWidget(figure, stretch);
    detail_ = new QLabel;
    detail_->setObjectName(figure->objectName() + QStringLiteral("_detail"));
    detail_->setFont(interface_font(11));
    detail_->setTextFormat(Qt::PlainText);
    detail_->setWordWrap(true);
    detail_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    detail_->setProperty("dim", true);
    detail_->setFixedHeight(detail_lines * QFontMetrics(detail_->font()).lineSpacing() + 2);
    column_->addWidget(detail_);
    if (stretch == 0)
        column_->addStretch(1);
    connect(figure, &FigureView::detail_shown, this, [this](const QString& words) {
        detail_->setText(words.isEmpty() ? hint_ : words);
        detail_->setToolTip(detail_->text());
    });
}

void SectionCard::show_figure(bool shown) {
    figure_->setVisible(shown);
    detail_->setVisible(shown);
}

void SectionCard::set_hint(const QString& hint) {
    hint_ = hint;
    if (!detail_)
        return;
    detail_->setText(hint);
    detail_->setToolTip(hint);
}

} // namespace axial::coding_ui
