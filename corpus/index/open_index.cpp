// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/open_index.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace axial::corpus::index {

Result<std::shared_ptr<const SealedShards>> SealedShards::open(const std::filesystem::path& index,
                                                               Manifest manifest) {
    auto sealed = std::make_shared<SealedShards>();
    auto all = manifest.base;
    if (manifest.changed)
        all.push_back(*manifest.changed);
    for (const auto& shard : all) {
        const auto folder = index / shard.name;
        Xapian::Database database(folder.string(), Xapian::DB_BACKEND_GLASS);
        AXIAL_ASSIGN(const auto rows, read_rows(folder, database.get_doccount()));
        sealed->shards.push_back({std::move(database), std::make_shared<const RowMap>(rows)});
    }
    if (manifest.changed)
        sealed->changed = sealed->shards.back().rows->rows();
    for (std::size_t i = 0; i < all.size(); ++i)
        sealed->superseded.push_back(std::make_shared<const Rows>(
            i < manifest.base.size() ? sealed->shards[i].rows->documents(sealed->changed) : Rows{}));
    sealed->manifest = std::move(manifest);
    return std::shared_ptr<const SealedShards>(std::move(sealed));
}

OpenIndex::OpenIndex(std::shared_ptr<const SealedShards> sealed, const Xapian::Database& live)
    : shards_(sealed->shards),
      maps_(std::make_shared<ByShard<RowMap>>()),
      hidden_(std::make_shared<ByShard<Rows>>()) {
    shards_.push_back({live, std::make_shared<const RowMap>(RowMap::of_live(live))});
    const Rows newest = shards_.back().rows->rows();
    for (std::size_t i = 0; i < shards_.size(); ++i) {
        const auto& shard = shards_[i];
        database_.add_database(shard.database);
        (*maps_)[shard.database.get_uuid()] = shard.rows;
        posts_ += shard.rows->size();
        if (i < sealed->superseded.size())
            hide(shard, sealed->superseded[i], newest);
    }
}

void OpenIndex::hide(const OpenShard& shard, std::shared_ptr<const Rows> already, const Rows& newer) {
    const Rows held = shard.rows->documents(newer);
    if (!held.empty()) {
        Rows all;
        std::set_union(already->begin(), already->end(), held.begin(), held.end(), std::back_inserter(all));
        already = std::make_shared<const Rows>(std::move(all));
    }
    if (already->empty())
        return;
    posts_ -= static_cast<std::int64_t>(already->size());
    (*hidden_)[shard.database.get_uuid()] = std::move(already);
}

RowId OpenIndex::row_of(Xapian::docid document) const {
    const auto shards = static_cast<Xapian::docid>(shards_.size());
    return shards_[(document - 1) % shards].rows->row((document - 1) / shards + 1);
}

Xapian::Query OpenIndex::visible(const Xapian::Query& query) const {
    if (hidden_->empty())
        return query;
    return {Xapian::Query::OP_AND_NOT, query, Xapian::Query((new HiddenSource(hidden_))->release())};
}

Xapian::Query OpenIndex::only(const std::vector<RowId>& rows) const {
    Rows sorted;
    sorted.reserve(rows.size());
    for (const RowId row : rows)
        if (row > 0 && row < std::numeric_limits<Xapian::docid>::max())
            sorted.push_back(static_cast<Xapian::docid>(row));
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return Xapian::Query((new RowSource(std::make_shared<const Rows>(std::move(sorted)), maps_))->release());
}

std::optional<Xapian::Document> OpenIndex::document(RowId row) const {
    for (auto shard = shards_.rbegin(); shard != shards_.rend(); ++shard)
        if (const auto id = shard->rows->document(row); id != 0)
            return shard->database.get_document(id);
    return std::nullopt;
}

void OpenIndex::for_each_row(const std::function<bool(RowId)>& visit) const {
    for (const auto& shard : shards_) {
        const auto hidden = hidden_->find(shard.database.get_uuid());
        for (const Xapian::docid row : shard.rows->rows()) {
            const bool counts =
                hidden == hidden_->end() ||
                !std::binary_search(hidden->second->begin(), hidden->second->end(), shard.rows->document(row));
            if (counts && !visit(row))
                return;
        }
    }
}

} // namespace axial::corpus::index
