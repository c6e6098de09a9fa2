// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/month_strip.h"

#include "coding_ui/theme.h"
#include "coding_ui/values.h"
#include "coding_ui/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace axial::coding_ui {
namespace {

constexpr int years_height = 16, top_room = 4, years_apart = 44;
constexpr int most_months = 12 * 60; ///< a mistaken date shall not make a strip of centuries

int number_of(const QString& month) {
    return month.left(4).toInt() * 12 + month.mid(5, 2).toInt() - 1;
}

QString name_of(int number) {
    return QStringLiteral("%1-%2")
        .arg(number / 12, 4, 10, QLatin1Char('0'))
        .arg(number % 12 + 1, 2, 10, QLatin1Char('0'));
}

} // namespace

MonthStrip::MonthStrip(QWidget* parent) : FigureView(QStringLiteral("month_strip"), parent) {
    setAccessibleName(QStringLiteral("Hits by month"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedHeight(64);
}

void MonthStrip::show_months(const corpus::Facet& months, const MonthRange& within) {
    const QString before = current() >= 0 ? month(current()) : QString();
    months_.clear();
    within_ = within;
    most_ = 0;
    anchor_ = -1;
    std::vector<std::pair<int, qint64>> given;
    for (const auto& each : months.values)
        if (const QString name = to_qt(each.value); name.size() == 7)
            given.emplace_back(number_of(name), each.posts);
    std::sort(given.begin(), given.end());
    if (!given.empty()) {
        const int last = given.back().first;
        const int first = std::max(given.front().first, last - most_months + 1);
        for (int number = first; number <= last; ++number)
            months_.push_back({name_of(number), 0});
        for (const auto& [number, posts] : given)
            if (number >= first) {
                months_[static_cast<std::size_t>(number - first)].posts += posts;
                most_ = std::max(most_, months_[static_cast<std::size_t>(number - first)].posts);
            }
    }
    content_changed();
    for (int item = 0; item < item_count() && !before.isEmpty(); ++item)
        if (month(item) == before)
            set_current(item);
}

QString MonthStrip::detail(int item) const {
    const bool alone = within_.first == month(item) && within_.last == month(item);
    return QStringLiteral("%1: %2. %3")
        .arg(month(item), counted(posts(item), QStringLiteral("post"), QStringLiteral("posts")),
             alone ? QStringLiteral("Click or ↵ for all months again")
                   : QStringLiteral("Click or ↵ for this month alone, drag or Shift → for several"));
}

QSize MonthStrip::content_size() const {
    return viewport()->size();
}

QRect MonthStrip::item_rect(int item) const {
    const int count = std::max(1, item_count());
    const int left = viewport()->width() * item / count;
    return {left, 0, std::max(1, viewport()->width() * (item + 1) / count - left),
            viewport()->height() - years_height};
}

int MonthStrip::neighbour(int item, int key) const {
    const int to = key == Qt::Key_Left    ? item - 1
                   : key == Qt::Key_Right ? item + 1
                   : key == Qt::Key_Up    ? item - 12
                   : key == Qt::Key_Down  ? item + 12
                   : key == Qt::Key_Home  ? 0
                                          : item_count() - 1;
    return std::clamp(to, 0, item_count() - 1);
}

bool MonthStrip::is_marked(int item) const {
    const int from = std::min(anchor_, current()), to = std::max(anchor_, current());
    return anchor_ >= 0 && item >= from && item <= to;
}

void MonthStrip::draw(QPainter& painter) {
    const int base = viewport()->height() - years_height;
    painter.fillRect(QRect(0, base, viewport()->width(), 1), theme().line);
    for (int item = 0; item < item_count(); ++item) {
        const QRect rect = item_rect(item);
        if (is_marked(item) || (item == hovered() && posts(item) > 0))
            painter.fillRect(rect, theme().selected);
        if (posts(item) == 0)
            continue;
        const double share = static_cast<double>(posts(item)) / static_cast<double>(most_);
        const int height = std::max(2, static_cast<int>(std::lround(share * (base - top_room))));
        const int gap = rect.width() >= 4 ? 1 : 0, width = std::min(rect.width() - gap, 40);
        QColor colour = theme().accent;
        if (!within_.contains(month(item)))
            colour.setAlphaF(0.28F);
        painter.fillRect(QRect(rect.left() + (rect.width() - gap - width) / 2, base - height, width, height),
                         colour);
    }
    draw_years(painter);
}

// Under the Januaries (and the first month), as many as there is room for.
void MonthStrip::draw_years(QPainter& painter) {
    painter.setFont(interface_font(11));
    painter.setPen(theme().dim);
    int free_from = 0;
    for (int item = 0; item < item_count(); ++item) {
        const int left = item_rect(item).left();
        if ((item > 0 && !month(item).endsWith(QLatin1StringView("-01"))) || left < free_from)
            continue;
        const bool whole = item_count() <= 24 && viewport()->width() / item_count() > 60;
        const QString words = whole || item == 0 ? month(item) : month(item).left(4);
        const int width = painter.fontMetrics().horizontalAdvance(words);
        if (left + width > viewport()->width())
            continue;
        painter.drawText(QRect(left, viewport()->height() - years_height + 2, width + 4, years_height - 2),
                         Qt::AlignVCenter, words);
        free_from = left + std::max(width + space::m, years_apart);
    }
}

void MonthStrip::choose(int from, int to) {
    anchor_ = -1;
    viewport()->update();
    const QString first = month(std::min(from, to)), last = month(std::max(from, to));
    if (first == within_.first && last == within_.last)
        Q_EMIT months_chosen({}, {});
    else
        Q_EMIT months_chosen(first, last);
}

void MonthStrip::keyPressEvent(QKeyEvent* event) {
    const bool moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right ||
                       event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && current() >= 0) {
        choose(anchor_ >= 0 ? anchor_ : current(), current());
        return;
    }
    if (moves)
        anchor_ = !(event->modifiers() & Qt::ShiftModifier) ? -1 : anchor_ >= 0 ? anchor_ : current();
    FigureView::keyPressEvent(event);
}

int MonthStrip::item_at_x(int x) const {
    const int width = std::max(1, viewport()->width());
    return item_count() == 0 ? -1 : std::clamp(x * item_count() / width, 0, item_count() - 1);
}

bool MonthStrip::viewportEvent(QEvent* event) {
    if (item_count() == 0)
        return FigureView::viewportEvent(event);
    const auto* mouse = dynamic_cast<QMouseEvent*>(event);
    if (event->type() == QEvent::MouseButtonPress && mouse->button() == Qt::LeftButton) {
        setFocus(Qt::MouseFocusReason);
        set_current(item_at_x(mouse->pos().x()));
        anchor_ = current();
        return true;
    }
    if (event->type() == QEvent::MouseMove && (mouse->buttons() & Qt::LeftButton) && anchor_ >= 0) {
        set_current(item_at_x(mouse->pos().x()));
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease && mouse->button() == Qt::LeftButton) {
        if (anchor_ >= 0)
            choose(anchor_, current());
        return true;
    }
    return FigureView::viewportEvent(event);
}

} // namespace axial::coding_ui
