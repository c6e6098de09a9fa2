// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/figure_view.h"

#include "coding_ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

namespace axial::coding_ui {

FigureView::FigureView(const QString& object_name, QWidget* parent) : QAbstractScrollArea(parent) {
    setObjectName(object_name);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
}

QPoint FigureView::scrolled() const {
    return {horizontalScrollBar()->value(), verticalScrollBar()->value()};
}

QRect FigureView::visible_rect(int item) const {
    return item_rect(item).translated(-scrolled());
}

int FigureView::item_at(const QPoint& in_viewport) const {
    const QSize frozen = frozen_size();
    if (in_viewport.x() < frozen.width() || in_viewport.y() < frozen.height())
        return -1;
    const QPoint place = in_viewport + scrolled();
    for (int item = 0; item < item_count(); ++item)
        if (can_be_current(item) && item_rect(item).contains(place))
            return item;
    return -1;
}

QString FigureView::label_tip(const QPoint&) const {
    return {};
}

QString FigureView::tip_at(const QPoint& in_viewport) const {
    if (const int item = item_at(in_viewport); item >= 0)
        return detail(item);
    const QSize frozen = frozen_size();
    return label_tip({in_viewport.x() + (in_viewport.x() < frozen.width() ? 0 : scrolled().x()),
                      in_viewport.y() + (in_viewport.y() < frozen.height() ? 0 : scrolled().y())});
}

void FigureView::measure() {
    const QSize content = content_size(), room = viewport()->size();
    verticalScrollBar()->setRange(0, std::max(0, content.height() - room.height()));
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setRange(0, std::max(0, content.width() - room.width()));
    horizontalScrollBar()->setPageStep(room.width());
    horizontalScrollBar()->setSingleStep(24);
}

void FigureView::content_changed() {
    current_ = hovered_ = -1;
    measure();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    tell();
    updateGeometry();
    viewport()->update();
}

void FigureView::reveal(int item) {
    const QRect rect = visible_rect(item);
    const QSize frozen = frozen_size();
    const auto follow = [](QScrollBar* bar, int low, int high, int least, int most) {
        if (low < least)
            bar->setValue(bar->value() + low - least);
        else if (high > most)
            bar->setValue(bar->value() + high - most);
    };
    follow(verticalScrollBar(), rect.top(), rect.bottom() + 2, frozen.height(), viewport()->height());
    follow(horizontalScrollBar(), rect.left(), rect.right() + 2, frozen.width(), viewport()->width());
}

void FigureView::set_current(int item) {
    if (!can_be_current(item))
        return;
    current_ = item;
    reveal(item);
    tell();
    viewport()->update();
}

void FigureView::hover(int item) {
    if (item == hovered_)
        return;
    hovered_ = item;
    tell();
    viewport()->update();
}

void FigureView::tell() {
    const int item = hovered_ >= 0 ? hovered_ : hasFocus() ? current_ : -1;
    const QString words = item >= 0 ? detail(item) : QString();
    setAccessibleDescription(current_ >= 0 ? detail(current_) : QString());
    Q_EMIT detail_shown(words);
}

QColor FigureView::focus_colour() const {
    return theme().accent;
}

void FigureView::draw_focus(QPainter& painter) const {
    if (current_ < 0 || !hasFocus())
        return;
    const QSize frozen = frozen_size();
    painter.save();
    painter.setClipRect(viewport()->rect().adjusted(frozen.width() - 2, frozen.height() - 2, 0, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(focus_colour(), 1.5));
    painter.drawRoundedRect(QRectF(visible_rect(current_)).adjusted(1, 1, -1, -1), 3, 3);
    painter.restore();
}

void FigureView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme().panel);
    draw(painter);
    draw_focus(painter);
}

void FigureView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void FigureView::scrollContentsBy(int, int) {
    viewport()->update();
}

void FigureView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (current_ >= 0)
            set_current(neighbour(current_, event->key()));
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current_ >= 0)
            Q_EMIT chosen(current_);
        return;
    default:
        event->ignore();
    }
}

void FigureView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    for (int item = 0; current_ < 0 && item < item_count(); ++item)
        if (can_be_current(item))
            current_ = item;
    tell();
    viewport()->update();
}

void FigureView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    tell();
    viewport()->update();
}

bool FigureView::viewportEvent(QEvent* event) {
    switch (event->type()) {
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tip_at(help->pos()), viewport());
        return true;
    }
    case QEvent::MouseMove:
        hover(item_at(static_cast<QMouseEvent*>(event)->pos()));
        break;
    case QEvent::Leave:
        hover(-1);
        break;
    case QEvent::MouseButtonPress: // taken, so that it does not go on to what lies behind
        setFocus(Qt::MouseFocusReason);
        return true;
    case QEvent::MouseButtonRelease: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (const int item = item_at(mouse->pos()); item >= 0 && mouse->button() == Qt::LeftButton) {
            set_current(item);
            Q_EMIT chosen(item);
        }
        return true;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace axial::coding_ui
