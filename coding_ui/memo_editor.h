// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

namespace axial::coding_ui {

/// A memo on one thing, saved by itself when writing pauses or the field is left.
class MemoEditor final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MemoEditor(QWidget* parent = nullptr);

    /// Saves what is unsaved, then shows the memo on `about` ("coding:<uuid>", "post:<key>"; empty: nothing).
    void show_memo(const QString& about, const QString& text);
    [[nodiscard]] const QString& about() const { return about_; }
    void save_now();

Q_SIGNALS:
    void memo_changed(const QString& about, const QString& text);
    void leave(); ///< Escape: back to the text

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString about_, saved_;
    QTimer pause_;
};

} // namespace axial::coding_ui
