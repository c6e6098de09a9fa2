// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// What the classes over study.db share: the one place where SQLite's exceptions become errors.
namespace axial::corpus {

[[nodiscard]] Error translate(const SQLite::Exception& exception);

/// Runs `work`, which returns a Result or Status and may use SQLiteCpp freely.
template <typename Work>
[[nodiscard]] auto guarded(Work&& work) -> std::invoke_result_t<Work> {
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception& exception) {
        return fail(translate(exception));
    } catch (
        const std::exception& exception) { // a row that is not what Axial writes: JSON or a number out of range
        return fail({Fault::input,
                     std::string("the database holds something unreadable: ") + exception.what(),
                     {},
                     "restore it from a copy"});
    }
}

/// Opens a database to read it. A file on a read-only disk or in somebody else's folder is read as it lies
/// there, unless its last writer left changes beside it: those could only be taken in by writing. Throws as
/// SQLiteCpp does.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_for_reading(const std::filesystem::path& file,
                                                                 int busy_timeout_ms);

/// A transaction that joins one that is open already; rolled back unless committed.
class Transaction {
public:
    explicit Transaction(SQLite::Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();
    /// Nobody else's changes can have come in between if this joined another.
    [[nodiscard]] bool is_outermost() const { return outermost_; }

private:
    SQLite::Database& database_;
    bool outermost_;
    bool done_ = false;
};

} // namespace axial::corpus
