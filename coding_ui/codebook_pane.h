// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/codebook_model.h"
#include "coding_ui/command_views.h"
#include "coding_ui/values.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStackedWidget;

namespace axial::coding_ui {

class EmptyState;
class MemoEditor;

/// The right pane: the tree of codes, the definition of the chosen one, and the memo.
class CodebookPane final : public QWidget {
    Q_OBJECT
public:
    explicit CodebookPane(QWidget* parent = nullptr);

    /// `codes` must outlive the pane or the next call. `read_only`: nothing can be coded or written.
    void show_codebook(const CodeIndex* codes, bool read_only);
    void show_counts(const Tallies& tallies) { model_->set_counts(tallies.code_counts); }
    void choose(const std::string& code);
    void focus_tree();
    void restyle();
    /// What the memo is on: `words` is "coding" or "post".
    void show_memo(const QString& words, const QString& about, const QString& text);
    [[nodiscard]] MemoEditor* memo() const { return memo_; }
    [[nodiscard]] const CodebookModel& model() const { return *model_; }

Q_SIGNALS:
    void code_wanted(const std::string& uuid); ///< double click or Return on a code

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build_tree();
    void fit_definition();
    void show_definition(const codebooks::Code* code);
    void show_answers(const codebooks::Codebook& question);

    QLabel *heading_, *definition_, *memo_heading_;
    QScrollArea* definition_area_;
    QStackedWidget* stack_;
    CommandTreeView* tree_;
    EmptyState* empty_;
    CodebookModel* model_;
    MemoEditor* memo_;
    const CodeIndex* codes_ = nullptr;
};

} // namespace axial::coding_ui
