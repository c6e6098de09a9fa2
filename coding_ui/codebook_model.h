// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/code_index.h"

#include <QAbstractItemModel>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace axial::coding_ui {

/// The codes of a codebook as a tree, with counts as far as the coder may see them.
class CodebookModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role { ColourRole = Qt::UserRole + 1, KeyRole, CountRole, CodableRole, UuidRole };

    using QAbstractItemModel::QAbstractItemModel;

    /// `codes` must outlive the model or the next call.
    void set_codes(const CodeIndex* codes);
    void set_counts(std::map<std::string, std::int64_t> counts);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const codebooks::Code* code_at(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex index_of(const std::string& uuid) const;

private:
    /// Node 0 is the root; node i + 1 is code i of the codebook.
    struct Node {
        int parent = 0, row = 0;
        std::vector<int> children;
    };
    [[nodiscard]] std::int64_t count_below(int node) const;

    const CodeIndex* codes_ = nullptr;
    std::vector<Node> nodes_{1};
    std::map<std::string, std::int64_t> counts_;
};

} // namespace axial::coding_ui
