// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/adjudication/decision_button.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace axial::coding_ui {

DecisionButton::DecisionButton(const QString& keys, const QString& coder, const QString& html, Line line,
                               QWidget* parent)
    : QAbstractButton(parent),
      keys_(keys),
      line_(line) {
    setText(coder);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(9 + key_cap_width(keys) + 9, 9, 10, 9);
    column->setSpacing(3);
    auto* name = new QLabel(coder);
    auto* words = new QLabel(html);
    name->setTextFormat(Qt::PlainText);
    name->setFont(interface_font(12, QFont::DemiBold));
    words->setTextFormat(Qt::RichText);
    words->setFont(interface_font(12));
    words->setWordWrap(true);
    for (auto* label : {name, words}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        column->addWidget(label);
    }
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void DecisionButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = isChecked() || hasFocus() || underMouse();
    painter.setPen(QPen(strong ? theme().accent : theme().line, 1));
    painter.setBrush(isChecked() || isDown() ? theme().selected : theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius_field,
                            space::radius_field);
    const int cap = key_cap_width(keys_);
    paint_key_cap(painter, QRect(9, 8, cap, 20), keys_);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().dim);
    const int y = 33;
    if (line_ == Line::through)
        painter.drawRect(QRect(9, y, cap, 2));
    else if (line_ == Line::dashed)
        for (int x = 9; x < 9 + cap; x += 7)
            painter.drawRect(QRect(x, y, std::min(4, 9 + cap - x), 2));
}

} // namespace axial::coding_ui
