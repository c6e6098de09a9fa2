// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/store_functions.h"

#include "corpus/index/slots.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <exception>
#include <string>
#include <string_view>

namespace axial::corpus::index {
namespace {

/// Steps of SQLite's machine between two looks at the time.
constexpr int steps_between = 2'000;

thread_local std::deque<ValueTest>* in_use = nullptr;

std::string_view text_of(sqlite3_value* value) {
    const auto* bytes = sqlite3_value_text(value);
    const auto length = sqlite3_value_bytes(value);
    return bytes == nullptr
               ? std::string_view()
               : std::string_view(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

void holds(sqlite3_context* context, int, sqlite3_value** values) {
    const auto number = sqlite3_value_int64(values[0]);
    if (in_use == nullptr || number < 0 || number >= static_cast<sqlite3_int64>(in_use->size())) {
        sqlite3_result_error(context, "axial_holds without its search", -1);
        return;
    }
    try {
        sqlite3_result_int(context, (*in_use)[static_cast<std::size_t>(number)].holds(text_of(values[1])));
    } catch (const std::exception& error) { // tags that are no JSON
        sqlite3_result_error(context, error.what(), -1);
    }
}

void thread(sqlite3_context* context, int, sqlite3_value** values) {
    std::string hex;
    for (const unsigned char byte : thread_value(text_of(values[0])))
        hex += fmt::format("{:02x}", byte);
    sqlite3_result_text(context, hex.data(), static_cast<int>(hex.size()), SQLITE_TRANSIENT);
}

void length(sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_int64(context, static_cast<sqlite3_int64>(utf8::count(text_of(values[0]))));
}

} // namespace

void add_functions(SQLite::Database& database) {
    try {
        database.createFunction("axial_holds", 2, false, nullptr, holds);
        database.createFunction("axial_thread", 1, true, nullptr, thread);
        database.createFunction("axial_length", 1, true, nullptr, length);
    } catch (const SQLite::Exception& error) {
        if (error.getErrorCode() != SQLITE_BUSY) // they are there, and a statement is running
            throw;
    }
}

TestsInUse::TestsInUse(StoreQuery& query) : before_(in_use) {
    in_use = &query.tests;
}

TestsInUse::~TestsInUse() {
    in_use = before_;
}

StatementWatch::StatementWatch(SQLite::Database& database, const Limits& limits)
    : database_(database),
      deadline_(limits) {
    if (limits.any())
        sqlite3_progress_handler(database.getHandle(), steps_between, look, this);
}

StatementWatch::~StatementWatch() {
    sqlite3_progress_handler(database_.getHandle(), 0, nullptr, nullptr);
}

int StatementWatch::look(void* self) {
    auto* watch = static_cast<StatementWatch*>(self);
    try {
        watch->deadline_.check();
    } catch (const Interrupted& interrupted) {
        watch->interrupted_ = interrupted;
        return 1;
    }
    return 0;
}

} // namespace axial::corpus::index
