// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/agreement_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/collect/collect_page.h"
#include "coding_ui/foot_bar.h"
#include "coding_ui/header_bar.h"
#include "coding_ui/main_window.h"
#include "coding_ui/memo_editor.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/study_client.h"
#include "coding_ui/thread_list_pane.h"

#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

/// The Collect page in the window: what a collection brings, and what closing the window means to it.
namespace axial::coding_ui {

void MainWindow::connect_collect() {
    connect(collect_page_, &CollectPage::note, foot_, &FootBar::show_status);
    connect(collect_page_, &CollectPage::settled, this, [this] {
        if (page_ == Page::collect)
            Q_EMIT settled();
    });
    connect(collect_page_, &CollectPage::can_start_changed, this, [this] {
        if (page_ == Page::collect)
            foot_->show_keys(page_, collect_page_->can_start());
    });
    connect(collect_page_, &CollectPage::ended, this, [this] {
        if (closing_)
            QTimer::singleShot(0, this, &QWidget::close);
        else if (page_ != Page::collect)
            foot_->show_status(QStringLiteral("The collection has ended; Ctrl 4 shows what came of it"));
    });
    connect(client_, &StudyClient::refreshed, this, &MainWindow::show_refreshed);
}

void MainWindow::show_collect() {
    list_->hide();
    codebook_->hide();
    collect_page_->begin();
    if (!focusWidget() || !collect_page_->isAncestorOf(focusWidget()))
        collect_page_->focus_first();
}

// The list grows, and what is on screen stays: the thread that is being read is read again when it is next
// gone to.
void MainWindow::show_refreshed(const Refreshed& study) {
    info_ = study.info;
    header_->show_study(info_);
    agreement_page_->show_study(info_);
    collect_page_->show_study(info_);
    search_page_->show_study(info_);
    desk_page_->show_study(info_);
    if (session_.round) // its posts are a frozen set
        return;
    session_ = study.session;
    const QString query = list_->query();
    list_->show_session(study.session);
    list_->restore_query(query);
    if (thread_ != 0)
        list_->choose(thread_);
    codebook_->show_counts(session_.tallies);
    foot_->show_progress(session_.tallies.done, session_.tallies.of);
    session_.threads.clear();
    if (thread_ == 0)
        show_browsing_state();
    else if (page_ == Page::collect)
        client_->load_thread(thread_);
}

// A collection is asked to end where the study is whole; the window waits for that without standing still. Who
// closes it once more does not want to wait.
bool MainWindow::may_close() {
    if (!collect_page_->is_collecting())
        return true;
    if (closing_) {
        collect_page_->stop();
        return false;
    }
    auto* question = new QMessageBox(QMessageBox::NoIcon, QStringLiteral("Axial"),
                                     QStringLiteral("A collection is running."), QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("close_question"));
    question->setInformativeText(QStringLiteral(
        "Closing stops it after the page that it is reading. Nothing is lost: the same collection "
        "goes on from there when it is started again."));
    auto* stop = question->addButton(QStringLiteral("Stop and close"), QMessageBox::AcceptRole);
    auto* stay = question->addButton(QStringLiteral("Keep collecting"), QMessageBox::RejectRole);
    question->setDefaultButton(stay);
    question->setEscapeButton(stay);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(stop, &QPushButton::clicked, this, [this] {
        closing_ = true;
        if (!collect_page_->is_collecting()) {
            close();
            return;
        }
        foot_->show_status(
            QStringLiteral("Stopping the collection, then the window closes; close it again not to wait"));
        collect_page_->stop();
    });
    question->open();
    return false;
}

} // namespace axial::coding_ui
