// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_page.h"

#include "coding_ui/agreement_head.h"
#include "coding_ui/agreement_words.h"
#include "coding_ui/coder_matrix.h"
#include "coding_ui/disagreement_list.h"
#include "coding_ui/drift_plot.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/forest_plot.h"
#include "coding_ui/heat_map.h"
#include "coding_ui/section_card.h"
#include "coding_ui/split_bar.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int wide_from = 1150; ///< of the page; below, the cards stand in two columns
constexpr int side_width = 316, least_plot_height = 330, least_list_height = 230;

QString heat_hint(const codebooks::RoundDiagnosis& diagnosis, int left_out) {
    QString words = QStringLiteral("Grey: the coders agree. ↵ lists a pair.");
    if (left_out > 0)
        words += QStringLiteral(" %1 that nobody gave %2 left out.")
                     .arg(left_out)
                     .arg(left_out == 1 ? QStringLiteral("is") : QStringLiteral("are"));
    if (!diagnosis.confused.empty()) {
        const auto& worst = diagnosis.confused.front();
        const auto name = [&](std::size_t i) {
            const auto& known = diagnosis.coincidences.names[i];
            return known.empty() ? QStringLiteral("nothing") : one_line(known);
        };
        words += QStringLiteral(" Most often %1 and %2, %3 % of what differs.")
                     .arg(name(worst.first), name(worst.second))
                     .arg(100 * worst.share, 0, 'f', 0);
    }
    return words;
}

} // namespace

AgreementPage::AgreementPage(StudyClient* client, QWidget* parent)
    : QWidget(parent),
      client_(client),
      head_(new AgreementHead),
      stack_(new QStackedWidget),
      empty_(new EmptyState),
      scroll_(new QScrollArea),
      body_(new QWidget),
      grid_(new QGridLayout(body_)) {
    setObjectName(QStringLiteral("agreement_page"));
    setAttribute(Qt::WA_StyledBackground);
    build_cards();
    body_->setObjectName(QStringLiteral("agreement_body"));
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
    arrange(true);
    connect_answers();
}

void AgreementPage::build_cards() {
    forest_ = new ForestPlot;
    heat_ = new HeatMap;
    coders_ = new CoderMatrix;
    drift_ = new DriftPlot;
    list_ = new DisagreementList;
    post_splits_ = new SplitBar(QStringLiteral("Posts"));
    span_splits_ = new SplitBar(QStringLiteral("Stretches"));
    trend_ = new QLabel;
    trend_->setObjectName(QStringLiteral("trend"));
    trend_->setFont(interface_font(11));
    trend_->setWordWrap(true);
    trend_->setTextFormat(Qt::PlainText);

    forest_card_ = new SectionCard(QStringLiteral("Coefficients"));
    forest_card_->add_figure(forest_, 4);
    heat_card_ = new SectionCard(QStringLiteral("Taken for each other"));
    heat_card_->add_figure(heat_, 2);
    coder_card_ = new SectionCard(QStringLiteral("Coders, kappa"));
    coder_card_->add_figure(coders_, 3);
    drift_card_ = new SectionCard(QStringLiteral("Over time, alpha"));
    drift_card_->add_figure(drift_, 3);
    drift_card_->add(trend_);
    drift_card_->add(post_splits_);
    drift_card_->add(span_splits_);
    list_card_ = new SectionCard(QStringLiteral("Disagreements, worst first"));
    list_card_->add(list_, 1);
    for (auto* splits : {post_splits_, span_splits_})
        splits->hide();
    drift_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    coders_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    list_->setMinimumHeight(least_list_height);
    forest_->setMinimumHeight(least_plot_height - 70);
    heat_->setMinimumHeight(least_plot_height - 70);
    connect(heat_, &HeatMap::chosen, this, &AgreementPage::filter_by);
    connect(forest_, &ForestPlot::chosen, this, &AgreementPage::filter_by_row);
    connect(list_, &DisagreementList::open_wanted, this,
            [this](const codebooks::Disagreement& each) { Q_EMIT open_wanted(standing_, each); });
    connect(head_, &AgreementHead::round_wanted, this, &AgreementPage::choose_round);
}

void AgreementPage::connect_answers() {
    connect(client_, &StudyClient::standing_loaded, this, &AgreementPage::show_standing);
    connect(client_, &StudyClient::agreement_loaded, this, &AgreementPage::show_figures);
    connect(client_, &StudyClient::diagnosis_loaded, this, &AgreementPage::show_diagnosis);
    connect(client_, &StudyClient::agreement_failed, this, [this](const QString& line) {
        head_->show_progress({});
        show_empty(QStringLiteral("The figures cannot be computed"), line, {});
        settle();
    });
}

// Wide: coefficients beside the heat map and the coders, disagreements below these. Narrow: two columns, the
// disagreements last.
void AgreementPage::arrange(bool wide) {
    wide_ = wide;
    for (auto* card : {forest_card_, heat_card_, coder_card_, drift_card_, list_card_})
        grid_->removeWidget(card);
    grid_->setContentsMargins(space::xl, space::m, space::xl, space::l);
    grid_->setSpacing(space::m);
    for (int column = 0; column < 3; ++column)
        grid_->setColumnStretch(column, 0);
    for (int row = 0; row < 3; ++row)
        grid_->setRowStretch(row, 0);
    grid_->setColumnStretch(0, 10);
    grid_->setColumnStretch(1, wide ? 11 : 10);
    grid_->setColumnMinimumWidth(2, wide ? side_width : 0);
    for (auto* card : {coder_card_, drift_card_}) {
        card->setMinimumWidth(wide ? side_width : 0);
        card->setMaximumWidth(wide ? side_width : QWIDGETSIZE_MAX);
    }
    if (wide) {
        grid_->addWidget(forest_card_, 0, 0, 3, 1);
        grid_->addWidget(heat_card_, 0, 1, 2, 1);
        grid_->addWidget(coder_card_, 0, 2);
        grid_->addWidget(drift_card_, 1, 2);
        grid_->addWidget(list_card_, 2, 1, 1, 2);
        grid_->setRowStretch(1, 3);
        grid_->setRowStretch(2, 2);
    } else {
        grid_->addWidget(forest_card_, 0, 0);
        grid_->addWidget(heat_card_, 0, 1);
        grid_->addWidget(coder_card_, 1, 0);
        grid_->addWidget(drift_card_, 1, 1);
        grid_->addWidget(list_card_, 2, 0, 1, 2);
        grid_->setRowStretch(0, 1);
    }
}

void AgreementPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (const bool wide = width() >= wide_from; wide != wide_)
        arrange(wide);
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
            QStringLiteral("This round is blind: no figure over all coders is shown while it is open. %1. "
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
    forest_->show_rows(forest_rows(*figures));
    forest_card_->set_hint(
        QStringLiteral("Dashed line .667, tentative conclusions; solid line .800, firm ones (Krippendorff)."));
    const QString pending = QStringLiteral("Being computed…");
    heat_->show_coincidences({});
    coders_->show_coders(figures->raters, {});
    drift_->show_windows({});
    list_->show_diagnosis(figures->raters, {});
    trend_->clear();
    for (auto* card : {heat_card_, coder_card_, drift_card_})
        card->set_hint(pending);
    list_->hide();
    post_splits_->hide();
    span_splits_->hide();
    stack_->setCurrentIndex(0);
}

void AgreementPage::show_diagnosis(const AgreementDiagnosis& diagnosis) {
    diagnosis_ = diagnosis;
    head_->show_progress({});
    heat_->show_coincidences(diagnosis->coincidences);
    heat_card_->set_hint(heat_hint(*diagnosis, heat_->left_out()));
    coders_->show_coders(figures_->raters, *diagnosis);
    coder_card_->set_hint(QStringLiteral("Right: alpha if that coder had not taken part."));
    drift_->show_windows(diagnosis->drift);
    drift_card_->set_hint(QStringLiteral("Posts in the order in which they were decided."));
    trend_->setText(trend_words(*diagnosis));
    post_splits_->setVisible(diagnosis->posts.has_value());
    span_splits_->setVisible(diagnosis->spans.has_value());
    if (diagnosis->posts)
        post_splits_->show_splits(*diagnosis->posts);
    if (diagnosis->spans)
        span_splits_->show_splits(*diagnosis->spans);
    list_->show();
    list_->show_diagnosis(figures_->raters, *diagnosis);
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

void AgreementPage::filter_by(int cell) {
    list_->show_pair(heat_->pair_of(cell));
}

void AgreementPage::filter_by_row(int row) {
    const auto& category = forest_->rows()[static_cast<std::size_t>(row)].category;
    if (category.empty() || !diagnosis_)
        return;
    const auto& ids = diagnosis_->coincidences.ids;
    const auto at = std::find(ids.begin(), ids.end(), category);
    if (at != ids.end()) {
        const auto code = static_cast<std::size_t>(at - ids.begin());
        list_->show_pair({code, code});
    }
}

bool AgreementPage::carry_out(Command command) {
    const bool shown = stack_->currentIndex() == 0 && diagnosis_;
    switch (command) {
    case Command::next_disagreement:
    case Command::previous_disagreement:
        if (shown && list_->step(command == Command::next_disagreement ? 1 : -1))
            scroll_->ensureWidgetVisible(list_->view(), 0, 0);
        return true;
    case Command::open_disagreement:
        if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()))
            button->click();
        else if (shown && list_->view()->currentIndex().isValid())
            Q_EMIT list_->open_wanted(list_->model()->at(list_->view()->currentIndex().row()));
        return true;
    case Command::next_kind:
        if (shown)
            list_->next_kind();
        return true;
    case Command::all_disagreements:
        if (shown)
            list_->show_all();
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
        forest_->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void AgreementPage::focus_list() {
    if (stack_->currentIndex() == 0 && diagnosis_)
        list_->focus_list();
    else
        focus_first();
}

void AgreementPage::restyle() {
    for (QWidget* child : findChildren<QWidget*>())
        child->update();
}

} // namespace axial::coding_ui
