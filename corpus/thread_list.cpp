// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/thread_list.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

namespace axial::corpus {
Result<std::vector<ListedThread>> list_threads(const Study& study) {
    return guarded([&]() -> Result<std::vector<ListedThread>> {
        SQLite::Statement query(study.database(),
                                "SELECT " AXIAL_THREAD_COLUMNS ", p.id, p.key FROM threads t JOIN posts p "
                                "ON p.thread_id = t.id ORDER BY t.created_at DESC, t.id, p.created_at, "
                                "p.key <> t.key, length(p.native_id), p.native_id");
        std::vector<ListedThread> threads;
        while (query.executeStep()) {
            if (threads.empty() || threads.back().thread.row != query.getColumn(0).getInt64())
                threads.push_back({rows::read_thread(query), {}});
            threads.back().posts.push_back({query.getColumn(13).getInt64(), query.getColumn(14).getString()});
        }
        return threads;
    });
}

} // namespace axial::corpus
