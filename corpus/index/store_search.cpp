// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/store_search.h"

#include "corpus/database.h"
#include "corpus/index/answers.h"
#include "corpus/index/facets.h"
#include "corpus/index/store_functions.h"
#include "corpus/store_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace axial::corpus::index {
namespace {

/// What a facet counts, as the index has it in its slot.
constexpr std::pair<std::string_view, std::string_view> facet_columns[] = {
    {"source", "p.source"},
    {"site", "p.site"},
    {"repo", "p.container"},
    {"author", "coalesce(p.author_name, p.author_id, '')"},
    {"kind", "p.kind"},
    {"state", "CASE WHEN p.state = '' THEN t.state ELSE p.state END"},
    {"tag", "CASE WHEN p.tags = '[]' THEN t.tags ELSE p.tags END"},
    {"lang", "CASE WHEN p.language = '' THEN 'und' ELSE p.language END"},
    {"month", "p.created_at"},
};

/// One view of the tables for all statements of a search.
class Snapshot {
public:
    explicit Snapshot(SQLite::Database& database)
        : database_(database),
          own_(sqlite3_get_autocommit(database.getHandle()) != 0) {
        if (own_)
            database_.exec("BEGIN");
    }
    ~Snapshot() {
        if (own_ && sqlite3_get_autocommit(database_.getHandle()) == 0)
            database_.tryExec("ROLLBACK");
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    SQLite::Database& database_;
    bool own_;
};

struct Placed {
    std::string order; ///< order_value()
    RowId post = 0;
    std::int64_t in_thread = 1;
};

/// Newest first, `offset` left out, at most `limit`.
std::vector<Hit> page_of(std::vector<Placed> placed, const SearchRequest& request) {
    const auto begin = std::min(request.offset, placed.size());
    const auto end = begin + std::min(request.limit, placed.size() - begin);
    std::partial_sort(placed.begin(), placed.begin() + static_cast<std::ptrdiff_t>(end), placed.end(),
                      [](const Placed& a, const Placed& b) { return a.order > b.order; });
    std::vector<Hit> hits;
    for (std::size_t i = begin; i < end; ++i)
        hits.push_back({placed[i].post, 0, {}, placed[i].in_thread, {}, {}});
    return hits;
}

Placed placed(SQLite::Statement& row) {
    return {order_value(rows::time_from(row.getColumn(1)), row.getColumn(2).getString()),
            row.getColumn(0).getInt64(), 1};
}

/// Counts values of the rows that go by; of each stored form but once what it stands for.
class ColumnCounts {
public:
    ColumnCounts(const FacetField& field, int column) : field_(&field), column_(column) {}

    void see(SQLite::Statement& row) {
        const auto column = row.getColumn(column_);
        if (field_->by_time) {
            ++days_[std::chrono::floor<std::chrono::days>(rows::time_from(column))];
            return;
        }
        scratch_.assign(column.getText(), static_cast<std::size_t>(column.getBytes()));
        ++stored_[scratch_];
    }

    Facet facet(std::size_t most) const {
        std::map<std::string, std::int64_t> counts;
        for (const auto& [day, posts] : days_)
            counts[format_date(day).substr(0, 7)] += posts;
        for (const auto& [stored, posts] : stored_) {
            auto value = stored;
            if (field_->several) {
                value.clear();
                for (const auto& each : rows::strings_from(stored))
                    (value.empty() ? value : value += '\0') += each;
            }
            if (!value.empty())
                counts[value] += posts;
        }
        return facet_of(*field_, counts, most);
    }

private:
    const FacetField* field_;
    int column_;
    std::unordered_map<std::string, std::int64_t> stored_;
    std::map<std::chrono::sys_days, std::int64_t> days_;
    std::string scratch_;
};

class Run {
public:
    Run(SQLite::Database& database, StoreQuery& query, const SearchRequest& request, const FactValues& values)
        : database_(database),
          query_(query),
          request_(request),
          values_(values) {}

    Result<SearchAnswer> answer() {
        AXIAL_TRY(read_facets());
        const bool wanted = !request_.count_only && request_.limit > 0;
        if (request_.by_thread || !request_.facets.empty()) {
            scan();
        } else {
            auto count = statement("count(*)", false);
            count.executeStep();
            answer_.count = count.getColumn(0).getInt64();
        }
        if (wanted && request_.by_thread)
            answer_.hits = page_of(first_of_threads(), request_);
        else if (wanted && answer_.count > 0)
            answer_.hits = page_of(newest(), request_);
        facets();
        return std::move(answer_);
    }

private:
    SQLite::Statement statement(const std::string& what, bool with_threads, const std::string& then = {}) {
        SQLite::Statement made(database_, fmt::format("SELECT {} FROM {} WHERE {} {}", what,
                                                      query_.from(with_threads), query_.where, then));
        query_.bind(made);
        return made;
    }

    Status read_facets() {
        int column = 4;
        for (const std::string& name : request_.facets) {
            auto known = std::optional<ValueRows>();
            if (values_) {
                AXIAL_ASSIGN(known, values_(name));
            }
            if (known) {
                known_.emplace(name, *std::move(known));
                continue;
            }
            AXIAL_ASSIGN(const FacetField* field, facet_field(name));
            counts_.emplace(name, ColumnCounts(*field, column++));
            const auto* sql = std::find_if(std::begin(facet_columns), std::end(facet_columns),
                                           [&](const auto& each) { return each.first == name; });
            (selected_ += ", ") += sql->second;
        }
        return {};
    }

    /// Looks at every match once, for counts, facets and threads.
    void scan() {
        const auto thread = request_.by_thread ? "axial_thread(t.key)" : "''";
        auto row = statement(fmt::format("p.id, p.created_at, p.key, {}{}", thread, selected_), true);
        while (row.executeStep()) {
            ++answer_.count;
            for (auto& [name, counts] : counts_)
                counts.see(row);
            if (!known_.empty())
                matching_.insert(row.getColumn(0).getInt64());
            if (!request_.by_thread)
                continue;
            auto here = placed(row);
            const auto [first, fresh] = threads_.try_emplace(row.getColumn(3).getString(), here);
            if (fresh)
                continue;
            here.in_thread = ++first->second.in_thread;
            if (here.order > first->second.order)
                first->second = std::move(here);
        }
        if (request_.by_thread)
            answer_.count = static_cast<std::int64_t>(threads_.size());
    }

    std::vector<Placed> first_of_threads() {
        std::vector<Placed> all;
        for (auto& [thread, first] : threads_)
            all.push_back(std::move(first));
        return all;
    }

    /// As many as the page needs and all of the last one's time: what is of one time has an order of its own.
    std::vector<Placed> newest() {
        const auto end = request_.offset + std::min(request_.limit, std::size_t(answer_.count));
        auto row = statement("p.id, p.created_at, p.key", false, "ORDER BY p.created_at DESC");
        std::vector<Placed> all;
        std::int64_t last = 0;
        while (row.executeStep()) {
            const auto at = row.getColumn(1).getInt64();
            if (all.size() >= end && at != last)
                break;
            last = at;
            all.push_back(placed(row));
        }
        return all;
    }

    void facets() {
        for (const std::string& name : request_.facets) {
            if (const auto known = known_.find(name); known != known_.end())
                answer_.facets.push_back(count_known(name, known->second, matching_, request_.facet_values));
            else
                answer_.facets.push_back(counts_.at(name).facet(request_.facet_values));
        }
    }

    SQLite::Database& database_;
    StoreQuery& query_;
    const SearchRequest& request_;
    const FactValues& values_;
    SearchAnswer answer_;
    std::map<std::string, ValueRows> known_;
    std::map<std::string, ColumnCounts> counts_;
    std::string selected_;
    std::unordered_set<RowId> matching_;
    std::unordered_map<std::string, Placed> threads_; ///< the first of each;
};

/// `work` over the condition that a query is, within the limits of the request.
template <typename Work>
auto over(SQLite::Database& database, bool& ready, const Query& query, const SearchRequest& request,
          const Facts& facts, Work&& work) -> std::invoke_result_t<Work, StoreQuery&> {
    using Returned = std::invoke_result_t<Work, StoreQuery&>;
    const Limits limits{request.time_limit, request.stop};
    const StatementWatch watch(database, limits);
    auto done = guarded([&]() -> Returned {
        if (!std::exchange(ready, true))
            add_functions(database);
        const Snapshot snapshot(database);
        AXIAL_ASSIGN(StoreQuery condition, store_query(query, facts));
        if (request.within)
            narrow(condition, *request.within);
        const TestsInUse tests(condition);
        return work(condition);
    });
    if (!done && watch.interrupted())
        return interruption(*watch.interrupted(), limits);
    return done;
}

} // namespace

Result<SearchAnswer> StoreSearch::search(const Query& query, const SearchRequest& request, const Facts& facts,
                                         const FactValues& values) {
    auto& database = study_.database();
    return over(database, ready_, query, request, facts,
                [&](StoreQuery& condition) { return Run(database, condition, request, values).answer(); });
}

Result<std::vector<RowId>> StoreSearch::matches(const Query& query, const SearchRequest& request,
                                                const Facts& facts) {
    auto& database = study_.database();
    return over(database, ready_, query, request, facts,
                [&](StoreQuery& condition) -> Result<std::vector<RowId>> {
                    SQLite::Statement row(database, fmt::format("SELECT p.id FROM {} WHERE {}",
                                                                condition.from(false), condition.where));
                    condition.bind(row);
                    std::vector<RowId> found;
                    while (row.executeStep())
                        found.push_back(row.getColumn(0).getInt64());
                    return found;
                });
}

} // namespace axial::corpus::index
