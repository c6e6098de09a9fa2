// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/coding_marks.h"

#include <QWidget>
#include <functional>
#include <vector>

namespace axial::coding_ui {

/// The column left of a post's text: a stripe and a name for every coding, overlaps in lanes.
class CodingMargin final : public QWidget {
    Q_OBJECT
public:
    explicit CodingMargin(QWidget* parent = nullptr);

    /// `extent` gives top and bottom of a range of the text in this widget's coordinates.
    void set_marks(std::vector<CodingMark> marks, std::function<std::pair<int, int>(TextRange)> extent);
    void set_selected(const std::string& coding);
    /// Finds the places of stripes and names anew; returns the height that the names need.
    int arrange();

Q_SIGNALS:
    void coding_clicked(const std::string& uuid);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Place {
        QRect stripe, name;
    };
    [[nodiscard]] int mark_at(const QPoint& point) const;

    std::vector<CodingMark> marks_;
    std::vector<Place> places_;
    std::function<std::pair<int, int>(TextRange)> extent_;
    std::string selected_;
};

} // namespace axial::coding_ui
