// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/search_index.h"

#include <QString>
#include <QWidget>
#include <set>
#include <vector>

class QLabel;
class QListView;
class QModelIndex;
class QStandardItemModel;

namespace axial::coding_ui {

/// By what the hits can be narrowed down, with how many there would be: a click, Return or blank adds the value
/// to the query or takes it out again.
class FacetPanel final : public QWidget {
    Q_OBJECT
public:
    enum Role { KindRole = Qt::UserRole + 1, FieldRole, ValueRole, PostsRole, ChosenRole };
    enum Kind { heading, value, more };

    explicit FacetPanel(QWidget* parent = nullptr);
    /// `query` says which values are chosen.
    void show_facets(const std::vector<corpus::Facet>& facets, const QString& query);
    void show_words(const QString& words); ///< instead of values
    void focus_list();
    [[nodiscard]] QListView* list() const { return list_; }

Q_SIGNALS:
    void value_chosen(const QString& field, const QString& value, bool chosen); ///< chosen: it was before

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void add_facet(const corpus::Facet& facet);
    void press(const QModelIndex& index);

    QListView* list_;
    QStandardItemModel* model_;
    QLabel* words_;
    std::vector<corpus::Facet> facets_;
    QString query_;
    std::set<QString> opened_; ///< fields that show all their values
};

} // namespace axial::coding_ui
