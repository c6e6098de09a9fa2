// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/heat_map.h"

#include "coding_ui/theme.h"
#include "coding_ui/values.h"
#include "coding_ui/words.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace axial::coding_ui {
namespace {

constexpr int least_cell = 16, most_cell_width = 180, most_cell_height = 110, header_height = 24;
constexpr int least_names = 124, most_hinted_height = 340;
constexpr int label_pixels = 11;

/// Counts of sets of codes come in parts: "12", "3.5".
QString number(double count) {
    const double rounded = std::round(count * 10) / 10;
    return QString::number(rounded, 'f', rounded == std::floor(rounded) ? 0 : 1);
}

/// `over` with its alpha, on an opaque ground.
QColor blended(const QColor& over, const QColor& ground) {
    const auto mix = [&](int a, int b) {
        return static_cast<int>(std::lround(a * over.alphaF() + b * (1 - over.alphaF())));
    };
    return {mix(over.red(), ground.red()), mix(over.green(), ground.green()), mix(over.blue(), ground.blue())};
}

/// Relative luminance (WCAG 2.1).
double luminance(const QColor& colour) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// The text's or the panel's colour, whichever stands out more.
QColor readable_on(const QColor& ground) {
    const auto contrast = [&](const QColor& ink) {
        const double a = luminance(ink) + 0.05, b = luminance(ground) + 0.05;
        return std::max(a / b, b / a);
    };
    return contrast(theme().text) >= contrast(theme().panel) ? theme().text : theme().panel;
}

} // namespace

HeatMap::HeatMap(QWidget* parent) : FigureView(QStringLiteral("heat_map"), parent) {
    setAccessibleName(QStringLiteral("Which are taken for each other"));
}

void HeatMap::show_coincidences(const codebooks::Coincidences& met) {
    all_ = met.ids.size();
    kept_.clear();
    names_.clear();
    counts_.clear();
    sums_.clear();
    for (std::size_t i = 0; i < all_; ++i)
        if (std::any_of(met.counts[i].begin(), met.counts[i].end(), [](double count) { return count > 0; }))
            kept_.push_back(i);
    for (const auto i : kept_) {
        const auto& name = met.names[i].empty() ? met.ids[i] : met.names[i];
        names_ << (name.empty() ? QStringLiteral("nothing") : one_line(name));
        auto& row = counts_.emplace_back();
        for (const auto j : kept_)
            row.push_back(met.counts[i][j]);
        sums_.push_back(std::accumulate(row.begin(), row.end(), 0.0));
    }
    content_changed();
}

std::pair<std::size_t, std::size_t> HeatMap::pair_of(int item) const {
    return {kept_[static_cast<std::size_t>(item / size())], kept_[static_cast<std::size_t>(item % size())]};
}

int HeatMap::item_of(std::size_t row, std::size_t column) const {
    const auto first = std::find(kept_.begin(), kept_.end(), row);
    const auto second = std::find(kept_.begin(), kept_.end(), column);
    if (first == kept_.end() || second == kept_.end())
        return -1;
    return static_cast<int>(first - kept_.begin()) * size() + static_cast<int>(second - kept_.begin());
}

double HeatMap::count(int row, int column) const {
    return counts_[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
}

double HeatMap::share(int row, int column) const {
    return count(row, column) / sums_[static_cast<std::size_t>(row)];
}

QString HeatMap::detail(int item) const {
    const int row = item / size(), column = item % size();
    const QString of = QStringLiteral("%1 of %2 values (%3 %)")
                           .arg(number(count(row, column)), number(sums_[static_cast<std::size_t>(row)]))
                           .arg(100 * share(row, column), 0, 'f', 1);
    return row == column
               ? QStringLiteral("%1: both coders gave it in %2.").arg(names_[row], of)
               : QStringLiteral("%1, where the other coder gave %2: %3.").arg(names_[row], names_[column], of);
}

int HeatMap::names_width() const {
    const QFontMetrics metrics(interface_font(label_pixels));
    int widest = 40;
    for (const auto& name : names_)
        widest = std::max(widest, metrics.horizontalAdvance(name) + 34);
    const int for_all_cells = viewport()->width() - size() * (least_cell + 2) - 2;
    return std::min(widest,
                    std::clamp(for_all_cells, least_names, std::max(least_names, viewport()->width() / 2)));
}

QSize HeatMap::cell() const {
    const int n = std::max(1, size());
    const int width = (viewport()->width() - names_width() - 2) / n;
    const int height = (viewport()->height() - header_height - 2) / n;
    return {std::clamp(width, least_cell, most_cell_width), std::clamp(height, least_cell, most_cell_height)};
}

bool HeatMap::names_on_columns() const {
    const QFontMetrics metrics(interface_font(label_pixels));
    return std::all_of(names_.begin(), names_.end(), [&](const QString& name) {
        return metrics.horizontalAdvance(name) + 8 <= cell().width();
    });
}

QSize HeatMap::sizeHint() const {
    const int n = std::max(2, size());
    const int height = header_height + 4 + n * std::clamp(320 / n, least_cell, most_cell_height);
    return {420, std::min(height, most_hinted_height)};
}

QSize HeatMap::frozen_size() const {
    return {names_width(), header_height};
}

QSize HeatMap::content_size() const {
    const QSize one = cell();
    return {names_width() + one.width() * size() + 2, header_height + one.height() * size() + 2};
}

QRect HeatMap::item_rect(int item) const {
    const QSize one = cell();
    return {names_width() + item % size() * one.width(), header_height + item / size() * one.height(),
            one.width(), one.height()};
}

int HeatMap::neighbour(int item, int key) const {
    const int row = item / size(), column = item % size();
    switch (key) {
    case Qt::Key_Up:
        return row > 0 ? item - size() : item;
    case Qt::Key_Down:
        return row + 1 < size() ? item + size() : item;
    case Qt::Key_Left:
        return column > 0 ? item - 1 : item;
    case Qt::Key_Right:
        return column + 1 < size() ? item + 1 : item;
    case Qt::Key_Home:
        return row * size();
    default:
        return row * size() + size() - 1;
    }
}

QString HeatMap::label_tip(const QPoint& place) const {
    if (size() == 0)
        return {};
    const QSize one = cell();
    const int row = (place.y() - header_height) / one.height();
    const int column = (place.x() - names_width()) / one.width();
    if (place.x() < names_width() && place.y() >= header_height && row < size())
        return names_[row];
    if (place.y() < header_height && place.x() >= names_width() && column < size())
        return names_[column];
    return {};
}

void HeatMap::draw_cell(QPainter& painter, int row, int column) const {
    const QRect rect = visible_rect(row * size() + column).adjusted(1, 1, -1, -1);
    const double part = share(row, column);
    const bool agreement = row == column;
    QColor ground = agreement ? theme().dim : theme().accent;
    // The root keeps small shares visible; at the strong end text turns to the panel's colour.
    const double strength = part > 0 ? 0.06 + 0.74 * std::sqrt(part) : 0;
    ground.setAlphaF(static_cast<float>(agreement ? 0.16 : strength));
    painter.setPen(agreement ? QPen(theme().dim, 1) : Qt::NoPen);
    painter.setBrush(count(row, column) > 0 ? QBrush(ground) : QBrush(theme().field));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    const QFont font = interface_font(rect.height() > 40  ? 14
                                      : rect.width() < 20 ? 10
                                                          : label_pixels,
                                      agreement ? QFont::DemiBold : QFont::Normal);
    const QString words = count(row, column) > 0 ? number(count(row, column)) : QString();
    if (QFontMetrics(font).horizontalAdvance(words) > rect.width())
        return;
    painter.setFont(font);
    painter.setPen(readable_on(blended(ground, theme().panel)));
    painter.drawText(rect, Qt::AlignCenter, words);
}

void HeatMap::draw_cells(QPainter& painter) const {
    painter.save();
    painter.setClipRect(viewport()->rect().adjusted(names_width(), header_height, 0, 0));
    for (int row = 0; row < size(); ++row)
        for (int column = 0; column < size(); ++column)
            if (visible_rect(row * size() + column).intersects(viewport()->rect()))
                draw_cell(painter, row, column);
    painter.restore();
}

void HeatMap::draw_names(QPainter& painter) const {
    const QFont font = interface_font(label_pixels);
    const QFontMetrics metrics(font);
    const bool names = names_on_columns();
    painter.setFont(font);
    const int chosen = hovered() >= 0 ? hovered() : hasFocus() ? current() : -1;
    painter.save();
    painter.setClipRect(QRect(0, header_height, names_width(), viewport()->height()));
    for (int row = 0; row < size(); ++row) {
        const QRect cell_rect = visible_rect(row * size());
        const QRect line(2, cell_rect.top(), names_width() - space::s, cell_rect.height());
        const QString number = names ? QString() : QString::number(row + 1);
        painter.setPen(theme().dim);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, number);
        painter.setPen(chosen >= 0 && chosen / size() == row ? theme().accent : theme().text);
        const int room = line.width() - (names ? 0 : 22);
        painter.drawText(line, Qt::AlignVCenter, metrics.elidedText(names_[row], Qt::ElideRight, room));
    }
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(names_width(), 0, viewport()->width(), header_height));
    for (int column = 0; column < size(); ++column) {
        const QRect cell_rect = visible_rect(column);
        painter.setPen(chosen >= 0 && chosen % size() == column ? theme().accent : theme().dim);
        painter.drawText(QRect(cell_rect.left(), 0, cell_rect.width(), header_height), Qt::AlignCenter,
                         names ? names_[column] : QString::number(column + 1));
    }
    painter.restore();
}

QColor HeatMap::focus_colour() const {
    return theme().text;
}

void HeatMap::draw(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    draw_cells(painter);
    draw_names(painter);
}

} // namespace axial::coding_ui
