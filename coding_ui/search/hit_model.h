// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/search/search_values.h"

#include <QAbstractListModel>
#include <map>
#include <set>

namespace axial::coding_ui {

/// All hits as rows, of which only those that were looked at are there: a row that is not asks for its page.
class HitModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HitRole = Qt::UserRole + 1, LoadedRole, GroupedRole };
    static constexpr int most_rows = 10000; ///< further down nobody reads; a narrower query leads there

    using QAbstractListModel::QAbstractListModel;

    void clear();
    void show_page(const HitPage& page); ///< the first one of a search replaces all others
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Null where the row is not there yet, or its post is gone.
    [[nodiscard]] const FoundPost* hit(int row) const;
    [[nodiscard]] const SearchWish& wish() const { return wish_; }

Q_SIGNALS:
    void page_wanted(qint64 offset) const;

private:
    SearchWish wish_;
    int rows_ = 0;
    std::map<int, std::vector<FoundPost>> pages_; ///< by first row
    mutable std::set<int> asked_;
};

} // namespace axial::coding_ui

Q_DECLARE_METATYPE(axial::coding_ui::FoundPost)
