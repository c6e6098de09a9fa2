// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_page.h"

#include "coding_ui/agreement_body.h"
#include "coding_ui/agreement_head.h"
#include "coding_ui/disagreement_list.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/forest_plot.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QAbstractButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
AgreementPage::AgreementPage(StudyClient* client, QWidget* parent)
    : QWidget(parent),
      client_(client),
      head_(new AgreementHead),
      stack_(new QStackedWidget),
      empty_(new EmptyState),
      scroll_(new QScrollArea),
      body_(new AgreementBody) {
    setObjectName(QStringLiteral("agreement_page"));
    setAttribute(Qt::WA_StyledBackground);
    scroll_->setWidget(body_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    stack_->addWidget(scroll_);
    stack_->addWidget(empty_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head_);
    column->addWidget(stack_, 1);
    connect_answers();
}

void AgreementPage::connect_answers() {
    connect(head_, &AgreementHead::round_wanted, this, &AgreementPage::choose_round);
    connect(body_->list(), &DisagreementList::open_wanted, this,
            [this](const codebooks::Disagreement& each) { Q_EMIT open_wanted(standing_, each); });
    connect(client_, &StudyClient::standing_loaded, this, &AgreementPage::show_standing);
    connect(client_, &StudyClient::agreement_loaded, this, &AgreementPage::show_figures);
    connect(client_, &StudyClient::diagnosis_loaded, this, &AgreementPage::show_diagnosis);
    connect(client_, &StudyClient::agreement_failed, this, [this](const QString& line) {
        head_->show_progress({});
        show_empty(QStringLiteral("The figures cannot be computed"), line, {});
        settle();
    });
}

void AgreementPage::show_study(const StudyInfo& info) {
    rounds_ = info.rounds;
    head_->show_rounds(rounds_);
}

void AgreementPage::show_session(const Session& session) {
    QString wanted;
    if (session.round)
        wanted = to_qt(session.round->name);
    else if (!rounds_.empty() && round_.isEmpty()) {
        const auto closed = std::find_if(rounds_.rbegin(), rounds_.rend(),
                                         [](const RoundInfo& each) { return each.round.closed; });
        wanted = to_qt((closed == rounds_.rend() ? rounds_.back() : *closed).round.name);
    }
    if (wanted.isEmpty() || wanted == round_)
        return;
    round_ = wanted;
    stale_ = true;
}

void AgreementPage::begin() {
    if (rounds_.empty())
        show_no_rounds();
    else if (stale_ || !settled_)
        choose_round(round_);
}

void AgreementPage::choose_round(const QString& round) {
    round_ = round;
    stale_ = settled_ = false;
    figures_.reset();
    diagnosis_.reset();
    head_->show_round(round);
    head_->show_progress(QStringLiteral("Reading the round…"));
    show_empty({}, QStringLiteral("Reading the round…"), {});
    client_->load_agreement(round);
}

void AgreementPage::show_standing(const RoundStanding& standing) {
    standing_ = standing;
    const QString name = to_qt(standing.round.name);
    head_->show_standing(standing);
    head_->show_progress({});
    QStringList progress;
    for (const auto& each : standing.progress)
        progress << QStringLiteral("%1 has done %2 of %3").arg(to_qt(each.coder)).arg(each.done).arg(each.of);
    if (standing.round.coders.size() < 2) {
        show_empty(QStringLiteral("One coder agrees with nobody"),
                   QStringLiteral("%1 is the only coder of this round; agreement takes two or more.")
                       .arg(to_qt(standing.round.coders.empty() ? "Nobody" : standing.round.coders.front())),
                   QStringLiteral("axial round new --help"));
    } else if (standing.sealed()) {
        show_empty(
            QStringLiteral("Sealed until closed"),
            QStringLiteral("This round is blind: no figure over all coders is shown while it is open.\n%1.\n"
                           "When all are done, close this window and then the round, for good:")
                .arg(progress.join(QStringLiteral(", "))),
            QStringLiteral("axial round close %1").arg(name));
    } else if (!standing.begun()) {
        show_empty(QStringLiteral("No decisions yet"),
                   QStringLiteral("Nobody has decided anything in this round (%1 posts).")
                       .arg(standing.progress.empty() ? 0 : standing.progress.front().of),
                   {});
    } else {
        head_->show_progress(QStringLiteral("Computing the figures…"));
        show_empty({}, QStringLiteral("Computing the figures…"), {});
        return;
    }
    settle();
}

void AgreementPage::show_figures(const AgreementFigures& figures) {
    figures_ = figures;
    head_->show_figures(*figures);
    head_->show_progress(QStringLiteral("Looking for what the coders differ in…"));
    body_->show_figures(figures);
    stack_->setCurrentIndex(0);
}

void AgreementPage::show_diagnosis(const AgreementDiagnosis& diagnosis) {
    diagnosis_ = diagnosis;
    head_->show_progress({});
    body_->show_diagnosis(diagnosis);
    settle();
}

void AgreementPage::show_empty(const QString& title, const QString& sentence, const QString& command) {
    empty_->set_words(title, sentence);
    if (command.isEmpty())
        empty_->offer_nothing();
    else
        empty_->offer_command(command);
    stack_->setCurrentIndex(1);
}

void AgreementPage::show_no_rounds() {
    show_empty(QStringLiteral("No rounds yet"),
               QStringLiteral("Agreement is computed for a round with two or more coders. Open one:"),
               QStringLiteral("axial round new --help"));
    settle();
}

void AgreementPage::settle() {
    settled_ = true;
    Q_EMIT settled();
}

bool AgreementPage::carry_out(Command command) {
    DisagreementList* list = body_->list();
    const bool shown = stack_->currentIndex() == 0 && diagnosis_;
    switch (command) {
    case Command::next_disagreement:
    case Command::previous_disagreement:
        if (shown && list->step(command == Command::next_disagreement ? 1 : -1))
            scroll_->ensureWidgetVisible(list->view(), 0, 0);
        return true;
    case Command::open_disagreement:
        if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()))
            button->click();
        else if (shown && list->view()->currentIndex().isValid())
            Q_EMIT list->open_wanted(list->model()->at(list->view()->currentIndex().row()));
        return true;
    case Command::next_kind:
        if (shown)
            list->next_kind();
        return true;
    case Command::all_disagreements:
        if (shown)
            list->show_all();
        return true;
    case Command::choose_round:
        if (rounds_.size() > 1)
            head_->open_chooser();
        else
            Q_EMIT note(QStringLiteral("there is only one round"));
        return true;
    case Command::copy_sentence:
        if (figures_) {
            head_->copy_sentence();
            Q_EMIT note(QStringLiteral("Copied: %1").arg(head_->sentence()));
        }
        return true;
    default:
        return false;
    }
}

void AgreementPage::focus_first() {
    if (stack_->currentIndex() == 0)
        body_->forest()->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void AgreementPage::focus_list() {
    if (stack_->currentIndex() == 0 && diagnosis_)
        body_->list()->focus_list();
    else
        focus_first();
}

void AgreementPage::restyle() {
    for (QWidget* child : findChildren<QWidget*>())
        child->update();
}

} // namespace axial::coding_ui
