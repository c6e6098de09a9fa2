// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/command_views.h"
#include "coding_ui/thread_list_model.h"

#include <QWidget>

class QLabel;
class QTimer;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace axial::coding_ui {

class EmptyState;

/// The left pane: search box, filter, list of threads.
class ThreadListPane final : public QWidget {
    Q_OBJECT
public:
    explicit ThreadListPane(QWidget* parent = nullptr);

    void set_codes(const CodeIndex* codes) { model_->set_codes(codes); }
    void show_session(const Session& session);
    void show_search(const SearchOutcome& outcome);
    void update_thread(const ThreadRow& row);
    void focus_search();
    void focus_list() { list_->setFocus(Qt::ShortcutFocusReason); }
    /// Chooses the thread in the list and announces it; false if the list does not show it.
    bool choose(corpus::RowId thread);
    /// The next or previous thread in the list; false at its end.
    bool step(int by);
    /// Chooses the first one that is to do, else the first.
    void choose_first();
    [[nodiscard]] const ThreadListModel& model() const { return *model_; }
    [[nodiscard]] QString query() const;
    void restore_query(const QString& query); ///< after a session was shown anew; searches if there is one

Q_SIGNALS:
    void thread_chosen(qlonglong thread);
    void search_wanted(const QString& query);
    void index_wanted();
    void leave(); ///< Escape in the search box, Return in the list: back to the text

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build_search();
    void build_filters();
    void build_list();
    void update_counts();
    void update_empty_state();

    QLineEdit* search_;
    QLabel* error_;
    QTimer* pause_;
    QPushButton *build_index_, *all_, *to_do_, *done_;
    QStackedWidget* stack_;
    CommandListView* list_;
    EmptyState* empty_;
    ThreadListModel* model_;
    bool in_round_ = false, screening_ = false;
};

} // namespace axial::coding_ui
