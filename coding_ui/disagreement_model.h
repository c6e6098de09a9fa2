// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/round_diagnosis.h"

#include <QAbstractListModel>
#include <QStringList>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace axial::coding_ui {

/// Indices into Coincidences::ids: two that were taken for each other; twice the same for all in which that
/// one takes part.
using CodePair = std::pair<std::size_t, std::size_t>;

/// Where coders differ, worst first, as far as the filters let it through.
class DisagreementModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SaidRole = Qt::UserRole + 1, KindRole, QuoteRole, ShareRole };

    using QAbstractListModel::QAbstractListModel;

    void show_diagnosis(const std::vector<std::string>& raters, const codebooks::RoundDiagnosis& diagnosis);
    void set_kind(std::optional<codebooks::Difference> kind);
    void set_pair(std::optional<CodePair> pair);
    [[nodiscard]] std::optional<codebooks::Difference> kind() const { return kind_; }
    [[nodiscard]] std::optional<CodePair> pair() const { return pair_; }
    /// How many of a kind (none: of all) pass the filter by pair.
    [[nodiscard]] int count(std::optional<codebooks::Difference> kind) const;
    [[nodiscard]] std::size_t size() const { return all_.size(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] const codebooks::Disagreement& at(int row) const {
        return all_[shown_[static_cast<std::size_t>(row)]];
    }

private:
    using Chosen = std::set<std::size_t>; ///< what one coder gave, as indices into names_
    [[nodiscard]] Chosen chosen_in(std::string_view value) const;
    [[nodiscard]] bool concerns(std::size_t row, const CodePair& pair) const;
    [[nodiscard]] bool passes(std::size_t row, std::optional<codebooks::Difference> kind) const;
    [[nodiscard]] QString whole(const codebooks::Disagreement& each) const;
    void filter();

    std::vector<std::string> raters_;
    std::vector<std::string> names_;
    std::size_t nothing_ = 0; ///< index of "nothing" in names_; their number where there is none
    std::vector<codebooks::Disagreement> all_;
    std::vector<std::vector<std::optional<Chosen>>> given_; ///< of each of all_, by coder; none: not judged
    std::vector<std::size_t> shown_;
    std::optional<codebooks::Difference> kind_;
    std::optional<CodePair> pair_;
};

} // namespace axial::coding_ui
