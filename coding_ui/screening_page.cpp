// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/screening_page.h"

#include "coding_ui/answer_button.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/post_card.h"
#include "coding_ui/post_text.h"
#include "coding_ui/study_client.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_view.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace axial::coding_ui {
namespace {
constexpr int reason_columns = 3;
}

ScreeningPage::ScreeningPage(StudyClient* client, QWidget* parent)
    : QWidget(parent),
      client_(client),
      stack_(new QStackedWidget),
      view_(new ThreadView),
      empty_(new EmptyState),
      panel_(new QWidget),
      question_(new QLabel),
      place_(new QLabel),
      answers_(new QHBoxLayout),
      reasons_(new QGridLayout) {
    setObjectName(QStringLiteral("screening_page"));
    view_->setObjectName(QStringLiteral("screened_post"));
    view_->set_margin_shown(false);
    setAttribute(Qt::WA_StyledBackground);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(stack_);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(view_, 1);
    column->addWidget(panel_);
    stack_->addWidget(page);
    stack_->addWidget(empty_);

    panel_->setObjectName(QStringLiteral("left_pane"));
    panel_->setAttribute(Qt::WA_StyledBackground);
    auto* lines = new QVBoxLayout(panel_);
    lines->setContentsMargins(space::xl, space::m, space::xl, space::l);
    lines->setSpacing(space::m);
    auto* top = new QHBoxLayout;
    question_->setObjectName(QStringLiteral("question"));
    question_->setFont(interface_font(13, QFont::Medium));
    question_->setWordWrap(true);
    question_->setTextFormat(Qt::PlainText);
    place_->setProperty("dim", true);
    place_->setFont(interface_font(12));
    top->addWidget(question_, 1);
    top->addWidget(place_, 0, Qt::AlignTop);
    answers_->setSpacing(space::m);
    reasons_->setSpacing(space::s);
    lines->addLayout(top);
    lines->addLayout(answers_);
    lines->addLayout(reasons_);
}

void ScreeningPage::show_session(const Session& session, bool can_vote) {
    session_ = session;
    view_->clear();
    at_ = -1;
    done_.clear();
    for (const auto& row : session.threads)
        for (const auto& post : row.posts)
            done_[post.row] = post.done;
    session_.threads.clear();
    cannot_vote_.clear();
    if (session.round && session.round->closed)
        cannot_vote_ = QStringLiteral("this round is closed");
    else if (!can_vote)
        cannot_vote_ = QStringLiteral("the study is open for reading only");
    if (!session.is_screening()) {
        stack_->setCurrentIndex(1);
        empty_->set_words(
            QStringLiteral("Nothing to screen"),
            QStringLiteral(
                "Screening needs a round that asks a question. Choose one in the header, or open one:"));
        empty_->offer_command(QStringLiteral("axial round new --help"));
        return;
    }
    question_->setText(to_qt(session.codebook->question));
    view_->set_search_terms(session.highlight);
    build_answers();
}

void ScreeningPage::build_answers() {
    choices_.clear();
    for (QLayout* line : {static_cast<QLayout*>(answers_), static_cast<QLayout*>(reasons_)})
        while (QLayoutItem* item = line->takeAt(0)) {
            delete item->widget();
            delete item;
        }
    int digit = 1;
    for (const auto& answer : session_.codebook->answers) {
        const QString name = to_qt(answer.name);
        const QString key = answer.key.empty() ? name.left(1).toUpper() : to_qt(answer.key).toUpper();
        answers_->addWidget(add_choice(key, name, answer.id, {}, to_qt(answer.definition)));
        for (const auto& reason : answer.reasons) {
            const QString words = to_qt(reason).replace(QLatin1Char('-'), QLatin1Char(' '));
            if (digit > 9)
                break;
            auto* button = add_choice(QString::number(digit), words, answer.id, reason,
                                      QStringLiteral("%1: %2").arg(name, words));
            reasons_->addWidget(button, (digit - 1) / reason_columns, (digit - 1) % reason_columns);
            ++digit;
        }
    }
}

AnswerButton* ScreeningPage::add_choice(const QString& key, const QString& words, const std::string& answer,
                                        const std::string& reason, const QString& tip) {
    auto* button = new AnswerButton(key, words, reason.empty());
    button->setObjectName(QStringLiteral("answer_%1").arg(key));
    button->setToolTip(tip);
    const Choice choice{key, answer, reason, button};
    choices_.push_back(choice);
    connect(button, &AnswerButton::clicked, this, [this, choice] {
        show_vote();
        choose(choice);
    });
    return button;
}

void ScreeningPage::begin() {
    if (!session_.is_screening())
        return;
    if (session_.queue.empty()) {
        stack_->setCurrentIndex(1);
        empty_->set_words(QStringLiteral("No posts to screen"),
                          QStringLiteral("The set of this round is empty."));
        empty_->offer_nothing();
        return;
    }
    stack_->setCurrentIndex(0);
    const int first = next_to_do(-1);
    go_to(first >= 0 ? first : 0);
    if (first < 0)
        Q_EMIT note(QStringLiteral("every post has your vote"));
}

int ScreeningPage::next_to_do(int from) const {
    const int count = static_cast<int>(session_.queue.size());
    for (int step = 1; step <= count; ++step) {
        const int entry = (from + step) % count;
        if (const auto done = done_.find(session_.queue[static_cast<std::size_t>(entry)].post);
            done == done_.end() || !done->second)
            return entry;
    }
    return -1;
}

void ScreeningPage::go_to(int entry) {
    at_ = entry;
    const auto thread = session_.queue[static_cast<std::size_t>(entry)].thread;
    place_->setText(QStringLiteral("post %1 of %2").arg(entry + 1).arg(session_.queue.size()));
    Q_EMIT thread_wanted(thread);
}

void ScreeningPage::go_to_thread(corpus::RowId thread) {
    const auto& queue = session_.queue;
    if (at_ >= 0 && queue[static_cast<std::size_t>(at_)].thread == thread)
        return;
    const auto entry = std::find_if(queue.begin(), queue.end(),
                                    [thread](const QueueEntry& each) { return each.thread == thread; });
    if (entry != queue.end())
        go_to(static_cast<int>(entry - queue.begin()));
}

bool ScreeningPage::go_to_post(corpus::RowId post) {
    const auto& queue = session_.queue;
    const auto entry =
        std::find_if(queue.begin(), queue.end(), [post](const QueueEntry& each) { return each.post == post; });
    if (entry == queue.end())
        return false;
    go_to(static_cast<int>(entry - queue.begin()));
    return true;
}

void ScreeningPage::show_thread(const ThreadContent& content) {
    if (at_ < 0 || content.thread.row != session_.queue[static_cast<std::size_t>(at_)].thread)
        return;
    ThreadContent one{content.thread, {}, content.posts_in_thread};
    for (const auto& post : content.posts)
        if (post.post.row == session_.queue[static_cast<std::size_t>(at_)].post)
            one.posts.push_back(post);
    stack_->setCurrentIndex(0);
    view_->show_thread(std::move(one));
    show_vote();
}

void ScreeningPage::show_vote() {
    const auto& posts = view_->content().posts;
    const auto vote = posts.empty() ? std::nullopt : posts.front().vote;
    for (const auto& choice : choices_) {
        const bool same_reason = choice.reason.empty() || (vote && vote->reason == choice.reason);
        choice.button->setChecked(vote && vote->answer == choice.answer && same_reason);
    }
}

void ScreeningPage::choose(const Choice& choice) {
    if (!cannot_vote_.isEmpty()) {
        Q_EMIT note(cannot_vote_);
        return;
    }
    if (!view_->content().posts.empty())
        client_->vote(view_->content().posts.front().post.key, choice.answer, choice.reason);
}

void ScreeningPage::show_decision(const Decision& decision) {
    done_[decision.post.post.row] = decision.post.done;
    view_->update_post(decision.post);
    show_vote();
    if (decision.taken_back) {
        const auto entry =
            std::find_if(session_.queue.begin(), session_.queue.end(),
                         [&](const QueueEntry& each) { return each.post == decision.post.post.row; });
        if (entry != session_.queue.end() && entry - session_.queue.begin() != at_)
            go_to(static_cast<int>(entry - session_.queue.begin()));
    } else if (decision.voted) {
        if (const int next = next_to_do(at_); next >= 0)
            go_to(next);
        else
            Q_EMIT note(QStringLiteral("that was the last one: every post has your vote"));
    }
}

bool ScreeningPage::carry_out(Command command) {
    if (at_ < 0)
        return false;
    const int count = static_cast<int>(session_.queue.size());
    switch (command) {
    case Command::next_post:
        if (at_ + 1 < count)
            go_to(at_ + 1);
        return true;
    case Command::previous_post:
        if (at_ > 0)
            go_to(at_ - 1);
        return true;
    case Command::text:
        focus_text();
        return true;
    default:
        return false;
    }
}

bool ScreeningPage::type(const QString& text) {
    for (const auto& choice : choices_)
        if (at_ >= 0 && choice.key.compare(text, Qt::CaseInsensitive) == 0) {
            choose(choice);
            return true;
        }
    return false;
}

void ScreeningPage::set_search_terms(const QStringList& terms) {
    view_->set_search_terms(terms);
}

void ScreeningPage::restyle() {
    view_->restyle();
}

void ScreeningPage::focus_text() {
    if (view_->has_thread())
        view_->go_to(0);
}

} // namespace axial::coding_ui
