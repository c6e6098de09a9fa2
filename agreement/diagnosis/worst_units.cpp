// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/worst_units.h"

#include "agreement/patterns.h"

#include <algorithm>
#include <optional>

namespace axial::agreement {
namespace {

/// One rating of a category fewer, or all of them.
void take(Pattern& pattern, std::int32_t category, bool all) {
    const auto found = std::find_if(pattern.counts.begin(), pattern.counts.end(),
                                    [&](const CategoryCount& count) { return count.first == category; });
    if (found == pattern.counts.end())
        return;
    const std::int32_t taken = all ? found->second : 1;
    pattern.rated -= taken;
    found->second -= taken;
    if (found->second == 0)
        pattern.counts.erase(found);
}

Without row_of(std::size_t index, const std::vector<Pattern>& patterns, std::size_t categories,
               const Distance& distance, const Figure& with_all) {
    Without row;
    row.index = index;
    for (const auto& pattern : patterns)
        if (pattern.rated >= 2) {
            row.pairable_units += pattern.units;
            row.pairable_values += pattern.units * pattern.rated;
        }
    row.alpha = alpha(patterns, categories, distance).alpha;
    if (!row.alpha.defined())
        row.change = row.alpha;
    else
        row.change = with_all.defined() ? Figure(row.alpha.value() - with_all.value()) : with_all;
    return row;
}

} // namespace

std::vector<UnitDisagreement> worst_units(const ReliabilityData& data, const Distance& distance,
                                          std::size_t top) {
    std::vector<std::size_t> pattern_of_unit;
    const auto patterns = patterns_of(data, &pattern_of_unit);
    std::vector<double> disagreement(patterns.size(), 0);
    double n = 0;
    double all = 0;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        if (patterns[i].rated < 2)
            continue;
        disagreement[i] = disagreement_in(patterns[i], distance);
        n += static_cast<double>(patterns[i].units) * patterns[i].rated;
        all += static_cast<double>(patterns[i].units) * disagreement[i];
    }
    std::vector<UnitDisagreement> result;
    for (std::size_t unit = 0; unit < data.units(); ++unit) {
        const std::size_t i = pattern_of_unit[unit];
        if (disagreement[i] > 0)
            result.push_back({unit, patterns[i].rated, disagreement[i] / n, disagreement[i] / all});
    }
    std::stable_sort(result.begin(), result.end(), [](const UnitDisagreement& a, const UnitDisagreement& b) {
        return a.contribution > b.contribution;
    });
    result.resize(std::min(result.size(), top));
    return result;
}

std::vector<Without> without_each_rater(const ReliabilityData& data, const Distance& distance) {
    const auto patterns = patterns_of(data);
    const std::size_t categories = data.categories().size();
    const Figure with_all = alpha(patterns, categories, distance).alpha;
    std::vector<Without> rows;
    for (std::size_t rater = 0; rater < data.raters(); ++rater) {
        auto rest = patterns;
        for (auto& pattern : rest)
            if (const std::int32_t value = pattern.ratings[rater]; value != ReliabilityData::missing)
                take(pattern, value, false);
        rows.push_back(row_of(rater, rest, categories, distance, with_all));
    }
    return rows;
}

std::vector<Without> without_each_category(const ReliabilityData& data, const Distance& distance) {
    const auto patterns = patterns_of(data);
    const std::size_t categories = data.categories().size();
    const Figure with_all = alpha(patterns, categories, distance).alpha;
    std::vector<Without> rows;
    for (std::size_t category = 0; category < categories; ++category) {
        auto rest = patterns;
        for (auto& pattern : rest)
            take(pattern, static_cast<std::int32_t>(category), true);
        rows.push_back(row_of(category, rest, categories, distance, with_all));
    }
    return rows;
}

std::vector<Without> without_each_code(const SetData& data, SetDistance metric) {
    const Figure with_all = alpha(data.table(), set_distance(data, metric)).alpha;
    std::vector<Without> rows;
    for (const auto& code : data.codes()) {
        SetData rest;
        std::vector<std::optional<SetData::Codes>> cells(data.table().raters());
        for (std::size_t unit = 0; unit < data.table().units(); ++unit) {
            for (std::size_t rater = 0; rater < cells.size(); ++rater) {
                const std::int32_t value = data.table().at(unit, rater);
                cells[rater].reset();
                if (value == ReliabilityData::missing)
                    continue;
                cells[rater] = data.values()[static_cast<std::size_t>(value)];
                cells[rater]->erase(code);
            }
            rest.add_unit(cells);
        }
        const auto patterns = patterns_of(rest.table());
        rows.push_back(row_of(rows.size(), patterns, rest.table().categories().size(),
                              set_distance(rest, metric), with_all));
    }
    return rows;
}

} // namespace axial::agreement
