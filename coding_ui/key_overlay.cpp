// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/key_overlay.h"

#include "coding_ui/paint.h"
#include "coding_ui/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int row_height = 26, card_width = 470, caps_width = 128;

QString name_of(Page page) {
    return page == Page::code        ? QStringLiteral("Code")
           : page == Page::screening ? QStringLiteral("Screen")
           : page == Page::agreement ? QStringLiteral("Agreement")
           : page == Page::search    ? QStringLiteral("Search")
           : page == Page::settle    ? QStringLiteral("Settle")
                                     : QStringLiteral("Collect");
}

} // namespace

KeyOverlay::KeyOverlay(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("key_overlay"));
    setFocusPolicy(Qt::StrongFocus);
    hide();
}

void KeyOverlay::open(Page page) {
    page_ = page;
    before_ = window()->focusWidget();
    setGeometry(parentWidget()->rect());
    show();
    raise();
    setFocus(Qt::PopupFocusReason);
}

void KeyOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), QColor(0, 0, 0, theme().scheme == Scheme::light ? 70 : 140));
    const auto rows = std::count_if(key_table.begin(), key_table.end(),
                                    [this](const KeyRow& row) { return applies_to(row, page_); });
    // Two columns where one would be higher than the window.
    const bool high = static_cast<int>(rows) * row_height + 96 > height();
    const int per_column = static_cast<int>(high ? (rows + 1) / 2 : rows);
    const int column_width = std::min(card_width, (width() - 40) / (high ? 2 : 1));
    QRect card(0, 0, column_width * (high ? 2 : 1), per_column * row_height + 76);
    card.moveCenter(rect().center());
    painter.setPen(theme().line);
    painter.setBrush(theme().panel);
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), space::radius_card,
                            space::radius_card);
    painter.setPen(theme().text);
    painter.setFont(interface_font(15, QFont::DemiBold));
    painter.drawText(QRect(card.left() + 24, card.top() + 16, card.width() - 48, 28), Qt::AlignVCenter,
                     QStringLiteral("Keys on the %1 page").arg(name_of(page_)));
    int at = 0;
    for (const KeyRow& row : key_table) {
        if (!applies_to(row, page_))
            continue;
        const int x = card.left() + 24 + at / per_column * column_width;
        const int y = card.top() + 54 + at % per_column * row_height;
        const QString key = QString::fromUtf16(row.shown.data(), static_cast<qsizetype>(row.shown.size()));
        paint_key_cap(painter, QRect(x, y + 4, key_cap_width(key), 20), key);
        painter.setFont(interface_font(13));
        painter.setPen(theme().text);
        painter.drawText(QRect(x + caps_width, y, column_width - caps_width - 36, row_height), Qt::AlignVCenter,
                         QString::fromUtf16(row.words.data(), static_cast<qsizetype>(row.words.size())));
        ++at;
    }
}

// The keyboard goes back before hiding: otherwise Qt would hand it to whatever comes next, and make that
// current.
void KeyOverlay::close_overlay() {
    if (before_)
        before_->setFocus(Qt::PopupFocusReason);
    hide();
}

void KeyOverlay::keyPressEvent(QKeyEvent*) {
    close_overlay();
}

void KeyOverlay::mousePressEvent(QMouseEvent*) {
    close_overlay();
}

} // namespace axial::coding_ui
