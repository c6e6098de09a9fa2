// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/database.h"

#include <sqlite3.h>

namespace axial::corpus {

Error translate(const SQLite::Exception& exception) {
    const std::string message = exception.what();
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Fault::world, "the study is busy", {}, "another process is writing; try again in a moment"};
    case SQLITE_FULL:
        return {Fault::world, "the disk is full", {}, "nothing of this step was stored; make room"};
    case SQLITE_READONLY:
        return {Fault::world, "the study cannot be written", {}, "check the permissions of its folder"};
    case SQLITE_IOERR:
        return {Fault::world, "reading or writing the study failed: " + message, {}, {}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {Fault::input, "the database is damaged: " + message, {}, "restore study.db from a copy"};
    default:
        return {Fault::world, "database: " + message, {}, {}};
    }
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
