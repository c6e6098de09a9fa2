// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/patterns.h"

#include <algorithm>
#include <unordered_map>

namespace axial::agreement {
namespace {

struct RowHash {
    std::size_t raters;
    std::size_t operator()(const std::int32_t* row) const {
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (std::size_t i = 0; i < raters; ++i)
            hash = (hash ^ static_cast<std::uint32_t>(row[i])) * 0x100000001b3ULL;
        return hash ^ (hash >> 29U);
    }
};

struct RowEqual {
    std::size_t raters;
    bool operator()(const std::int32_t* a, const std::int32_t* b) const { return std::equal(a, a + raters, b); }
};

void count_categories(Pattern& pattern, std::size_t raters) {
    std::vector<std::int32_t> sorted;
    std::copy_if(pattern.ratings, pattern.ratings + raters, std::back_inserter(sorted),
                 [](std::int32_t rating) { return rating != ReliabilityData::missing; });
    std::sort(sorted.begin(), sorted.end());
    pattern.rated = static_cast<std::int32_t>(sorted.size());
    for (const std::int32_t category : sorted) {
        if (pattern.counts.empty() || pattern.counts.back().first != category)
            pattern.counts.emplace_back(category, 0);
        ++pattern.counts.back().second;
    }
}

} // namespace

std::vector<Pattern> patterns_of(const ReliabilityData& data, std::vector<std::size_t>* pattern_of_unit) {
    std::vector<Pattern> patterns;
    std::unordered_map<const std::int32_t*, std::size_t, RowHash, RowEqual> known(64, RowHash{data.raters()},
                                                                                  RowEqual{data.raters()});
    for (std::size_t unit = 0; unit < data.units(); ++unit) {
        const auto [found, is_new] = known.try_emplace(data.row(unit), patterns.size());
        if (is_new) {
            patterns.emplace_back().ratings = data.row(unit);
            count_categories(patterns.back(), data.raters());
        }
        ++patterns[found->second].units;
        if (pattern_of_unit != nullptr)
            pattern_of_unit->push_back(found->second);
    }
    return patterns;
}

} // namespace axial::agreement
