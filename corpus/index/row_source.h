// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/row_map.h"

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace axial::corpus::index {

template <typename Value>
using ByShard = std::map<std::string, std::shared_ptr<const Value>>; ///< by the shard's own uuid

/// A sorted list of documents for each shard.
class ListSource : public Xapian::PostingSource {
public:
    Xapian::doccount get_termfreq_min() const override { return get_termfreq_max(); }
    Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
    Xapian::doccount get_termfreq_max() const override { return static_cast<Xapian::doccount>(list_->size()); }
    void next(double) override { at_ = started_ ? at_ + 1 : 0, started_ = true; }
    void skip_to(Xapian::docid document, double) override {
        const auto from = list_->begin() + static_cast<std::ptrdiff_t>(started_ ? at_ : 0);
        at_ = static_cast<std::size_t>(std::lower_bound(from, list_->end(), document) - list_->begin());
        started_ = true;
    }
    bool at_end() const override { return started_ && at_ >= list_->size(); }
    Xapian::docid get_docid() const override { return (*list_)[at_]; }
    std::string get_description() const override { return "ListSource"; }

protected:
    ListSource() : list_(std::make_shared<const Rows>()) {}
    /// Only documents that there are: Xapian believes what a source names.
    void restart(std::shared_ptr<const Rows> list) { list_ = std::move(list), at_ = 0, started_ = false; }

private:
    std::shared_ptr<const Rows> list_;
    std::size_t at_ = 0;
    bool started_ = false;
};

/// Lets a query match only in a set of posts. Any size; memory is 4 bytes a post.
class RowSource : public ListSource {
public:
    RowSource(std::shared_ptr<const Rows> rows, std::shared_ptr<const ByShard<RowMap>> maps)
        : rows_(std::move(rows)),
          maps_(std::move(maps)) {}

    void init(const Xapian::Database& shard) override {
        const auto map = maps_->find(shard.get_uuid());
        restart(std::make_shared<const Rows>(map == maps_->end() ? Rows{} : map->second->documents(*rows_)));
    }
    PostingSource* clone() const override { return new RowSource(rows_, maps_); }

private:
    std::shared_ptr<const Rows> rows_;
    std::shared_ptr<const ByShard<RowMap>> maps_;
};

/// The documents of each shard that a newer one holds again.
class HiddenSource : public ListSource {
public:
    explicit HiddenSource(std::shared_ptr<const ByShard<Rows>> hidden) : hidden_(std::move(hidden)) {}

    void init(const Xapian::Database& shard) override {
        const auto list = hidden_->find(shard.get_uuid());
        restart(list == hidden_->end() ? std::make_shared<const Rows>() : list->second);
    }
    PostingSource* clone() const override { return new HiddenSource(hidden_); }

private:
    std::shared_ptr<const ByShard<Rows>> hidden_;
};

} // namespace axial::corpus::index
