// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/codebook_model.h"

namespace axial::coding_ui {

void CodebookModel::set_codes(const CodeIndex* codes) {
    beginResetModel();
    codes_ = codes;
    nodes_.assign(1, {});
    std::map<std::string, int> by_id;
    if (codes_) {
        const auto& all = codes_->codebook().codes;
        nodes_.resize(all.size() + 1);
        for (std::size_t i = 0; i < all.size(); ++i)
            by_id[all[i].id] = static_cast<int>(i) + 1;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const int self = static_cast<int>(i) + 1;
            const auto above = by_id.find(all[i].parent);
            // A code comes right before those below it, so a parent that comes later can only be a broken book.
            const int parent = above != by_id.end() && above->second < self ? above->second : 0;
            auto& siblings = nodes_[static_cast<std::size_t>(parent)].children;
            nodes_[i + 1].parent = parent;
            nodes_[i + 1].row = static_cast<int>(siblings.size());
            siblings.push_back(self);
        }
    }
    endResetModel();
}

void CodebookModel::set_counts(std::map<std::string, std::int64_t> counts) {
    counts_ = std::move(counts);
    for (std::size_t node = 0; node < nodes_.size(); ++node)
        if (const auto& children = nodes_[node].children; !children.empty()) {
            const QModelIndex above = node == 0 ? QModelIndex() : createIndex(nodes_[node].row, 0, node);
            Q_EMIT dataChanged(index(0, 0, above), index(static_cast<int>(children.size()) - 1, 0, above));
        }
}

QModelIndex CodebookModel::index(int row, int column, const QModelIndex& parent) const {
    const auto& above = nodes_[parent.isValid() ? parent.internalId() : 0];
    if (column != 0 || row < 0 || row >= static_cast<int>(above.children.size()))
        return {};
    return createIndex(row, column, static_cast<quintptr>(above.children[static_cast<std::size_t>(row)]));
}

QModelIndex CodebookModel::parent(const QModelIndex& child) const {
    if (!child.isValid())
        return {};
    const int above = nodes_[child.internalId()].parent;
    if (above == 0)
        return {};
    return createIndex(nodes_[static_cast<std::size_t>(above)].row, 0, static_cast<quintptr>(above));
}

int CodebookModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0)
        return 0;
    return static_cast<int>(nodes_[parent.isValid() ? parent.internalId() : 0].children.size());
}

int CodebookModel::columnCount(const QModelIndex&) const {
    return 1;
}

const codebooks::Code* CodebookModel::code_at(const QModelIndex& index) const {
    if (!index.isValid() || !codes_)
        return nullptr;
    return &codes_->codebook().codes[index.internalId() - 1];
}

std::int64_t CodebookModel::count_below(int node) const {
    const auto own = counts_.find(codes_->codebook().codes[static_cast<std::size_t>(node) - 1].uuid);
    std::int64_t sum = own == counts_.end() ? 0 : own->second;
    for (const int child : nodes_[static_cast<std::size_t>(node)].children)
        sum += count_below(child);
    return sum;
}

QVariant CodebookModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const codebooks::Code& code = *code_at(index);
    const QString name = QString::fromStdString(code.name);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
        return QString::fromStdString(code.definition);
    case ColourRole:
        return codes_->colour_of(code.uuid);
    case KeyRole:
        return codes_->key_of(code.uuid);
    case CodableRole:
        return code.usable();
    case UuidRole:
        return QString::fromStdString(code.uuid);
    case CountRole:
        return static_cast<qlonglong>(count_below(static_cast<int>(index.internalId())));
    case Qt::AccessibleTextRole: {
        const auto count = count_below(static_cast<int>(index.internalId()));
        return QStringLiteral("%1, %2 codings").arg(name).arg(count);
    }
    default:
        return {};
    }
}

QModelIndex CodebookModel::index_of(const std::string& uuid) const {
    if (!codes_)
        return {};
    const auto& all = codes_->codebook().codes;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].uuid == uuid)
            return createIndex(nodes_[i + 1].row, 0, static_cast<quintptr>(i + 1));
    return {};
}

} // namespace axial::coding_ui
