// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/drift.h"

#include "agreement/diagnosis/confusion.h"
#include "agreement/diagnosis/worst_units.h"
#include "agreement/inference/shuffle.h"
#include "agreement/nominal.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>

namespace axial::agreement {
namespace {

ReliabilityData part_of(const ReliabilityData& data, std::span<const std::size_t> units) {
    ReliabilityData part(data.categories());
    std::vector<std::optional<std::string>> cells(data.raters());
    for (const std::size_t unit : units) {
        for (std::size_t rater = 0; rater < cells.size(); ++rater) {
            const std::int32_t value = data.at(unit, rater);
            cells[rater].reset();
            if (value != ReliabilityData::missing)
                cells[rater] = data.categories()[static_cast<std::size_t>(value)];
        }
        part.add_unit(cells);
    }
    return part;
}

PartFigures figures_of(const ReliabilityData& data, std::span<const std::size_t> units,
                       const BootstrapOptions& options) {
    const ReliabilityData part = part_of(data, units);
    const Nominal nominal(part);
    PartFigures figures;
    figures.units = nominal.pairable_units();
    figures.percent = nominal.percent_agreement();
    figures.alpha = nominal.alpha();
    figures.interval = bootstrap(nominal.alpha_sums(), options).front();
    return figures;
}

/// Share of the pairs of ratings of a unit that are equal; nothing with fewer than two ratings.
std::optional<double> unit_agreement(const ReliabilityData& data, std::size_t unit) {
    std::int64_t pairs = 0;
    std::int64_t equal = 0;
    for (std::size_t a = 0; a < data.raters(); ++a)
        for (std::size_t b = a + 1; b < data.raters(); ++b)
            if (data.at(unit, a) != ReliabilityData::missing && data.at(unit, b) != ReliabilityData::missing) {
                ++pairs;
                equal += data.at(unit, a) == data.at(unit, b) ? 1 : 0;
            }
    if (pairs == 0)
        return std::nullopt;
    return static_cast<double>(equal) / static_cast<double>(pairs);
}

/// Distances of the ranks of sorted times from their mean; equal times share their mean rank.
std::vector<double> centred_ranks(const std::vector<std::int64_t>& times) {
    std::vector<double> ranks(times.size());
    const double mean = (static_cast<double>(times.size()) - 1.0) / 2.0;
    for (std::size_t begin = 0; begin < times.size();) {
        std::size_t end = begin;
        while (end < times.size() && times[end] == times[begin])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            ranks[i] = (static_cast<double>(begin) + static_cast<double>(end) - 1.0) / 2.0 - mean;
        begin = end;
    }
    return ranks;
}

void test_trend(Drift& drift, const std::vector<std::int64_t>& times, std::vector<double> agreement,
                const DriftOptions& options) {
    const auto ranks = centred_ranks(times);
    const double squares = std::inner_product(ranks.begin(), ranks.end(), ranks.begin(), 0.0);
    if (times.size() < 3 || squares == 0) {
        drift.change = drift.p =
            Figure::undefined(times.size() < 3 ? "needs three units" : "all units have the same time");
        return;
    }
    const double scale = (static_cast<double>(times.size()) - 1.0) / squares;
    const auto change = [&] {
        return scale * std::inner_product(ranks.begin(), ranks.end(), agreement.begin(), 0.0);
    };
    const double observed = change();
    drift.change = observed;
    if (options.permutations < 1) {
        drift.p = Figure::undefined("no permutations were asked for");
        return;
    }
    detail::BoundedRandom random(options.bootstrap.seed);
    std::int64_t as_large = 0;
    for (int i = 0; i < options.permutations; ++i) {
        random.shuffle(std::span(agreement));
        as_large += std::abs(change()) >= std::abs(observed) - 1e-12 ? 1 : 0;
    }
    drift.p = (1.0 + static_cast<double>(as_large)) / (1.0 + options.permutations);
}

} // namespace

Drift drift(const ReliabilityData& data, std::span<const std::int64_t> times, const DriftOptions& options) {
    Drift result;
    if (times.size() != data.units()) {
        result.change = result.p = Figure::undefined("needs one time for each unit");
        return result;
    }
    std::vector<std::optional<double>> of_unit(data.units());
    std::vector<std::size_t> order;
    for (std::size_t unit = 0; unit < data.units(); ++unit) {
        of_unit[unit] = unit_agreement(data, unit);
        if (of_unit[unit] && times[unit] != no_time)
            order.push_back(unit);
    }
    result.left_out = static_cast<std::int64_t>(data.units() - order.size());
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return times[a] < times[b]; });
    const auto add_window = [&](std::size_t begin, std::size_t size) {
        const auto units = std::span(order).subspan(begin, size);
        result.windows.push_back(
            {times[units.front()], times[units.back()], figures_of(data, units, options.bootstrap)});
    };
    if (options.rolling > 0) {
        for (std::size_t begin = 0; begin + options.rolling <= order.size();
             begin += std::max<std::size_t>(1, options.step))
            add_window(begin, options.rolling);
    } else {
        const std::size_t windows = std::min(options.windows, order.size());
        for (std::size_t i = 0, begin = 0; i < windows; ++i) {
            const std::size_t size = order.size() / windows + (i < order.size() % windows ? 1 : 0);
            add_window(begin, size);
            begin += size;
        }
    }
    std::vector<std::int64_t> sorted_times;
    std::vector<double> agreement;
    for (const std::size_t unit : order) {
        sorted_times.push_back(times[unit]);
        agreement.push_back(*of_unit[unit]);
    }
    test_trend(result, sorted_times, std::move(agreement), options);
    return result;
}

std::vector<GroupFigures> by_group(const ReliabilityData& data, std::span<const std::size_t> groups,
                                   const BootstrapOptions& options) {
    std::vector<GroupFigures> rows;
    if (groups.size() != data.units())
        return rows;
    std::map<std::size_t, std::vector<std::size_t>> members;
    for (std::size_t unit = 0; unit < groups.size(); ++unit)
        members[groups[unit]].push_back(unit);
    std::map<std::size_t, double> shares;
    for (const auto& unit : worst_units(data, nominal_distance))
        shares[groups[unit.unit]] += unit.share;
    for (const auto& [group, units] : members)
        rows.push_back(
            {group, static_cast<std::int64_t>(units.size()), figures_of(data, units, options), shares[group]});
    return rows;
}

} // namespace axial::agreement
