// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/collect/collector_process.h"
#include "coding_ui/collect/run_details.h"
#include "coding_ui/collect/run_view.h"
#include "coding_ui/key_table.h"

#include <QWidget>
#include <map>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace axial::coding_ui {

class RunHistoryView;
class RunPanel;
class SectionCard;
class SourceForm;
class SourceList;
class StudyClient;

/// Where collections are planned, started, watched, paused and resumed: a form for each source, the one that
/// runs, and all that ran. The work is done by the `axial` program beside this one; the window only listens.
class CollectPage final : public QWidget {
    Q_OBJECT
public:
    /// `study` is its folder; `program` the axial program, empty: found by CollectorProcess.
    CollectPage(StudyClient* client, QString study, const QString& program, QWidget* parent = nullptr);

    void show_study(const StudyInfo& info);
    void begin(); ///< the page has come on screen
    bool carry_out(Command command);
    void focus_first();
    void restyle();
    [[nodiscard]] bool is_collecting() const { return process_.is_running() && !process_.is_plan(); }
    [[nodiscard]] bool is_stopping() const { return process_.is_stopping(); }
    [[nodiscard]] bool can_start() const; ///< there is a program, and the study can be written
    /// Ends a collection where the study is whole; `ended` follows. A second time, at once.
    void stop() { process_.stop(); }

Q_SIGNALS:
    void note(const QString& words);
    void settled(); ///< what there is to show of the past is on screen
    void ended();   ///< a collection
    void can_start_changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* build_left();
    void build_cards();
    void connect_process();
    void connect_history();
    void arrange(bool wide);
    void choose_source(int row);
    [[nodiscard]] SourceForm* form() const;
    void plan();
    void start();
    void resume();
    void run(const QStringList& arguments, const QString& title);
    void end_plan(const QString& status, const QString& reason);
    void end_run(const QString& status, const QString& reason);
    void run_again();
    void press();
    void show_buttons();
    void show_nothing_running();

    StudyClient* client_;
    QString study_;
    StudyInfo info_;
    CollectorProcess process_;
    bool study_shown_ = false, wide_ = false;
    QStringList last_arguments_; ///< of the last run, for resuming
    QString last_title_;
    std::map<int, SourceForm*> forms_; ///< by row of sources(), made when first shown

    SourceList* list_;
    QLabel *title_, *about_;
    QWidget* body_;
    QScrollArea* scroll_;
    QBoxLayout* pair_; ///< form and run, beside or below each other
    QVBoxLayout* form_column_;
    SectionCard *form_card_, *run_card_, *history_card_;
    QPushButton *plan_, *start_, *again_;
    RunPanel* panel_;
    RunHistoryView* history_;
};

} // namespace axial::coding_ui
