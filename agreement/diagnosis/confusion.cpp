// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/confusion.h"

#include "agreement/patterns.h"

#include <algorithm>
#include <map>
#include <utility>

namespace axial::agreement {

Confusion confusion(const ReliabilityData& data, std::size_t rows, std::size_t columns) {
    Confusion result;
    result.categories = data.categories().size();
    const std::size_t side = result.categories + 1;
    result.counts.assign(side * side, 0);
    const auto place = [&](std::int32_t value) {
        return value == ReliabilityData::missing ? result.categories : static_cast<std::size_t>(value);
    };
    for (std::size_t unit = 0; unit < data.units(); ++unit)
        ++result.counts[place(data.at(unit, rows)) * side + place(data.at(unit, columns))];
    return result;
}

double Coincidences::expected(std::size_t c, std::size_t k) const {
    if (total < 2)
        return 0;
    return values[c] * (values[k] - (c == k ? 1.0 : 0.0)) / (total - 1.0);
}

Coincidences coincidences(const ReliabilityData& data) {
    Coincidences result;
    const std::size_t q = result.categories = data.categories().size();
    result.observed.assign(q * q, 0);
    result.values.assign(q, 0);
    for (const auto& pattern : patterns_of(data)) {
        if (pattern.rated < 2)
            continue;
        const auto units = static_cast<double>(pattern.units);
        result.total += units * pattern.rated;
        for (const auto& [c, times] : pattern.counts) {
            result.values[static_cast<std::size_t>(c)] += units * times;
            for (const auto& [k, others] : pattern.counts)
                result.observed[static_cast<std::size_t>(c) * q + static_cast<std::size_t>(k)] +=
                    units * times * (others - (c == k ? 1.0 : 0.0)) / (pattern.rated - 1.0);
        }
    }
    return result;
}

std::vector<ConfusedPair> confused_pairs(const ReliabilityData& data, const Distance& distance,
                                         std::size_t top) {
    std::map<std::pair<std::int32_t, std::int32_t>, ConfusedPair> met;
    std::vector<double> values(data.categories().size());
    double n = 0;
    for (const auto& pattern : patterns_of(data)) {
        if (pattern.rated < 2)
            continue;
        n += static_cast<double>(pattern.units) * pattern.rated;
        for (std::size_t a = 0; a < pattern.counts.size(); ++a) {
            const auto& [c, times] = pattern.counts[a];
            values[static_cast<std::size_t>(c)] += static_cast<double>(pattern.units) * times;
            for (std::size_t b = a + 1; b < pattern.counts.size(); ++b) {
                const auto& [k, others] = pattern.counts[b];
                auto& pair = met[{c, k}];
                pair.units += pattern.units;
                const std::int64_t pairs = pattern.units * times * others;
                pair.rater_pairs += pairs;
                pair.observed += 2.0 * static_cast<double>(pairs) / (pattern.rated - 1.0);
            }
        }
    }
    std::vector<ConfusedPair> result;
    double all = 0;
    for (auto& [categories, pair] : met) {
        pair.first = static_cast<std::size_t>(categories.first);
        pair.second = static_cast<std::size_t>(categories.second);
        pair.expected = 2.0 * values[pair.first] * values[pair.second] / (n - 1.0);
        pair.share = pair.observed * distance(pair.first, pair.second);
        if (pair.share > 0) {
            all += pair.share;
            result.push_back(pair);
        }
    }
    for (auto& pair : result)
        pair.share /= all;
    std::stable_sort(result.begin(), result.end(),
                     [](const ConfusedPair& a, const ConfusedPair& b) { return a.share > b.share; });
    result.resize(std::min(result.size(), top));
    return result;
}

} // namespace axial::agreement
