// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/desk_post.h"

#include "coding_ui/adjudication/decision_gutter.h"
#include "coding_ui/adjudication/desk_words.h"
#include "coding_ui/post_text.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QFrame>
#include <QLabel>
#include <QScrollBar>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int top_gap = 20, header_height = 38, padding = 14, bottom_padding = 16;
constexpr int most_card_width = 2 * DecisionGutter::wide + 760 + 2 * padding;

} // namespace

DeskPost::DeskPost(QWidget* parent)
    : QScrollArea(parent),
      canvas_(new QWidget),
      card_(new QFrame(canvas_)),
      title_(new QLabel(canvas_)),
      about_(new QLabel(canvas_)),
      author_(new QLabel(card_)),
      warning_(new QLabel(canvas_)),
      left_gutter_(new DecisionGutter(DecisionGutter::Side::left, card_)),
      right_gutter_(new DecisionGutter(DecisionGutter::Side::right, card_)) {
    setObjectName(QStringLiteral("desk_post"));
    canvas_->setObjectName(QStringLiteral("thread_canvas"));
    card_->setObjectName(QStringLiteral("section_card"));
    title_->setObjectName(QStringLiteral("desk_title"));
    warning_->setObjectName(QStringLiteral("desk_revision"));
    title_->setFont(interface_font(18, QFont::DemiBold));
    for (auto* label : {title_, about_, author_, warning_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(label != author_);
    }
    about_->setProperty("dim", true);
    author_->setProperty("dim", true);
    warning_->setProperty("dim", true);
    author_->setFont(interface_font(12));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(canvas_);
    clear();
}

void DeskPost::clear() {
    row_ = {};
    marks_.clear();
    delete std::exchange(text_, nullptr);
    for (QWidget* each :
         {card_, static_cast<QWidget*>(title_), static_cast<QWidget*>(about_), static_cast<QWidget*>(warning_)})
        each->hide();
}

void DeskPost::set_post(const DeskText& text) {
    shown_ = text;
    delete text_;
    text_ = new PostText(std::make_unique<PostDocument>(text.post.body), card_);
    text_->show();
    connect(text_, &PostText::height_changed, this, &DeskPost::arrange);
    const QString title = one_line(text.thread.title);
    title_->setText(title.isEmpty() ? QStringLiteral("Untitled thread") : title);
    QStringList parts{place_of(text.thread)};
    if (text.thread.container != text.thread.site && !text.thread.container.empty())
        parts << to_qt(text.thread.container);
    parts << counted(text.posts_in_thread, QStringLiteral("post"), QStringLiteral("posts"));
    about_->setText(parts.join(QStringLiteral(" · ")));
    author_->setText(
        QStringLiteral("%1 · %2").arg(shown_author(text.post.author), long_date(text.post.created_at)));
    warning_->setText(text.revision == text.post.revision
                          ? QString()
                          : QStringLiteral("This is the text that was coded; the post was edited since."));
}

void DeskPost::show_item(const DeskText& text, const DeskRow& row, std::size_t left, std::size_t right,
                         const CodeIndex& codes) {
    if (!text_ || shown_.post.key != text.post.key || shown_.revision != text.revision)
        set_post(text);
    row_ = row;
    left_ = left;
    right_ = right;
    card_->show();
    title_->show();
    about_->show();
    warning_->setVisible(!warning_->text().isEmpty());
    compare(codes);
    arrange();
    show_marks();
}

void DeskPost::compare(const CodeIndex& codes) {
    marks_.clear();
    std::vector<CodingMark> of[2];
    QString whole[2];
    TextRange spans[2];
    const auto& judges = row_.item.judges;
    const std::size_t sides[2] = {left_, right_};
    for (int side = 0; side < 2; ++side) {
        if (sides[side] >= judges.size())
            continue;
        const auto& coder = judges[sides[side]];
        const auto own = row_.item.codings.find(coder);
        QStringList names;
        if (own != row_.item.codings.end())
            for (const auto& coding : own->second) {
                if (coding.whole_post() || coding.revision != shown_.revision) {
                    names << codes.name_of(coding.code);
                    continue;
                }
                CodingMark mark;
                mark.uuid = coding.uuid;
                mark.range = text_->post().to_units(coding.begin, coding.end);
                mark.colour = codes.colour_of(coding.code);
                mark.name = codes.name_of(coding.code);
                mark.lane = side;
                mark.dashed = side == 1;
                if (of[side].empty())
                    spans[side] = mark.range;
                of[side].push_back(mark);
                marks_.push_back(mark);
            }
        else
            names << decision_of(row_.item, coder, codes);
        whole[side] = names.join(QStringLiteral(", "));
    }
    std::stable_sort(marks_.begin(), marks_.end(),
                     [](const CodingMark& a, const CodingMark& b) { return a.range.begin < b.range.begin; });
    text_->set_marks(marks_, {});
    DecisionGutter* gutters[2] = {left_gutter_, right_gutter_};
    for (int side = 0; side < 2; ++side) {
        const bool there = sides[side] < judges.size();
        gutters[side]->set_decision(there ? letter_of(sides[side]) : QString(),
                                    there ? to_qt(judges[sides[side]]) : QString(), of[side], whole[side],
                                    of[side].empty() ? spans[1 - side] : TextRange{}, [this](TextRange range) {
                                        const auto [top, bottom] = text_->vertical_range(range);
                                        return std::pair{top + text_->y(), bottom + text_->y()};
                                    });
    }
}

void DeskPost::arrange() {
    if (arranging_ || !text_)
        return;
    arranging_ = true;
    const int room = viewport()->width();
    const int side = room < 560 ? space::m : room < 800 ? space::l : space::xl;
    const int width = std::clamp(room - 2 * side, 200, most_card_width);
    const int x = std::max(side, (room - width) / 2);
    int y = top_gap;
    title_->setGeometry(x, y, width, title_->heightForWidth(width));
    y += title_->height() + space::xs;
    about_->setGeometry(x, y, width, about_->heightForWidth(width));
    y += about_->height() + space::m;
    if (!warning_->text().isEmpty()) {
        warning_->setGeometry(x, y, width, warning_->heightForWidth(width));
        y += warning_->height() + space::s;
    }
    const int gutter = width >= roomy_width ? DecisionGutter::wide : DecisionGutter::narrow;
    const int text_width = width - 2 * gutter - 2 * padding;
    const int text_height = text_->height_for(text_width);
    text_->setGeometry(gutter + padding, header_height, text_width, text_height);
    author_->setGeometry(gutter + padding, 10, text_width, 22);
    int height = header_height + text_height + bottom_padding;
    for (const auto& mark : marks_)
        height = std::max(height, text_->vertical_range(mark.range).first + header_height + 52);
    card_->setGeometry(x, y, width, height);
    left_gutter_->setGeometry(1, 1, gutter, height - 2);
    right_gutter_->setGeometry(width - gutter - 1, 1, gutter, height - 2);
    canvas_->resize(room, y + height + top_gap);
    arranging_ = false;
}

// What is folded opens, and the first of it comes on screen.
void DeskPost::show_marks() {
    if (marks_.empty()) {
        verticalScrollBar()->setValue(0);
        return;
    }
    for (const auto& mark : marks_)
        text_->show_stretch(mark.range);
    text_->clear_selection();
    arrange();
    const int top = card_->y() + text_->y() + text_->vertical_range(marks_.front().range).first;
    const int above = viewport()->height() / 3;
    verticalScrollBar()->setValue(top + 48 < viewport()->height() ? 0 : top - above);
}

void DeskPost::restyle() {
    if (text_)
        text_->restyle();
    arrange();
    card_->update();
}

void DeskPost::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

} // namespace axial::coding_ui
