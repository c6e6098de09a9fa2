// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/code_index.h"
#include "coding_ui/coding_marks.h"

#include <QScrollArea>

class QLabel;

namespace axial::coding_ui {

class DecisionGutter;
class PostText;

/// The post that is in dispute, with two coders side by side: one's codings in the left gutter and underlined
/// through, the other's in the right gutter and underlined with dashes.
class DeskPost final : public QScrollArea {
    Q_OBJECT
public:
    /// Below this width of the card the gutters show letters only.
    static constexpr int roomy_width = 620;

    explicit DeskPost(QWidget* parent = nullptr);
    /// `row` must be about the post of `text`; `left` and `right` are indices of its judges.
    void show_item(const DeskText& text, const DeskRow& row, std::size_t left, std::size_t right,
                   const CodeIndex& codes);
    void clear();
    void restyle();
    [[nodiscard]] PostText* text() const { return text_; }
    [[nodiscard]] const std::vector<CodingMark>& marks() const { return marks_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void set_post(const DeskText& text);
    void compare(const CodeIndex& codes);
    void arrange();
    void show_marks();

    QWidget *canvas_, *card_;
    QLabel *title_, *about_, *author_, *warning_;
    PostText* text_ = nullptr;
    DecisionGutter *left_gutter_, *right_gutter_;
    DeskText shown_;
    DeskRow row_;
    std::size_t left_ = 0, right_ = 1;
    std::vector<CodingMark> marks_;
    bool arranging_ = false;
};

} // namespace axial::coding_ui
