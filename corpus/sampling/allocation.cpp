// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sampling/allocation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace axial::corpus::sampling {
namespace {

constexpr std::array<std::pair<Allocation, std::string_view>, 3> names{
    {{Allocation::proportional, "proportional"}, {Allocation::equal, "equal"}, {Allocation::neyman, "neyman"}}};

double weight_of(const StratumSize& stratum, Allocation allocation) {
    if (allocation == Allocation::equal)
        return stratum.population > 0 ? 1 : 0;
    return static_cast<double>(stratum.population) *
           (allocation == Allocation::neyman ? stratum.deviation : 1.0);
}

/// The shares of `rest` among the strata in `open`, as decimals. Where none has weight, they share as they are
/// large.
std::vector<double> exact_shares(const std::vector<StratumSize>& strata, const std::vector<std::size_t>& open,
                                 std::int64_t rest, Allocation allocation) {
    std::vector<double> weights;
    for (const auto i : open)
        weights.push_back(weight_of(strata[i], allocation));
    double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(total > 0)) {
        for (std::size_t i = 0; i < open.size(); ++i)
            weights[i] = static_cast<double>(strata[open[i]].population);
        total = std::accumulate(weights.begin(), weights.end(), 0.0);
    }
    for (auto& weight : weights)
        weight = total > 0 ? static_cast<double>(rest) * weight / total : 0;
    return weights;
}

/// Hare's quota and largest remainders: the shares add up to `rest` and none is off by a whole unit.
void round_shares(const std::vector<StratumSize>& strata, const std::vector<std::size_t>& open,
                  const std::vector<double>& exact, std::int64_t rest, std::vector<std::int64_t>& sizes) {
    std::vector<std::pair<double, std::size_t>> remainders;
    for (std::size_t i = 0; i < open.size(); ++i) {
        const double whole = std::floor(exact[i]);
        sizes[open[i]] = static_cast<std::int64_t>(whole);
        rest -= sizes[open[i]];
        remainders.emplace_back(-(exact[i] - whole), open[i]);
    }
    std::sort(remainders.begin(), remainders.end(), [&](const auto& a, const auto& b) {
        return std::pair(a.first, std::string_view(strata[a.second].name)) <
               std::pair(b.first, std::string_view(strata[b.second].name));
    });
    for (std::size_t i = 0; rest > 0 && !remainders.empty(); i = (i + 1) % remainders.size()) {
        const auto at = remainders[i].second;
        if (sizes[at] < strata[at].population)
            ++sizes[at], --rest;
    }
}

Status check(const std::vector<StratumSize>& strata, std::int64_t size, Allocation allocation) {
    std::int64_t population = 0, least = 0;
    bool varies = false;
    for (const auto& stratum : strata) {
        if (!(stratum.deviation >= 0 && stratum.deviation <= 1e100)) // NaN neither
            return bad_input("a standard deviation is a number from 0 up", stratum.name);
        if (stratum.least > stratum.population || stratum.least < 0)
            return bad_input(fmt::format("{} of {} cannot be drawn", stratum.least, stratum.population),
                             stratum.name);
        population += stratum.population;
        least += stratum.least;
        varies = varies || stratum.deviation > 0;
    }
    if (size > population)
        return bad_input(fmt::format("a sample of {} cannot be drawn from {}", size, population), {},
                         "ask for fewer");
    if (size < least)
        return bad_input(fmt::format("{} are too few: the strata have {} at least together", size, least), {},
                         "ask for more");
    if (allocation == Allocation::neyman && !varies && size > 0)
        return bad_input("no stratum has a standard deviation above 0", {},
                         "Neyman's allocation needs strata that differ within");
    return {};
}

} // namespace

std::string_view name_of(Allocation allocation) {
    for (const auto& [known, name] : names)
        if (known == allocation)
            return name;
    return {};
}

Result<Allocation> allocation_named(std::string_view name) {
    for (const auto& [allocation, known] : names)
        if (known == name)
            return allocation;
    return bad_input(fmt::format("there is no allocation \"{}\"", name), {},
                     "it is proportional, equal or neyman");
}

/// Strata whose share lies beyond a bound are settled there, first those on the side that is further off as a
/// whole, and the rest is shared again: as CSS resolves flexible lengths. Each round settles one at least.
Result<std::vector<std::int64_t>> allocate(const std::vector<StratumSize>& strata, std::int64_t size,
                                           Allocation allocation) {
    AXIAL_TRY(check(strata, size, allocation));
    std::vector<std::int64_t> sizes(strata.size(), 0);
    std::vector<std::size_t> open(strata.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    std::int64_t rest = size;
    for (;;) {
        const auto exact = exact_shares(strata, open, rest, allocation);
        double violation = 0;
        bool inside = true;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto& stratum = strata[open[i]];
            const double bounded = std::clamp(exact[i], static_cast<double>(stratum.least),
                                              static_cast<double>(stratum.population));
            violation += bounded - exact[i];
            inside = inside && bounded == exact[i];
        }
        if (inside) {
            round_shares(strata, open, exact, rest, sizes);
            return sizes;
        }
        std::vector<std::size_t> still;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const auto& stratum = strata[open[i]];
            const bool under = exact[i] < static_cast<double>(stratum.least);
            const bool over = exact[i] > static_cast<double>(stratum.population);
            if ((under && violation >= 0) || (over && violation <= 0)) {
                sizes[open[i]] = under ? stratum.least : stratum.population;
                rest -= sizes[open[i]];
            } else {
                still.push_back(open[i]);
            }
        }
        open = std::move(still);
    }
}

} // namespace axial::corpus::sampling
