// SPDX-License-Identifier: GPL-3.0-or-later
// Two raters: the cheapest assignment of the first rater's units to the second's or to nothing, by shortest
// augmenting paths (Jonker and Volgenant 1987) over the pairs that exist only, one unit after the other in the
// order of the line, so that paths stay short.
#include "agreement/spans/alignment_parts.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <tuple>

namespace axial::agreement::alignment {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Rows are units of rater 0, columns units of rater 1. The cost of an edge is what the pair costs more than
/// the column's unit alone; a row may also stay alone, at the cost of that.
class Assignment {
public:
    Assignment(const Problem& problem, std::span<const Pair> pairs) : problem_(problem) {
        number_units();
        const std::uint32_t one = 0;
        const Cost alone = problem.units.empty() ? 0 : problem.cost(std::span(&one, 1));
        alone_ = alone;
        starts_.assign(rows_.size() + 1, 0);
        for (const auto& pair : pairs)
            ++starts_[number_[row_of(pair)] + 1];
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        edges_.resize(pairs.size());
        std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
        for (const auto& pair : pairs) {
            const std::uint32_t members[] = {pair.first, pair.second};
            const std::uint32_t row = row_of(pair), column = pair.first + pair.second - row;
            edges_[next[number_[row]]++] = {number_[column], problem.cost(members) - alone};
        }
        mate_of_row_.assign(rows_.size(), none);
        mate_of_column_.assign(columns_.size(), none);
        row_price_.assign(rows_.size(), 0);
        column_price_.assign(columns_.size(), 0);
        distance_.assign(columns_.size(), INT64_MAX);
        from_.assign(columns_.size(), none);
    }

    bool run() {
        for (std::uint32_t row = 0; row < rows_.size(); ++row) {
            if (steps_ < problem_.limits.steps)
                add(row);
            else
                add_greedily(row);
            if (problem_.stop.stop_requested())
                return false;
        }
        return steps_ < problem_.limits.steps;
    }

    void report(Solution& solution) const {
        for (std::uint32_t row = 0; row < rows_.size(); ++row)
            if (mate_of_row_[row] != none)
                solution.unitary.push_back({rows_[row], columns_[mate_of_row_[row]]});
    }

private:
    struct Edge {
        std::uint32_t column;
        Cost cost;
    };
    struct Reached {
        Cost distance;
        std::uint32_t column;
        bool operator>(const Reached& other) const {
            return std::tie(distance, column) > std::tie(other.distance, other.column);
        }
    };

    void number_units() {
        std::vector<std::uint32_t> order(problem_.units.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
            const auto &u = problem_.units[a], &v = problem_.units[b];
            return std::tuple(u.document, u.begin + u.end) < std::tuple(v.document, v.begin + v.end);
        });
        number_.resize(order.size());
        for (const auto unit : order) {
            auto& side = problem_.units[unit].rater == 0 ? rows_ : columns_;
            number_[unit] = static_cast<std::uint32_t>(side.size());
            side.push_back(unit);
        }
    }

    [[nodiscard]] std::uint32_t row_of(const Pair& pair) const {
        return problem_.units[pair.first].rater == 0 ? pair.first : pair.second;
    }

    /// Matches a new row along the shortest path, which ends at a free column or at a row that stays alone.
    void add(std::uint32_t start) {
        Cost best = INT64_MAX;
        std::uint32_t end_row = none, end_column = none;
        std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue;
        std::uint32_t row = start;
        Cost at = 0;
        settled_.clear();
        rows_seen_.assign(1, {start, 0});
        for (;;) {
            if (const Cost alone = at + alone_ - row_price_[row]; alone < best) {
                best = alone;
                end_row = row;
                end_column = none;
            }
            for (auto i = starts_[row]; i < starts_[row + 1]; ++i) {
                const auto [column, cost] = edges_[i];
                const Cost distance = at + cost - row_price_[row] - column_price_[column];
                if (distance >= best || distance >= distance_[column])
                    continue;
                if (distance_[column] == INT64_MAX)
                    settled_.push_back(column);
                distance_[column] = distance;
                from_[column] = row;
                queue.push({distance, column});
                if (mate_of_column_[column] == none) {
                    best = distance;
                    end_row = none;
                    end_column = column;
                }
            }
            steps_ += starts_[row + 1] - starts_[row] + 1;
            while (!queue.empty() && queue.top().distance > distance_[queue.top().column])
                queue.pop();
            if (queue.empty() || queue.top().distance >= best)
                break;
            at = queue.top().distance;
            row = mate_of_column_[queue.top().column];
            queue.pop();
            rows_seen_.push_back({row, at});
        }
        finish(start, best, end_row, end_column);
    }

    /// With the cheapest column that is still free, if that is better than alone.
    void add_greedily(std::uint32_t row) {
        Cost best = alone_;
        for (auto i = starts_[row]; i < starts_[row + 1]; ++i)
            if (mate_of_column_[edges_[i].column] == none && edges_[i].cost < best) {
                best = edges_[i].cost;
                mate_of_row_[row] = edges_[i].column;
            }
        if (mate_of_row_[row] != none)
            mate_of_column_[mate_of_row_[row]] = row;
    }

    void finish(std::uint32_t start, Cost best, std::uint32_t row, std::uint32_t column) {
        for (const auto& [seen, at] : rows_seen_)
            row_price_[seen] += best - at;
        for (const auto seen : settled_)
            if (distance_[seen] < best)
                column_price_[seen] -= best - distance_[seen];
        if (column == none) { // this row stays alone and gives its column away
            column = mate_of_row_[row];
            mate_of_row_[row] = none;
            if (row == start)
                column = none;
        }
        while (column != none) {
            const std::uint32_t taker = from_[column], left = mate_of_row_[taker];
            mate_of_column_[column] = taker;
            mate_of_row_[taker] = column;
            if (taker == start)
                break;
            column = left;
        }
        for (const auto seen : settled_)
            distance_[seen] = INT64_MAX;
    }

    const Problem& problem_;
    Cost alone_ = 0;
    std::vector<std::uint32_t> rows_, columns_, number_;
    std::vector<std::size_t> starts_;
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> mate_of_row_, mate_of_column_, from_, settled_;
    std::vector<Cost> row_price_, column_price_, distance_;
    std::vector<std::pair<std::uint32_t, Cost>> rows_seen_;
    std::uint64_t steps_ = 0;
};

} // namespace

void assign(const Problem& problem, std::span<const Pair> pairs, Solution& solution) {
    Assignment assignment(problem, pairs);
    if (!assignment.run())
        solution.exact = false;
    assignment.report(solution);
}

} // namespace axial::agreement::alignment
