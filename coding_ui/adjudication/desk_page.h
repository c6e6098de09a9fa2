// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/code_index.h"
#include "coding_ui/key_table.h"

#include <QWidget>
#include <memory>
#include <optional>

class QSplitter;
class QStackedWidget;

namespace axial::coding_ui {

class CodePicker;
class DeskPanel;
class DeskPost;
class DeskQueue;
class EmptyState;
class StudyClient;

/// Where a team settles what its coders differ about: the queue, the post with two coders side by side, and the
/// ways to settle it. What coders decided stays as it is; a settlement stands beside it. A round that is open
/// shows nothing but that.
class DeskPage final : public QWidget {
    Q_OBJECT
public:
    /// The stretch that an item is about, in code points of the revision.
    struct Place {
        std::uint32_t begin = 0, end = 0;
        int revision = 1;
    };
    using How = codebooks::adjudication::Wanted::How;

    explicit DeskPage(StudyClient* client, QWidget* parent = nullptr);

    void show_study(const StudyInfo& info);
    void show_session(const Session& session); ///< its round is the one to show next
    /// The page has come on screen: reads the round again, and stays at the item.
    void begin();
    void choose_round(const QString& round);
    bool carry_out(Command command);
    bool type(const QString& text); ///< a digit
    void focus_queue();
    void restyle();
    [[nodiscard]] bool can_settle() const;
    [[nodiscard]] bool asks_a_question() const { return desk_ && desk_->asks_a_question(); }

Q_SIGNALS:
    void open_wanted(const axial::codebooks::Round& round, const axial::coding_ui::DeskRow& row,
                     const axial::coding_ui::DeskPage::Place& place);
    void note(const QString& words);
    void error(const QString& line);
    void can_settle_changed();
    void settled(); ///< what was asked for is on screen, or why it is not

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connect_parts();
    void connect_answers();
    void show_desk(const DeskPointer& desk, int row, const std::string& post, const std::string& what);
    void show_decision(const DeskDecision& decision);
    void show_current();
    void show_text(const DeskText& text);
    void compare();
    void next_pair();
    void open_current();
    void open_picker();
    void settle(How how, const std::string& value);
    void take_back();
    bool may_change(); ///< says why not
    bool show_what_is_missing();
    void say(const QString& title, const QString& sentence, const QString& command);
    [[nodiscard]] const DeskRow* row() const;

    StudyClient* client_;
    std::vector<RoundInfo> rounds_;
    QString read_only_, round_;
    DeskPointer desk_;
    std::unique_ptr<CodeIndex> codes_ = std::make_unique<CodeIndex>();
    std::optional<DeskText> text_;
    std::string shown_post_, shown_what_; ///< the item that is on screen or on its way
    int wanted_revision_ = 0;
    std::size_t left_ = 0, right_ = 1;
    std::vector<std::string> recent_; ///< codes that were picked here, latest first
    bool changing_ = false;           ///< a decision is on its way: further ones are not taken

    DeskQueue* queue_;
    DeskPost* post_;
    DeskPanel* panel_;
    EmptyState* empty_;
    QStackedWidget* stack_;
    QSplitter *splitter_, *inner_;
    CodePicker* picker_;
};

} // namespace axial::coding_ui
