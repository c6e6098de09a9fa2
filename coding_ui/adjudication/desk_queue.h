// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_model.h"
#include "coding_ui/command_views.h"

#include <QWidget>
#include <vector>

class QLabel;
class QMenu;
class QPushButton;

namespace axial::coding_ui {

/// The left side of the Settle page: which round, how far it is, and the queue of what is in dispute, narrowed
/// by chips and ordered as one likes.
class DeskQueue final : public QWidget {
    Q_OBJECT
public:
    explicit DeskQueue(QWidget* parent = nullptr);
    void show_rounds(const std::vector<RoundInfo>& rounds);
    void show_round(const QString& name); ///< chosen, nothing known of it yet
    /// Shows the queue and goes to an item: the one named if it passes the filters, else the one at the row.
    void show_desk(const DeskPointer& desk, const CodeIndex* codes, int row, const std::string& post = {},
                   const std::string& what = {});
    void open_chooser();
    /// What the rules would settle, to choose from; false where neither settles anything.
    bool offer_rules(const RulePreview& preview);
    void next_kind();
    void next_state();
    void next_order();
    void show_state(DeskModel::State state);
    bool step(int by);
    void focus_list();
    [[nodiscard]] const DeskRow* current() const; ///< none: nothing passes the filters
    [[nodiscard]] int current_row() const { return list_->currentIndex().row(); }
    [[nodiscard]] DeskModel* model() const { return model_; }
    [[nodiscard]] QListView* view() const { return list_; }

Q_SIGNALS:
    void round_wanted(const QString& round);
    void current_changed();
    void rules_wanted();
    void rule_chosen(axial::codebooks::adjudication::Rule rule);
    void open_wanted();

private:
    struct Chip {
        QPushButton* button = nullptr;
        std::optional<DeskModel::State> state;
        std::optional<DeskModel::Kind> kind;
    };
    Chip& add_chip(const QString& name);
    void refresh(int row, const std::string& post = {}, const std::string& what = {});
    void refresh_chips();
    void place_chips();
    void resizeEvent(QResizeEvent* event) override;

    std::vector<RoundInfo> rounds_;
    DeskPointer desk_;
    DeskModel* model_;
    CommandListView* list_;
    QPushButton *round_, *order_, *rule_;
    QWidget* rule_line_;
    QMenu *menu_, *rules_menu_;
    QLabel *about_, *none_;
    QWidget* chip_area_;
    std::vector<Chip> chips_;
    bool refreshing_ = false;
};

} // namespace axial::coding_ui
