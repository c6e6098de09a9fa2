// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace axial::corpus::index {

/// Lets a query match only in a set of documents. Any size; memory is 4 bytes a document.
class RowSource : public Xapian::PostingSource {
public:
    /// `rows` is sorted and has no repeats.
    explicit RowSource(std::vector<Xapian::docid> rows) : rows_(std::move(rows)) {}

    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return static_cast<Xapian::doccount>(rows_.size()); }
    Xapian::doccount get_termfreq_max() const override { return static_cast<Xapian::doccount>(rows_.size()); }
    void next(double) override { at_ = started_ ? at_ + 1 : 0, started_ = true; }
    void skip_to(Xapian::docid document, double) override {
        const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(started_ ? at_ : 0);
        at_ = static_cast<std::size_t>(std::lower_bound(from, rows_.end(), document) - rows_.begin());
        started_ = true;
    }
    bool at_end() const override { return started_ && at_ >= rows_.size(); }
    Xapian::docid get_docid() const override { return rows_[at_]; }
    /// Called for each shard: Xapian believes what a source names, so rows that are not in it are left out.
    void init(const Xapian::Database& shard) override {
        at_ = 0, started_ = false;
        auto indexed = shard.postlist_begin("");
        const auto end = shard.postlist_end("");
        std::erase_if(rows_, [&](Xapian::docid row) {
            if (indexed != end)
                indexed.skip_to(row);
            return indexed == end || *indexed != row;
        });
    }
    PostingSource* clone() const override { return new RowSource(rows_); }
    std::string get_description() const override { return "RowSource"; }

private:
    std::vector<Xapian::docid> rows_;
    std::size_t at_ = 0;
    bool started_ = false;
};

} // namespace axial::corpus::index
