// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/empty_state.h"

#include "coding_ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace axial::coding_ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel),
      sentence_(new QLabel),
      command_(new QLabel),
      button_(new QPushButton) {
    setObjectName(QStringLiteral("empty_state"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::l, space::xl, space::l, space::xl);
    column->setSpacing(space::s);
    column->addStretch(2);
    title_->setObjectName(QStringLiteral("empty_title"));
    title_->setFont(interface_font(15, QFont::DemiBold));
    sentence_->setObjectName(QStringLiteral("empty_sentence"));
    sentence_->setProperty("dim", true);
    command_->setFont(code_font(12));
    command_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (auto* label : {title_, sentence_, command_}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addSpacing(space::xs);
    column->addWidget(button_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(button_, &QPushButton::clicked, this, [this] {
        if (!command_->isHidden())
            QGuiApplication::clipboard()->setText(command_->text());
        Q_EMIT chosen();
    });
    offer_nothing();
}

void EmptyState::set_words(const QString& title, const QString& sentence) {
    title_->setText(title);
    title_->setVisible(!title.isEmpty());
    sentence_->setText(sentence);
}

void EmptyState::offer_button(const QString& words) {
    command_->hide();
    button_->setText(words);
    button_->show();
}

void EmptyState::offer_command(const QString& command) {
    command_->setText(command);
    command_->show();
    button_->setText(QStringLiteral("Copy the command"));
    button_->show();
}

void EmptyState::offer_nothing() {
    command_->hide();
    button_->hide();
}

} // namespace axial::coding_ui
