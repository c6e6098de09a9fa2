// SPDX-License-Identifier: GPL-3.0-or-later
// Set partitioning: prices first, then a search whose width is small; what the gap between the two rules out is
// dropped, the rest falls into smaller parts, which are searched again with better prices and a larger width.
#include "agreement/spans/alignment_duals.h"
#include "agreement/spans/alignment_parts.h"
#include "agreement/spans/alignment_search.h"

#include <algorithm>
#include <numeric>

namespace axial::agreement::alignment {
namespace {

struct Part {
    std::vector<std::uint32_t> units, columns; ///< both ascending
    std::vector<std::uint32_t> best;           ///< the best partition known; empty: none yet
};

class Partitioner {
public:
    Partitioner(const Columns& columns, std::size_t count, const AlignmentLimits& limits,
                const std::stop_token& stop)
        : columns_(columns),
          limits_(limits),
          stop_(stop),
          place_(count),
          prices_(count),
          reduced_(columns.size()) {
        std::vector<std::size_t> degree(count);
        for (std::size_t i = 0; i < columns.size(); ++i)
            for (const auto unit : columns[i]) {
                const double share =
                    static_cast<double>(columns.costs[i]) / 0x1p46 / static_cast<double>(columns[i].size());
                prices_[unit] = degree[unit]++ == 0 ? share : std::min(prices_[unit], share);
            }
    }

    Partition run() {
        Part all;
        all.units.resize(prices_.size());
        std::iota(all.units.begin(), all.units.end(), 0U);
        all.columns.resize(columns_.size());
        std::iota(all.columns.begin(), all.columns.end(), 0U);
        solve(std::move(all), 0);
        std::sort(result_.chosen.begin(), result_.chosen.end());
        return std::move(result_);
    }

private:
    struct Level {
        int sweeps;
        std::size_t width;
    };

    [[nodiscard]] Cost reduced(const std::vector<std::uint32_t>& chosen) const {
        Cost sum = 0;
        for (const auto column : chosen)
            sum += reduced_[column];
        return sum;
    }

    void solve(Part part, std::size_t level) {
        number(part);
        const Level levels[] = {{16, 24}, {60, 400}, {250, limits_.width}};
        reduce_costs(columns_, part.units, part.columns, place_, levels[level].sweeps, prices_, reduced_);
        if (!part.best.empty()) {
            const Cost gap = reduced(part.best);
            std::erase_if(part.columns, [&](auto column) { return reduced_[column] > gap; });
        }
        for (auto& piece : split(part)) {
            const Cost bound = piece.best.empty() ? INT64_MAX : reduced(piece.best);
            number(piece);
            Found found = search(columns_, place_, piece.units.size(), piece.columns, reduced_,
                                 {levels[level].width, limits_.states, limits_.steps / 10, bound}, stop_);
            if (!found.chosen.empty())
                piece.best = std::move(found.chosen);
            if (!found.complete && level + 1 < std::size(levels) && !stop_.stop_requested()) {
                solve(std::move(piece), level + 1);
                continue;
            }
            result_.exact = result_.exact && found.complete;
            result_.chosen.insert(result_.chosen.end(), piece.best.begin(), piece.best.end());
        }
    }

    void number(const Part& part) {
        for (std::uint32_t i = 0; i < part.units.size(); ++i)
            place_[part.units[i]] = i;
    }

    /// The connected pieces of a part.
    std::vector<Part> split(Part& part) const {
        Groups groups(part.units.size());
        for (const auto column : part.columns)
            for (const auto unit : columns_[column].subspan(1))
                groups.join(place_[unit], place_[columns_[column].front()]);
        std::vector<std::uint32_t> number(part.units.size(), UINT32_MAX);
        std::vector<Part> pieces;
        for (std::uint32_t i = 0; i < part.units.size(); ++i) {
            auto& at = number[groups.find(i)];
            if (at == UINT32_MAX) {
                at = static_cast<std::uint32_t>(pieces.size());
                pieces.emplace_back();
            }
            pieces[at].units.push_back(part.units[i]);
        }
        const auto piece_of = [&](std::uint32_t column) -> Part& {
            return pieces[number[groups.find(place_[columns_[column].front()])]];
        };
        for (const auto column : part.columns)
            piece_of(column).columns.push_back(column);
        for (const auto column : part.best)
            piece_of(column).best.push_back(column);
        return pieces;
    }

    const Columns& columns_;
    const AlignmentLimits& limits_;
    const std::stop_token& stop_;
    std::vector<std::uint32_t> place_; ///< of each unit in the part at hand
    std::vector<double> prices_;
    std::vector<Cost> reduced_;
    Partition result_;
};

} // namespace

Partition partition(const Columns& columns, std::size_t count, const AlignmentLimits& limits,
                    const std::stop_token& stop) {
    return Partitioner(columns, count, limits, stop).run();
}

} // namespace axial::agreement::alignment
