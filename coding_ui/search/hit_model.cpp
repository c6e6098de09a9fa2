// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/search/hit_model.h"

#include "coding_ui/search/search_worker.h"
#include "coding_ui/words.h"

#include <algorithm>

namespace axial::coding_ui {
namespace {

constexpr int page_rows = static_cast<int>(SearchWorker::page_size);

QString without_marks(QString snippet) {
    return snippet.remove(QChar(2)).remove(QChar(3));
}

} // namespace

void HitModel::clear() {
    beginResetModel();
    rows_ = 0;
    pages_.clear();
    asked_.clear();
    endResetModel();
}

void HitModel::show_page(const HitPage& page) {
    const int offset = static_cast<int>(page.offset);
    if (offset == 0) {
        beginResetModel();
        wish_ = page.wish;
        rows_ = static_cast<int>(std::min<qint64>(page.count, most_rows));
        pages_.clear();
        asked_ = {0};
        pages_[0] = page.hits;
        endResetModel();
        return;
    }
    if (page.wish != wish_ || offset >= rows_)
        return;
    if (!page.error.isEmpty()) {
        asked_.erase(offset); // asked for again when it is next looked at
        return;
    }
    pages_[offset] = page.hits;
    Q_EMIT dataChanged(index(offset), index(std::min(rows_, offset + page_rows) - 1));
}

int HitModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

const FoundPost* HitModel::hit(int row) const {
    const auto page = pages_.find(row - row % page_rows);
    const auto place = static_cast<std::size_t>(row % page_rows);
    if (row < 0 || page == pages_.end() || place >= page->second.size() || page->second[place].post == 0)
        return nullptr;
    return &page->second[place];
}

QVariant HitModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int first = index.row() - index.row() % page_rows;
    const bool loaded = pages_.contains(first);
    if (!loaded && asked_.insert(first).second)
        Q_EMIT page_wanted(first);
    const FoundPost* found = hit(index.row());
    switch (role) {
    case LoadedRole:
        return loaded;
    case GroupedRole:
        return wish_.by_thread;
    case HitRole:
        return found ? QVariant::fromValue(*found) : QVariant();
    case Qt::DisplayRole:
        return found ? found->title : QString();
    case Qt::AccessibleTextRole:
        return found ? QStringLiteral("%1, %2, %3: %4")
                           .arg(found->title, found->author, found->date, without_marks(found->snippet))
                     : QString();
    default:
        return {};
    }
}

} // namespace axial::coding_ui
