// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/adjudication/desk_values.h"
#include "coding_ui/code_index.h"

#include <QAbstractListModel>
#include <map>
#include <optional>
#include <vector>

namespace axial::coding_ui {

/// What is in dispute in a round, as far as the filters let it through; what was put off stands last.
class DeskModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum class State { open, settled };
    enum class Order { disagreement, codes, posts };
    using Kind = codebooks::adjudication::Kind;

    using QAbstractListModel::QAbstractListModel;

    void show_desk(DeskPointer desk, const CodeIndex* codes);
    void set_state(State state);
    void set_kind(std::optional<Kind> kind);
    void set_order(Order order);
    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] std::optional<Kind> kind() const { return kind_; }
    [[nodiscard]] Order order() const { return order_; }
    /// How many pass the state and are of the kind (none: of any).
    [[nodiscard]] int count(State state, std::optional<Kind> kind) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// Roles are those of DisagreementModel, whose rows look the same.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] const DeskRow& at(int row) const {
        return desk_->rows[shown_[static_cast<std::size_t>(row)]];
    }
    /// -1 where the filters hold it back.
    [[nodiscard]] int row_of(const std::string& post, const std::string& what) const;

private:
    void arrange();
    void arrange_anew();
    [[nodiscard]] QString said(const DeskRow& row) const;
    [[nodiscard]] QString quote(const DeskRow& row) const;
    [[nodiscard]] QString share(const DeskRow& row) const;

    DeskPointer desk_;
    const CodeIndex* codes_ = nullptr;
    std::vector<std::size_t> shown_;
    std::map<std::pair<std::string, std::string>, int> pairs_; ///< how often each occurs in what is shown
    State state_ = State::open;
    std::optional<Kind> kind_;
    Order order_ = Order::disagreement;
};

} // namespace axial::coding_ui
