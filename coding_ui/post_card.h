// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/code_index.h"
#include "coding_ui/coding_marks.h"
#include "coding_ui/values.h"

#include <QStringList>
#include <QWidget>

namespace axial::coding_ui {

class CodingMargin;
class PostText;

/// One post as a card: who, when and how it was received; its text; its codings in the margin.
class PostCard final : public QWidget {
    Q_OBJECT
public:
    /// `asker` is the author of the thread, marked as such.
    PostCard(PostContent content, bool asker, const CodeIndex& codes, QWidget* parent = nullptr);

    [[nodiscard]] const PostContent& content() const { return content_; }
    [[nodiscard]] PostText* text() const { return text_; }
    /// A height to plan with before there is a card: one line for every 80 characters.
    [[nodiscard]] static int estimated_height(const PostContent& content, int width);

    void set_content(PostContent content, const CodeIndex& codes);
    void set_selected_coding(const std::string& coding);
    void set_search_terms(const QStringList& terms);
    void set_current(bool current);
    void set_margin_shown(bool shown);
    void restyle(const CodeIndex& codes);
    /// Lays the card out for a width and returns its height.
    int layout_for(int width);

    /// The codings at the caret, shortest first.
    [[nodiscard]] std::vector<codebooks::Coding> codings_at_caret() const;
    /// The selected text in code points on grapheme boundaries; {0, 0} without a selection.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> selected_code_points() const;

Q_SIGNALS:
    void became_current();
    void coding_clicked(const std::string& uuid);
    void height_changed();
    void caret_moved(QRect rectangle); ///< in the card's coordinates

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void update_marks(const CodeIndex& codes);
    void paint_header(QPainter& painter) const;
    [[nodiscard]] QString reception() const;
    [[nodiscard]] int column(int card_width) const;

    PostContent content_;
    bool asker_, current_ = false, margin_shown_ = true;
    std::string selected_coding_;
    std::vector<CodingMark> marks_;
    CodingMargin* margin_;
    PostText* text_;
};

} // namespace axial::coding_ui
