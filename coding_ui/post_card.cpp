// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/post_card.h"

#include "coding_ui/coding_margin.h"
#include "coding_ui/paint.h"
#include "coding_ui/post_text.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QPainter>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int header_height = 38, side_padding = 18, bottom_padding = 12;

int margin_width(int card_width) {
    return card_width >= 560 ? 132 : 92;
}

CodingMark mark_of(const codebooks::Coding& coding, const PostDocument& post, const CodeIndex& codes) {
    CodingMark mark;
    mark.uuid = coding.uuid;
    mark.range = coding.whole_post() ? TextRange{} : post.to_units(coding.begin, coding.end);
    mark.colour = codes.colour_of(coding.code);
    mark.name = codes.name_of(coding.code);
    mark.tip = QStringLiteral("%1\n%2, %3").arg(mark.name, to_qt(coding.coder), long_date(coding.at));
    return mark;
}

} // namespace

PostCard::PostCard(PostContent content, bool asker, const CodeIndex& codes, QWidget* parent)
    : QWidget(parent),
      content_(std::move(content)),
      asker_(asker),
      margin_(new CodingMargin(this)),
      text_(new PostText(std::make_unique<PostDocument>(content_.post.body), this)) {
    setObjectName(QStringLiteral("post_card"));
    setFocusProxy(text_);
    connect(text_, &PostText::focused, this, &PostCard::became_current);
    connect(text_, &PostText::height_changed, this, &PostCard::height_changed);
    connect(text_, &PostText::caret_moved, this,
            [this](const QRect& caret) { Q_EMIT caret_moved(caret.translated(text_->pos())); });
    connect(margin_, &CodingMargin::coding_clicked, this, [this](const std::string& uuid) {
        text_->setFocus(Qt::MouseFocusReason);
        Q_EMIT coding_clicked(uuid);
    });
    update_marks(codes);
}

int PostCard::estimated_height(const PostContent& content, int width) {
    const int column = std::max(20, (width - margin_width(width) - 2 * side_padding) / 8);
    const auto& text = content.post.body.text;
    const auto lines = std::count(text.begin(), text.end(), '\n') + static_cast<long>(text.size()) / column + 1;
    return header_height + bottom_padding +
           static_cast<int>(std::min<long>(lines, 100000)) * reading_line_height;
}

void PostCard::set_margin_shown(bool shown) {
    margin_shown_ = shown;
    margin_->setVisible(shown);
}

int PostCard::column(int card_width) const {
    return margin_shown_ ? margin_width(card_width) : 0;
}

void PostCard::set_content(PostContent content, const CodeIndex& codes) {
    content_ = std::move(content);
    update_marks(codes);
    update();
}

void PostCard::update_marks(const CodeIndex& codes) {
    marks_.clear();
    for (const auto& coding : content_.codings)
        if (coding.revision == content_.post.revision || coding.whole_post())
            marks_.push_back(mark_of(coding, text_->post(), codes));
    assign_lanes(marks_);
    text_->set_marks(marks_, selected_coding_);
    margin_->set_marks(marks_, [this](TextRange range) {
        const auto [top, bottom] = text_->vertical_range(range);
        return std::pair{top + text_->y(), bottom + text_->y()};
    });
}

void PostCard::set_selected_coding(const std::string& coding) {
    selected_coding_ = coding;
    text_->set_marks(marks_, coding);
    margin_->set_selected(coding);
}

void PostCard::set_search_terms(const QStringList& terms) {
    text_->set_search_terms(terms);
}

void PostCard::set_current(bool current) {
    if (current_ != current) {
        current_ = current;
        update();
    }
}

void PostCard::restyle(const CodeIndex& codes) {
    text_->restyle();
    update_marks(codes);
    margin_->arrange();
    update();
}

int PostCard::layout_for(int width) {
    const int left = column(width);
    const int text_width = width - left - 2 * side_padding;
    const int text_height = text_->height_for(text_width);
    text_->setGeometry(left + side_padding, header_height, text_width, text_height);
    margin_->setGeometry(1, 1, std::max(0, left - 2), header_height + text_height);
    const int names = margin_->arrange();
    const int height = std::max(header_height + text_height + bottom_padding, names);
    margin_->resize(std::max(0, left - 2), height - 2);
    margin_->arrange();
    resize(width, height);
    return height;
}

std::vector<codebooks::Coding> PostCard::codings_at_caret() const {
    const int caret = text_->textCursor().position();
    const TextRange selection = text_->selection();
    std::vector<std::pair<int, codebooks::Coding>> found;
    for (const CodingMark& mark : marks_) {
        const bool touched = selection.empty()
                                 ? mark.range.begin <= caret && caret <= mark.range.end
                                 : mark.range.begin < selection.end && mark.range.end > selection.begin;
        if (!mark.whole_post() && !touched)
            continue;
        const auto coding = std::find_if(content_.codings.begin(), content_.codings.end(),
                                         [&](const codebooks::Coding& each) { return each.uuid == mark.uuid; });
        const int length =
            mark.whole_post() ? text_->document()->characterCount() : mark.range.end - mark.range.begin;
        found.emplace_back(length, *coding);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<codebooks::Coding> codings;
    for (auto& [length, coding] : found)
        codings.push_back(std::move(coding));
    return codings;
}

std::pair<std::uint32_t, std::uint32_t> PostCard::selected_code_points() const {
    const TextRange selection = text_->selection();
    if (selection.empty())
        return {0, 0};
    return text_->post().to_code_points(selection);
}

QString PostCard::reception() const {
    QStringList parts;
    if (content_.post.score)
        parts << QStringLiteral("▲ %1").arg(*content_.post.score);
    if (content_.post.state == "accepted")
        parts << QStringLiteral("accepted");
    if (content_.post.visibility != corpus::Visibility::visible)
        parts << to_qt(corpus::name_of(content_.post.visibility));
    if (content_.vote)
        parts << QStringLiteral("voted");
    else if (content_.in_round && content_.done && content_.codings.empty())
        parts << QStringLiteral("nothing here");
    if (!content_.memo.isEmpty())
        parts << QStringLiteral("memo");
    return parts.join(QStringLiteral(" · "));
}

void PostCard::paint_header(QPainter& painter) const {
    const int left = column(width());
    const QRect line(left + side_padding, 10, width() - left - 2 * side_padding, 22);
    painter.setFont(interface_font(12));
    painter.setPen(theme().dim);
    const QString right = reception();
    const int right_width = painter.fontMetrics().horizontalAdvance(right);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, right);

    int x = line.left();
    const int end = line.right() - right_width - space::m;
    const auto put = [&](const QString& words, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        const QString shown = painter.fontMetrics().elidedText(words, Qt::ElideRight, std::max(0, end - x));
        painter.drawText(QRect(x, line.top(), std::max(0, end - x), line.height()), Qt::AlignVCenter, shown);
        x += painter.fontMetrics().horizontalAdvance(shown) + space::s;
    };
    const bool missing = !content_.post.author.id && !content_.post.author.name;
    put(shown_author(content_.post.author), interface_font(13, QFont::DemiBold),
        missing ? theme().dim : theme().text);
    const QString role =
        asker_ ? QStringLiteral("asker")
               : to_qt(content_.post.author.role).toLower().replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!role.isEmpty() && role != QLatin1StringView("none") && x < end - 120)
        x += paint_chip(painter, QPoint(x, line.top() + 1), role) + space::s;
    put(long_date(content_.post.created_at), interface_font(12), theme().dim);
    if (!content_.in_round && x < end - 60)
        put(QStringLiteral("· context"), interface_font(12), theme().dim);
}

void PostCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(current_ ? theme().accent : theme().line, 1));
    painter.setBrush(theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius_card,
                            space::radius_card);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(theme().line);
    const int left = column(width());
    if (margin_shown_)
        painter.drawLine(left, 1, left, height() - 2);
    painter.setRenderHint(QPainter::Antialiasing);
    paint_header(painter);
}

void PostCard::mousePressEvent(QMouseEvent* event) {
    QWidget::mousePressEvent(event);
    text_->setFocus(Qt::MouseFocusReason);
}

} // namespace axial::coding_ui
