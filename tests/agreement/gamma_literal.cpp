// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/agreement/gamma_literal.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>

namespace axial::agreement::literal {
namespace {

/// Cost of a unitary alignment, pair of raters by pair of raters; infinite across documents.
double cost_of(const std::vector<AlignmentUnit>& units, const std::vector<std::size_t>& members,
               std::size_t raters, const Dissimilarity& d) {
    std::vector<const AlignmentUnit*> of_rater(raters, nullptr);
    for (const auto member : members)
        of_rater[units[member].rater] = &units[member];
    double sum = 0, pairs = 0;
    for (std::size_t a = 0; a < raters; ++a)
        for (std::size_t b = a + 1; b < raters; ++b) {
            const auto *u = of_rater[a], *v = of_rater[b];
            ++pairs;
            if (u == nullptr || v == nullptr)
                sum += d.delta_empty;
            else if (u->document != v->document)
                return std::numeric_limits<double>::infinity();
            else
                sum += d.between(*u, *v);
        }
    return sum / pairs;
}

} // namespace

double lowest_cost(const std::vector<AlignmentUnit>& units, std::size_t raters,
                   const Dissimilarity& dissimilarity) {
    std::map<std::uint64_t, double> known{{0, 0.0}};
    std::function<double(std::uint64_t)> best = [&](std::uint64_t left) {
        if (const auto found = known.find(left); found != known.end())
            return found->second;
        std::vector<std::size_t> members;
        double lowest = std::numeric_limits<double>::infinity();
        std::function<void(std::size_t, std::uint64_t)> extend = [&](std::size_t from, std::uint64_t rest) {
            if (!members.empty())
                lowest = std::min(lowest, cost_of(units, members, raters, dissimilarity) + best(rest));
            for (std::size_t i = from; i < units.size(); ++i) {
                const bool first = members.empty();
                const bool taken = std::any_of(members.begin(), members.end(), [&](auto member) {
                    return units[member].rater == units[i].rater;
                });
                if ((left >> i & 1U) == 0 || taken)
                    continue;
                members.push_back(i);
                extend(i + 1, rest & ~(std::uint64_t{1} << i));
                members.pop_back();
                if (first) // the first unit left is in the unitary alignment
                    break;
            }
        };
        extend(0, left);
        return known[left] = lowest;
    };
    return best((std::uint64_t{1} << units.size()) - 1);
}

double lowest_cost_of_two(const std::vector<AlignmentUnit>& units, const Dissimilarity& dissimilarity) {
    std::vector<AlignmentUnit> rows, columns;
    for (const auto& unit : units)
        (unit.rater == 0 ? rows : columns).push_back(unit);
    const std::size_t n = rows.size() + columns.size();
    const auto cost = [&](std::size_t row, std::size_t column) {
        if (row < rows.size() && column < columns.size())
            return rows[row].document == columns[column].document
                       ? dissimilarity.between(rows[row], columns[column])
                       : 1e6;
        return row < rows.size() || column < columns.size() ? dissimilarity.delta_empty : 0.0;
    };
    std::vector<double> row_price(n + 1), column_price(n + 1);
    std::vector<std::size_t> mate(n + 1), way(n + 1);
    for (std::size_t row = 1; row <= n; ++row) {
        mate[0] = row;
        std::size_t at = 0;
        std::vector<double> least(n + 1, std::numeric_limits<double>::infinity());
        std::vector<char> done(n + 1);
        do {
            done[at] = 1;
            std::size_t next = 0;
            double step = std::numeric_limits<double>::infinity();
            for (std::size_t column = 1; column <= n; ++column)
                if (done[column] == 0) {
                    const double slack =
                        cost(mate[at] - 1, column - 1) - row_price[mate[at]] - column_price[column];
                    if (slack < least[column]) {
                        least[column] = slack;
                        way[column] = at;
                    }
                    if (least[column] < step) {
                        step = least[column];
                        next = column;
                    }
                }
            for (std::size_t column = 0; column <= n; ++column)
                if (done[column] != 0) {
                    row_price[mate[column]] += step;
                    column_price[column] -= step;
                } else {
                    least[column] -= step;
                }
            at = next;
        } while (mate[at] != 0);
        for (; at != 0; at = way[at])
            mate[at] = mate[way[at]];
    }
    double sum = 0;
    for (std::size_t column = 1; column <= n; ++column)
        sum += cost(mate[column] - 1, column - 1);
    return sum;
}

std::vector<AlignmentUnit> random_units(std::mt19937& random, const RandomUnits& wanted) {
    const auto below = [&](auto count) {
        return static_cast<std::uint32_t>(random() % static_cast<unsigned>(count));
    };
    std::vector<AlignmentUnit> units;
    for (std::size_t i = 0; i < wanted.units; ++i) {
        const double begin = below(wanted.positions), length = 1 + below(wanted.longest);
        const auto rater = below(wanted.raters), document = below(wanted.documents);
        const auto category = static_cast<std::int32_t>(below(wanted.categories));
        units.push_back({begin, begin + length, rater, category, document});
    }
    return units;
}

} // namespace axial::agreement::literal
