// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_diagnosis.h"
#include "coding_ui/figure_view.h"

#include <QStringList>
#include <vector>

namespace axial::coding_ui {

/// Which answers or codes meet on a post: a row and a column each, as far as they occur. A cell holds how often
/// the two meet and is tinted by its share of the row; the diagonal, where coders agree, is framed and grey, so
/// that colour means confusion. Columns carry the numbers of the rows where names do not fit.
class HeatMap final : public FigureView {
    Q_OBJECT
public:
    explicit HeatMap(QWidget* parent = nullptr);
    void show_coincidences(const codebooks::Coincidences& met);

    /// Indices into Coincidences::ids; equal on the diagonal.
    [[nodiscard]] std::pair<std::size_t, std::size_t> pair_of(int item) const;
    /// The item of a pair, -1 where one of the two does not occur.
    [[nodiscard]] int item_of(std::size_t row, std::size_t column) const;
    [[nodiscard]] int left_out() const { return static_cast<int>(all_) - size(); }
    [[nodiscard]] int size() const { return static_cast<int>(kept_.size()); }

    [[nodiscard]] int item_count() const override { return size() * size(); }
    [[nodiscard]] QString detail(int item) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    [[nodiscard]] QSize content_size() const override;
    [[nodiscard]] QRect item_rect(int item) const override;
    [[nodiscard]] QSize frozen_size() const override;
    [[nodiscard]] int neighbour(int item, int key) const override;
    [[nodiscard]] QString label_tip(const QPoint& place) const override;
    [[nodiscard]] QColor focus_colour() const override; ///< that of text: cells have the accent's tints
    void draw(QPainter& painter) override;

private:
    [[nodiscard]] QSize cell() const;
    [[nodiscard]] int names_width() const;
    [[nodiscard]] bool names_on_columns() const;
    [[nodiscard]] double count(int row, int column) const;
    [[nodiscard]] double share(int row, int column) const; ///< of the row
    void draw_cells(QPainter& painter) const;
    void draw_cell(QPainter& painter, int row, int column) const;
    void draw_names(QPainter& painter) const;

    std::size_t all_ = 0;
    std::vector<std::size_t> kept_; ///< indices of what occurs
    QStringList names_;             ///< of what occurs
    std::vector<std::vector<double>> counts_;
    std::vector<double> sums_; ///< of the rows
};

} // namespace axial::coding_ui
