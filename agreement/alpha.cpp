// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/alpha.h"

#include "agreement/chance.h"

#include <vector>

namespace axial::agreement {

double disagreement_in(const Pattern& pattern, const Distance& distance) {
    double sum = 0;
    for (std::size_t a = 0; a < pattern.counts.size(); ++a)
        for (std::size_t b = a + 1; b < pattern.counts.size(); ++b)
            sum += 2.0 * pattern.counts[a].second * pattern.counts[b].second *
                   distance(static_cast<std::size_t>(pattern.counts[a].first),
                            static_cast<std::size_t>(pattern.counts[b].first));
    return sum / (pattern.rated - 1.0);
}

Alpha alpha(const ReliabilityData& data, const Distance& distance) {
    return alpha(patterns_of(data), data.categories().size(), distance);
}

Alpha alpha(std::span<const Pattern> patterns, std::size_t categories, const Distance& distance) {
    std::vector<double> values(categories);
    double n = 0;
    double observed = 0;
    for (const auto& pattern : patterns) {
        if (pattern.rated < 2)
            continue;
        const auto units = static_cast<double>(pattern.units);
        n += units * pattern.rated;
        for (const auto& [category, count] : pattern.counts)
            values[static_cast<std::size_t>(category)] += units * count;
        observed += units * disagreement_in(pattern, distance);
    }
    if (n == 0) {
        const Figure none = Figure::undefined(detail::no_pairs);
        return {none, none, none};
    }
    double expected = 0;
    for (std::size_t c = 0; c < values.size(); ++c)
        for (std::size_t k = c + 1; values[c] > 0 && k < values.size(); ++k)
            if (values[k] > 0)
                expected += 2.0 * values[c] * values[k] * distance(c, k);
    observed /= n;
    expected /= n * (n - 1.0);
    if (expected < detail::tolerance)
        return {Figure::undefined("all ratings are the same"), observed, expected};
    return {1.0 - observed / expected, observed, expected};
}

} // namespace axial::agreement
