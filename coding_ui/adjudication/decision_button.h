// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QLabel;

namespace axial::coding_ui {

/// What one coder decided, as a button that makes it count; filled where it does.
class DecisionButton final : public QAbstractButton {
    Q_OBJECT
public:
    enum class Line { none, through, dashed }; ///< how the coder’s codings are underlined in the text
    DecisionButton(const QString& keys, const QString& coder, const QString& html, Line line,
                   QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString keys_;
    Line line_;
};

} // namespace axial::coding_ui
