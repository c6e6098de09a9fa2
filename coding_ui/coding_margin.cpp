// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/coding_margin.h"

#include "coding_ui/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <numeric>

namespace axial::coding_ui {
namespace {

constexpr int stripe_width = 4, lane_step = 7, right_gap = 8, name_height = 16, whole_post_top = 12;
constexpr std::size_t most_lanes = 6;

} // namespace

CodingMargin::CodingMargin(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("coding_margin"));
    setMouseTracking(true);
    setAccessibleName(QStringLiteral("Codings of the post"));
}

void CodingMargin::set_marks(std::vector<CodingMark> marks,
                             std::function<std::pair<int, int>(TextRange)> extent) {
    marks_ = std::move(marks);
    extent_ = std::move(extent);
}

void CodingMargin::set_selected(const std::string& coding) {
    selected_ = coding;
    update();
}

int CodingMargin::arrange() {
    places_.assign(marks_.size(), {});
    std::vector<std::pair<int, int>> extents(marks_.size());
    for (std::size_t i = 0; i < marks_.size(); ++i)
        extents[i] = marks_[i].whole_post() ? std::pair{whole_post_top, whole_post_top + name_height}
                                            : extent_(marks_[i].range);
    std::vector<std::size_t> order(marks_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return extents[a].first < extents[b].first; });
    // Two codings in one line of text share its height: lanes go by height here, not by text.
    std::vector<int> lane_ends;
    std::vector<int> lanes(marks_.size());
    for (const std::size_t i : order) {
        std::size_t lane = 0;
        while (lane + 1 < most_lanes && lane < lane_ends.size() && lane_ends[lane] > extents[i].first)
            ++lane;
        if (lane == lane_ends.size())
            lane_ends.push_back(0);
        lane_ends[lane] = extents[i].second;
        lanes[i] = static_cast<int>(lane);
    }
    const int names_right = width() - right_gap - static_cast<int>(lane_ends.size()) * lane_step - 3;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
        const int x = width() - right_gap - lanes[i] * lane_step - stripe_width;
        places_[i].stripe =
            QRect(x, extents[i].first, stripe_width, std::max(8, extents[i].second - extents[i].first));
    }
    int free_from = 6;
    for (const std::size_t i : order) {
        const int top = std::max(free_from, places_[i].stripe.top() + 2);
        places_[i].name = QRect(8, top, std::max(0, names_right - 8), name_height);
        free_from = top + name_height + 1;
    }
    update();
    return free_from + 6;
}

void CodingMargin::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const CodingMark& mark = marks_[i];
        const bool selected = mark.uuid == selected_;
        const QFont font = interface_font(11, selected ? QFont::DemiBold : QFont::Normal);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark.colour);
        const int grow = selected ? 1 : 0;
        painter.drawRoundedRect(places_[i].stripe.adjusted(-grow, 0, grow, 0), 2, 2);
        painter.setFont(font);
        painter.setPen(selected ? theme().text : theme().dim);
        const QString name = QFontMetrics(font).elidedText(mark.name, Qt::ElideRight, places_[i].name.width());
        painter.drawText(places_[i].name, Qt::AlignRight | Qt::AlignVCenter, name);
    }
}

int CodingMargin::mark_at(const QPoint& point) const {
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (places_[i].name.contains(point) || places_[i].stripe.adjusted(-2, 0, 2, 0).contains(point))
            return static_cast<int>(i);
    return -1;
}

void CodingMargin::mousePressEvent(QMouseEvent* event) {
    if (const int at = mark_at(event->pos()); at >= 0)
        Q_EMIT coding_clicked(marks_[static_cast<std::size_t>(at)].uuid);
    else
        QWidget::mousePressEvent(event);
}

bool CodingMargin::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const int at = mark_at(help->pos()); at >= 0)
            QToolTip::showText(help->globalPos(), marks_[static_cast<std::size_t>(at)].tip, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace axial::coding_ui
