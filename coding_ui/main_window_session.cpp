// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/agreement_page.h"
#include "coding_ui/code_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/foot_bar.h"
#include "coding_ui/header_bar.h"
#include "coding_ui/main_window.h"
#include "coding_ui/screening_page.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/study_client.h"
#include "coding_ui/thread_list_pane.h"

#include <algorithm>
#include <utility>

/// Which round as whom, and what the panes then begin with: a part of MainWindow.
namespace axial::coding_ui {

// What was asked for; else the one round that is open and the one coder it has; else reading.
void MainWindow::choose_session() {
    std::vector<std::pair<QString, QString>> choices;
    for (const auto& each : info_.rounds) {
        const bool named = start_.round.isEmpty() || to_qt(each.round.name) == start_.round;
        for (const auto& coder : each.round.coders)
            if (named && (start_.coder.isEmpty() || to_qt(coder) == start_.coder) &&
                (!each.round.closed || !start_.round.isEmpty()))
                choices.emplace_back(to_qt(each.round.name), to_qt(coder));
    }
    if (choices.size() == 1 || (!choices.empty() && !start_.coder.isEmpty()))
        client_->enter(choices.back().first, choices.back().second);
    else if (choices.empty() && (!start_.round.isEmpty() || !start_.coder.isEmpty()))
        client_->enter(start_.round.isEmpty() && !info_.rounds.empty() ? to_qt(info_.rounds.back().round.name)
                                                                       : start_.round,
                       start_.coder);
    else
        client_->enter({}, {});
}

void MainWindow::show_session(const Session& session) {
    session_ = session;
    session_shown_ = true;
    thread_ = 0;
    // The panes look at the old one until each has been given the new.
    const auto old = std::exchange(codes_, session.codebook ? std::make_unique<CodeIndex>(*session.codebook)
                                                            : std::make_unique<CodeIndex>());
    header_->show_session(session);
    codebook_->show_codebook(codes_.get(), !writable() || session.coder.isEmpty());
    codebook_->show_counts(session.tallies);
    codebook_->show_memo({}, {}, {});
    code_page_->show_session(session, codes_.get(), writable());
    screening_page_->show_session(session, writable());
    agreement_page_->show_session(session);
    search_page_->show_session(session);
    desk_page_->show_session(session);
    list_->set_codes(codes_.get());
    list_->show_session(session);
    foot_->show_progress(session.tallies.done, session.tallies.of);
    session_.threads.clear();
    if (target_) {
        show_target();
        return;
    }
    const Page natural = session.is_screening() ? Page::screening : Page::code;
    show_page(std::exchange(start_.page, std::nullopt).value_or(natural));
    if (session.is_screening()) {
        screening_page_->begin();
        if (session.queue.empty())
            settle();
        return;
    }
    const auto& threads = session.threads;
    const auto wanted = std::find_if(threads.begin(), threads.end(),
                                     [this](const ThreadRow& row) { return row.key == start_.thread; });
    if (wanted != threads.end())
        list_->choose(wanted->row);
    else if (session.round)
        list_->choose_first();
    if (!start_.thread.isEmpty() && wanted == threads.end())
        foot_->show_error(QStringLiteral("%1: no such thread in this round").arg(start_.thread));
    start_.thread.clear();
    if (thread_ == 0) {
        show_browsing_state();
        if (!page_settles_itself())
            list_->focus_list();
        settle();
    }
}

// The Agreement, Collect, Search and Settle pages say themselves when they have what they asked for.
void MainWindow::settle() {
    if (!page_settles_itself())
        Q_EMIT settled();
}

void MainWindow::show_browsing_state() {
    EmptyState* empty = code_page_->empty_state();
    code_page_->show_empty();
    empty->disconnect(this);
    if (info_.posts == 0) {
        empty->set_words(
            QStringLiteral("This study has no posts yet"),
            QStringLiteral(
                "Collect threads from a source; dumps and tables are imported on the command line."));
        empty->offer_button(QStringLiteral("Collect posts"));
        connect(empty, &EmptyState::chosen, this, [this] { show_page(Page::collect); });
    } else if (info_.rounds.empty()) {
        empty->set_words(QStringLiteral("There is no round to code in yet"),
                         QStringLiteral("Read any thread on the left, or open a round for some coders."));
        empty->offer_command(QStringLiteral("axial round new --help"));
    } else if (!session_.round) {
        empty->set_words(
            QStringLiteral("Choose a round"),
            QStringLiteral("Read any thread on the left, or say in which round you code and as whom."));
        empty->offer_button(QStringLiteral("Choose round and coder"));
        connect(empty, &EmptyState::chosen, this, [this] { header_->open_chooser(); });
    } else {
        empty->set_words(QStringLiteral("Nothing to code"), QStringLiteral("The set of this round is empty."));
        empty->offer_nothing();
    }
}

} // namespace axial::coding_ui
