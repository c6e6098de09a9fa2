// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/agreement_values.h"
#include "coding_ui/key_table.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;

namespace axial::coding_ui {

class AgreementHead;
class CoderMatrix;
class DisagreementList;
class DriftPlot;
class EmptyState;
class FigureView;
class ForestPlot;
class HeatMap;
class SectionCard;
class SplitBar;
class StudyClient;

/// How far the coders of a round agree, on what they do not, and where that is in the text. The worker computes
/// it while the page says so; a blind round shows nothing until it is closed.
class AgreementPage final : public QWidget {
    Q_OBJECT
public:
    explicit AgreementPage(StudyClient* client, QWidget* parent = nullptr);

    void show_study(const StudyInfo& info);
    void show_session(const Session& session); ///< its round is the one to show next
    /// The page has come on screen: asks for the figures unless those it has are still true.
    void begin();
    void decisions_changed() { stale_ = true; }
    void choose_round(const QString& round);
    bool carry_out(Command command);
    void focus_first();
    void focus_list();
    void restyle();
    /// Everything that was asked for is on screen, or the reason why it is not.
    [[nodiscard]] bool is_settled() const { return settled_; }

Q_SIGNALS:
    void open_wanted(const axial::coding_ui::RoundStanding& standing,
                     const axial::codebooks::Disagreement& disagreement);
    void note(const QString& words);
    void settled();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build_cards();
    void connect_answers();
    void arrange(bool wide);
    void show_standing(const RoundStanding& standing);
    void show_figures(const AgreementFigures& figures);
    void show_diagnosis(const AgreementDiagnosis& diagnosis);
    void show_empty(const QString& title, const QString& sentence, const QString& command);
    void show_no_rounds();
    void settle();
    void filter_by(int cell);
    void filter_by_row(int row);

    StudyClient* client_;
    std::vector<RoundInfo> rounds_;
    QString round_; ///< shown, or asked for
    RoundStanding standing_;
    AgreementFigures figures_;
    AgreementDiagnosis diagnosis_;
    bool stale_ = true, settled_ = false, wide_ = false;

    AgreementHead* head_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QScrollArea* scroll_;
    QWidget* body_;
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
