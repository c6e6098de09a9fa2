// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPoint>
#include <QRect>
#include <QString>

class QPainter;

/// Small things that are drawn in several places.
namespace axial::coding_ui {

/// A word in a thin rounded frame; returns its width.
int paint_chip(QPainter& painter, QPoint top_left, const QString& words);
[[nodiscard]] int key_cap_width(const QString& key);
/// A key as on a keyboard, in `rect`.
void paint_key_cap(QPainter& painter, const QRect& rect, const QString& key);
/// A code's square.
void paint_swatch(QPainter& painter, QPoint top_left, const QColor& colour, int size = 10);

} // namespace axial::coding_ui
