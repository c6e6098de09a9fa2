// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/agreement_words.h"
#include "coding_ui/figure_view.h"

#include <vector>

namespace axial::coding_ui {

/// One line of the plot: a coefficient, or a heading of those below it.
struct ForestRow {
    QString name;
    agreement::Figure value = agreement::Figure::undefined("not computed");
    std::optional<Interval> interval; ///< 95 %
    QString detail;                   ///< everything about it, as a sentence
    bool heading = false;
    std::string category{}; ///< id of the answer or code that it is about, if it is about one
};

/// The rows of a round: overall coefficients, levels, sources, answers or codes.
[[nodiscard]] std::vector<ForestRow> forest_rows(const codebooks::RoundAgreement& round);

/// Coefficients as points with their intervals on one axis, from −1 or 0 to 1, with lines at .667 and .800
/// (Krippendorff's bounds for tentative and for firm conclusions), and the values as numbers beside them.
class ForestPlot final : public FigureView {
    Q_OBJECT
public:
    static constexpr int row_height = 24, heading_height = 30, axis_height = 26;
    explicit ForestPlot(QWidget* parent = nullptr);
    void show_rows(std::vector<ForestRow> rows);
    [[nodiscard]] const std::vector<ForestRow>& rows() const { return rows_; }

    [[nodiscard]] int item_count() const override { return static_cast<int>(rows_.size()); }
    [[nodiscard]] bool can_be_current(int item) const override;
    [[nodiscard]] QString detail(int item) const override;

protected:
    [[nodiscard]] QSize content_size() const override;
    [[nodiscard]] QRect item_rect(int item) const override;
    [[nodiscard]] QSize frozen_size() const override { return {0, axis_height}; }
    [[nodiscard]] int neighbour(int item, int key) const override;
    void draw(QPainter& painter) override;

private:
    struct Columns {
        int name = 0, plot_left = 0, plot_right = 0, value = 0;
    };
    [[nodiscard]] const ForestRow& row(int item) const { return rows_[static_cast<std::size_t>(item)]; }
    [[nodiscard]] Columns columns() const;
    [[nodiscard]] double x_of(double value, const Columns& at) const;
    void draw_axis(QPainter& painter, const Columns& at) const;
    void draw_row(QPainter& painter, int item, const Columns& at) const;
    void draw_estimate(QPainter& painter, const ForestRow& row, const QRect& line, const Columns& at) const;

    std::vector<ForestRow> rows_;
    std::vector<int> tops_; ///< of each row, and the end of the last
    double lowest_ = 0;     ///< left end of the axis
};

} // namespace axial::coding_ui
