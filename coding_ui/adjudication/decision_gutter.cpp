// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/decision_gutter.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>
#include <algorithm>

namespace axial::coding_ui {
namespace {
constexpr int edge = 8, stripe = 4, name_height = 46;
}

DecisionGutter::DecisionGutter(Side side, QWidget* parent) : QWidget(parent), side_(side) {
    setObjectName(side == Side::left ? QStringLiteral("gutter_left") : QStringLiteral("gutter_right"));
}

void DecisionGutter::set_decision(const QString& letter, const QString& coder, std::vector<CodingMark> marks,
                                  const QString& whole, TextRange beside,
                                  std::function<std::pair<int, int>(TextRange)> extent) {
    letter_ = letter;
    coder_ = coder;
    marks_ = std::move(marks);
    whole_ = whole;
    beside_ = beside;
    extent_ = std::move(extent);
    QStringList names;
    for (const auto& mark : marks_)
        names << mark.name;
    if (!whole_.isEmpty())
        names << whole_;
    setAccessibleName(QStringLiteral("%1: %2").arg(coder_, names.join(QStringLiteral(", "))));
    update();
}

void DecisionGutter::paint_names(QPainter& painter, const QString& words, int top, const QColor& colour) const {
    painter.setFont(interface_font(11));
    painter.setPen(colour);
    const QRect place = side_ == Side::left
                            ? QRect(edge, top, width() - 2 * edge - stripe - 5, name_height)
                            : QRect(edge + stripe + 5, top, width() - 2 * edge - stripe - 5, name_height);
    const auto align = side_ == Side::left ? Qt::AlignRight : Qt::AlignLeft;
    painter.drawText(place, static_cast<int>(align | Qt::AlignTop) | Qt::TextWordWrap, words);
}

void DecisionGutter::paintEvent(QPaintEvent*) {
    if (letter_.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool roomy = width() >= wide;
    const int cap = key_cap_width(letter_);
    const int cap_left = !roomy ? (width() - cap) / 2 : side_ == Side::left ? width() - edge - cap : edge;
    paint_key_cap(painter, QRect(cap_left, 11, cap, 20), letter_);
    if (roomy) {
        painter.setFont(interface_font(12, QFont::DemiBold));
        painter.setPen(theme().text);
        const QRect place = side_ == Side::left
                                ? QRect(edge, 11, cap_left - 2 * edge, 20)
                                : QRect(cap_left + cap + edge, 11, width() - cap - 3 * edge, 20);
        painter.drawText(
            place, static_cast<int>(Qt::AlignVCenter | (side_ == Side::left ? Qt::AlignRight : Qt::AlignLeft)),
            painter.fontMetrics().elidedText(coder_, Qt::ElideRight, place.width()));
    }
    const int x = side_ == Side::left ? width() - edge - stripe : edge;
    int free_from = 40;
    for (const auto& mark : marks_) {
        const auto [top, bottom] = extent_(mark.range);
        painter.setPen(Qt::NoPen);
        painter.setBrush(mark.colour);
        if (mark.dashed)
            for (int y = top; y < bottom; y += 8)
                painter.drawRect(QRect(x, y, stripe, std::min(5, bottom - y)));
        else
            painter.drawRoundedRect(QRect(x, top, stripe, std::max(8, bottom - top)), 2, 2);
        if (roomy) {
            free_from = std::max(free_from, top);
            paint_names(painter, mark.name, free_from, theme().text);
            free_from += name_height;
        }
    }
    if (!roomy || whole_.isEmpty())
        return;
    const int top = beside_.empty() ? 40 : extent_(beside_).first;
    paint_names(painter, whole_, std::max(free_from, top),
                whole_ == QStringLiteral("nothing") ? theme().dim : theme().text);
}

} // namespace axial::coding_ui
