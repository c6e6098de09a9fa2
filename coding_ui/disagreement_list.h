// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/command_views.h"
#include "coding_ui/disagreement_model.h"

#include <QWidget>
#include <vector>

class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace axial::coding_ui {

/// The disagreements of a round, with chips that narrow them to a kind and one for the pair of codes that was
/// chosen in the heat map.
class DisagreementList final : public QWidget {
    Q_OBJECT
public:
    explicit DisagreementList(QWidget* parent = nullptr);
    void show_diagnosis(const std::vector<std::string>& raters, const codebooks::RoundDiagnosis& diagnosis);
    void show_pair(CodePair pair);
    void show_all(); ///< without filters
    void next_kind();
    bool step(int by);
    void focus_list();
    [[nodiscard]] bool filtered() const { return model_->kind() || model_->pair(); }
    [[nodiscard]] DisagreementModel* model() const { return model_; }
    [[nodiscard]] QListView* view() const { return list_; }

Q_SIGNALS:
    void open_wanted(const axial::codebooks::Disagreement& disagreement);

private:
    struct Chip {
        QPushButton* button = nullptr;
        std::optional<codebooks::Difference> kind;
    };
    void add_chip(std::optional<codebooks::Difference> kind, const QString& name);
    void choose_kind(std::optional<codebooks::Difference> kind);
    void refresh();
    [[nodiscard]] QString name_of(std::size_t code) const;

    DisagreementModel* model_;
    CommandListView* list_;
    QStackedWidget* stack_;
    QLabel* none_;
    QPushButton* pair_;
    std::vector<Chip> chips_;
    std::vector<std::string> names_;
};

} // namespace axial::coding_ui
