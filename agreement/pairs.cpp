// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/pairs.h"

#include "agreement/chance.h"
#include "agreement/cohen.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace axial::agreement {

std::vector<RaterPair> rater_pairs(const ReliabilityData& data) {
    const auto patterns = patterns_of(data);
    const std::size_t q = data.categories().size();
    const Weights identity = Weights::identity(q);
    std::vector<RaterPair> pairs;
    for (std::size_t first = 0; first < data.raters(); ++first)
        for (std::size_t second = first + 1; second < data.raters(); ++second) {
            const CohenKappa cohen = cohen_kappa(PairTable(patterns, q, first, second), identity);
            pairs.push_back({first, second, cohen.units, cohen.observed, cohen.kappa});
        }
    return pairs;
}

Figure holsti(const ReliabilityData& data) {
    const auto patterns = patterns_of(data);
    std::vector<double> rated(data.raters(), 0.0);
    for (const auto& pattern : patterns)
        for (std::size_t rater = 0; rater < data.raters(); ++rater)
            if (pattern.ratings[rater] != ReliabilityData::missing)
                rated[rater] += static_cast<double>(pattern.units);
    const auto pairs = rater_pairs(data);
    if (pairs.empty())
        return Figure::undefined("needs two coders");
    double sum = 0;
    for (const auto& pair : pairs) {
        if (pair.units == 0)
            return Figure::undefined("coders " + std::to_string(pair.first + 1) + " and " +
                                     std::to_string(pair.second + 1) + " have no unit in common");
        const double agreed = pair.percent_agreement.value() * static_cast<double>(pair.units);
        sum += 2.0 * agreed / (rated[pair.first] + rated[pair.second]);
    }
    return sum / static_cast<double>(pairs.size());
}

Figure pooled_kappa(const std::vector<ReliabilityData>& codes) {
    if (codes.empty())
        return Figure::undefined("no code was applied");
    double observed = 0;
    double expected = 0;
    for (const auto& data : codes) {
        if (data.raters() != 2)
            return Figure::undefined(detail::needs_two);
        const std::size_t q = data.categories().size();
        const CohenKappa cohen = cohen_kappa(PairTable(patterns_of(data), q, 0, 1), Weights::identity(q));
        if (cohen.units == 0)
            return Figure::undefined(detail::no_pairs);
        observed += cohen.observed.value() / static_cast<double>(codes.size());
        expected += cohen.expected.value() / static_cast<double>(codes.size());
    }
    return detail::beyond_chance(observed, expected);
}

Figure hamming_kappa(const SetData& data) {
    constexpr std::size_t sets_up_to = 1024;
    const auto& sets = data.values();
    if (data.table().raters() != 2)
        return Figure::undefined(detail::needs_two);
    if (sets.size() > sets_up_to)
        return Figure::undefined("not computed: too many different sets");
    const auto codes = static_cast<double>(data.codes().size());
    std::vector<std::vector<double>> weights(sets.size(), std::vector<double>(sets.size(), 1.0));
    for (std::size_t a = 0; a < sets.size(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            SetData::Codes differing;
            std::set_symmetric_difference(sets[a].begin(), sets[a].end(), sets[b].begin(), sets[b].end(),
                                          std::inserter(differing, differing.end()));
            weights[a][b] = weights[b][a] = 1.0 - static_cast<double>(differing.size()) / codes;
        }
    return cohen_kappa(PairTable(patterns_of(data.table()), sets.size(), 0, 1), Weights::custom(weights)).kappa;
}

} // namespace axial::agreement
