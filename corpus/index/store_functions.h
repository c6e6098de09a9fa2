// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/store_query.h"
#include "corpus/index/watch.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <deque>
#include <optional>

namespace axial::corpus::index {

/// Gives a connection what the conditions of a StoreQuery call; again does no harm:
///  - axial_holds(NUMBER, VALUE): the test of this number, among those in use, holds of the value
///  - axial_thread(KEY): what tells threads apart, as text; axial_length(TEXT): in code points
void add_functions(SQLite::Database& database);

/// Whose tests axial_holds means on this thread, while it lives.
class TestsInUse {
public:
    explicit TestsInUse(StoreQuery& query);
    ~TestsInUse();
    TestsInUse(const TestsInUse&) = delete;
    TestsInUse& operator=(const TestsInUse&) = delete;

private:
    std::deque<ValueTest>* before_;
};

/// Ends what a connection does when a search has to end, while it lives; SQLite then fails with "interrupted".
class StatementWatch {
public:
    StatementWatch(SQLite::Database& database, const Limits& limits);
    ~StatementWatch();
    StatementWatch(const StatementWatch&) = delete;
    StatementWatch& operator=(const StatementWatch&) = delete;

    [[nodiscard]] const std::optional<Interrupted>& interrupted() const { return interrupted_; }

private:
    static int look(void* self);

    SQLite::Database& database_;
    Deadline deadline_;
    std::optional<Interrupted> interrupted_;
};

} // namespace axial::corpus::index
