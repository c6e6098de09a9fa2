// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/post_rows.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <algorithm>
#include <string>

namespace axial::corpus::index {

struct PostRows::Statements {
    explicit Statements(SQLite::Database& database)
        : posts(database, std::string(rows::post_select) + "WHERE p.id BETWEEN ? AND ? ORDER BY p.id"),
          rows_there(database, "SELECT id FROM posts WHERE id BETWEEN ? AND ? ORDER BY id"),
          number(database, "SELECT count(*) FROM posts WHERE id BETWEEN ? AND ?"),
          last(database, "SELECT coalesce(max(id), 0) FROM posts"),
          changed(database, "SELECT id FROM posts WHERE change > ? AND id <= ?"),
          any_changed(database, "SELECT 1 FROM posts WHERE change > ? AND id BETWEEN ? AND ? LIMIT 1") {}

    SQLite::Statement posts, rows_there, number, last, changed, any_changed;
};

namespace {

void start(SQLite::Statement& query, const RowRange& range, int from = 1) {
    query.bind(from, range.first);
    query.bind(from + 1, range.last);
}

/// Lets go of the snapshot that a statement reads.
class Ended {
public:
    explicit Ended(SQLite::Statement& query) : query_(query) { query_.reset(); }
    ~Ended() { query_.tryReset(); }
    Ended(const Ended&) = delete;
    Ended& operator=(const Ended&) = delete;

private:
    SQLite::Statement& query_;
};

} // namespace

PostRows::PostRows(Study& study) : statements_(std::make_unique<Statements>(study.database())) {
}
PostRows::PostRows(PostRows&&) noexcept = default;
PostRows::~PostRows() = default;

Status PostRows::for_each(const RowRange& range, const std::function<Status(const Post&)>& visit) {
    return guarded([&]() -> Status {
        auto& query = statements_->posts;
        const Ended ended(query);
        start(query, range);
        while (query.executeStep())
            AXIAL_TRY(visit(rows::read_post(query)));
        return {};
    });
}

Status PostRows::for_each_row(const RowRange& range, const std::function<void(RowId)>& visit) {
    return guarded([&]() -> Status {
        auto& query = statements_->rows_there;
        const Ended ended(query);
        start(query, range);
        while (query.executeStep())
            visit(query.getColumn(0).getInt64());
        return {};
    });
}

Result<std::int64_t> PostRows::count(const RowRange& range) {
    return guarded([&]() -> Result<std::int64_t> {
        auto& query = statements_->number;
        const Ended ended(query);
        start(query, range);
        query.executeStep();
        return query.getColumn(0).getInt64();
    });
}

Result<RowId> PostRows::last() {
    return guarded([&]() -> Result<RowId> {
        const Ended ended(statements_->last);
        statements_->last.executeStep();
        return statements_->last.getColumn(0).getInt64();
    });
}

Result<Rows> PostRows::changed_after(std::int64_t change, RowId last) {
    return guarded([&]() -> Result<Rows> {
        auto& query = statements_->changed;
        const Ended ended(query);
        query.bind(1, change);
        query.bind(2, last);
        Rows rows;
        while (query.executeStep())
            rows.push_back(static_cast<Xapian::docid>(query.getColumn(0).getInt64()));
        std::sort(rows.begin(), rows.end());
        return rows;
    });
}

Result<bool> PostRows::any_changed_after(std::int64_t change, const RowRange& range) {
    return guarded([&]() -> Result<bool> {
        auto& query = statements_->any_changed;
        const Ended ended(query);
        query.bind(1, change);
        start(query, range, 2);
        return query.executeStep();
    });
}

std::vector<RowRange> without(const std::vector<RowRange>& ranges, const std::vector<RowRange>& covered) {
    std::vector<RowRange> left;
    for (RowRange range : ranges) {
        for (const auto& cover : covered) {
            if (cover.last < range.first || cover.first > range.last)
                continue;
            if (cover.first > range.first)
                left.push_back({range.first, cover.first - 1});
            range.first = cover.last + 1;
        }
        if (range.first <= range.last)
            left.push_back(range);
    }
    return left;
}

} // namespace axial::corpus::index
