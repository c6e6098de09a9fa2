// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_diagnosis.h"
#include "coding_ui/figure_view.h"

#include <QStringList>
#include <optional>
#include <vector>

namespace axial::coding_ui {

/// Coders against coders: of each pair, below the diagonal, the coefficient and how many posts both judged;
/// beside it, what alpha were if a coder had not taken part.
class CoderMatrix final : public FigureView {
    Q_OBJECT
public:
    static constexpr int row_height = 36, header_height = 22;
    explicit CoderMatrix(QWidget* parent = nullptr);
    void show_coders(const std::vector<std::string>& raters, const codebooks::RoundDiagnosis& diagnosis);

    [[nodiscard]] int item_count() const override { return rows() * (rows() + 1); }
    [[nodiscard]] bool can_be_current(int item) const override;
    [[nodiscard]] QString detail(int item) const override;
    [[nodiscard]] QSize sizeHint() const override { return content_size(); }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QSize content_size() const override;
    [[nodiscard]] QRect item_rect(int item) const override;
    [[nodiscard]] QSize frozen_size() const override { return {name_width(), header_height}; }
    [[nodiscard]] int neighbour(int item, int key) const override;
    [[nodiscard]] QString label_tip(const QPoint& place) const override;
    void draw(QPainter& painter) override;

private:
    [[nodiscard]] int rows() const { return static_cast<int>(names_.size()); }
    [[nodiscard]] int columns() const { return rows() + 1; } ///< the last: without that coder
    [[nodiscard]] int name_width() const;
    [[nodiscard]] int column_width() const;
    [[nodiscard]] const codebooks::PairAgreement* pair(int row, int column) const;
    void draw_item(QPainter& painter, int item) const;

    QStringList names_;
    std::vector<codebooks::PairAgreement> pairs_;
    std::vector<agreement::Figure> without_;
};

} // namespace axial::coding_ui
