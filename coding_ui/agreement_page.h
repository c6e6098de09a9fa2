// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/agreement_values.h"
#include "coding_ui/key_table.h"

#include <QWidget>

class QScrollArea;
class QStackedWidget;

namespace axial::coding_ui {

class AgreementBody;
class AgreementHead;
class EmptyState;
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
    [[nodiscard]] bool has_figures() const { return diagnosis_ != nullptr; }
    [[nodiscard]] bool is_settled() const { return settled_; }

Q_SIGNALS:
    void open_wanted(const axial::coding_ui::RoundStanding& standing,
                     const axial::codebooks::Disagreement& disagreement);
    void note(const QString& words);
    void settled();

private:
    void connect_answers();
    void show_standing(const RoundStanding& standing);
    void show_figures(const AgreementFigures& figures);
    void show_diagnosis(const AgreementDiagnosis& diagnosis);
    void show_empty(const QString& title, const QString& sentence, const QString& command);
    void show_no_rounds();
    void settle();

    StudyClient* client_;
    std::vector<RoundInfo> rounds_;
    QString round_; ///< shown, or asked for
    RoundStanding standing_;
    AgreementFigures figures_;
    AgreementDiagnosis diagnosis_;
    bool stale_ = true, settled_ = false;

    AgreementHead* head_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QScrollArea* scroll_;
    AgreementBody* body_;
};

} // namespace axial::coding_ui
