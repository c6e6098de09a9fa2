// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/kept_statements.h"

#include <exception>

namespace axial::corpus {

KeptStatements::Use KeptStatements::use(std::string_view sql) {
    auto found = kept_.find(sql);
    if (found == kept_.end())
        found = kept_.emplace(std::string(sql), std::vector<std::unique_ptr<SQLite::Statement>>()).first;
    auto& kept = found->second;
    if (kept.empty())
        return {kept, std::make_unique<SQLite::Statement>(database_, found->first)};
    auto statement = std::move(kept.back());
    kept.pop_back();
    return {kept, std::move(statement)};
}

KeptStatements::Use::~Use() {
    try {
        statement_->tryReset();
        statement_->clearBindings();
        kept_.push_back(std::move(statement_));
    } catch (const std::exception&) { // it is prepared again for the next use
        statement_.reset();
    }
}

} // namespace axial::corpus
