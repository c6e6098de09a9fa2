// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"

#include "coding_ui/adjudication/desk_panel.h"
#include "coding_ui/adjudication/desk_post.h"
#include "coding_ui/adjudication/desk_queue.h"
#include "coding_ui/code_picker.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/study_client.h"
#include "coding_ui/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>

namespace axial::coding_ui {

using codebooks::adjudication::Item;

DeskPage::DeskPage(StudyClient* client, QWidget* parent)
    : QWidget(parent),
      client_(client),
      queue_(new DeskQueue),
      post_(new DeskPost),
      panel_(new DeskPanel),
      empty_(new EmptyState),
      stack_(new QStackedWidget),
      splitter_(new QSplitter),
      inner_(new QSplitter),
      picker_(new CodePicker(this)) {
    setObjectName(QStringLiteral("desk_page"));
    setAttribute(Qt::WA_StyledBackground);
    for (auto* splitter : {splitter_, inner_}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    inner_->addWidget(post_);
    inner_->addWidget(panel_);
    inner_->setStretchFactor(0, 1);
    stack_->addWidget(inner_);
    stack_->addWidget(empty_);
    splitter_->addWidget(queue_);
    splitter_->addWidget(stack_);
    splitter_->setStretchFactor(1, 1);
    queue_->setMinimumWidth(220);
    panel_->setMinimumWidth(250);
    post_->setMinimumWidth(300);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(splitter_);
    picker_->set_may_create(false);
    picker_->raise();
    connect_parts();
    connect_answers();
}

void DeskPage::connect_parts() {
    connect(queue_, &DeskQueue::round_wanted, this, &DeskPage::choose_round);
    connect(queue_, &DeskQueue::current_changed, this, &DeskPage::show_current);
    connect(queue_, &DeskQueue::rules_wanted, this, [this] { carry_out(Command::settle_by_rule); });
    connect(queue_, &DeskQueue::rule_chosen, this, [this](codebooks::adjudication::Rule rule) {
        if (!may_change())
            return;
        changing_ = true;
        client_->apply_rule(round_, rule);
    });
    connect(queue_, &DeskQueue::open_wanted, this, &DeskPage::open_current);
    connect(panel_, &DeskPanel::settle_wanted, this, &DeskPage::settle);
    connect(panel_, &DeskPanel::command_wanted, this, &DeskPage::carry_out);
    connect(panel_, &DeskPanel::leave, this, &DeskPage::focus_queue);
    connect(picker_, &CodePicker::code_chosen, this, [this](const std::string& code) {
        std::erase(recent_, code);
        recent_.insert(recent_.begin(), code);
        settle(How::code, code);
    });
    connect(picker_, &CodePicker::closed, this, &DeskPage::focus_queue);
}

void DeskPage::connect_answers() {
    connect(client_, &StudyClient::desk_loaded, this, [this](const DeskPointer& desk) {
        show_desk(desk, queue_->current_row(), shown_post_, shown_what_);
    });
    connect(client_, &StudyClient::desk_failed, this, [this](const QString& line) {
        say(QStringLiteral("The round cannot be read"), line, {});
        Q_EMIT settled();
    });
    connect(client_, &StudyClient::desk_text_loaded, this, &DeskPage::show_text);
    connect(client_, &StudyClient::desk_text_failed, this, [this](const QString& line) {
        post_->clear();
        Q_EMIT error(line);
        Q_EMIT settled();
    });
    connect(client_, &StudyClient::rules_previewed, this, [this](const RulePreview& preview) {
        if (isVisible() && !queue_->offer_rules(preview))
            Q_EMIT note(QStringLiteral("neither majority nor unanimity tells anything that is open"));
    });
    connect(client_, &StudyClient::desk_decided, this, &DeskPage::show_decision);
    connect(client_, &StudyClient::settling_failed, this, [this](const QString& line) {
        changing_ = false;
        Q_EMIT error(line);
    });
}

void DeskPage::show_study(const StudyInfo& info) {
    rounds_ = info.rounds;
    read_only_ = info.read_only;
    queue_->show_rounds(rounds_);
}

// The round of the session; else the one that is shown; else the latest that can be settled.
void DeskPage::show_session(const Session& session) {
    QString wanted = round_;
    if (session.round)
        wanted = to_qt(session.round->name);
    else if (wanted.isEmpty() && !rounds_.empty()) {
        const auto closed = std::find_if(rounds_.rbegin(), rounds_.rend(),
                                         [](const RoundInfo& each) { return each.round.closed; });
        wanted = to_qt((closed == rounds_.rend() ? rounds_.back() : *closed).round.name);
    }
    if (wanted != round_) {
        round_ = wanted;
        desk_.reset();
    }
}

void DeskPage::begin() {
    if (rounds_.empty()) {
        say(QStringLiteral("No rounds yet"),
            QStringLiteral("Two or more coders decide about the same posts in a round; here you settle what "
                           "they differ about. Open one:"),
            QStringLiteral("axial round new --help"));
        Q_EMIT settled();
    } else if (!desk_) {
        choose_round(round_.isEmpty() ? to_qt(rounds_.back().round.name) : round_);
    } else {
        client_->load_desk(round_);
    }
}

void DeskPage::choose_round(const QString& round) {
    round_ = round;
    desk_.reset();
    text_.reset();
    shown_post_.clear();
    shown_what_.clear();
    queue_->show_round(round);
    say({}, QStringLiteral("Reading the round…"), {});
    client_->load_desk(round);
}

const DeskRow* DeskPage::row() const {
    return desk_ ? queue_->current() : nullptr;
}

bool DeskPage::can_settle() const {
    return row() && read_only_.isEmpty();
}

void DeskPage::show_desk(const DeskPointer& desk, int at, const std::string& post, const std::string& what) {
    const bool first = !desk_;
    const auto old = std::exchange(codes_, std::make_unique<CodeIndex>(desk->codebook));
    desk_ = desk;
    const std::string before_post = post, before_what = what; // these may be the members that follow
    queue_->show_desk(desk, codes_.get(), at, before_post, before_what);
    if (first && isVisible())
        focus_queue();
    Q_EMIT can_settle_changed();
}

// What a round lacks to be settled, and what to do about it; true if something.
bool DeskPage::show_what_is_missing() {
    const auto& round = desk_->round;
    const QString name = to_qt(round.name);
    QStringList progress;
    for (const auto& each : desk_->progress)
        progress << QStringLiteral("%1 has done %2 of %3").arg(to_qt(each.coder)).arg(each.done).arg(each.of);
    if (round.coders.size() < 2) {
        say(QStringLiteral("One coder differs from nobody"),
            QStringLiteral("Settling takes a round with two or more coders. Open one, or choose another (R):"),
            QStringLiteral("axial round new --help"));
    } else if (!round.closed) {
        say(round.blind ? QStringLiteral("Sealed until closed") : QStringLiteral("Settled once it is closed"),
            QStringLiteral("%1\n%2.\nWhen all are done, close this window and then the round, for good:")
                .arg(round.blind ? QStringLiteral(
                                       "This round is blind: nobody sees another’s decisions while it is open.")
                                 : QStringLiteral("Decisions may still change while the round is open."),
                     progress.join(QStringLiteral(", "))),
            QStringLiteral("axial round close %1").arg(name));
    } else if (!desk_->begun()) {
        say(QStringLiteral("Nobody decided anything"),
            QStringLiteral("The round was closed before anything was decided in it. Open a new one, or choose "
                           "another (R):"),
            QStringLiteral("axial round new --help"));
    } else if (desk_->rows.empty()) {
        say(QStringLiteral("Nothing is in dispute"),
            QStringLiteral("The coders decided about %1 alike. What counts is ready:")
                .arg(counted(desk_->undisputed, QStringLiteral("thing"), QStringLiteral("things"))),
            QStringLiteral("axial settle show %1").arg(name));
    } else if (queue_->model()->state() == DeskModel::State::open &&
               queue_->model()->count(DeskModel::State::open, std::nullopt) == 0) {
        const auto of = static_cast<qint64>(desk_->rows.size());
        say(QStringLiteral("Everything is settled"),
            QStringLiteral("%1 of %1 in dispute, and %2 nobody disputed. V shows what was settled; %3")
                .arg(of)
                .arg(desk_->undisputed)
                .arg(desk_->asks_a_question()
                         ? QStringLiteral("the posts with an answer that counts become a set:")
                         : QStringLiteral("what counts, as a table:")),
            desk_->asks_a_question() && !desk_->codebook.answers.empty()
                ? QStringLiteral("axial set new kept --round %1 --answer %2 --rule settled")
                      .arg(name, to_qt(desk_->codebook.answers.front().id))
                : QStringLiteral("axial settle show %1").arg(name));
    } else if (!row()) {
        say({}, QStringLiteral("Nothing passes this filter. F goes on to the next kind, V to the other side."),
            {});
    } else {
        return false;
    }
    return true;
}

void DeskPage::say(const QString& title, const QString& sentence, const QString& command) {
    empty_->set_words(title, sentence);
    if (command.isEmpty())
        empty_->offer_nothing();
    else
        empty_->offer_command(command);
    stack_->setCurrentIndex(1);
}

void DeskPage::show_current() {
    if (!desk_)
        return;
    Q_EMIT can_settle_changed();
    if (show_what_is_missing()) {
        shown_post_.clear();
        shown_what_.clear();
        Q_EMIT settled();
        return;
    }
    const Item& item = row()->item;
    if (item.post != shown_post_ || item.what != shown_what_) {
        left_ = 0;
        right_ = item.judges.size() > 1 ? 1 : 0;
        if (item.judges.size() > 2) {
            left_ = item.judges.size() - 1; // so that the first pair that differs comes next
            right_ = left_;
        }
    }
    shown_post_ = item.post;
    shown_what_ = item.what;
    if (left_ == right_ && item.judges.size() > 2)
        next_pair();
    stack_->setCurrentIndex(0);
    wanted_revision_ = 0;
    for (const auto& [coder, codings] : item.codings)
        for (const auto& coding : codings)
            if (!coding.whole_post())
                wanted_revision_ = coding.revision;
    if (text_ && text_->post.key == item.post &&
        text_->revision == (wanted_revision_ > 0 ? wanted_revision_ : text_->post.revision)) {
        compare();
        Q_EMIT settled();
        return;
    }
    text_.reset();
    panel_->show_item(*desk_, *row(), left_, right_, *codes_);
    client_->load_desk_text(item.post, wanted_revision_);
}

void DeskPage::show_text(const DeskText& text) {
    if (!row() || text.post.key != row()->item.post)
        return;
    text_ = text;
    compare();
    Q_EMIT settled();
}

void DeskPage::compare() {
    panel_->show_item(*desk_, *row(), left_, right_, *codes_);
    if (text_)
        post_->show_item(*text_, *row(), left_, right_, *codes_);
}

void DeskPage::show_decision(const DeskDecision& decision) {
    changing_ = false;
    const int at = queue_->current_row();
    if (decision.post.empty()) {
        show_desk(decision.desk, 0, shown_post_, shown_what_);
    } else if (decision.taken_back) {
        bool is_open = true;
        for (const auto& each : decision.desk->rows)
            if (each.item.post == decision.post && each.item.what == decision.what)
                is_open = each.item.open();
        const auto state = is_open ? DeskModel::State::open : DeskModel::State::settled;
        if (queue_->model()->state() != state || queue_->model()->kind())
            queue_->show_state(state);
        show_desk(decision.desk, at, decision.post, decision.what);
    } else if (queue_->model()->state() == DeskModel::State::open) {
        show_desk(decision.desk, at, {}, {}); // what followed has moved up
    } else {
        show_desk(decision.desk, at, decision.post, decision.what);
    }
    const int left = queue_->model()->count(DeskModel::State::open, std::nullopt);
    Q_EMIT note(QStringLiteral("Saved · %1 · %2 open").arg(decision.words).arg(left));
}

// The queue is walked from wherever the keyboard is, but for where text is written or read.
void DeskPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        queue_->step(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

void DeskPage::restyle() {
    if (row() && stack_->currentIndex() == 0)
        compare();
    post_->restyle();
    for (QWidget* child : findChildren<QWidget*>())
        child->update();
}

void DeskPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < 1140;
    const int left = narrow ? 244 : 320, right = narrow ? 268 : 336;
    if (event->oldSize().width() < 0 || (event->oldSize().width() < 1140) != narrow) {
        splitter_->setSizes({left, std::max(300, width() - 1 - left)});
        inner_->setSizes({std::max(300, width() - 2 - left - right), right});
    }
}

} // namespace axial::coding_ui
