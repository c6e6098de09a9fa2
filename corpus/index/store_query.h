// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/query_tree.h"
#include "corpus/index/search_index.h"
#include "corpus/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

/// A query that asks nothing of the words of a text, as a condition of SQL over the study's own tables. It
/// holds of the posts that the index would find, values folded as there.
namespace axial::corpus::index {

/// Whether the study's tables can answer: no words, no NEAR, no wildcard over words.
[[nodiscard]] bool needs_no_text(const Query& query);

/// Whether they answer faster than an index: a date or something that the study knows bounds how many posts are
/// looked at. Without a bound every post is, and the index is faster for what is rare or asked of texts.
[[nodiscard]] bool is_fast_in_tables(const Query& query);

/// Whether a value or its parts are what a query asks of a field. Remembers what it was asked before: few
/// values stand in many posts.
class ValueTest {
public:
    explicit ValueTest(const Query& query) : query_(&query) {}
    [[nodiscard]] bool holds(std::string_view stored);
    [[nodiscard]] bool fits_value(std::string_view value) const; ///< one value, not folded yet

private:
    [[nodiscard]] bool asked(const std::string& stored) const;

    const Query* query_;
    std::unordered_map<std::string, bool> known_;
    std::string last_;
    bool last_holds_ = false, any_yet_ = false;
};

/// A condition over `posts p`, `threads t` and `revisions r`, its parameters in order.
struct StoreQuery {
    using Parameter = std::variant<std::int64_t, std::string>;

    std::string where = "1";
    std::vector<Parameter> parameters = {};
    std::deque<ValueTest> tests = {}; ///< of the function axial_holds, by number (store_functions.h)
    bool threads = false, revisions = false;

    /// The tables that the condition needs, and those that the caller does.
    [[nodiscard]] std::string from(bool with_threads) const;
    /// Binds the parameters, the first as `first`.
    void bind(SQLite::Statement& statement, int first = 1) const;
};

/// `query` must outlive the result, and needs no text. `facts` may be empty: fields of that type are an error.
[[nodiscard]] Result<StoreQuery> store_query(const Query& query, const Facts& facts);

/// Among these posts only.
void narrow(StoreQuery& query, const std::vector<RowId>& rows);

} // namespace axial::corpus::index
