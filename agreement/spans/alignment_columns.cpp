// SPDX-License-Identifier: GPL-3.0-or-later
// Three raters or more: which unitary alignments can be in a best alignment at all.
#include "agreement/spans/alignment_parts.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <tuple>

namespace axial::agreement::alignment {
namespace {

constexpr std::size_t split_in_full = 6; ///< up to so many units all partitions are looked at

/// With D = 1, n units together rather than each alone save n - 1 + sum over pairs of (1 - d) / pairs of
/// raters.
class Enumeration {
public:
    Enumeration(const Problem& problem, std::span<const Pair> pairs) : problem_(problem) {
        raters_pairs_ = static_cast<double>(problem.raters * (problem.raters - 1)) / 2;
        // Later members of a column have a higher rater than earlier ones.
        edges_.reserve(pairs.size());
        for (const auto& [a, b] : pairs)
            edges_.push_back(problem.units[a].rater < problem.units[b].rater ? Pair{a, b} : Pair{b, a});
        std::sort(edges_.begin(), edges_.end(), [&](const Pair& x, const Pair& y) {
            return std::tuple(x.first, problem.units[x.second].rater, x.second) <
                   std::tuple(y.first, problem.units[y.second].rater, y.second);
        });
    }

    std::optional<Columns> run() {
        for (std::size_t begin = 0, end = 0; begin < edges_.size(); begin = end) {
            while (end < edges_.size() && edges_[end].first == edges_[begin].first)
                ++end;
            members_.assign(1, edges_[begin].first);
            apart_.assign(1, 0.0);
            distances_.assign(1, {});
            if (!extend(begin, end))
                return std::nullopt;
        }
        return std::move(columns_);
    }

private:
    bool extend(std::size_t from, std::size_t end) {
        const std::uint32_t rater = problem_.units[members_.back()].rater;
        for (std::size_t i = from; i < end; ++i) {
            const std::uint32_t unit = edges_[i].second;
            if (problem_.units[unit].rater <= rater)
                continue;
            if (++tried_ > 30 * problem_.limits.columns)
                return false;
            if (push(unit)) {
                if (pays()) {
                    columns_.add(members_, problem_.cost(members_));
                    if (columns_.size() > problem_.limits.columns)
                        return false;
                }
                if (!extend(i + 1, end))
                    return false;
            }
            pop();
        }
        return true;
    }

    /// Adds a unit; false when no column that has these units can be cheaper than splitting one off.
    bool push(std::uint32_t unit) {
        const std::size_t size = members_.size();
        auto& row = distances_.emplace_back();
        double sum = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const double d = problem_.dissimilarity.between(problem_.units[members_[i]], problem_.units[unit]) /
                             problem_.dissimilarity.delta_empty;
            row.push_back(d);
            apart_[i] += d;
            sum += d;
        }
        members_.push_back(unit);
        apart_.push_back(sum);
        return *std::max_element(apart_.begin(), apart_.end()) < problem_.reach() + 1e-9;
    }

    void pop() {
        for (std::size_t i = 0; i + 1 < members_.size(); ++i)
            apart_[i] -= distances_.back()[i];
        distances_.pop_back();
        members_.pop_back();
        apart_.pop_back();
    }

    /// Whether the column is cheaper than its best split.
    bool pays() {
        const std::size_t n = members_.size();
        const double limit = raters_pairs_ + static_cast<double>(n) - 1 + 1e-9;
        if (std::any_of(apart_.begin(), apart_.end(), [&](double apart) { return apart > limit; }))
            return false;
        if (n > split_in_full)
            return true;
        std::array<double, 1U << split_in_full> saving{}, best{};
        const unsigned full = (1U << n) - 1;
        for (unsigned set = 1; set <= full; ++set) {
            const auto top = static_cast<unsigned>(std::bit_width(set)) - 1;
            const unsigned rest = set ^ (1U << top);
            if (rest == 0)
                continue;
            double together = saving[rest] + 1;
            for (unsigned i = 0; i < top; ++i)
                if ((rest >> i & 1U) != 0)
                    together += (1 - distances_[top][i]) / raters_pairs_;
            saving[set] = together;
            double split = 0;
            for (unsigned part = (rest - 1) & rest;; part = (part - 1) & rest) { // top stays with `part`
                split = std::max(split, best[part | 1U << top] + best[rest ^ part]);
                if (part == 0)
                    break;
            }
            if (set == full)
                return together > split - 1e-9; // ties stay: fewer unitary alignments are preferred
            best[set] = std::max(together, split);
        }
        return true;
    }

    const Problem& problem_;
    double raters_pairs_;
    std::vector<Pair> edges_; ///< first has the lower rater
    std::vector<std::uint32_t> members_;
    std::vector<double> apart_; ///< of each member, the sum of d to the others
    std::vector<std::vector<double>> distances_;
    Columns columns_;
    std::size_t tried_ = 0;
};

} // namespace

std::optional<Columns> enumerate_columns(const Problem& problem, std::span<const Pair> pairs) {
    return Enumeration(problem, pairs).run();
}

void merge_greedily(const Problem& problem, std::span<const Pair> pairs, Solution& solution) {
    struct Ranked {
        double distance;
        Pair pair;
    };
    std::vector<Ranked> ranked;
    for (const auto& pair : pairs)
        ranked.push_back(
            {problem.dissimilarity.between(problem.units[pair.first], problem.units[pair.second]), pair});
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.distance < b.distance; });
    std::map<std::uint32_t, std::uint32_t> set_of; // unit to index in sets
    std::vector<std::vector<std::uint32_t>> sets;
    const auto find = [&](std::uint32_t unit) {
        const auto [at, is_new] = set_of.emplace(unit, static_cast<std::uint32_t>(sets.size()));
        if (is_new)
            sets.push_back({unit});
        return at->second;
    };
    std::vector<std::uint32_t> merged;
    for (const auto& [distance, pair] : ranked) {
        const auto a = find(pair.first), b = find(pair.second);
        const bool share = a == b || std::any_of(sets[a].begin(), sets[a].end(), [&](auto u) {
                               return std::any_of(sets[b].begin(), sets[b].end(), [&](auto v) {
                                   return problem.units[u].rater == problem.units[v].rater;
                               });
                           });
        if (share)
            continue;
        merged = sets[a];
        merged.insert(merged.end(), sets[b].begin(), sets[b].end());
        if (problem.cost(merged) >= problem.cost(sets[a]) + problem.cost(sets[b]))
            continue;
        for (const auto unit : sets[b])
            set_of[unit] = a;
        sets[a] = merged;
        sets[b].clear();
    }
    for (auto& set : sets)
        if (set.size() > 1)
            solution.unitary.push_back(std::move(set));
}

} // namespace axial::agreement::alignment
