// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/query_field.h"

#include "coding_ui/search/query_text.h"
#include "coding_ui/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QTimer>
#include <algorithm>

namespace axial::coding_ui {
namespace {
constexpr int typing_pause = 120; ///< ms
}

QueryField::QueryField(QWidget* parent) : QLineEdit(parent), pause_(new QTimer(this)) {
    setObjectName(QStringLiteral("query"));
    setFont(code_font(13));
    setClearButtonEnabled(true);
    setMaxLength(16000);
    setAccessibleName(QStringLiteral("Query"));
    pause_->setSingleShot(true);
    pause_->setInterval(typing_pause);
    connect(this, &QLineEdit::textChanged, this, [this] {
        show_error(0);
        pause_->start();
    });
    connect(pause_, &QTimer::timeout, this, &QueryField::announce);
}

void QueryField::put(const QString& query) {
    if (query != text()) {
        selectAll();
        query.isEmpty() ? del() : insert(query);
    }
    announce();
}

void QueryField::announce() {
    pause_->stop();
    if (query() == announced_)
        return;
    announced_ = query();
    Q_EMIT query_changed(announced_);
}

void QueryField::show_error(int column) {
    if (column == error_column_)
        return;
    error_column_ = column;
    setProperty("wrong", column > 0);
    style()->unpolish(this);
    style()->polish(this);
    update();
}

// The line edit scrolls sideways by itself; its cursor tells how far.
int QueryField::x_of(qsizetype unit) const {
    const QFontMetrics metrics(font());
    const int cursor = metrics.horizontalAdvance(text().left(cursorPosition()));
    return cursorRect().center().x() + metrics.horizontalAdvance(text().left(unit)) - cursor;
}

void QueryField::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (error_column_ == 0)
        return;
    qsizetype typed = 0; // the query is what stands between blanks
    while (typed < text().size() && text()[typed].isSpace())
        ++typed;
    const qsizetype unit = std::min(typed + unit_of_column(query(), error_column_), text().size());
    const int left = x_of(unit);
    const int right = unit < text().size() ? x_of(unit + word_length(text(), unit)) : left + 9;
    const int y = cursorRect().bottom() - 2;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(rect().adjusted(8, 0, -28, 0));
    painter.setPen(QPen(theme().warning, 1.3));
    QPainterPath wave(QPointF(left, y));
    for (int x = left, up = 1; x < std::max(right, left + 6); x += 3, up = -up)
        wave.quadTo(x + 1.5, y + 2.5 * up, x + 3, y);
    painter.drawPath(wave);
}

// Tab moves the focus before it comes to keyPressEvent().
bool QueryField::event(QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier) {
            event->ignore();
            Q_EMIT key_pressed(key);
            if (event->isAccepted())
                return true;
        }
    }
    return QLineEdit::event(event);
}

void QueryField::keyPressEvent(QKeyEvent* event) {
    event->ignore();
    Q_EMIT key_pressed(event);
    if (event->isAccepted())
        return;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        if (event->modifiers() & Qt::ControlModifier)
            break;
        announce();
        Q_EMIT hits_wanted();
        event->accept();
        return;
    case Qt::Key_Escape:
        Q_EMIT leave();
        event->accept();
        return;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void QueryField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    Q_EMIT focus_lost();
}

} // namespace axial::coding_ui
