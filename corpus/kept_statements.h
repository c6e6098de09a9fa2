// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::corpus {

/// The statements of one connection, prepared at their first use and kept: a bulk import runs each of them
/// hundreds of thousands of times, and preparing costs more than running. Must go before the connection does.
class KeptStatements {
public:
    explicit KeptStatements(SQLite::Database& database) : database_(database) {}

    /// A statement for one use. At its end it is reset, so that no reading stays open, and forgets what was
    /// bound. A use inside another one of the same text has a statement of its own.
    class Use {
    public:
        Use(std::vector<std::unique_ptr<SQLite::Statement>>& kept, std::unique_ptr<SQLite::Statement> statement)
            : kept_(kept),
              statement_(std::move(statement)) {}
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;
        [[nodiscard]] SQLite::Statement& operator*() const { return *statement_; }
        [[nodiscard]] SQLite::Statement* operator->() const { return statement_.get(); }

    private:
        std::vector<std::unique_ptr<SQLite::Statement>>& kept_;
        std::unique_ptr<SQLite::Statement> statement_;
    };

    /// Throws as SQLiteCpp does where the text cannot be prepared.
    [[nodiscard]] Use use(std::string_view sql);

private:
    SQLite::Database& database_;
    std::map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>, std::less<>> kept_;
};

} // namespace axial::corpus
