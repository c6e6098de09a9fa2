// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/answer_button.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QPainter>

namespace axial::coding_ui {

AnswerButton::AnswerButton(QString key, const QString& words, bool large, QWidget* parent)
    : QAbstractButton(parent),
      key_(std::move(key)),
      large_(large) {
    setText(words);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFont(interface_font(large ? 14 : 12, large ? QFont::DemiBold : QFont::Normal));
    setAccessibleName(QStringLiteral("%1, key %2").arg(words, key_));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize AnswerButton::sizeHint() const {
    const int words = QFontMetrics(font()).horizontalAdvance(text());
    return {words + key_cap_width(key_) + (large_ ? 44 : 26), large_ ? 44 : 30};
}

void AnswerButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = isChecked() || hasFocus() || underMouse();
    painter.setPen(QPen(strong ? theme().accent : theme().line, 1));
    painter.setBrush(isChecked() || isDown() ? theme().selected : theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius_field,
                            space::radius_field);
    const int cap = key_cap_width(key_);
    const int words = QFontMetrics(font()).horizontalAdvance(text());
    int x = large_ ? (width() - words - cap - 10) / 2 : 9;
    paint_key_cap(painter, QRect(x, height() / 2 - 10, cap, 20), key_);
    x += cap + (large_ ? 10 : 7);
    painter.setFont(font());
    painter.setPen(isEnabled() ? theme().text : theme().dim);
    const QRect place(x, 0, width() - x - 6, height());
    painter.drawText(place, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, place.width()));
}

} // namespace axial::coding_ui
