// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/agreement_values.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace axial::coding_ui {

class CoderMatrix;
class DisagreementList;
class DriftPlot;
class ForestPlot;
class HeatMap;
class SectionCard;
class SplitBar;

/// The cards of the Agreement page: coefficients, which are taken for each other, coders, drift and the
/// disagreements. Choosing in one narrows the list.
class AgreementBody final : public QWidget {
    Q_OBJECT
public:
    explicit AgreementBody(QWidget* parent = nullptr);
    /// The rest says that it is being computed until show_diagnosis.
    void show_figures(const AgreementFigures& figures);
    void show_diagnosis(const AgreementDiagnosis& diagnosis);
    [[nodiscard]] ForestPlot* forest() const { return forest_; }
    [[nodiscard]] DisagreementList* list() const { return list_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build_figures();
    void build_cards();
    void arrange(bool wide);
    void filter_by_cell(int cell);
    void filter_by_row(int row);

    AgreementFigures figures_;
    AgreementDiagnosis diagnosis_;
    bool wide_ = true;
    QGridLayout* grid_;
    SectionCard *forest_card_, *heat_card_, *coder_card_, *drift_card_, *list_card_;
    ForestPlot* forest_;
    HeatMap* heat_;
    CoderMatrix* coders_;
    DriftPlot* drift_;
    SplitBar *post_splits_, *span_splits_;
    QLabel* trend_;
    DisagreementList* list_;
};

} // namespace axial::coding_ui
