// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/thread_view.h"

#include "coding_ui/post_card.h"
#include "coding_ui/post_text.h"
#include "coding_ui/theme.h"
#include "coding_ui/thread_heading.h"

#include <QScrollBar>
#include <algorithm>

namespace axial::coding_ui {
namespace {

const CodeIndex no_codes;
constexpr int top_gap = 20, card_gap = 12;
constexpr int most_card_width = 132 + 760 + 36; // margin, text column, paddings
constexpr int ahead = 500;                      // how far beyond the screen cards are made

} // namespace

ThreadView::ThreadView(QWidget* parent)
    : QScrollArea(parent),
      codes_(&no_codes),
      canvas_(new QWidget),
      heading_(new ThreadHeading(canvas_)) {
    setObjectName(QStringLiteral("thread_view"));
    canvas_->setObjectName(QStringLiteral("thread_canvas"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(canvas_);
    heading_->hide();
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { arrange(); });
}

void ThreadView::set_codes(const CodeIndex* codes) {
    codes_ = codes ? codes : &no_codes;
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].card)
            slots_[i].card->set_content(content_.posts[i], *codes_);
    arrange();
}

void ThreadView::show_thread(ThreadContent content) {
    clear();
    content_ = std::move(content);
    heading_->show_thread(content_);
    heading_->show();
    for (const auto& post : content_.posts)
        slots_.push_back({0, PostCard::estimated_height(post, card_width()), nullptr});
    verticalScrollBar()->setValue(0);
    arrange();
    set_current(slots_.empty() ? -1 : 0);
}

void ThreadView::clear() {
    for (auto& slot : slots_)
        delete slot.card;
    slots_.clear();
    content_ = {};
    selected_coding_.clear();
    current_ = -1;
    heading_->hide();
    canvas_->resize(viewport()->width(), 0);
}

void ThreadView::update_post(const PostContent& post) {
    for (std::size_t i = 0; i < content_.posts.size(); ++i) {
        if (content_.posts[i].post.row != post.post.row)
            continue;
        auto body = std::move(content_.posts[i].post.body);
        content_.posts[i] = post;
        content_.posts[i].post.body = std::move(body);
        if (slots_[i].card) {
            slots_[i].card->set_content(content_.posts[i], *codes_);
            card_changed(i);
        }
    }
}

void ThreadView::set_search_terms(const QStringList& terms) {
    terms_ = terms;
    for (const auto& slot : slots_)
        if (slot.card)
            slot.card->set_search_terms(terms);
}

void ThreadView::restyle() {
    for (const auto& slot : slots_)
        if (slot.card)
            slot.card->restyle(*codes_);
}

PostCard* ThreadView::make_card(std::size_t index) {
    const auto& first = content_.posts.front().post.author;
    const auto& author = content_.posts[index].post.author;
    const bool asker = index > 0 && author.id && author.id == first.id;
    auto* card = new PostCard(content_.posts[index], asker, *codes_, canvas_);
    slots_[index].card = card;
    card->set_margin_shown(margin_shown_);
    card->set_search_terms(terms_);
    card->set_selected_coding(selected_coding_);
    card->set_current(static_cast<int>(index) == current_);
    connect(card, &PostCard::became_current, this, [this, index] { set_current(static_cast<int>(index)); });
    connect(card, &PostCard::height_changed, this, [this, index] { card_changed(index); });
    connect(card, &PostCard::coding_clicked, this, [this](const std::string& uuid) { select_coding(uuid); });
    connect(card, &PostCard::caret_moved, this,
            [this, index](const QRect& caret) { keep_visible(index, caret); });
    return card;
}

int ThreadView::card_width() const {
    const int side = viewport()->width() < 620 ? space::m : space::xl;
    return std::min(most_card_width, std::max(240, viewport()->width() - 2 * side));
}

int ThreadView::card_left() const {
    return std::max(space::m, (viewport()->width() - card_width()) / 2);
}

void ThreadView::arrange_slots(int width) {
    const int left = card_left();
    int y = top_gap;
    if (!slots_.empty()) {
        heading_->move(left, y);
        y += heading_->layout_for(width) + space::l;
    }
    for (auto& slot : slots_) {
        slot.top = y;
        if (slot.card)
            slot.card->move(left, y);
        y += slot.height + card_gap;
    }
    canvas_->resize(viewport()->width(), std::max(y + top_gap, 1));
}

// Makes and measures the cards near the screen; true if a height differed from what was planned with.
bool ThreadView::fill_visible(int width) {
    const int top = verticalScrollBar()->value() - ahead;
    const int bottom = verticalScrollBar()->value() + viewport()->height() + ahead;
    bool changed = false;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        auto& slot = slots_[i];
        if (slot.top > bottom || slot.top + slot.height < top)
            continue;
        const bool fresh = !slot.card;
        PostCard* card = fresh ? make_card(i) : slot.card;
        if (!fresh && card->width() == width)
            continue;
        const int height = card->layout_for(width);
        card->move(card_left(), slot.top);
        card->show();
        changed = changed || height != slot.height;
        slot.height = height;
    }
    return changed;
}

void ThreadView::arrange() {
    if (arranging_)
        return;
    arranging_ = true;
    const int width = card_width();
    arrange_slots(width);
    for (int round = 0; round < 20; ++round) {
        const int value = verticalScrollBar()->value();
        const auto anchor = std::find_if(slots_.begin(), slots_.end(),
                                         [value](const Slot& slot) { return slot.top + slot.height > value; });
        const int before = anchor == slots_.end() ? 0 : anchor->top;
        if (!fill_visible(width))
            break;
        arrange_slots(width);
        if (anchor != slots_.end() && anchor->top != before)
            verticalScrollBar()->setValue(value + anchor->top - before);
    }
    arranging_ = false;
}

void ThreadView::card_changed(std::size_t index) {
    slots_[index].height = slots_[index].card->layout_for(card_width());
    arrange();
}

void ThreadView::set_current(int index) {
    if (index == current_)
        return;
    current_ = index;
    for (std::size_t i = 0; i < slots_.size(); ++i)
        if (slots_[i].card)
            slots_[i].card->set_current(static_cast<int>(i) == index);
    Q_EMIT current_changed();
}

PostCard* ThreadView::current_card() {
    if (current_ < 0 || current_ >= static_cast<int>(slots_.size()))
        return nullptr;
    const auto index = static_cast<std::size_t>(current_);
    if (!slots_[index].card) {
        make_card(index);
        slots_[index].card->show();
        card_changed(index);
    }
    return slots_[index].card;
}

void ThreadView::go_to(int post, bool take_focus) {
    if (slots_.empty())
        return;
    set_current(std::clamp(post, 0, static_cast<int>(slots_.size()) - 1));
    PostCard* card = current_card();
    const auto& slot = slots_[static_cast<std::size_t>(current_)];
    const auto on_screen = [&] {
        const int top = verticalScrollBar()->value(), bottom = top + viewport()->height();
        return slot.top >= top && slot.top + std::min(slot.height, viewport()->height() / 2) <= bottom;
    };
    // Scrolling there measures the cards around it, which may move it: a few rounds settle that.
    for (int round = 0; round < 6 && !on_screen(); ++round)
        verticalScrollBar()->setValue(current_ == 0 ? 0 : slot.top - card_gap);
    if (take_focus)
        card->text()->setFocus(Qt::OtherFocusReason);
}

bool ThreadView::step(int by) {
    const int wanted = current_ + by;
    if (wanted < 0 || wanted >= static_cast<int>(slots_.size()))
        return false;
    go_to(wanted);
    return true;
}

void ThreadView::select_coding(const std::string& uuid) {
    selected_coding_ = uuid;
    for (const auto& slot : slots_)
        if (slot.card)
            slot.card->set_selected_coding(uuid);
    Q_EMIT coding_selected();
}

void ThreadView::keep_visible(std::size_t index, QRect rectangle) {
    const int top = slots_[index].top + rectangle.top(), bottom = slots_[index].top + rectangle.bottom();
    const int value = verticalScrollBar()->value();
    if (top < value + space::l)
        verticalScrollBar()->setValue(top - space::xl);
    else if (bottom > value + viewport()->height() - space::l)
        verticalScrollBar()->setValue(bottom - viewport()->height() + space::xl);
}

int ThreadView::cards_made() const {
    return static_cast<int>(
        std::count_if(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.card != nullptr; }));
}

void ThreadView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace axial::coding_ui
