// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/code_index.h"
#include "coding_ui/key_table.h"

#include <QScrollArea>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace axial::coding_ui {

class AnswerButton;
class DecisionButton;

/// The right side of the Settle page: what each coder decided, the ways to settle it with their keys, why, and
/// what was settled.
class DeskPanel final : public QScrollArea {
    Q_OBJECT
public:
    using How = codebooks::adjudication::Wanted::How;

    explicit DeskPanel(QWidget* parent = nullptr);
    /// Begins reason and note anew where the item is another one than before.
    void show_item(const Desk& desk, const DeskRow& row, std::size_t left, std::size_t right,
                   const CodeIndex& codes);
    void focus_reason();
    void focus_note();
    [[nodiscard]] std::string reason() const;
    [[nodiscard]] std::string note() const;

Q_SIGNALS:
    void settle_wanted(axial::codebooks::adjudication::Wanted::How how, const std::string& value);
    void command_wanted(Command command);
    void leave(); ///< back to the queue

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void show_decisions(const Desk& desk, const DeskRow& row, std::size_t left, std::size_t right,
                        const CodeIndex& codes);
    void show_ways(const Desk& desk, const DeskRow& row);
    void show_settlement(const DeskRow& row, const CodeIndex& codes);
    AnswerButton* add_way(const QString& key, const QString& words, const QString& tip, bool fits);

    QWidget* body_;
    QLabel *kind_, *meaning_, *settled_heading_, *settled_;
    QVBoxLayout *decisions_, *column_;
    QGridLayout* ways_;
    QLineEdit* reason_;
    QPlainTextEdit* note_;
    AnswerButton* take_back_;
    std::string item_; ///< post and what, of what is shown
};

} // namespace axial::coding_ui
