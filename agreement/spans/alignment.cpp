// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/alignment.h"

#include "agreement/spans/alignment_parts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <tuple>

namespace axial::agreement {
namespace alignment {
namespace {

constexpr double unit_of_cost = 0x1p46, count_penalty = 0x1p-31, position_penalty = 0x1p-37;

struct Sums {
    double all = 0, positional = 0; ///< over pairs of present units, in multiples of delta_empty
};

Sums sums(std::span<const AlignmentUnit> units, std::span<const std::uint32_t> members,
          const Dissimilarity& dissimilarity) {
    Sums result;
    for (std::size_t i = 1; i < members.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &u = units[members[i]], &v = units[members[j]];
            const double positional = dissimilarity.positional(u, v);
            result.positional += positional;
            result.all +=
                dissimilarity.alpha * positional + dissimilarity.beta * dissimilarity.categorical(u, v);
        }
    result.all /= dissimilarity.delta_empty;
    result.positional /= dissimilarity.delta_empty;
    return result;
}

double choose_two(std::size_t n) {
    return static_cast<double>(n) * (static_cast<double>(n) - 1) / 2;
}

} // namespace

Cost Problem::cost(std::span<const std::uint32_t> members) const {
    const Sums all = sums(units, members, dissimilarity);
    const double pairs = choose_two(raters);
    const double cost = (all.all + (pairs - choose_two(members.size()))) / pairs;
    return std::llround(cost * unit_of_cost) +
           std::llround((count_penalty + position_penalty * all.positional / pairs) * unit_of_cost);
}

double Problem::reach() const {
    // A unit k stays in a unitary alignment of n units only if splitting it off costs more, which is
    // sum over the others of (d - D) < D * pairs; so no single d reaches D * (pairs + n - 1).
    return choose_two(raters) + static_cast<double>(raters) - 1;
}

namespace {

/// The units of one group in the order of the line, numbered from 0.
struct Group {
    std::vector<std::uint32_t> units;
    std::vector<Pair> pairs; ///< of global indices
};

std::vector<Group> connected_groups(const Problem& problem, const std::vector<Pair>& pairs) {
    Groups groups(problem.units.size());
    for (const auto& pair : pairs)
        groups.join(pair.first, pair.second);
    std::vector<Group> result;
    std::vector<std::uint32_t> number(problem.units.size(), UINT32_MAX);
    for (const auto& pair : pairs) {
        auto& at = number[groups.find(pair.first)];
        if (at == UINT32_MAX) {
            at = static_cast<std::uint32_t>(result.size());
            result.emplace_back();
        }
        result[at].pairs.push_back(pair);
    }
    for (std::uint32_t unit = 0; unit < problem.units.size(); ++unit)
        if (const auto at = number[groups.find(unit)]; at != UINT32_MAX)
            result[at].units.push_back(unit);
    return result;
}

/// Splits the units of a group by its columns and solves each part.
void solve_columns(const Problem& problem, const Group& group, const Columns& columns,
                   const AlignmentLimits& limits, Solution& solution) {
    std::vector<std::uint32_t> order = group.units, local(order.size());
    const auto rank = [&](std::uint32_t unit) {
        return std::lower_bound(group.units.begin(), group.units.end(), unit) - group.units.begin();
    };
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return problem.units[a].begin + problem.units[a].end < problem.units[b].begin + problem.units[b].end;
    });
    for (std::uint32_t i = 0; i < order.size(); ++i)
        local[static_cast<std::size_t>(rank(order[i]))] = i;
    Columns all;
    std::vector<std::uint32_t> members;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        members.clear();
        for (const auto unit : columns[i])
            members.push_back(local[static_cast<std::size_t>(rank(unit))]);
        std::sort(members.begin(), members.end());
        all.add(members, columns.costs[i]);
    }
    for (std::uint32_t i = 0; i < order.size(); ++i)
        all.add(std::span(&i, 1), problem.cost(std::span(&order[i], 1)));
    const Partition found = partition(all, order.size(), limits, problem.stop);
    solution.exact = solution.exact && found.exact;
    for (const auto column : found.chosen)
        if (all[column].size() > 1) {
            auto& unitary = solution.unitary.emplace_back();
            for (const auto member : all[column])
                unitary.push_back(order[member]);
        }
}

/// The pairs of each unit with its `most` nearest partners of each other rater.
std::vector<Pair> nearest_pairs(const Problem& problem, const std::vector<Pair>& pairs, std::size_t most) {
    struct Half {
        std::uint32_t unit, rater;
        double distance;
        std::size_t pair;
    };
    std::vector<Half> halves;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto [a, b] = pairs[i];
        const double d = problem.dissimilarity.between(problem.units[a], problem.units[b]);
        halves.push_back({a, problem.units[b].rater, d, i});
        halves.push_back({b, problem.units[a].rater, d, i});
    }
    std::sort(halves.begin(), halves.end(), [](const Half& x, const Half& y) {
        return std::tie(x.unit, x.rater, x.distance, x.pair) < std::tie(y.unit, y.rater, y.distance, y.pair);
    });
    std::vector<char> kept(pairs.size());
    for (std::size_t i = 0, run = 0; i < halves.size(); ++i) {
        if (i > 0 && (halves[i].unit != halves[i - 1].unit || halves[i].rater != halves[i - 1].rater))
            run = 0;
        if (run++ < most)
            kept[halves[i].pair] = 1;
    }
    std::vector<Pair> result;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (kept[i] != 0)
            result.push_back(pairs[i]);
    return result;
}

/// What the unitary alignments save against every unit alone.
Cost saving(const Problem& problem, const Solution& solution) {
    const std::uint32_t one = 0;
    const Cost alone = problem.cost(std::span(&one, 1));
    Cost sum = 0;
    for (const auto& unitary : solution.unitary)
        sum += alone * static_cast<Cost>(unitary.size()) - problem.cost(unitary);
    return sum;
}

/// A group with too many unitary alignments to look at: those of near units only, or pairs merged in turn.
Solution approximate(const Problem& problem, const Group& group) {
    Solution merged, searched;
    merge_greedily(problem, group.pairs, merged);
    AlignmentLimits limits = problem.limits; // no proof is to be had, so no width is spent on one
    limits.width = std::min<std::size_t>(limits.width, 200);
    for (const std::size_t most : {4, 2})
        if (const auto columns = enumerate_columns(problem, nearest_pairs(problem, group.pairs, most))) {
            solve_columns(problem, group, *columns, limits, searched);
            break;
        }
    Solution& better = saving(problem, searched) > saving(problem, merged) ? searched : merged;
    better.exact = false;
    return std::move(better);
}

void solve_group(const Problem& problem, const Group& group, Solution& solution) {
    Solution found;
    if (const auto columns = enumerate_columns(problem, group.pairs))
        solve_columns(problem, group, *columns, problem.limits, found);
    else
        found = approximate(problem, group);
    solution.exact = solution.exact && found.exact;
    std::move(found.unitary.begin(), found.unitary.end(), std::back_inserter(solution.unitary));
}

Solution solve(const Problem& problem) {
    Pairs found = close_pairs(problem);
    Solution solution;
    solution.exact = found.complete;
    if (problem.raters == 2) {
        assign(problem, found.pairs, solution);
        return solution;
    }
    const auto groups = connected_groups(problem, found.pairs);
    found.pairs = {};
    for (const auto& group : groups) {
        if (problem.stop.stop_requested())
            break;
        solve_group(problem, group, solution);
    }
    return solution;
}

} // namespace
} // namespace alignment

std::optional<std::string> Dissimilarity::fault() const {
    if (!std::isfinite(alpha) || alpha < 0 || !std::isfinite(beta) || beta < 0)
        return "alpha and beta must be numbers of at least 0";
    if (!std::isfinite(delta_empty) || delta_empty <= 0)
        return "delta_empty must be a number above 0";
    if (category_table.empty())
        return std::nullopt;
    if (category_table.size() != categories * categories)
        return "the table of category dissimilarities needs " + std::to_string(categories) + " rows of " +
               std::to_string(categories) + " numbers";
    for (std::size_t row = 0; row < categories; ++row)
        for (std::size_t column = 0; column < categories; ++column) {
            const double value = category_table[row * categories + column];
            const std::string where =
                " at row " + std::to_string(row + 1) + ", column " + std::to_string(column + 1);
            if (!std::isfinite(value) || value < 0)
                return "category dissimilarities must be numbers of at least 0:" + where;
            if (row == column && value != 0)
                return "a category has no dissimilarity to itself:" + where;
            if (value != category_table[column * categories + row])
                return "the table of category dissimilarities is not symmetric:" + where;
        }
    return std::nullopt;
}

double Dissimilarity::positional(const AlignmentUnit& u, const AlignmentUnit& v) const {
    const double apart = std::abs(u.begin - v.begin) + std::abs(u.end - v.end);
    const double share = apart / ((u.end - u.begin) + (v.end - v.begin));
    return share * share * delta_empty;
}

double Dissimilarity::categorical(const AlignmentUnit& u, const AlignmentUnit& v) const {
    if (category_table.empty())
        return u.category == v.category ? 0 : delta_empty;
    return category_table[static_cast<std::size_t>(u.category) * categories +
                          static_cast<std::size_t>(v.category)] *
           delta_empty;
}

Figure Alignment::disorder() const {
    if (stopped)
        return Figure::undefined("abandoned");
    if (mean_units == 0)
        return Figure::undefined("no units");
    return cost / mean_units;
}

double unitary_cost(std::span<const AlignmentUnit> units, std::span<const std::uint32_t> members,
                    std::size_t raters, const Dissimilarity& dissimilarity) {
    const double pairs = alignment::choose_two(raters);
    return dissimilarity.delta_empty *
           (alignment::sums(units, members, dissimilarity).all +
            (pairs - alignment::choose_two(members.size()))) /
           pairs;
}

Alignment best_alignment(std::span<const AlignmentUnit> units, std::size_t raters,
                         const Dissimilarity& dissimilarity, const AlignmentLimits& limits,
                         const std::stop_token& stop) {
    Alignment result;
    result.mean_units = static_cast<double>(units.size()) / static_cast<double>(raters);
    alignment::Solution found = alignment::solve({units, raters, dissimilarity, limits, stop});
    result.stopped = stop.stop_requested();
    if (result.stopped)
        return result;
    result.exact = found.exact;
    std::vector<char> covered(units.size());
    for (auto& unitary : found.unitary) {
        std::sort(unitary.begin(), unitary.end());
        for (const auto unit : unitary)
            covered[unit] = 1;
    }
    for (std::uint32_t unit = 0; unit < units.size(); ++unit)
        if (covered[unit] == 0)
            found.unitary.push_back({unit});
    std::sort(found.unitary.begin(), found.unitary.end());
    result.members.reserve(units.size());
    for (const auto& unitary : found.unitary) {
        result.members.insert(result.members.end(), unitary.begin(), unitary.end());
        result.ends.push_back(result.members.size());
        result.cost += unitary_cost(units, unitary, raters, dissimilarity);
    }
    return result;
}

std::vector<AlignmentUnit> alignment_units(const SpanData& data) {
    const auto& documents = data.documents();
    std::vector<AlignmentUnit> units;
    units.reserve(data.spans().size());
    for (const auto& span : data.spans()) {
        const auto next = std::upper_bound(documents.begin(), documents.end(), span.begin,
                                           [](std::int64_t at, const Document& d) { return at < d.end; });
        units.push_back({static_cast<double>(span.begin), static_cast<double>(span.end),
                         static_cast<std::uint32_t>(span.rater), span.category,
                         static_cast<std::uint32_t>(next - documents.begin())});
    }
    return units;
}

} // namespace axial::agreement
