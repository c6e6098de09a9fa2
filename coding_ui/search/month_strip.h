// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/figure_view.h"
#include "coding_ui/search/query_text.h"
#include "corpus/index/search_index.h"

#include <vector>

namespace axial::coding_ui {

/// Hits by month, from the first month with a hit to the last. A click or Return wishes for that month alone;
/// Shift with the cursor keys or dragging, for several.
class MonthStrip final : public FigureView {
    Q_OBJECT
public:
    explicit MonthStrip(QWidget* parent = nullptr);
    /// `within`: the months that the query lets through; the others are drawn faintly.
    void show_months(const corpus::Facet& months, const MonthRange& within);

    [[nodiscard]] int item_count() const override { return static_cast<int>(months_.size()); }
    [[nodiscard]] QString detail(int item) const override;
    [[nodiscard]] QString month(int item) const { return months_[static_cast<std::size_t>(item)].name; }
    [[nodiscard]] qint64 posts(int item) const { return months_[static_cast<std::size_t>(item)].posts; }

Q_SIGNALS:
    void months_chosen(const QString& first, const QString& last); ///< empty: all again

protected:
    [[nodiscard]] QSize content_size() const override;
    [[nodiscard]] QRect item_rect(int item) const override;
    [[nodiscard]] int neighbour(int item, int key) const override;
    void draw(QPainter& painter) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Month {
        QString name; ///< "2024-05"
        qint64 posts = 0;
    };
    void choose(int from, int to);
    [[nodiscard]] int item_at_x(int x) const;
    [[nodiscard]] bool is_marked(int item) const; ///< part of what is being chosen
    void draw_years(QPainter& painter);

    std::vector<Month> months_;
    MonthRange within_;
    qint64 most_ = 0;
    int anchor_ = -1; ///< where choosing several began; -1: it did not
};

} // namespace axial::coding_ui
