// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/drift_plot.h"

#include "coding_ui/agreement_words.h"
#include "coding_ui/theme.h"
#include "coding_ui/words.h"

#include <QPainter>
#include <algorithm>
#include <optional>

namespace axial::coding_ui {
namespace {
constexpr int left_margin = 30, dates_height = 16, top_margin = 18;
}

DriftPlot::DriftPlot(QWidget* parent) : FigureView(QStringLiteral("drift_plot"), parent) {
    setAccessibleName(QStringLiteral("Alpha over time"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DriftPlot::show_windows(std::vector<codebooks::DriftWindow> windows) {
    windows_ = std::move(windows);
    lowest_ = 0;
    for (const auto& window : windows_)
        if (window.alpha.defined() && window.alpha.value() < 0)
            lowest_ = std::min(lowest_, window.alpha.value() < -0.5 ? -1.0 : -0.5);
    content_changed();
}

QString DriftPlot::detail(int item) const {
    const auto& window = windows_[static_cast<std::size_t>(item)];
    return QStringLiteral("%1 to %2: alpha %3%4, percent agreement %5, over %6.")
        .arg(iso_date(window.from), iso_date(window.to), full_figure_words(window.alpha),
             window.low.defined() ? QStringLiteral(" (95\u00a0% interval %1 to %2)")
                                        .arg(decimal(window.low.value()), decimal(window.high.value()))
                                  : QString(),
             full_figure_words(window.percent),
             counted(window.units, QStringLiteral("post"), QStringLiteral("posts")));
}

QRect DriftPlot::item_rect(int item) const {
    const int room = viewport()->width() - left_margin;
    const int count = std::max(1, item_count());
    const int left = left_margin + room * item / count;
    return {left, 0, left_margin + room * (item + 1) / count - left, viewport()->height()};
}

int DriftPlot::neighbour(int item, int key) const {
    const int to = key == Qt::Key_Left || key == Qt::Key_Up      ? item - 1
                   : key == Qt::Key_Right || key == Qt::Key_Down ? item + 1
                   : key == Qt::Key_Home                         ? 0
                                                                 : item_count() - 1;
    return std::clamp(to, 0, item_count() - 1);
}

double DriftPlot::y_of(double value) const {
    const double share = (std::clamp(value, lowest_, 1.0) - lowest_) / (1 - lowest_);
    const int bottom = viewport()->height() - dates_height - 6;
    return bottom - share * (bottom - top_margin);
}

// The line goes up on both sides of it: its number has room below.
void DriftPlot::draw(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(interface_font(10));
    for (const double value : {lowest_, 0.0, 1.0}) {
        painter.setPen(theme().line);
        painter.drawLine(QPointF(left_margin, y_of(value)), QPointF(viewport()->width(), y_of(value)));
        painter.setPen(theme().dim);
        painter.drawText(QRectF(0, y_of(value) - 8, left_margin - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(value).replace(QLatin1Char('-'), QChar(0x2212)));
    }
    std::optional<QPointF> before;
    for (int item = 0; item < item_count(); ++item) {
        const auto& window = windows_[static_cast<std::size_t>(item)];
        const QRect rect = item_rect(item);
        painter.setFont(interface_font(10));
        painter.setPen(theme().dim);
        painter.drawText(QRect(rect.left(), viewport()->height() - dates_height, rect.width(), dates_height),
                         Qt::AlignCenter, QStringLiteral("n %1").arg(window.units));
        if (!window.alpha.defined()) {
            painter.drawText(rect.adjusted(0, 0, 0, -dates_height), Qt::AlignCenter,
                             QStringLiteral("undefined"));
            before.reset();
            continue;
        }
        const QPointF point(rect.center().x(), y_of(window.alpha.value()));
        if (before) {
            painter.setPen(QPen(theme().dim, 1.5));
            painter.drawLine(*before, point);
        }
        before = point;
    }
    for (int item = 0; item < item_count(); ++item) {
        const auto& window = windows_[static_cast<std::size_t>(item)];
        if (!window.alpha.defined())
            continue;
        const QPointF point(item_rect(item).center().x(), y_of(window.alpha.value()));
        if (window.low.defined() && window.high.defined()) {
            painter.setPen(QPen(theme().dim, 1.5));
            painter.drawLine(QPointF(point.x(), y_of(std::max(window.low.value(), lowest_))),
                             QPointF(point.x(), y_of(window.high.value())));
        }
        painter.setPen(QPen(theme().panel, 1));
        painter.setBrush(theme().accent);
        painter.drawEllipse(point, 4, 4);
        painter.setPen(theme().text);
        painter.setFont(interface_font(11));
        painter.drawText(QRectF(point.x() + 6, point.y() - 7, 40, 14), Qt::AlignLeft | Qt::AlignVCenter,
                         decimal(window.alpha.value()));
    }
}

} // namespace axial::coding_ui
