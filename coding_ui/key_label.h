// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace axial::coding_ui {

/// A key as on a keyboard, with words after it where there are any.
class KeyLabel final : public QWidget {
    Q_OBJECT
public:
    explicit KeyLabel(QString key, QString words = {}, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString key_, words_;
};

} // namespace axial::coding_ui
