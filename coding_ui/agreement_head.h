// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/agreement_values.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace axial::coding_ui {

/// The head of the Agreement page: which round, whether it is sealed, and the figures in one sentence that can
/// be quoted.
class AgreementHead final : public QWidget {
    Q_OBJECT
public:
    explicit AgreementHead(QWidget* parent = nullptr);
    void show_rounds(const std::vector<RoundInfo>& rounds);
    void show_round(const QString& name); ///< chosen, nothing known of it yet
    void show_standing(const RoundStanding& standing);
    void show_figures(const codebooks::RoundAgreement& figures);
    void show_progress(const QString& words); ///< what is being computed; empty: nothing
    void open_chooser();
    void copy_sentence();
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void round_wanted(const QString& round);

private:
    std::vector<RoundInfo> rounds_;
    QPushButton* round_;
    QMenu* menu_;
    QLabel *state_, *progress_, *sentence_, *scope_;
};

} // namespace axial::coding_ui
