// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/code_index.h"
#include "coding_ui/values.h"

#include <QAbstractListModel>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace axial::coding_ui {

enum class ThreadFilter { all, to_do, done };

/// The threads of the study or of the round, one row each, as far as the filter and the search let them
/// through. A row that stops matching stays until the filter is chosen again: nothing moves by itself.
class ThreadListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { AboutRole = Qt::UserRole + 1, MarksRole, DoneRole, ThreadRole };

    using QAbstractListModel::QAbstractListModel;

    void set_codes(const CodeIndex* codes);
    void set_threads(std::vector<ThreadRow> threads, bool in_round);
    void set_filter(ThreadFilter filter);
    /// Only threads with one of these posts; none: all threads.
    void set_found(std::optional<std::set<corpus::RowId>> posts);
    void update(const ThreadRow& row);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const ThreadRow& thread_at(int row) const {
        return threads_[shown_[static_cast<std::size_t>(row)]];
    }
    [[nodiscard]] int row_of(corpus::RowId thread) const; ///< -1: not shown
    [[nodiscard]] qint64 count(ThreadFilter filter) const;
    [[nodiscard]] std::size_t size() const { return threads_.size(); }
    [[nodiscard]] ThreadFilter filter() const { return filter_; }

private:
    void choose();
    [[nodiscard]] bool passes(const ThreadRow& row, ThreadFilter filter) const;
    [[nodiscard]] bool found(const ThreadRow& row) const;
    [[nodiscard]] QString about(const ThreadRow& row) const;

    std::vector<ThreadRow> threads_;
    std::vector<std::size_t> shown_;
    std::unordered_map<corpus::RowId, std::size_t> places_;
    std::optional<std::set<corpus::RowId>> found_;
    ThreadFilter filter_ = ThreadFilter::all;
    bool in_round_ = false;
    const CodeIndex* codes_ = nullptr;
};

} // namespace axial::coding_ui
