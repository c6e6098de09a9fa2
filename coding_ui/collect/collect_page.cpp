// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/collect_page.h"

#include "coding_ui/collect/plan_view.h"
#include "coding_ui/collect/run_history.h"
#include "coding_ui/collect/run_panel.h"
#include "coding_ui/collect/source_form.h"
#include "coding_ui/collect/source_list.h"
#include "coding_ui/section_card.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

/// What the page does; collect_page_layout.cpp puts it together.
namespace axial::coding_ui {

CollectPage::CollectPage(StudyClient* client, QString study, const QString& program, QWidget* parent)
    : QWidget(parent),
      client_(client),
      study_(std::move(study)),
      process_(program),
      list_(new SourceList),
      title_(new QLabel),
      about_(new QLabel),
      body_(new QWidget),
      scroll_(new QScrollArea),
      pair_(new QBoxLayout(QBoxLayout::TopToBottom)),
      form_column_(new QVBoxLayout),
      form_card_(new SectionCard(QStringLiteral("What to collect"))),
      run_card_(new SectionCard(QStringLiteral("Collection"))),
      history_card_(new SectionCard(QStringLiteral("History"))),
      plan_(new QPushButton(QStringLiteral("Plan"))),
      start_(new QPushButton(QStringLiteral("Start"))),
      again_(new QPushButton(QStringLiteral("Run again…"))),
      panel_(new RunPanel),
      history_(new RunHistoryView) {
    setObjectName(QStringLiteral("collect_page"));
    build();
    connect_process();
    connect_history();
    connect(list_, &QListWidget::currentRowChanged, this, &CollectPage::choose_source);
    connect(list_, &QListWidget::itemActivated, this, [this] { form()->focus_first(); });
    connect(plan_, &QPushButton::clicked, this, &CollectPage::plan);
    connect(start_, &QPushButton::clicked, this, &CollectPage::start);
    connect(again_, &QPushButton::clicked, this, &CollectPage::run_again);
    connect(panel_->run(), &RunView::pause_wanted, this, [this] { carry_out(Command::pause_collecting); });
    connect(panel_->run(), &RunView::resume_wanted, this, &CollectPage::resume);
    list_->setCurrentRow(0);
    show_nothing_running();
}

void CollectPage::connect_process() {
    connect(&process_, &CollectorProcess::event, this, [this](const RunEvent& event) {
        if (process_.is_plan())
            return;
        if (std::holds_alternative<RunStarted>(event))
            client_->load_runs();
        panel_->run()->show_event(event);
    });
    connect(&process_, &CollectorProcess::planned, this, [this](const RunPlan& plan) {
        panel_->plan()->show_plan(plan);
        panel_->show_plan();
    });
    connect(&process_, &CollectorProcess::ended, this, [this](const QString& status, const QString& reason) {
        process_.is_plan() ? end_plan(status, reason) : end_run(status, reason);
        show_buttons();
    });
}

void CollectPage::connect_history() {
    connect(history_, &RunHistoryView::details_wanted, client_, &StudyClient::load_run_details);
    connect(history_, &QTreeWidget::currentItemChanged, this, [this] { show_buttons(); });
    connect(client_, &StudyClient::run_details_loaded, history_, &RunHistoryView::show_details);
    connect(client_, &StudyClient::runs_loaded, this, [this](const RunHistory& runs) {
        history_->show_runs(runs, is_collecting());
        history_card_->set_title(runs.empty() ? QStringLiteral("History: nothing collected yet")
                                              : QStringLiteral("History"));
        show_buttons();
        if (panel_->shows_words() && !process_.is_running())
            show_nothing_running();
        Q_EMIT settled();
    });
}

bool CollectPage::can_start() const {
    return study_shown_ && info_.read_only.isEmpty() && !process_.program().isEmpty();
}

void CollectPage::show_study(const StudyInfo& info) {
    info_ = info;
    study_shown_ = true;
    show_buttons();
}

void CollectPage::begin() {
    client_->load_runs();
    show_buttons();
}

void CollectPage::show_nothing_running() {
    if (study_shown_ && !info_.read_only.isEmpty())
        panel_->show_words(
            QStringLiteral("This study can only be read"),
            QStringLiteral("%1. Nothing can be collected into it until then.").arg(info_.read_only));
    else if (process_.program().isEmpty())
        panel_->show_words(
            QStringLiteral("The axial program is not there"),
            QStringLiteral("The window collects by way of the axial command, which is neither beside "
                           "axial-ui nor in PATH. Install it, then open this page again."));
    else if (info_.posts == 0)
        panel_->show_words(
            QStringLiteral("Collect the first posts"),
            QStringLiteral("1  Choose a source on the left.\n2  Say what to collect from it.\n3  Plan "
                           "tells how many requests that takes; Start begins.\n\nYou can go on working "
                           "meanwhile, and pause at any time."));
    else
        panel_->show_words(
            QStringLiteral("Nothing is being collected"),
            QStringLiteral("Plan tells how many requests it takes and how long; Start begins. What the "
                           "study has already is not asked for again."));
}

void CollectPage::show_buttons() {
    const bool free = can_start() && !process_.is_running();
    plan_->setEnabled(free);
    start_->setEnabled(free);
    again_->setEnabled(history_->chosen() && source_of(to_qt(history_->chosen()->command)));
    const bool planning = process_.is_running() && process_.is_plan();
    plan_->setText(planning ? QStringLiteral("Planning…") : QStringLiteral("Plan"));
    Q_EMIT can_start_changed();
}

SourceForm* CollectPage::form() const {
    return forms_.at(list_->currentRow());
}

void CollectPage::choose_source(int row) {
    if (row < 0)
        return;
    const Source& source = sources()[static_cast<std::size_t>(row)];
    if (!forms_.contains(row)) {
        forms_[row] = new SourceForm(source);
        form_column_->addWidget(forms_[row]);
    }
    for (const auto& [each, form] : forms_)
        form->setVisible(each == row);
    title_->setText(source.name);
    about_->setText(source.about);
}

void CollectPage::plan() {
    if (process_.is_running() || !can_start() || !form()->check())
        return;
    panel_->show_words({}, QStringLiteral("Asking as little as it takes to tell how much there is…"));
    process_.start_plan(arguments_of(form()->source(), form()->values()), study_);
    show_buttons();
}

void CollectPage::end_plan(const QString& status, const QString& reason) {
    if (status == QLatin1StringView("failed"))
        panel_->show_words(QStringLiteral("There is no plan"), reason);
    else if (status == QLatin1StringView("stopped"))
        show_nothing_running();
}

void CollectPage::start() {
    if (process_.is_running() || !can_start() || !form()->check())
        return;
    const auto values = form()->values();
    QString of;
    for (const char16_t* option : {u"repo", u"site", u"query", u"list"})
        if (of.isEmpty())
            of = values.value(QString::fromUtf16(option)).section(QLatin1Char('\n'), 0, 0);
    run(arguments_of(form()->source(), values), QStringLiteral("%1 · %2").arg(form()->source().name, of));
}

void CollectPage::resume() {
    if (!process_.is_running() && can_start() && !last_arguments_.isEmpty())
        run(last_arguments_, last_title_);
}

void CollectPage::run(const QStringList& arguments, const QString& title) {
    last_arguments_ = arguments;
    last_title_ = title;
    panel_->run()->begin(title, shell_line(arguments));
    panel_->show_run();
    process_.start_run(arguments, study_);
    show_buttons();
    panel_->run()->focus_button();
    scroll_->ensureWidgetVisible(run_card_);
}

// What a run left unindexed is indexed here; a finished one has done so itself.
void CollectPage::end_run(const QString& status, const QString& reason) {
    const auto state = status == QLatin1StringView("done")      ? RunView::State::done
                       : status == QLatin1StringView("stopped") ? RunView::State::paused
                                                                : RunView::State::failed;
    panel_->run()->show_state(state, reason);
    if (state != RunView::State::done)
        client_->build_index();
    client_->load_runs();
    client_->refresh();
    Q_EMIT ended();
}

void CollectPage::run_again() {
    const auto* chosen = history_->chosen();
    const Source* source = chosen ? source_of(to_qt(chosen->command)) : nullptr;
    if (!source) {
        if (chosen)
            Q_EMIT note(
                QStringLiteral("Imports are run on the command line: axial %1").arg(to_qt(chosen->command)));
        return;
    }
    list_->setCurrentRow(static_cast<int>(source - sources().data()));
    form()->set_values(values_of(*source, *chosen));
    scroll_->ensureVisible(0, 0);
    start_->setFocus(Qt::OtherFocusReason);
    Q_EMIT note(QStringLiteral("The form is filled in as it was asked then; ↵ starts"));
}

void CollectPage::press() {
    if (auto* button = qobject_cast<QAbstractButton*>(window()->focusWidget()))
        button->click();
}

bool CollectPage::carry_out(Command command) {
    switch (command) {
    case Command::plan_collecting:
        plan();
        return true;
    case Command::start_collecting:
        start();
        return true;
    case Command::pause_collecting:
        if (is_collecting() && !is_stopping()) {
            panel_->run()->show_state(RunView::State::pausing);
            process_.stop();
        } else if (!process_.is_running()) {
            const auto state = panel_->run()->state();
            if (state == RunView::State::paused || state == RunView::State::failed)
                resume();
        }
        return true;
    case Command::run_again:
        run_again();
        return true;
    case Command::press:
        press();
        return true;
    case Command::collect_sources:
        list_->setFocus(Qt::OtherFocusReason);
        return true;
    default:
        return false;
    }
}

void CollectPage::focus_first() {
    list_->setFocus(Qt::OtherFocusReason);
}

void CollectPage::restyle() {
    client_->load_runs();
    for (QWidget* child : findChildren<QWidget*>())
        child->update();
}

} // namespace axial::coding_ui
