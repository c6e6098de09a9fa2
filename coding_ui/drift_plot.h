// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_diagnosis.h"
#include "coding_ui/figure_view.h"

#include <vector>

namespace axial::coding_ui {

/// Alpha over the windows of a round, in the order in which the posts were decided.
class DriftPlot final : public FigureView {
    Q_OBJECT
public:
    explicit DriftPlot(QWidget* parent = nullptr);
    void show_windows(std::vector<codebooks::DriftWindow> windows);

    [[nodiscard]] int item_count() const override { return static_cast<int>(windows_.size()); }
    [[nodiscard]] QString detail(int item) const override;
    [[nodiscard]] QSize sizeHint() const override { return {200, 92}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 80}; }

protected:
    [[nodiscard]] QSize content_size() const override { return {}; }
    [[nodiscard]] QRect item_rect(int item) const override;
    [[nodiscard]] int neighbour(int item, int key) const override;
    void draw(QPainter& painter) override;

private:
    [[nodiscard]] double y_of(double value) const;

    std::vector<codebooks::DriftWindow> windows_;
    double lowest_ = 0;
};

} // namespace axial::coding_ui
