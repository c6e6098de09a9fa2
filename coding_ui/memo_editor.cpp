// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/memo_editor.h"

#include <QKeyEvent>

namespace axial::coding_ui {

MemoEditor::MemoEditor(QWidget* parent) : QPlainTextEdit(parent) {
    setObjectName(QStringLiteral("memo"));
    setAccessibleName(QStringLiteral("Memo"));
    setTabChangesFocus(true);
    setMinimumHeight(64);
    setMaximumHeight(104);
    pause_.setSingleShot(true);
    pause_.setInterval(1200);
    connect(this, &QPlainTextEdit::textChanged, &pause_, qOverload<>(&QTimer::start));
    connect(&pause_, &QTimer::timeout, this, &MemoEditor::save_now);
}

void MemoEditor::show_memo(const QString& about, const QString& text) {
    if (about == about_ && (hasFocus() || text == toPlainText()))
        return;
    save_now();
    about_ = about;
    saved_ = text;
    const QSignalBlocker quiet(this);
    setPlainText(text);
    pause_.stop();
}

void MemoEditor::save_now() {
    pause_.stop();
    const QString text = toPlainText();
    if (about_.isEmpty() || text == saved_ || isReadOnly())
        return;
    saved_ = text;
    Q_EMIT memo_changed(about_, text);
}

void MemoEditor::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    save_now();
}

void MemoEditor::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT leave();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace axial::coding_ui
