// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/main_window.h"

#include "coding_ui/adjudication/desk_page.h"
#include "coding_ui/agreement_page.h"
#include "coding_ui/code_page.h"
#include "coding_ui/codebook_pane.h"
#include "coding_ui/collect/collect_page.h"
#include "coding_ui/empty_state.h"
#include "coding_ui/foot_bar.h"
#include "coding_ui/header_bar.h"
#include "coding_ui/key_overlay.h"
#include "coding_ui/memo_editor.h"
#include "coding_ui/rail.h"
#include "coding_ui/screening_page.h"
#include "coding_ui/search/search_page.h"
#include "coding_ui/study_client.h"
#include "coding_ui/thread_list_pane.h"
#include "coding_ui/thread_view.h"
#include "coding_ui/words.h"

#include <QCloseEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace axial::coding_ui {

MainWindow::MainWindow(Start start, QWidget* parent)
    : QWidget(parent),
      start_(std::move(start)),
      client_(new StudyClient(start_.study, this)),
      header_(new HeaderBar),
      rail_(new Rail),
      list_(new ThreadListPane),
      whole_(new QStackedWidget),
      pages_(new QStackedWidget),
      failure_(new EmptyState),
      code_page_(new CodePage(client_)),
      screening_page_(new ScreeningPage(client_)),
      agreement_page_(new AgreementPage(client_)),
      collect_page_(new CollectPage(client_, QString::fromStdString(start_.study.string()), start_.program)),
      search_page_(new SearchPage(client_, start_.study)),
      desk_page_(new DeskPage(client_)),
      codebook_(new CodebookPane),
      splitter_(new QSplitter),
      foot_(new FootBar),
      overlay_(nullptr) {
    setObjectName(QStringLiteral("main_window"));
    setWindowTitle(QStringLiteral("Axial"));
    build();
    overlay_ = new KeyOverlay(this);
    connect_panes();
    connect_answers();
    connect_agreement();
    connect_collect();
    connect_search();
    connect_desk();
    make_shortcuts();
    show_page(Page::code);
    foot_->show_status(QStringLiteral("Opening…"));
    client_->open();
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
    const auto rule = [] {
        auto* line = new QFrame;
        line->setFixedHeight(1);
        line->setStyleSheet(QStringLiteral("background: palette(mid)"));
        return line;
    };
    pages_->addWidget(code_page_);
    pages_->addWidget(screening_page_);
    pages_->addWidget(agreement_page_);
    pages_->addWidget(collect_page_);
    pages_->addWidget(search_page_);
    pages_->addWidget(desk_page_);
    splitter_->addWidget(list_);
    splitter_->addWidget(pages_);
    splitter_->addWidget(codebook_);
    splitter_->setHandleWidth(1);
    splitter_->setChildrenCollapsible(false);
    splitter_->setStretchFactor(1, 1);
    list_->setMinimumWidth(220);
    pages_->setMinimumWidth(360);
    codebook_->setMinimumWidth(210);

    auto* middle = new QWidget;
    auto* line = new QHBoxLayout(middle);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto* rail_edge = new QFrame;
    rail_edge->setFixedWidth(1);
    rail_edge->setStyleSheet(QStringLiteral("background: palette(mid)"));
    line->addWidget(rail_);
    line->addWidget(rail_edge);
    line->addWidget(splitter_, 1);
    whole_->addWidget(middle);
    whole_->addWidget(failure_);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(header_);
    column->addWidget(rule());
    column->addWidget(whole_, 1);
    column->addWidget(rule());
    column->addWidget(foot_);
}

void MainWindow::connect_panes() {
    connect(header_, &HeaderBar::session_wanted, this, [this](const QString& round, const QString& coder) {
        codebook_->memo()->save_now();
        client_->enter(round, coder);
    });
    connect(rail_, &Rail::page_wanted, this, &MainWindow::show_page);
    connect(list_, &ThreadListPane::thread_chosen, this, [this](qlonglong thread) {
        if (page_ == Page::screening)
            screening_page_->go_to_thread(thread);
        else
            load_thread(thread);
    });
    connect(list_, &ThreadListPane::search_wanted, client_, &StudyClient::search);
    connect(list_, &ThreadListPane::leave, this, [this] { carry_out(Command::text); });
    connect(list_, &ThreadListPane::index_wanted, this, [this] {
        foot_->show_status(QStringLiteral("Building the index…"));
        client_->build_index();
    });
    connect(code_page_, &CodePage::note, foot_, &FootBar::show_error);
    connect(code_page_, &CodePage::thread_end, this, [this](int by) {
        if (!list_->step(by))
            foot_->show_status(QStringLiteral("No further thread in the list"));
    });
    connect(code_page_->view(), &ThreadView::current_changed, this, &MainWindow::refresh_memo);
    connect(code_page_->view(), &ThreadView::coding_selected, this, &MainWindow::refresh_memo);
    connect(screening_page_->view(), &ThreadView::current_changed, this, &MainWindow::refresh_memo);
    connect(screening_page_, &ScreeningPage::note, foot_, &FootBar::show_status);
    connect(screening_page_, &ScreeningPage::thread_wanted, this, [this](qlonglong thread) {
        thread_ = 0;
        load_thread(thread);
        list_->choose(thread);
    });
    connect(codebook_, &CodebookPane::code_wanted, code_page_, &CodePage::apply_code);
    connect(codebook_->memo(), &MemoEditor::memo_changed, client_, &StudyClient::write_memo);
    connect(codebook_->memo(), &MemoEditor::leave, this, [this] { carry_out(Command::text); });
}

void MainWindow::connect_answers() {
    connect(client_, &StudyClient::opened, this, &MainWindow::show_study);
    connect(client_, &StudyClient::open_failed, this, &MainWindow::show_failure);
    connect(client_, &StudyClient::entered, this, &MainWindow::show_session);
    connect(client_, &StudyClient::enter_failed, this, [this](const QString& line) {
        foot_->show_error(line);
        if (session_shown_) {
            Q_EMIT settled();
            return;
        }
        failure_line_ = line; // what was asked for on the command line does not exist: read, and say why
        client_->enter({}, {});
    });
    connect(client_, &StudyClient::thread_loaded, this, &MainWindow::show_thread);
    connect(client_, &StudyClient::found, this, &MainWindow::show_search);
    connect(client_, &StudyClient::decided, this, &MainWindow::show_decision);
    connect(client_, &StudyClient::memo_loaded, this, [this](const QString& about, const QString& text) {
        codebook_->show_memo(about.section(QLatin1Char(':'), 0, 0), about, text);
    });
    connect(client_, &StudyClient::index_built, this, [this](const QString& error) {
        if (!error.isEmpty()) {
            foot_->show_error(error);
            return;
        }
        foot_->show_status(QStringLiteral("The index is up to date"));
        client_->search(list_->query());
    });
    connect(client_, &StudyClient::failed, foot_, &FootBar::show_error);
    connect(client_, &StudyClient::saving_changed, this, [this] {
        if (client_->unsaved() > 0)
            foot_->show_status(QStringLiteral("Saving…"));
    });
}

void MainWindow::show_study(const StudyInfo& info) {
    info_ = info;
    setWindowTitle(QStringLiteral("%1 – Axial").arg(info.name));
    header_->show_study(info);
    agreement_page_->show_study(info);
    collect_page_->show_study(info);
    search_page_->show_study(info);
    desk_page_->show_study(info);
    foot_->show_status({});
    choose_session();
}

void MainWindow::load_thread(corpus::RowId thread) {
    if (thread == thread_)
        return;
    thread_ = thread;
    codebook_->memo()->save_now();
    client_->load_thread(thread);
}

void MainWindow::show_thread(const ThreadContent& content) {
    if (session_.is_screening())
        screening_page_->show_thread(content);
    if (page_ == Page::code || !session_.is_screening())
        code_page_->show_thread(content);
    if (target_ && target_->thread == content.thread.row && page_ == Page::code)
        place_target();
    else if (page_settles_itself())
        return;
    else if (!focusWidget() || !(list_->isAncestorOf(focusWidget()) || codebook_->isAncestorOf(focusWidget())))
        carry_out(Command::text);
    settle();
}

void MainWindow::show_decision(const Decision& decision) {
    if (decision.codebook) {
        const auto old = std::exchange(codes_, std::make_unique<CodeIndex>(*decision.codebook));
        codebook_->show_codebook(codes_.get(), false);
        code_page_->show_codes(codes_.get());
        list_->set_codes(codes_.get());
    }
    agreement_page_->decisions_changed();
    list_->update_thread(decision.row);
    codebook_->show_counts(decision.tallies);
    foot_->show_progress(decision.tallies.done, decision.tallies.of);
    foot_->show_status(QStringLiteral("Saved · %1").arg(decision.words));
    if (session_.is_screening())
        screening_page_->show_decision(decision);
    code_page_->show_decision(decision);
    if (!decision.coding.empty())
        for (const auto& coding : decision.post.codings)
            if (coding.uuid == decision.coding)
                codebook_->choose(coding.code);
    if (decision.taken_back && decision.thread != thread_)
        list_->choose(decision.thread);
}

void MainWindow::show_search(const SearchOutcome& outcome) {
    list_->show_search(outcome);
    const QStringList terms =
        session_.highlight + highlight_terms(outcome.error.isEmpty() ? outcome.query : QString());
    code_page_->view()->set_search_terms(terms);
    screening_page_->set_search_terms(terms);
}

void MainWindow::show_failure(const QString& line) {
    failure_line_ = line;
    whole_->setCurrentIndex(1);
    failure_->set_words(QStringLiteral("This study cannot be opened"), line);
    foot_->hide();
    Q_EMIT settled();
}

void MainWindow::show_page(Page page) {
    page_ = page;
    rail_->show_page(page);
    constexpr Page order[] = {Page::code,    Page::screening, Page::agreement,
                              Page::collect, Page::search,    Page::settle};
    pages_->setCurrentIndex(static_cast<int>(std::find(std::begin(order), std::end(order), page) - order));
    foot_->show_keys(page,
                     page == Page::agreement ? agreement_page_->has_figures()
                     : page == Page::collect ? collect_page_->can_start()
                     : page == Page::search  ? search_page_->has_hits()
                     : page == Page::settle  ? desk_page_->can_settle()
                                             : writable() && session_.round && !session_.round->closed,
                     page == Page::settle && desk_page_->asks_a_question());
    if (page == Page::collect) {
        codebook_->memo()->save_now();
        show_collect();
        return;
    }
    if (page == Page::search) {
        codebook_->memo()->save_now();
        show_search_page();
        return;
    }
    if (page == Page::settle) {
        codebook_->memo()->save_now();
        show_desk();
        return;
    }
    if (page == Page::agreement) {
        codebook_->memo()->save_now();
        show_agreement();
        return;
    }
    list_->show();
    codebook_->show();
    if (session_shown_ && page == Page::code && session_.is_screening() && thread_ != 0) {
        client_->load_thread(thread_);
    }
    refresh_memo();
}

// The memo is on the chosen coding, else on the current post.
void MainWindow::refresh_memo() {
    ThreadView* view = page_ == Page::code ? code_page_->view() : screening_page_->view();
    const int current = view->current();
    if (current < 0 || session_.coder.isEmpty()) {
        codebook_->show_memo({}, {}, {});
        return;
    }
    if (const auto& coding = view->selected_coding(); page_ == Page::code && !coding.empty())
        client_->load_memo(QStringLiteral("coding:%1").arg(to_qt(coding)));
    else
        client_->load_memo(QStringLiteral("post:%1").arg(
            to_qt(view->content().posts[static_cast<std::size_t>(current)].post.key)));
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (overlay_)
        overlay_->setGeometry(rect());
    const bool narrow = width() < 1200;
    const int left = narrow ? 244 : 340, right = narrow ? 250 : 320;
    if (event->oldSize().width() < 0 || (event->oldSize().width() < 1200) != narrow)
        splitter_->setSizes({left, std::max(360, width() - 61 - left - right), right});
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!may_close()) {
        event->ignore();
        return;
    }
    codebook_->memo()->save_now();
    QWidget::closeEvent(event);
}

} // namespace axial::coding_ui
