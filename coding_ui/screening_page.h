// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/key_table.h"
#include "coding_ui/values.h"

#include <QWidget>
#include <unordered_map>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QStackedWidget;

namespace axial::coding_ui {

class AnswerButton;
class EmptyState;
class StudyClient;
class ThreadView;

/// One post at a time, the question, and its answers by key. Goes on by itself only after a vote.
class ScreeningPage final : public QWidget {
    Q_OBJECT
public:
    explicit ScreeningPage(StudyClient* client, QWidget* parent = nullptr);

    void show_session(const Session& session, bool can_vote);
    /// Goes to the first post of the queue that has no vote.
    void begin();
    void go_to_thread(corpus::RowId thread);
    bool go_to_post(corpus::RowId post); ///< false where the round does not ask for it
    void show_thread(const ThreadContent& content);
    void show_decision(const Decision& decision);
    bool carry_out(Command command);
    bool type(const QString& text); ///< the key of an answer or of a reason
    void set_search_terms(const QStringList& terms);
    void restyle();
    void focus_text();
    [[nodiscard]] ThreadView* view() const { return view_; }
    [[nodiscard]] EmptyState* empty_state() const { return empty_; }

Q_SIGNALS:
    void thread_wanted(qlonglong thread);
    void note(const QString& words);

private:
    struct Choice {
        QString key;
        std::string answer, reason;
        AnswerButton* button = nullptr;
    };
    void build_answers();
    AnswerButton* add_choice(const QString& key, const QString& words, const std::string& answer,
                             const std::string& reason, const QString& tip);
    void go_to(int entry);
    [[nodiscard]] int next_to_do(int from) const;
    void choose(const Choice& choice);
    void show_vote();

    StudyClient* client_;
    Session session_;
    QStackedWidget* stack_;
    ThreadView* view_;
    EmptyState* empty_;
    QWidget* panel_;
    QLabel *question_, *place_;
    QHBoxLayout* answers_;
    QGridLayout* reasons_;
    std::vector<Choice> choices_;
    std::unordered_map<corpus::RowId, bool> done_;
    QString cannot_vote_;
    int at_ = -1;
};

} // namespace axial::coding_ui
