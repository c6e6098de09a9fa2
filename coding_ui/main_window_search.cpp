// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/agreement_page.h"
#include "coding_ui/code_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/foot_bar.h"
#include "coding_ui/main_window.h"
#include "coding_ui/screening_page.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/thread_list_pane.h"
#include "coding_ui/thread_view.h"
#include "coding_ui/words.h"

/// The Search page in the window: from a hit to its thread and back.
namespace axial::coding_ui {

void MainWindow::connect_search() {
    connect(search_page_, &SearchPage::note, foot_, &FootBar::show_status);
    connect(search_page_, &SearchPage::open_wanted, this, &MainWindow::open_hit);
    connect(search_page_, &SearchPage::collect_wanted, this, [this] { show_page(Page::collect); });
    connect(search_page_, &SearchPage::can_act_changed, this, [this] {
        if (page_ == Page::search)
            foot_->show_keys(page_, search_page_->has_hits());
    });
    connect(search_page_, &SearchPage::settled, this, [this] {
        if (page_ == Page::search)
            Q_EMIT settled();
    });
    if (!start_.query.isEmpty())
        search_page_->set_query(start_.query);
}

void MainWindow::show_search_page() {
    list_->hide();
    codebook_->hide();
    search_page_->begin();
    if (!focusWidget() || !search_page_->isAncestorOf(focusWidget()))
        search_page_->focus_back();
}

void MainWindow::open_hit(corpus::RowId thread, corpus::RowId post, const QString& query) {
    target_ = Target{thread, post};
    back_ = Page::search;
    const QStringList terms = session_.highlight + highlight_terms(query);
    code_page_->view()->set_search_terms(terms);
    screening_page_->set_search_terms(terms);
    show_target();
}

QString MainWindow::way_back() const {
    return back_ == Page::search   ? QStringLiteral("Alt ← goes back to the hits")
           : back_ == Page::settle ? QStringLiteral("Alt ← goes back to the queue")
                                   : QStringLiteral("Alt ← goes back to the disagreements");
}

void MainWindow::go_back() {
    show_page(back_);
    if (back_ == Page::search)
        search_page_->focus_back();
}

} // namespace axial::coding_ui
