// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/code_page.h"

#include "coding_ui/code_picker.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/post_card.h"
#include "coding_ui/post_text.h"
#include "coding_ui/study_client.h"
#include "coding_ui/thread_view.h"

#include <algorithm>

namespace axial::coding_ui {

CodePage::CodePage(StudyClient* client, QWidget* parent)
    : QStackedWidget(parent),
      client_(client),
      view_(new ThreadView),
      empty_(new EmptyState),
      picker_(new CodePicker(this)) {
    setObjectName(QStringLiteral("centre"));
    addWidget(view_);
    addWidget(empty_);
    connect(picker_, &CodePicker::code_chosen, this, [this](const std::string& code) {
        client_->apply(picked_post_, picked_span_, code);
        remember(code);
    });
    connect(picker_, &CodePicker::code_created, this,
            [this](const QString& name) { client_->create_and_apply(picked_post_, picked_span_, name); });
    connect(picker_, &CodePicker::closed, this, &CodePage::focus_text);
}

void CodePage::show_session(const Session& session, const CodeIndex* codes, bool can_code) {
    view_->clear();
    recent_.clear();
    show_codes(codes);
    cannot_code_.clear();
    if (!session.round)
        cannot_code_ = "choose a round and a coder in the header to code";
    else if (session.is_screening())
        cannot_code_ = "this round asks a question: vote on the Screen page";
    else if (session.round->closed)
        cannot_code_ = "this round is closed";
    else if (!can_code)
        cannot_code_ = "the study is open for reading only";
    view_->set_search_terms(session.highlight);
    setCurrentIndex(1);
}

void CodePage::show_codes(const CodeIndex* codes) {
    codes_ = codes;
    view_->set_codes(codes);
}

void CodePage::show_thread(const ThreadContent& content) {
    setCurrentIndex(0);
    view_->show_thread(content);
}

// What was selected is coded now: the caret stays at its end, ready for the next.
void CodePage::show_decision(const Decision& decision) {
    view_->update_post(decision.post);
    if (PostCard* card = view_->current_card();
        card && !decision.coding.empty() && card->content().post.row == decision.post.post.row)
        card->text()->clear_selection();
    const auto& codings = decision.post.codings;
    const bool chosen_is_gone =
        std::none_of(codings.begin(), codings.end(),
                     [this](const codebooks::Coding& each) { return each.uuid == view_->selected_coding(); });
    if (!decision.coding.empty())
        view_->select_coding(decision.coding);
    else if (chosen_is_gone)
        view_->select_coding({});
}

bool CodePage::ready() {
    if (!cannot_code_.empty())
        Q_EMIT note(to_qt(cannot_code_));
    else if (!view_->current_card())
        Q_EMIT note(QStringLiteral("choose a thread first"));
    else if (!view_->current_card()->content().in_round)
        Q_EMIT note(QStringLiteral("this post is context: the round does not ask for it"));
    else
        return true;
    return false;
}

bool CodePage::carry_out(Command command) {
    switch (command) {
    case Command::pick_code:
        open_picker({});
        return true;
    case Command::repeat_code:
        if (recent_.empty())
            Q_EMIT note(QStringLiteral("no code was applied yet"));
        else
            apply_code(recent_.front());
        return true;
    case Command::finish_post:
        finish_post();
        return true;
    case Command::remove_coding:
        remove_coding();
        return true;
    case Command::next_post:
        if (!view_->step(1))
            Q_EMIT thread_end(1);
        return true;
    case Command::previous_post:
        if (!view_->step(-1))
            Q_EMIT thread_end(-1);
        return true;
    case Command::text:
        focus_text();
        return true;
    default:
        return false;
    }
}

bool CodePage::type(const QString& text) {
    if (!codes_ || text.isEmpty())
        return false;
    if (const auto* code = codes_->by_key(text)) {
        apply_code(code->uuid);
        return true;
    }
    PostCard* card = view_->has_thread() ? view_->current_card() : nullptr;
    if (!text.front().isLetter() || !card || card->text()->selection().empty())
        return false;
    open_picker(text);
    return true;
}

void CodePage::apply_code(const std::string& code) {
    if (!ready())
        return;
    PostCard* card = view_->current_card();
    client_->apply(card->content().post.key, card->selected_code_points(), code);
    remember(code);
}

void CodePage::open_picker(const QString& typed) {
    if (!ready())
        return;
    PostCard* card = view_->current_card();
    picked_post_ = card->content().post.key;
    picked_span_ = card->selected_code_points();
    const PostText* text = card->text();
    QTextCursor start = text->textCursor();
    start.setPosition(text->textCursor().selectionStart());
    QTextCursor end = text->textCursor();
    end.setPosition(text->textCursor().selectionEnd());
    const QRect first = text->cursorRect(start), last = text->cursorRect(end);
    QRect at(first.topLeft(), QPoint(first.left(), last.bottom()));
    at.translate(text->viewport()->mapTo(this, QPoint(0, 0)));
    if (picked_span_ == std::pair<std::uint32_t, std::uint32_t>{})
        at = QRect(text->mapTo(this, QPoint(0, 0)), QSize(1, 1));
    picker_->open(*codes_, recent_, typed, at);
}

void CodePage::remember(const std::string& code) {
    std::erase(recent_, code);
    recent_.insert(recent_.begin(), code);
}

// The chosen coding if the caret is in it, else the shortest one at the caret; never another coder's.
void CodePage::remove_coding() {
    if (!ready())
        return;
    PostCard* card = view_->current_card();
    const auto at_caret = card->codings_at_caret();
    auto wanted = std::find_if(at_caret.begin(), at_caret.end(), [this](const codebooks::Coding& coding) {
        return coding.uuid == view_->selected_coding();
    });
    if (wanted == at_caret.end())
        wanted = at_caret.begin();
    if (wanted == at_caret.end())
        Q_EMIT note(QStringLiteral("no coding at the cursor"));
    else
        client_->remove(card->content().post.key, wanted->uuid);
}

void CodePage::finish_post() {
    if (!ready())
        return;
    client_->finish(view_->current_card()->content().post.key);
    if (!view_->step(1))
        Q_EMIT note(QStringLiteral("last post of the thread: Ctrl ↓ goes to the next"));
}

void CodePage::focus_text() {
    if (view_->has_thread() && currentIndex() == 0)
        view_->go_to(view_->current());
}

} // namespace axial::coding_ui
