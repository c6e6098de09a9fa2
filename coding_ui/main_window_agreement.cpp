// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/agreement_page.h"
#include "coding_ui/code_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/foot_bar.h"
#include "coding_ui/main_window.h"
#include "coding_ui/post_card.h"
#include "coding_ui/post_text.h"
#include "coding_ui/screening_page.h"
#include "coding_ui/study_client.h"
#include "coding_ui/thread_list_pane.h"
#include "coding_ui/thread_view.h"

#include <algorithm>

/// From a disagreement to its post and back: the part of MainWindow that joins the Agreement page to the
/// others.
namespace axial::coding_ui {

void MainWindow::connect_agreement() {
    connect(agreement_page_, &AgreementPage::note, foot_, &FootBar::show_status);
    connect(agreement_page_, &AgreementPage::open_wanted, this, &MainWindow::open_disagreement);
    connect(agreement_page_, &AgreementPage::settled, this, [this] {
        if (page_ != Page::agreement)
            return;
        foot_->show_keys(page_, agreement_page_->has_figures());
        agreement_page_->focus_first();
        Q_EMIT settled();
    });
}

void MainWindow::show_agreement() {
    list_->hide();
    codebook_->hide();
    agreement_page_->begin();
    if (agreement_page_->is_settled())
        agreement_page_->focus_list();
}

// Codings are shown to who is in their round or only reads; answers only to who is in theirs.
void MainWindow::open_disagreement(const RoundStanding& standing, const codebooks::Disagreement& each) {
    back_ = Page::agreement;
    open_item(standing.round, {each.thread_row, each.post_row, each.begin, each.end, each.revision});
}

void MainWindow::open_item(const codebooks::Round& round, const Target& target) {
    target_ = target;
    if (session_.round && session_.round->uuid == round.uuid) {
        show_target();
        return;
    }
    const bool takes_part =
        std::find(round.coders.begin(), round.coders.end(), from_qt(session_.coder)) != round.coders.end();
    if (takes_part)
        client_->enter(to_qt(round.name), session_.coder);
    else if (session_.round)
        client_->enter({}, {});
    else
        show_target();
}

void MainWindow::show_target() {
    if (session_.is_screening() && screening_page_->go_to_post(target_->post)) {
        show_page(Page::screening);
        foot_->show_status(way_back());
        target_.reset();
        return;
    }
    show_page(Page::code);
    list_->choose(target_->thread);
    if (code_page_->view()->content().thread.row == target_->thread && thread_ == target_->thread) {
        place_target();
        return;
    }
    thread_ = 0;
    load_thread(target_->thread);
}

// The thread of the target is on the Code page: the post comes on screen, and its stretch is selected.
void MainWindow::place_target() {
    ThreadView* view = code_page_->view();
    const auto& posts = view->content().posts;
    const auto post = std::find_if(posts.begin(), posts.end(),
                                   [this](const PostContent& each) { return each.post.row == target_->post; });
    const Target target = *std::exchange(target_, std::nullopt);
    if (post == posts.end()) {
        foot_->show_error(QStringLiteral("The post is no longer in this thread"));
        return;
    }
    view->go_to(static_cast<int>(post - posts.begin()));
    QString words = way_back();
    if (target.end > target.begin && post->post.revision == target.revision) {
        PostText* text = view->current_card()->text();
        text->show_stretch(text->post().to_units(target.begin, target.end));
    } else if (target.end > target.begin) {
        words = QStringLiteral("The post was edited since: the stretch is not in this text. %1").arg(words);
    }
    foot_->show_status(words);
}

} // namespace axial::coding_ui
