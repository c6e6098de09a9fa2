// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/paint.h"

#include "coding_ui/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int chip_height = 20;

void paint_frame(QPainter& painter, const QRect& rect) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme().line, 1));
    painter.setBrush(theme().panel);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), space::radius_small,
                            space::radius_small);
    painter.setPen(theme().dim);
}

} // namespace

int paint_chip(QPainter& painter, QPoint top_left, const QString& words) {
    const QFont font = interface_font(11);
    const QRect rect(top_left, QSize(QFontMetrics(font).horizontalAdvance(words) + 14, chip_height));
    paint_frame(painter, rect);
    painter.setFont(font);
    painter.drawText(rect, Qt::AlignCenter, words);
    return rect.width();
}

int key_cap_width(const QString& key) {
    return std::max(20, QFontMetrics(code_font(11)).horizontalAdvance(key) + 12);
}

void paint_key_cap(QPainter& painter, const QRect& rect, const QString& key) {
    paint_frame(painter, rect);
    painter.setFont(code_font(11));
    painter.drawText(rect, Qt::AlignCenter, key);
}

void paint_swatch(QPainter& painter, QPoint top_left, const QColor& colour, int size) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRect(top_left, QSize(size, size)), 2.5, 2.5);
}

} // namespace axial::coding_ui
