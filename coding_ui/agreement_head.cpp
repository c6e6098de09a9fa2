// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_head.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace axial::coding_ui {
namespace {

QString state_of(const codebooks::Round& round) {
    if (round.closed)
        return QStringLiteral("closed %1").arg(iso_date(round.closed_at));
    return round.blind ? QStringLiteral("blind, sealed") : QStringLiteral("open, figures may change");
}

} // namespace

AgreementHead::AgreementHead(QWidget* parent)
    : QWidget(parent),
      round_(new QPushButton),
      menu_(new QMenu(this)),
      state_(new QLabel),
      progress_(new QLabel),
      sentence_(new QLabel),
      scope_(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::xl, space::l, space::xl, 0);
    column->setSpacing(space::xs);
    auto* line = new QHBoxLayout;
    line->setSpacing(space::m);
    auto* title = new QLabel(QStringLiteral("Agreement"));
    title->setFont(interface_font(18, QFont::DemiBold));
    round_->setObjectName(QStringLiteral("agreement_round"));
    round_->setProperty("quiet", true);
    round_->setAccessibleName(QStringLiteral("Round"));
    round_->setToolTip(QStringLiteral("Choose the round (R)"));
    state_->setObjectName(QStringLiteral("agreement_state"));
    progress_->setObjectName(QStringLiteral("agreement_progress"));
    sentence_->setObjectName(QStringLiteral("agreement_sentence"));
    scope_->setObjectName(QStringLiteral("agreement_scope"));
    sentence_->setFont(interface_font(14));
    for (auto* label : {state_, progress_, scope_}) {
        label->setProperty("dim", true);
        label->setFont(interface_font(12));
    }
    for (auto* label : {state_, progress_, sentence_, scope_})
        label->setTextFormat(Qt::PlainText);
    for (auto* label : {sentence_, scope_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    line->addWidget(title);
    line->addWidget(round_);
    line->addWidget(state_);
    line->addStretch(1);
    line->addWidget(progress_);
    column->addLayout(line);
    column->addWidget(sentence_);
    column->addWidget(scope_);
    connect(round_, &QPushButton::clicked, this, &AgreementHead::open_chooser);
}

void AgreementHead::show_rounds(const std::vector<RoundInfo>& rounds) {
    rounds_ = rounds;
    round_->setVisible(!rounds_.empty());
    round_->setEnabled(rounds_.size() > 1);
}

void AgreementHead::show_round(const QString& name) {
    round_->setText(rounds_.size() > 1 ? QStringLiteral("%1 ▾").arg(name) : name);
    state_->clear();
    sentence_->clear();
    scope_->clear();
    sentence_->hide();
    scope_->hide();
}

void AgreementHead::show_standing(const RoundStanding& standing) {
    state_->setText(QStringLiteral("%1 · %2").arg(standing.codebook, state_of(standing.round)));
}

void AgreementHead::show_figures(const codebooks::RoundAgreement& figures) {
    sentence_->setText(plain_reading(figures));
    scope_->setText(scope_words(figures));
    sentence_->show();
    scope_->show();
}

void AgreementHead::show_progress(const QString& words) {
    progress_->setText(words);
}

QString AgreementHead::sentence() const {
    return sentence_->text();
}

void AgreementHead::copy_sentence() {
    QGuiApplication::clipboard()->setText(sentence());
}

void AgreementHead::open_chooser() {
    if (rounds_.size() < 2)
        return;
    menu_->clear();
    for (const auto& each : rounds_) {
        const QString name = to_qt(each.round.name);
        menu_->addAction(QStringLiteral("%1 (%2)").arg(name, state_of(each.round)), this,
                         [this, name] { Q_EMIT round_wanted(name); });
    }
    menu_->popup(round_->mapToGlobal(QPoint(0, round_->height() + 2)));
}

} // namespace axial::coding_ui
