// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/collect/run_view.h"

#include "coding_ui/collect/run_words.h"
#include "coding_ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTime>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int longest_log = 500; ///< lines

QString words_of(RunView::State state) {
    switch (state) {
    case RunView::State::starting:
        return QStringLiteral("Starting…");
    case RunView::State::running:
        return QStringLiteral("Running");
    case RunView::State::pausing:
        return QStringLiteral("Pausing after this page…");
    case RunView::State::paused:
        return QStringLiteral("Paused");
    case RunView::State::done:
        return QStringLiteral("Done");
    default:
        return QStringLiteral("Failed");
    }
}

QLabel* make_label(const char16_t* name, int pixels, const char* look = nullptr) {
    auto* label = new QLabel;
    label->setObjectName(QString::fromUtf16(name));
    label->setFont(interface_font(pixels));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (look)
        label->setProperty(look, true);
    return label;
}

} // namespace

RunView::RunView(QWidget* parent)
    : QWidget(parent),
      title_(make_label(u"run_title", 14)),
      state_label_(make_label(u"run_state", 12, "dim")),
      what_(make_label(u"run_what", 13)),
      figures_(make_label(u"run_figures", 12, "dim")),
      wait_label_(make_label(u"run_wait", 12)),
      counts_(make_label(u"run_counts", 12)),
      reason_(make_label(u"run_reason", 12, "warning")),
      bar_(new QProgressBar),
      button_(new QPushButton),
      log_(new QPlainTextEdit) {
    setObjectName(QStringLiteral("run_view"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::xs, 0, 0);
    column->setSpacing(space::s);
    build_head(column);
    bar_->setObjectName(QStringLiteral("run_bar"));
    bar_->setTextVisible(false);
    bar_->setAccessibleName(QStringLiteral("Progress of what is being read"));
    log_->setObjectName(QStringLiteral("run_log"));
    log_->setAccessibleName(QStringLiteral("Log"));
    log_->setReadOnly(true);
    log_->setTabChangesFocus(true);
    log_->setMaximumBlockCount(longest_log);
    log_->setFont(code_font(11));
    log_->setMinimumHeight(84);
    for (QWidget* each :
         {static_cast<QWidget*>(bar_), static_cast<QWidget*>(what_), static_cast<QWidget*>(figures_),
          static_cast<QWidget*>(wait_label_), static_cast<QWidget*>(reason_), static_cast<QWidget*>(counts_)})
        column->addWidget(each);
    column->addWidget(log_, 1);
    ticks_.setInterval(250);
    connect(&ticks_, &QTimer::timeout, this, &RunView::tick);
    connect(button_, &QPushButton::clicked, this, &RunView::press);
}

void RunView::build_head(QVBoxLayout* column) {
    auto* line = new QHBoxLayout;
    line->setSpacing(space::m);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    title_->setFont(interface_font(14, QFont::DemiBold));
    words->addWidget(title_);
    words->addWidget(state_label_);
    button_->setObjectName(QStringLiteral("pause"));
    line->addLayout(words, 1);
    line->addWidget(button_, 0, Qt::AlignTop);
    column->addLayout(line);
}

void RunView::begin(const QString& title, const QString& command_line) {
    title_->setText(title);
    log_->clear();
    last_what_.clear();
    log(command_line);
    for (auto* label : {what_, figures_, counts_, reason_})
        label->clear();
    counts_->hide();
    bar_->setRange(0, 0);
    show_state(State::starting);
}

void RunView::show_state(State state, const QString& reason) {
    state_ = state;
    const bool runs = state == State::starting || state == State::running || state == State::pausing;
    state_label_->setText(words_of(state));
    reason_->setText(reason);
    reason_->setVisible(!reason.isEmpty());
    button_->setText(runs ? QStringLiteral("Pause") : QStringLiteral("Resume"));
    button_->setToolTip(runs ? QStringLiteral("Stop after this page; resuming goes on from there (Ctrl .)")
                             : QStringLiteral("Go on where it stopped (Ctrl .)"));
    button_->setEnabled(state != State::pausing);
    button_->setVisible(state != State::done);
    what_->setVisible(runs || state == State::paused);
    figures_->setVisible(runs || state == State::paused);
    bar_->setVisible(runs || state == State::paused);
    if (!runs && bar_->maximum() == 0)
        bar_->setRange(0, 1);
    if (state != State::running)
        end_wait();
    if (!runs)
        log(reason.isEmpty() ? words_of(state) : QStringLiteral("%1: %2").arg(words_of(state), reason));
}

void RunView::show_event(const RunEvent& event) {
    if (state_ == State::starting)
        show_state(State::running);
    if (const auto* progress = std::get_if<RunProgress>(&event))
        show_progress(*progress);
    else if (const auto* wait = std::get_if<RunWait>(&event))
        show_wait(*wait);
    else if (const auto* note = std::get_if<RunNote>(&event))
        log(note->is_error ? QStringLiteral("Error: %1").arg(note->text) : note->text);
    else if (const auto* indexing = std::get_if<RunIndexing>(&event)) {
        end_wait();
        what_->setText(QStringLiteral("Indexing, so that what is new can be searched"));
        figures_->setText(QStringLiteral("%1 of %2 posts").arg(grouped(indexing->done), grouped(indexing->of)));
        bar_->setRange(0, static_cast<int>(std::clamp<qint64>(indexing->of, 1, 1'000'000'000)));
        bar_->setValue(static_cast<int>(std::min<qint64>(indexing->done, 1'000'000'000)));
    } else if (const auto* summary = std::get_if<RunSummary>(&event)) {
        const QStringList lines = count_lines(summary->counts);
        counts_->setText(lines.join(QLatin1Char('\n')));
        counts_->setVisible(!lines.isEmpty());
        for (const QString& line : lines)
            log(line);
    }
}

void RunView::show_progress(const RunProgress& progress) {
    end_wait();
    if (progress.what != last_what_)
        log(progress.what);
    last_what_ = progress.what;
    what_->setText(progress.what);
    figures_->setText(progress_words(progress));
    bar_->setRange(0, static_cast<int>(std::min<qint64>(progress.of, 1'000'000'000)));
    bar_->setValue(static_cast<int>(std::clamp<qint64>(progress.done, 0, bar_->maximum())));
}

void RunView::show_wait(const RunWait& wait) {
    wait_ = wait;
    waiting_.start();
    ticks_.start();
    log(wait_words(wait, wait.seconds));
    tick();
}

// The countdown is the window's own: the program says only once how long it waits.
void RunView::tick() {
    const qint64 left = std::max<qint64>(0, wait_.seconds - waiting_.elapsed() / 1000);
    wait_label_->setText(QStringLiteral("⏳ %1").arg(wait_words(wait_, left)));
    wait_label_->show();
    if (left == 0)
        ticks_.stop();
}

void RunView::end_wait() {
    ticks_.stop();
    wait_label_->clear();
    wait_label_->hide();
}

void RunView::log(const QString& line) {
    if (!line.isEmpty())
        log_->appendPlainText(
            QStringLiteral("%1  %2").arg(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")), line));
}

void RunView::press() {
    if (button_->text() == QStringLiteral("Pause"))
        Q_EMIT pause_wanted();
    else
        Q_EMIT resume_wanted();
}

void RunView::focus_button() {
    if (button_->isVisible() && button_->isEnabled())
        button_->setFocus(Qt::OtherFocusReason);
}

} // namespace axial::coding_ui
