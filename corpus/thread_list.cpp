// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/thread_list.h"

#include "corpus/database.h"

namespace axial::corpus {
namespace {

Thread read_thread(SQLite::Statement& row) {
    Thread thread;
    thread.row = row.getColumn(0).getInt64();
    thread.key = row.getColumn(1).getString();
    thread.source = row.getColumn(2).getString();
    thread.site = row.getColumn(3).getString();
    thread.container = row.getColumn(4).getString();
    thread.kind = row.getColumn(5).getString();
    thread.title = row.getColumn(6).getString();
    thread.state = row.getColumn(7).getString();
    thread.created_at = Time{std::chrono::milliseconds{row.getColumn(8).getInt64()}};
    return thread;
}

} // namespace

Result<std::vector<ListedThread>> list_threads(const Study& study) {
    return guarded([&]() -> Result<std::vector<ListedThread>> {
        SQLite::Statement query(study.database(),
                                "SELECT t.id, t.key, t.source, t.site, t.container, t.kind, t.title, t.state, "
                                "t.created_at, p.id, p.key FROM threads t JOIN posts p ON p.thread_id = t.id "
                                "ORDER BY t.created_at DESC, t.id, p.created_at, p.key <> t.key, "
                                "length(p.native_id), p.native_id");
        std::vector<ListedThread> threads;
        while (query.executeStep()) {
            if (threads.empty() || threads.back().thread.row != query.getColumn(0).getInt64())
                threads.push_back({read_thread(query), {}});
            threads.back().posts.push_back({query.getColumn(9).getInt64(), query.getColumn(10).getString()});
        }
        return threads;
    });
}

} // namespace axial::corpus
