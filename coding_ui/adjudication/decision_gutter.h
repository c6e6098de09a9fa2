// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/coding_marks.h"

#include <QWidget>
#include <functional>
#include <vector>

namespace axial::coding_ui {

/// One coder's side of a post: their letter and name at the top, a stripe and a name for each of their codings
/// beside the text. Narrow, only letter and stripes.
class DecisionGutter final : public QWidget {
    Q_OBJECT
public:
    enum class Side { left, right };
    static constexpr int wide = 112, narrow = 34;

    explicit DecisionGutter(Side side, QWidget* parent = nullptr);
    /// `extent` gives top and bottom of a range in this widget's coordinates. `whole` is what was decided about
    /// the post as a whole; without marks it stands where `beside`, the other's range, begins.
    void set_decision(const QString& letter, const QString& coder, std::vector<CodingMark> marks,
                      const QString& whole, TextRange beside,
                      std::function<std::pair<int, int>(TextRange)> extent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paint_names(QPainter& painter, const QString& words, int top, const QColor& colour) const;

    Side side_;
    QString letter_, coder_, whole_;
    std::vector<CodingMark> marks_;
    TextRange beside_;
    std::function<std::pair<int, int>(TextRange)> extent_;
};

} // namespace axial::coding_ui
