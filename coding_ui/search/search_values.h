// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "coding_ui/values.h"
#include "corpus/index/search_index.h"

/// What travels between the Search page and its worker.
namespace axial::coding_ui {

struct SearchWish {
    QString query;
    bool newest_first = false; ///< else the best first; without words to rank by, always the newest
    bool by_thread = false;    ///< one hit a thread
    std::string like;          ///< key of a post that hits are to resemble; empty: none
    bool operator==(const SearchWish&) const = default;
};

/// A hit as the list shows it.
struct FoundPost {
    corpus::RowId thread = 0, post = 0;
    std::string key;
    QString title, place, container, author, kind, date; ///< date: ISO
    QString snippet;                                     ///< hits between U+0002 and U+0003
    std::optional<std::int64_t> score;
    qint64 in_thread = 1; ///< hits of its thread, where they are grouped
};

/// How the index stands to the study.
struct IndexStanding {
    bool usable = false, behind = false;
    QString reason; ///< why it is not usable
    qint64 posts = 0;
};

/// A stretch of the hits, or why there are none.
struct HitPage {
    SearchWish wish;
    qint64 offset = 0, count = 0; ///< count: of posts, or of threads where they are grouped
    std::vector<FoundPost> hits;
    QString error, hint; ///< in words; empty when the search ran
    int column = 0;      ///< of the error, in code points from 1; 0: it has none
    QString suggestion;  ///< a better spelt query; empty: none
    IndexStanding index;
};

/// What takes longer than the first hits: how all of them spread.
struct SearchSums {
    qint64 posts = 0, threads = 0;
    std::vector<corpus::Facet> facets; ///< each as if the query did not filter by its own field
    QString error;                     ///< why there are none
};

/// What could stand at the cursor of a query. Places are UTF-16 units.
struct QueryCompletion {
    struct Item {
        QString insert, label, help; ///< help: of a field
        qint64 posts = -1;           ///< about; -1: not counted
    };
    QString text; ///< of which it speaks
    int cursor = 0;
    qsizetype begin = 0, end = 0; ///< what an item takes the place of
    std::vector<Item> items;
};

} // namespace axial::coding_ui
