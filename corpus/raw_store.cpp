// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/raw_store.h"

#include "corpus/database.h"
#include "corpus/store_rows.h"

#include <nlohmann/json.hpp>
#include <zstd.h>

#include <optional>

namespace axial::corpus {
namespace {

constexpr int raw_application_id = 0x41585257; // "AXRW"
constexpr int raw_schema = 1;
constexpr int compression_level = 6;
constexpr int busy_timeout_ms = 5000;
/// No single answer is larger: the HTTP client and the importers stop far below it.
constexpr unsigned long long largest_body = 512ull << 20;

constexpr const char* tables = R"sql(
CREATE TABLE exchanges (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL, sequence INTEGER NOT NULL, status INTEGER NOT NULL,
  headers TEXT NOT NULL, body BLOB NOT NULL, fetched_at INTEGER NOT NULL,
  UNIQUE (key, sequence));
)sql";

Result<std::string> compressed(const std::string& body) {
    std::string out(ZSTD_compressBound(body.size()), '\0');
    const auto size = ZSTD_compress(out.data(), out.size(), body.data(), body.size(), compression_level);
    if (ZSTD_isError(size))
        return world_fault(std::string("a payload cannot be compressed: ") + ZSTD_getErrorName(size));
    out.resize(size);
    return out;
}

Result<std::string> decompressed(const SQLite::Column& column, std::int64_t row) {
    const auto damaged = [&] {
        return bad_input("a stored payload is damaged", "raw row " + std::to_string(row));
    };
    const auto bytes = static_cast<std::size_t>(column.getBytes());
    const auto size = ZSTD_getFrameContentSize(column.getBlob(), bytes);
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest_body)
        return damaged();
    std::string out(size, '\0');
    if (ZSTD_isError(ZSTD_decompress(out.data(), out.size(), column.getBlob(), bytes)))
        return damaged();
    return out;
}

Result<std::optional<Exchange>> read_exchange(SQLite::Statement& query) {
    if (!query.executeStep())
        return std::optional<Exchange>();
    Exchange exchange;
    exchange.row = query.getColumn(0).getInt64();
    exchange.key = query.getColumn(1).getString();
    exchange.sequence = query.getColumn(2).getInt();
    exchange.status = query.getColumn(3).getInt();
    exchange.headers = nlohmann::json::parse(query.getColumn(4).getString())
                           .get<std::vector<std::pair<std::string, std::string>>>();
    AXIAL_ASSIGN(exchange.body, decompressed(query.getColumn(5), exchange.row));
    exchange.fetched_at = rows::time_from(query.getColumn(6));
    return std::optional(std::move(exchange));
}

constexpr const char* columns = "SELECT id, key, sequence, status, headers, body, fetched_at FROM exchanges ";

} // namespace

struct RawStore::Impl {
    explicit Impl(std::unique_ptr<SQLite::Database> file) : database(std::move(file)) {}
    std::unique_ptr<SQLite::Database> database;
    std::optional<Transaction> open; ///< appends wait for commit()
};

RawStore::RawStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
}
RawStore::RawStore(RawStore&&) noexcept = default;
RawStore& RawStore::operator=(RawStore&&) noexcept = default;
RawStore::~RawStore() = default;

Result<RawStore> RawStore::open(const std::filesystem::path& file, Mode mode) {
    auto store = guarded([&]() -> Result<RawStore> {
        const bool append = mode == Mode::append;
        auto impl = std::make_unique<Impl>(
            append ? std::make_unique<SQLite::Database>(
                         file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms)
                   : open_for_reading(file, busy_timeout_ms));
        auto& database = *impl->database;
        const int version = database.execAndGet("PRAGMA user_version").getInt();
        const int id = database.execAndGet("PRAGMA application_id").getInt();
        if (append && version == 0 && id == 0 && !database.tableExists("exchanges")) {
            database.exec("PRAGMA journal_mode = WAL");
            Transaction transaction(database);
            database.exec(tables);
            database.exec("PRAGMA user_version = " + std::to_string(raw_schema));
            database.exec("PRAGMA application_id = " + std::to_string(raw_application_id));
            transaction.commit();
        } else if (id != raw_application_id) {
            return bad_input("not a recording", file.string());
        } else if (version > raw_schema) {
            return bad_input("the recording was made by a newer Axial", file.string());
        }
        return RawStore(std::move(impl));
    });
    if (!store && store.error().where.empty())
        store.error().where = file.string();
    return store;
}

Result<std::int64_t> RawStore::append(const Exchange& exchange) {
    return guarded([&]() -> Result<std::int64_t> {
        auto& database = *impl_->database;
        if (!impl_->open)
            impl_->open.emplace(database);
        SQLite::Statement insert(
            database, "INSERT INTO exchanges (key, sequence, status, headers, body, fetched_at) VALUES "
                      "(?1, (SELECT count(*) FROM exchanges WHERE key = ?1), ?2, ?3, ?4, ?5)");
        AXIAL_ASSIGN(const auto body, compressed(exchange.body));
        insert.bind(1, exchange.key);
        insert.bind(2, exchange.status);
        insert.bind(
            3, nlohmann::json(exchange.headers).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
        insert.bind(4, body.data(), static_cast<int>(body.size()));
        insert.bind(5, rows::to_row(exchange.fetched_at));
        insert.exec();
        return database.getLastInsertRowid();
    });
}

Status RawStore::commit() {
    return guarded([&]() -> Status {
        if (impl_->open)
            impl_->open->commit();
        impl_->open.reset();
        return {};
    });
}

Result<std::optional<Exchange>> RawStore::find(std::string_view key, int sequence) const {
    return guarded([&]() -> Result<std::optional<Exchange>> {
        SQLite::Statement query(*impl_->database, std::string(columns) + "WHERE key = ? AND sequence = ?");
        query.bind(1, std::string(key));
        query.bind(2, sequence);
        return read_exchange(query);
    });
}

Result<std::optional<Exchange>> RawStore::latest(std::string_view key) const {
    return guarded([&]() -> Result<std::optional<Exchange>> {
        SQLite::Statement query(*impl_->database, std::string(columns) + "WHERE key = ? AND status = 200 "
                                                                         "ORDER BY sequence DESC LIMIT 1");
        query.bind(1, std::string(key));
        return read_exchange(query);
    });
}

Result<std::optional<Exchange>> RawStore::at(std::int64_t row) const {
    return guarded([&]() -> Result<std::optional<Exchange>> {
        SQLite::Statement query(*impl_->database, std::string(columns) + "WHERE id = ?");
        query.bind(1, row);
        return read_exchange(query);
    });
}

Result<std::int64_t> RawStore::size() const {
    return guarded([&]() -> Result<std::int64_t> {
        return impl_->database->execAndGet("SELECT count(*) FROM exchanges").getInt64();
    });
}

Result<std::int64_t> RawStore::last_row() const {
    return guarded([&]() -> Result<std::int64_t> {
        return impl_->database->execAndGet("SELECT coalesce(max(id), 0) FROM exchanges").getInt64();
    });
}

Result<std::vector<std::string>> RawStore::problems(std::size_t most_lines) const {
    return guarded([&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> lines;
        SQLite::Statement check(*impl_->database, "PRAGMA integrity_check(" + std::to_string(most_lines) + ")");
        while (check.executeStep())
            if (auto line = check.getColumn(0).getString(); line != "ok")
                lines.push_back(std::move(line));
        return lines;
    });
}

} // namespace axial::corpus
