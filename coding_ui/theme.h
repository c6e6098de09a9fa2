// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

class QApplication;

namespace axial::coding_ui {

/// Distances and radii in device-independent pixels.
namespace space {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 28;
inline constexpr int radius_small = 4, radius_field = 8, radius_card = 10;
} // namespace space

enum class Scheme { light, dark };

/// The colours of one scheme. Colour means a code or a state; everything else is drawn with these.
struct Theme {
    Scheme scheme = Scheme::light;
    QColor window, panel, line, text, dim, accent, selected, code_ground, field, warning, search_hit;
};

/// The theme in use. Only touched on the UI thread.
[[nodiscard]] const Theme& theme();
[[nodiscard]] Scheme scheme_of(const QPalette& palette);

/// Fusion with Axial's palette, fonts and style sheet; can be called again to change the scheme.
void apply_theme(QApplication& application, Scheme scheme);

/// Inter where installed, else the system's sans. Sizes are pixels.
[[nodiscard]] QFont interface_font(int pixels = 13, QFont::Weight weight = QFont::Normal);
[[nodiscard]] QFont code_font(int pixels = 13);
inline constexpr int reading_pixels = 15;
inline constexpr int reading_line_height = 24; ///< 1.6 x reading_pixels
inline constexpr int code_line_height = 18;

/// A code's colour as the ground of coded text: faint enough to read through three of them.
[[nodiscard]] QColor tint(const QColor& code_colour);

} // namespace axial::coding_ui
