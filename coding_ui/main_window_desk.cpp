// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/foot_bar.h"
#include "coding_ui/main_window.h"
#include "coding_ui/thread_list_pane.h"

/// The Settle page in the window: from a disagreement to its thread and back.
namespace axial::coding_ui {

void MainWindow::connect_desk() {
    connect(desk_page_, &DeskPage::note, foot_, &FootBar::show_status);
    connect(desk_page_, &DeskPage::error, foot_, &FootBar::show_error);
    connect(desk_page_, &DeskPage::open_wanted, this,
            [this](const codebooks::Round& round, const DeskRow& row, const DeskPage::Place& place) {
                back_ = Page::settle;
                open_item(round, {row.thread, row.post, place.begin, place.end, place.revision});
            });
    connect(desk_page_, &DeskPage::can_settle_changed, this, [this] {
        if (page_ == Page::settle)
            foot_->show_keys(page_, desk_page_->can_settle(), desk_page_->asks_a_question());
    });
    connect(desk_page_, &DeskPage::settled, this, [this] {
        if (page_ == Page::settle)
            Q_EMIT settled();
    });
}

void MainWindow::show_desk() {
    list_->hide();
    codebook_->hide();
    desk_page_->begin();
    if (!focusWidget() || !desk_page_->isAncestorOf(focusWidget()))
        desk_page_->focus_queue();
}

} // namespace axial::coding_ui
