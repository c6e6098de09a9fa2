// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace axial::coding_ui {

/// An answer with its key; filled when it is the vote.
class AnswerButton final : public QAbstractButton {
    Q_OBJECT
public:
    AnswerButton(QString key, const QString& words, bool large, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {90, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString key_;
    bool large_;
};

} // namespace axial::coding_ui
