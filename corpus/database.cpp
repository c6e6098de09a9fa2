// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>
#include <tuple>

namespace axial::corpus {
namespace {

/// The file as SQLite's URI form names it; "immutable" keeps SQLite from wanting its files beside it.
std::string immutable_uri(const std::filesystem::path& file) {
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string())
        uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", static_cast<unsigned char>(c))
                                                : std::string(1, c);
    return uri + "?immutable=1";
}

} // namespace

Error translate(const SQLite::Exception& exception) {
    const std::string message = exception.what();
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Fault::world, "the study is busy", {}, "another process is writing; try again in a moment"};
    case SQLITE_FULL:
        return {Fault::world,
                "the disk is full",
                {},
                "what was stored before is whole; make room and run the same command again"};
    case SQLITE_READONLY:
        return {Fault::world, "the study cannot be written", {}, "check the permissions of its folder"};
    case SQLITE_IOERR:
        return {Fault::world,
                "reading or writing the study failed: " + message,
                {},
                "see whether its disk is full or damaged"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {Fault::input, "the database is damaged: " + message, {}, "restore it from a copy"};
    default:
        return {Fault::world, "database: " + message, {}, {}};
    }
}

std::unique_ptr<SQLite::Database> open_for_reading(const std::filesystem::path& file, int busy_timeout_ms) {
    try {
        // Not SQLITE_OPEN_READONLY: only a connection that may write tidies up the files beside the database.
        auto database =
            std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
        database->exec("PRAGMA query_only = ON");
        std::ignore = database->execAndGet("SELECT count(*) FROM sqlite_master").getInt();
        return database;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        std::error_code none;
        const auto unsaved = std::filesystem::file_size(file.string() + "-wal", none);
        const bool is_refused =
            code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_IOERR ||
            code == SQLITE_FULL; // the last two: a disk with no room even for the lock table
        if (!is_refused || (!none && unsaved > 0))
            throw;
    }
    return std::make_unique<SQLite::Database>(immutable_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI,
                                              busy_timeout_ms);
}

Transaction::Transaction(SQLite::Database& database)
    : database_(database),
      outermost_(sqlite3_get_autocommit(database.getHandle()) != 0) {
    if (outermost_)
        database_.exec("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!outermost_ || done_)
        return;
    // SQLite may have rolled back by itself already (a full disk does that).
    if (sqlite3_get_autocommit(database_.getHandle()) == 0)
        database_.tryExec("ROLLBACK");
}

void Transaction::commit() {
    if (outermost_)
        database_.exec("COMMIT");
    done_ = true;
}

} // namespace axial::corpus
