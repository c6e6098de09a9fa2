// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/key_label.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>

namespace axial::coding_ui {
namespace {
constexpr int cap_height = 18, gap = 5;
}

KeyLabel::KeyLabel(QString key, QString words, QWidget* parent)
    : QWidget(parent),
      key_(std::move(key)),
      words_(std::move(words)) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(words_.isEmpty() ? key_ : QStringLiteral("%1: %2").arg(key_, words_));
}

QSize KeyLabel::sizeHint() const {
    const int words = words_.isEmpty() ? 0 : gap + QFontMetrics(interface_font(12)).horizontalAdvance(words_);
    return {key_cap_width(key_) + words, cap_height};
}

void KeyLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int cap = key_cap_width(key_);
    paint_key_cap(painter, QRect(0, (height() - cap_height) / 2, cap, cap_height), key_);
    painter.setFont(interface_font(12));
    painter.setPen(theme().dim);
    painter.drawText(rect().adjusted(cap + gap, 0, 0, 0), Qt::AlignVCenter, words_);
}

} // namespace axial::coding_ui
