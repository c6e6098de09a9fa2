// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/post_text.h"

#include "coding_ui/post_painter.h"
#include "coding_ui/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>
#include <QUrl>

namespace axial::coding_ui {

PostText::PostText(std::unique_ptr<PostDocument> document, QWidget* parent)
    : QTextEdit(parent),
      document_(std::move(document)) {
    setObjectName(QStringLiteral("post_text"));
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setDocument(document_->document());
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setAccessibleName(QStringLiteral("Text of the post"));
    viewport()->setAutoFillBackground(false);
    viewport()->setMouseTracking(true);
    setAutoFillBackground(false);
    set_colours();
    connect(this, &QTextEdit::cursorPositionChanged, this, [this] {
        if (hasFocus())
            Q_EMIT caret_moved(cursorRect());
    });
}

// The document belongs to document_, which goes before the base class does.
PostText::~PostText() {
    setDocument(new QTextDocument(this));
}

void PostText::set_colours() {
    QPalette colours = palette();
    QColor selected = theme().accent;
    selected.setAlphaF(theme().scheme == Scheme::light ? 0.22F : 0.38F);
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        colours.setColor(group, QPalette::Base, Qt::transparent);
        colours.setColor(group, QPalette::Text, theme().text);
        colours.setColor(group, QPalette::Highlight, selected);
        colours.setColor(group, QPalette::HighlightedText, theme().text);
    }
    setPalette(colours);
}

void PostText::restyle() {
    document_->restyle();
    set_colours();
    viewport()->update();
}

void PostText::set_marks(std::vector<CodingMark> marks, const std::string& selected) {
    marks_ = std::move(marks);
    selected_ = selected;
    viewport()->update();
}

void PostText::set_search_terms(const QStringList& terms) {
    constexpr std::size_t most_hits = 2000;
    hits_.clear();
    for (const QString& term : terms) {
        QTextCursor found = document()->find(term);
        while (!found.isNull() && hits_.size() < most_hits) {
            hits_.push_back({found.selectionStart(), found.selectionEnd()});
            found = document()->find(term, found);
        }
    }
    viewport()->update();
}

int PostText::height_for(int width) {
    if (width != this->width())
        resize(width, std::max(1, height()));
    document()->setTextWidth(width);
    return static_cast<int>(std::ceil(document()->documentLayout()->documentSize().height())) + 6;
}

std::pair<int, int> PostText::vertical_range(TextRange range) const {
    const auto [top, bottom] = PostPainter::extent(*document_, range, viewport()->width());
    return {static_cast<int>(top), static_cast<int>(bottom)};
}

TextRange PostText::selection() const {
    return {textCursor().selectionStart(), textCursor().selectionEnd()};
}

void PostText::select(TextRange range) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(range.begin);
    cursor.setPosition(range.end, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void PostText::clear_selection() {
    QTextCursor cursor = textCursor();
    cursor.clearSelection();
    setTextCursor(cursor);
}

void PostText::show_stretch(TextRange range) {
    if (document_->reveal(range))
        Q_EMIT height_changed();
    select(range);
}

void PostText::paintEvent(QPaintEvent* event) {
    {
        QPainter painter(viewport());
        const PostPainter under(*document_, painter, event->rect(), viewport()->width());
        under.draw_grounds();
        under.draw_tints(marks_, selected_);
        under.draw_hits(hits_);
    }
    QTextEdit::paintEvent(event);
    QPainter painter(viewport());
    const PostPainter over(*document_, painter, event->rect(), viewport()->width());
    over.draw_underlines(marks_, selected_);
    over.draw_fold_lines();
}

// Printable keys are commands of the window: only moving and selecting is the text's.
void PostText::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool printable = !event->text().isEmpty() && event->text().front().isPrint();
    const bool confirm = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool leave = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if ((plain && (printable || confirm || event->key() == Qt::Key_Escape)) ||
        (leave && !(event->modifiers() & Qt::ShiftModifier))) {
        event->ignore();
        return;
    }
    QTextEdit::keyPressEvent(event);
}

int PostText::fold_at(const QPoint& point) const {
    const auto& folds = document_->folds();
    for (std::size_t i = 0; i < folds.size(); ++i)
        if (PostPainter::fold_line(*document_, folds[i], viewport()->width()).contains(point))
            return static_cast<int>(i);
    return -1;
}

void PostText::mousePressEvent(QMouseEvent* event) {
    if (const int fold = fold_at(event->pos()); fold >= 0 && event->button() == Qt::LeftButton) {
        const auto at = static_cast<std::size_t>(fold);
        document_->set_folded(at, !document_->folds()[at].folded);
        Q_EMIT height_changed();
        return;
    }
    QTextEdit::mousePressEvent(event);
}

void PostText::mouseMoveEvent(QMouseEvent* event) {
    QTextEdit::mouseMoveEvent(event);
    const bool over_link = (event->modifiers() & Qt::ControlModifier) &&
                           !document_->link_at(cursorForPosition(event->pos()).position()).isEmpty();
    viewport()->setCursor(over_link || fold_at(event->pos()) >= 0 ? Qt::PointingHandCursor : Qt::IBeamCursor);
}

void PostText::mouseReleaseEvent(QMouseEvent* event) {
    QTextEdit::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || !(event->modifiers() & Qt::ControlModifier))
        return;
    if (const QString link = document_->link_at(cursorForPosition(event->pos()).position()); !link.isEmpty())
        QDesktopServices::openUrl(QUrl(link));
}

void PostText::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

void PostText::focusInEvent(QFocusEvent* event) {
    QTextEdit::focusInEvent(event);
    Q_EMIT focused();
}

void PostText::contextMenuEvent(QContextMenuEvent* event) {
    event->ignore();
}

bool PostText::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QPoint point = viewport()->mapFromGlobal(help->globalPos());
        const QString link = document_->link_at(cursorForPosition(point).position());
        if (link.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), QStringLiteral("%1\nCtrl+click opens it").arg(link), this);
        return true;
    }
    return QTextEdit::event(event);
}

} // namespace axial::coding_ui
