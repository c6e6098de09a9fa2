// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/code_index.h"
#include "coding_ui/key_table.h"
#include "coding_ui/values.h"

#include <QStackedWidget>

namespace axial::coding_ui {

class CodePicker;
class EmptyState;
class StudyClient;
class ThreadView;

/// The thread being read and the gestures that code it.
class CodePage final : public QStackedWidget {
    Q_OBJECT
public:
    explicit CodePage(StudyClient* client, QWidget* parent = nullptr);

    /// `codes` must outlive the page or the next call. `can_code`: a round of codes is open to this coder.
    void show_session(const Session& session, const CodeIndex* codes, bool can_code);
    void show_codes(const CodeIndex* codes);
    void show_thread(const ThreadContent& content);
    void show_decision(const Decision& decision);
    [[nodiscard]] ThreadView* view() const { return view_; }
    [[nodiscard]] EmptyState* empty_state() const { return empty_; }
    void show_empty() { setCurrentIndex(1); }

    /// Carries out a command of the Code page; false if it is none.
    bool carry_out(Command command);
    /// A printable key that is no command: a code's key, or the first letter for the picker.
    bool type(const QString& text);
    void apply_code(const std::string& code);
    void open_picker(const QString& typed);
    void focus_text();

Q_SIGNALS:
    void note(const QString& words); ///< why a gesture did nothing
    void thread_end(int by);         ///< next (+1) or previous (-1) post wanted beyond the thread's end

private:
    [[nodiscard]] bool ready();
    void remove_coding();
    void finish_post();
    void remember(const std::string& code);

    StudyClient* client_;
    ThreadView* view_;
    EmptyState* empty_;
    CodePicker* picker_;
    const CodeIndex* codes_ = nullptr;
    std::vector<std::string> recent_; ///< codes, last used first
    std::string cannot_code_;
    std::pair<std::uint32_t, std::uint32_t> picked_span_{};
    std::string picked_post_;
};

} // namespace axial::coding_ui
