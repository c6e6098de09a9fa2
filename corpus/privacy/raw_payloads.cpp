// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/raw_payloads.h"

#include "corpus/database.h"

#include <nlohmann/json.hpp>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace axial::corpus::privacy {
namespace {

constexpr int busy_timeout_ms = 5000;
constexpr int batch = 1000;
constexpr const char* full = "headers NOT LIKE '%\"axial-payload\"%'";

/// RawStore decides whether the file is one of ours.
Result<bool> is_there(const Study& study) {
    std::error_code error;
    if (!std::filesystem::exists(study.raw_path(), error))
        return false;
    AXIAL_TRY(RawStore::open(study.raw_path(), RawStore::Mode::read));
    return true;
}

std::string without_validators(const std::string& row) {
    auto kept = nlohmann::json::array();
    for (const auto& header : nlohmann::json::parse(row))
        if (header.at(0) != "etag" && header.at(0) != "last-modified")
            kept.push_back(header);
    kept.push_back({dropped_header, "dropped"});
    return kept.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string compressed_nothing() {
    std::array<char, 64> frame{};
    return {frame.data(), ZSTD_compress(frame.data(), frame.size(), "", 0, 1)};
}

std::int64_t empty_some(SQLite::Database& database) {
    Transaction transaction(database);
    std::vector<std::pair<std::int64_t, std::string>> answers;
    SQLite::Statement find(database, std::string("SELECT id, headers FROM exchanges WHERE ") + full +
                                         " LIMIT " + std::to_string(batch));
    while (find.executeStep())
        answers.emplace_back(find.getColumn(0).getInt64(), find.getColumn(1).getString());
    find.reset();
    const auto nothing = compressed_nothing();
    SQLite::Statement write(database, "UPDATE exchanges SET headers = ?, body = ? WHERE id = ?");
    for (const auto& [row, headers] : answers) {
        write.reset();
        write.bind(1, without_validators(headers));
        write.bind(2, nothing.data(), static_cast<int>(nothing.size()));
        write.bind(3, row);
        write.exec();
    }
    transaction.commit();
    return std::ssize(answers);
}

} // namespace

bool is_emptied(const Exchange& exchange) {
    return std::ranges::any_of(exchange.headers,
                               [](const auto& header) { return header.first == dropped_header; });
}

Result<RawPayloads> count_raw_payloads(const Study& study) {
    AXIAL_ASSIGN(const bool there, is_there(study));
    if (!there)
        return RawPayloads{};
    return guarded([&]() -> Result<RawPayloads> {
        const auto database = open_for_reading(study.raw_path(), busy_timeout_ms);
        return RawPayloads{
            database->execAndGet("SELECT count(*) FROM exchanges").getInt64(),
            database->execAndGet(std::string("SELECT count(*) FROM exchanges WHERE ") + full).getInt64()};
    });
}

Result<std::int64_t> drop_raw_payloads(Study& study, const std::stop_token& stop) {
    AXIAL_ASSIGN(const bool there, is_there(study));
    if (!there)
        return 0;
    return guarded([&]() -> Result<std::int64_t> {
        SQLite::Database database(study.raw_path().string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
        database.exec("PRAGMA secure_delete = ON");
        std::int64_t emptied = 0;
        for (;;) {
            if (stop.stop_requested())
                return cancelled();
            const auto some = empty_some(database);
            emptied += some;
            if (some == 0)
                break;
        }
        database.exec("VACUUM"); // gives the room back, too
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        return emptied;
    });
}

} // namespace axial::corpus::privacy
