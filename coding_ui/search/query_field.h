// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QTimer;

namespace axial::coding_ui {

/// The line in which a query is typed. Announces it when typing pauses, underlines where it is wrong, and
/// leaves Escape, Return and the cursor keys that it has no use for to who listens.
class QueryField final : public QLineEdit {
    Q_OBJECT
public:
    explicit QueryField(QWidget* parent = nullptr);

    [[nodiscard]] QString query() const { return text().trimmed(); }
    /// Replaces the text, as if it had been typed (it can be undone), and announces it at once.
    void put(const QString& query);
    /// Announces what is typed now instead of waiting for a pause.
    void announce();
    void show_error(int column); ///< code points from 1 in query(); 0: none
    [[nodiscard]] int error_column() const { return error_column_; }
    /// Where a unit of the text stands, in this widget.
    [[nodiscard]] int x_of(qsizetype unit) const;

Q_SIGNALS:
    void query_changed(const QString& query);
    void key_pressed(QKeyEvent* event); ///< before it is used; accept it to keep it from the field
    void hits_wanted();                 ///< Return or Down
    void leave();                       ///< Escape
    void focus_lost();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QTimer* pause_;
    QString announced_;
    int error_column_ = 0;
};

} // namespace axial::coding_ui
