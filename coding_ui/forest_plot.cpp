// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/forest_plot.h"

#include "coding_ui/theme.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

namespace axial::coding_ui {
namespace {

constexpr double tentative = 0.667, firm = 0.8; // Krippendorff 2019, p. 356
constexpr int label_pixels = 11, inset = 8;
constexpr double beyond_zero = 0.1; // so little below zero is cut off rather than half the axis given to it

} // namespace

ForestPlot::ForestPlot(QWidget* parent) : FigureView(QStringLiteral("forest_plot"), parent) {
    setAccessibleName(QStringLiteral("Coefficients with 95 % intervals"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    show_rows({});
}

void ForestPlot::show_rows(std::vector<ForestRow> rows) {
    rows_ = std::move(rows);
    tops_.clear();
    lowest_ = 0;
    int top = axis_height;
    const auto widen = [this](double value) {
        if (value < -beyond_zero)
            lowest_ = std::min(lowest_, value < -0.5 ? -1.0 : -0.5);
    };
    for (const auto& row : rows_) {
        tops_.push_back(top);
        top += row.heading ? heading_height : row_height;
        if (row.value.defined())
            widen(row.value.value());
        if (row.interval)
            widen(row.interval->first);
    }
    tops_.push_back(top + space::xs);
    content_changed();
}

bool ForestPlot::can_be_current(int item) const {
    return FigureView::can_be_current(item) && !row(item).heading;
}

QString ForestPlot::detail(int item) const {
    return row(item).detail;
}

QSize ForestPlot::content_size() const {
    return {0, tops_.back()};
}

QRect ForestPlot::item_rect(int item) const {
    const auto at = static_cast<std::size_t>(item);
    return {0, tops_[at], viewport()->width(), row(item).heading ? heading_height : row_height};
}

int ForestPlot::neighbour(int item, int key) const {
    const int count = item_count();
    int step = key == Qt::Key_Down || key == Qt::Key_Home ? 1
               : key == Qt::Key_Up || key == Qt::Key_End  ? -1
                                                          : 0;
    int to = key == Qt::Key_Home ? -1 : key == Qt::Key_End ? count : item;
    while (step != 0 && to + step >= 0 && to + step < count) {
        to += step;
        if (can_be_current(to))
            return to;
    }
    return item;
}

ForestPlot::Columns ForestPlot::columns() const {
    const int width = viewport()->width();
    Columns at;
    at.name = std::clamp(width * 33 / 100, 90, 230);
    at.value = width - (width < 380 ? 56 : 126);
    at.plot_left = at.name + space::m;
    at.plot_right = at.value - space::l;
    return at;
}

double ForestPlot::x_of(double value, const Columns& at) const {
    const double share = (std::clamp(value, lowest_, 1.0) - lowest_) / (1 - lowest_);
    return at.plot_left + share * (at.plot_right - at.plot_left);
}

void ForestPlot::draw_axis(QPainter& painter, const Columns& at) const {
    const QFont font = interface_font(label_pixels);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const auto label = [&](double x, const QString& words, double anchor) {
        const int width = metrics.horizontalAdvance(words);
        painter.drawText(QRectF(x - anchor * width, 4, width + 1, 16), Qt::AlignVCenter, words);
    };
    painter.setPen(theme().dim);
    label(x_of(lowest_, at),
          lowest_ < 0 ? QString::number(lowest_).replace(QLatin1Char('-'), QChar(0x2212)) : QStringLiteral("0"),
          0.5);
    if (lowest_ < 0)
        label(x_of(0, at), QStringLiteral("0"), 0.5);
    // Back to back, so that they have room on a narrow axis, too.
    label(x_of(tentative, at) + 3, QStringLiteral(".667"), 1);
    label(x_of(firm, at) - 3, QStringLiteral(".800"), 0);
    if (x_of(1, at) - x_of(firm, at) > 36)
        label(x_of(1, at), QStringLiteral("1"), 0.5);
    painter.drawText(QRect(at.value, 4, viewport()->width() - at.value - 2, 16), Qt::AlignVCenter,
                     viewport()->width() < 380 ? QString() : QStringLiteral("value, 95 % interval"));
    painter.fillRect(QRect(0, axis_height - 1, viewport()->width(), 1), theme().line);
}

void ForestPlot::draw_estimate(QPainter& painter, const ForestRow& row, const QRect& line,
                               const Columns& at) const {
    const double y = line.center().y() + 0.5;
    if (row.interval) {
        painter.setPen(QPen(theme().dim, 1.5));
        const double low = x_of(row.interval->first, at), high = x_of(row.interval->second, at);
        painter.drawLine(QPointF(low, y), QPointF(high, y));
        for (const double end : {low, high})
            if (end > low || row.interval->first >= lowest_)
                painter.drawLine(QPointF(end, y - 3), QPointF(end, y + 3));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().accent);
    painter.drawEllipse(QPointF(x_of(row.value.value(), at), y), 4, 4);
    painter.setPen(theme().text);
    painter.setFont(interface_font(12, QFont::Medium));
    painter.drawText(QRect(at.value, line.top(), 50, line.height()), Qt::AlignVCenter,
                     decimal(row.value.value()));
    if (row.interval && viewport()->width() >= 380) {
        painter.setPen(theme().dim);
        painter.setFont(interface_font(label_pixels));
        painter.drawText(
            QRect(at.value + 49, line.top(), 84, line.height()), Qt::AlignVCenter,
            QStringLiteral("%1–%2").arg(decimal(row.interval->first), decimal(row.interval->second)));
    }
}

void ForestPlot::draw_row(QPainter& painter, int item, const Columns& at) const {
    const ForestRow& row = this->row(item);
    const QRect line = visible_rect(item);
    const auto elided = [&](const QString& words, const QFont& font, const QRect& rect) {
        painter.setFont(font);
        painter.drawText(rect, Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(words, Qt::ElideRight, rect.width()));
    };
    if (row.heading) {
        painter.setPen(theme().dim);
        elided(row.name, interface_font(label_pixels, QFont::DemiBold), line.adjusted(inset, 6, 0, 0));
        return;
    }
    if (item == hovered())
        painter.fillRect(line, theme().window);
    for (const double bound : {tentative, firm}) {
        painter.setPen(QPen(theme().line, 1, bound < firm ? Qt::DashLine : Qt::SolidLine));
        const int x = static_cast<int>(std::lround(x_of(bound, at)));
        painter.drawLine(x, line.top(), x, line.bottom());
    }
    if (lowest_ < 0) {
        painter.setPen(QPen(theme().line, 1));
        const int x = static_cast<int>(std::lround(x_of(0, at)));
        painter.drawLine(x, line.top(), x, line.bottom());
    }
    painter.setPen(theme().text);
    elided(row.name, interface_font(12), QRect(inset, line.top(), at.name - inset, line.height()));
    if (row.value.defined()) {
        draw_estimate(painter, row, line, at);
        return;
    }
    const QRect place(at.plot_left, line.top(), viewport()->width() - at.plot_left - 4, line.height());
    painter.fillRect(place, item == hovered() ? theme().window : theme().panel);
    painter.setPen(theme().dim);
    elided(full_figure_words(row.value), interface_font(label_pixels), place);
}

void ForestPlot::draw(QPainter& painter) {
    const Columns at = columns();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipRect(viewport()->rect().adjusted(0, axis_height, 0, 0));
    for (int item = 0; item < item_count(); ++item)
        if (visible_rect(item).intersects(viewport()->rect()))
            draw_row(painter, item, at);
    painter.restore();
    draw_axis(painter, at);
}

} // namespace axial::coding_ui
