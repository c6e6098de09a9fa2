// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/agreement_values.h"
#include "coding_ui/code_index.h"
#include "coding_ui/key_table.h"
#include "coding_ui/values.h"

#include <QWidget>
#include <filesystem>
#include <memory>
#include <optional>

class QSplitter;
class QStackedWidget;

namespace axial::coding_ui {

class AgreementPage;
class CodebookPane;
class CodePage;
class CollectPage;
class DeskPage;
class EmptyState;
class FootBar;
class HeaderBar;
class KeyOverlay;
class Rail;
class ScreeningPage;
class SearchPage;
class StudyClient;
class ThreadListPane;
struct Refreshed;

/// The coding window: puts the panes together, carries the worker's answers to them and keys to whom they
/// belong.
class MainWindow final : public QWidget {
    Q_OBJECT
public:
    struct Start {
        std::filesystem::path study;
        QString round, coder; ///< empty: chosen where there is only one choice, else browsing
        QString thread;       ///< key of the thread to open; empty: the first that is to do
        std::optional<Page> page = std::nullopt; ///< to begin on; none: the one that the round belongs to
        QString program = {};                    ///< the axial program; empty: found beside this one or in PATH
        QString query = {};                      ///< for the Search page to begin with
    };
    explicit MainWindow(Start start, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Why what was asked for on the command line is not shown; empty when it is.
    [[nodiscard]] const QString& failure() const { return failure_line_; }

Q_SIGNALS:
    void settled(); ///< what was asked for is on screen, be it a thread or the reason why not

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    /// A place in a post that is to be shown once its thread is there.
    struct Target {
        corpus::RowId thread = 0, post = 0;
        std::uint32_t begin = 0, end = 0; ///< code points of the revision; 0, 0: the post as a whole
        int revision = 1;
    };

    void build();
    void connect_panes();
    void connect_answers();
    void connect_agreement();
    void connect_collect();
    void connect_search();
    void connect_desk();
    void make_shortcuts();

    void show_study(const StudyInfo& info);
    void choose_session();
    void show_session(const Session& session);
    void show_browsing_state();
    void show_thread(const ThreadContent& content);
    void show_decision(const Decision& decision);
    void show_search(const SearchOutcome& outcome);
    void show_failure(const QString& line);
    void show_page(Page page);
    void show_agreement();
    void show_collect();
    void show_search_page();
    void show_desk();
    void open_item(const codebooks::Round& round, const Target& target);
    void open_hit(corpus::RowId thread, corpus::RowId post, const QString& query);
    void go_back();
    void show_refreshed(const Refreshed& study);
    [[nodiscard]] bool may_close();
    void open_disagreement(const RoundStanding& standing, const codebooks::Disagreement& each);
    void show_target();
    void place_target();
    void settle();
    void refresh_memo();
    void carry_out(Command command);
    void load_thread(corpus::RowId thread);
    void toggle_scheme();
    [[nodiscard]] bool writable() const { return info_.read_only.isEmpty(); }

    [[nodiscard]] QString way_back() const; ///< in words
    [[nodiscard]] bool page_settles_itself() const {
        return page_ == Page::agreement || page_ == Page::collect || page_ == Page::search ||
               page_ == Page::settle;
    }

    Start start_;
    StudyInfo info_;
    Session session_; ///< without its list of threads, which the list pane has
    std::unique_ptr<CodeIndex> codes_ = std::make_unique<CodeIndex>();
    StudyClient* client_;
    HeaderBar* header_;
    Rail* rail_;
    ThreadListPane* list_;
    QStackedWidget *whole_, *pages_;
    EmptyState* failure_;
    CodePage* code_page_;
    ScreeningPage* screening_page_;
    AgreementPage* agreement_page_;
    CollectPage* collect_page_;
    SearchPage* search_page_;
    DeskPage* desk_page_;
    CodebookPane* codebook_;
    QSplitter* splitter_;
    FootBar* foot_;
    KeyOverlay* overlay_;
    Page page_ = Page::code;
    Page back_ = Page::agreement; ///< where a post was opened from
    corpus::RowId thread_ = 0;    ///< shown or on its way
    std::optional<Target> target_;
    QString failure_line_;
    bool session_shown_ = false, closing_ = false;
};

} // namespace axial::coding_ui
