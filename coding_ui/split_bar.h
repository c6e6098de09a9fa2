// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_diagnosis.h"

#include <QWidget>
#include <array>

namespace axial::coding_ui {

/// In which ways coders differ, as one bar with the numbers under it.
class SplitBar final : public QWidget {
    Q_OBJECT
public:
    explicit SplitBar(QString of_what, QWidget* parent = nullptr);
    /// Hidden where there is nothing to tell: neither agreement nor difference.
    void show_splits(const codebooks::Splits& splits);
    [[nodiscard]] QString words() const; ///< all of it, as a sentence
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Part {
        QString name;
        qint64 count = 0;
    };
    [[nodiscard]] qint64 sum() const;

    QString of_what_;
    qint64 agreements_ = 0;
    std::array<Part, 4> parts_;
};

} // namespace axial::coding_ui
