// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/code_index.h"
#include "coding_ui/values.h"

#include <QScrollArea>
#include <QStringList>
#include <vector>

namespace axial::coding_ui {

class PostCard;
class ThreadHeading;

/// A thread as a column of cards. A card is made and laid out when it comes near the screen, so that a thread
/// of hundreds of posts opens like one of three; until then its height is an estimate. When estimates above the
/// screen turn out wrong, the scroll position follows, so that what is read stays where it is.
class ThreadView final : public QScrollArea {
    Q_OBJECT
public:
    explicit ThreadView(QWidget* parent = nullptr);

    void set_codes(const CodeIndex* codes);
    /// Without the margin of codings, where nothing is coded.
    void set_margin_shown(bool shown) { margin_shown_ = shown; }
    void show_thread(ThreadContent content);
    void clear();
    [[nodiscard]] bool has_thread() const { return content_.thread.row != 0; }
    [[nodiscard]] const ThreadContent& content() const { return content_; }
    /// Replaces one post's codings, vote and memo; its text stays as it is.
    void update_post(const PostContent& post);
    void set_search_terms(const QStringList& terms);
    void restyle();

    [[nodiscard]] int current() const { return current_; } ///< index of the current post, -1 without a thread
    [[nodiscard]] PostCard* current_card();
    /// Makes a post current, brings it on screen and gives it the keyboard.
    void go_to(int post, bool take_focus = true);
    /// The next or previous post; false at the end of the thread.
    bool step(int by);
    void select_coding(const std::string& uuid);
    [[nodiscard]] const std::string& selected_coding() const { return selected_coding_; }
    [[nodiscard]] int cards_made() const;

Q_SIGNALS:
    void current_changed();
    void coding_selected();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Slot {
        int top = 0, height = 0;
        PostCard* card = nullptr;
    };
    PostCard* make_card(std::size_t index);
    void arrange();
    void arrange_slots(int width);
    bool fill_visible(int width);
    void card_changed(std::size_t index);
    void set_current(int index);
    void keep_visible(std::size_t index, QRect rectangle);
    [[nodiscard]] int card_width() const;
    [[nodiscard]] int card_left() const;

    const CodeIndex* codes_;
    ThreadContent content_;
    std::vector<Slot> slots_;
    QWidget* canvas_;
    ThreadHeading* heading_;
    QStringList terms_;
    std::string selected_coding_;
    int current_ = -1;
    bool arranging_ = false, margin_shown_ = true;
};

} // namespace axial::coding_ui
