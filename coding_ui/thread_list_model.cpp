// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/thread_list_model.h"

#include "coding_ui/words.h"

#include <algorithm>

namespace axial::coding_ui {

void ThreadListModel::set_codes(const CodeIndex* codes) {
    codes_ = codes;
    if (!shown_.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void ThreadListModel::set_threads(std::vector<ThreadRow> threads, bool in_round) {
    beginResetModel();
    threads_ = std::move(threads);
    in_round_ = in_round;
    found_.reset();
    places_.clear();
    for (std::size_t i = 0; i < threads_.size(); ++i)
        places_[threads_[i].row] = i;
    choose();
    endResetModel();
}

void ThreadListModel::set_filter(ThreadFilter filter) {
    beginResetModel();
    filter_ = filter;
    choose();
    endResetModel();
}

void ThreadListModel::set_found(std::optional<std::set<corpus::RowId>> posts) {
    beginResetModel();
    found_ = std::move(posts);
    choose();
    endResetModel();
}

void ThreadListModel::choose() {
    shown_.clear();
    for (std::size_t i = 0; i < threads_.size(); ++i)
        if (passes(threads_[i], filter_) && found(threads_[i]))
            shown_.push_back(i);
}

bool ThreadListModel::passes(const ThreadRow& row, ThreadFilter filter) const {
    switch (filter) {
    case ThreadFilter::to_do:
        return row.to_do();
    case ThreadFilter::done:
        return in_round_ ? row.asked() && !row.to_do() : row.coded();
    case ThreadFilter::all:
        break;
    }
    return true;
}

bool ThreadListModel::found(const ThreadRow& row) const {
    return !found_ || std::any_of(row.posts.begin(), row.posts.end(),
                                  [this](const PostPlace& post) { return found_->contains(post.row); });
}

void ThreadListModel::update(const ThreadRow& row) {
    const auto place = places_.find(row.row);
    if (place == places_.end())
        return;
    threads_[place->second] = row;
    if (const int at = row_of(row.row); at >= 0)
        Q_EMIT dataChanged(index(at), index(at));
}

int ThreadListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int ThreadListModel::row_of(corpus::RowId thread) const {
    const auto place = places_.find(thread);
    if (place == places_.end())
        return -1;
    const auto at = std::lower_bound(shown_.begin(), shown_.end(), place->second);
    return at != shown_.end() && *at == place->second ? static_cast<int>(at - shown_.begin()) : -1;
}

qint64 ThreadListModel::count(ThreadFilter filter) const {
    return std::count_if(threads_.begin(), threads_.end(),
                         [&](const ThreadRow& row) { return passes(row, filter); });
}

QString ThreadListModel::about(const ThreadRow& row) const {
    return QStringLiteral("%1 · %2 · %3")
        .arg(row.place, iso_date(row.created_at),
             counted(static_cast<qint64>(row.posts.size()), QStringLiteral("post"), QStringLiteral("posts")));
}

QVariant ThreadListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ThreadRow& row = thread_at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return row.title;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(row.title, about(row));
    case AboutRole:
        return about(row);
    case DoneRole:
        return in_round_ && row.asked() && !row.to_do();
    case ThreadRole:
        return QVariant::fromValue<qlonglong>(row.row);
    case MarksRole: {
        QVariantList colours;
        for (const auto& code : row.codes)
            colours << (codes_ ? codes_->colour_of(code) : QColor(Qt::gray));
        return colours;
    }
    default:
        return {};
    }
}

} // namespace axial::coding_ui
