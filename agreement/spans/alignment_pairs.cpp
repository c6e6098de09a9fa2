// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/alignment_parts.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace axial::agreement::alignment {
namespace {

/// Units of one document, rater and order of length (a power of two), perhaps of one category, by their middle.
struct Lane {
    std::vector<double> middles; ///< twice the middle: begin + end
    std::vector<std::uint32_t> units;
    double longest = 0;
};

/// Document, category or 0, order of length, rater.
using Key = std::tuple<std::uint32_t, std::int32_t, int, std::uint32_t>;

std::map<Key, Lane> lanes_of(std::span<const AlignmentUnit> units, bool by_category) {
    std::vector<std::uint32_t> order(units.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
        return units[a].begin + units[a].end < units[b].begin + units[b].end;
    });
    std::map<Key, Lane> lanes;
    for (const auto index : order) {
        const auto& unit = units[index];
        Lane& lane = lanes[{unit.document, by_category ? unit.category : 0, std::ilogb(unit.end - unit.begin),
                            unit.rater}];
        lane.middles.push_back(unit.begin + unit.end);
        lane.units.push_back(index);
        lane.longest = std::max(lane.longest, unit.end - unit.begin);
    }
    return lanes;
}

class PairSearch {
public:
    PairSearch(const Problem& problem, std::size_t near, bool by_category)
        : problem_(problem),
          near_(near),
          lanes_(lanes_of(problem.units, by_category)),
          limit_(problem.reach() * problem.dissimilarity.delta_empty * (1 + 1e-12)),
          most_(std::max(problem.limits.pairs, 32 * problem.units.size())) {
        // |b - b'| + |e - e'| is at least twice the distance of the middles.
        const double alpha = problem.dissimilarity.alpha;
        radius_ = alpha > 0 ? std::sqrt(problem.reach() / alpha) * (1 + 1e-12) : HUGE_VAL;
    }

    bool run(std::vector<Pair>& pairs) {
        for (auto own = lanes_.begin(); own != lanes_.end(); ++own) {
            const auto [document, category, order, rater] = own->first;
            // Each pair is found from its longer unit, or from the lower rater at equal orders of length.
            for (auto other = lanes_.lower_bound({document, category, INT_MIN, 0}); other != own; ++other)
                if (std::get<3>(other->first) != rater && !match(own->second, other->second, pairs))
                    return false;
        }
        return true;
    }

private:
    bool match(const Lane& own, const Lane& other, std::vector<Pair>& pairs) {
        for (std::size_t i = 0; i < own.units.size(); ++i) {
            const auto& unit = problem_.units[own.units[i]];
            const double reach = radius_ * (unit.end - unit.begin + other.longest);
            const auto& middles = other.middles;
            auto low = std::lower_bound(middles.begin(), middles.end(), own.middles[i] - reach);
            auto high = std::upper_bound(low, middles.end(), own.middles[i] + reach);
            if (near_ > 0) {
                const auto at = std::lower_bound(low, high, own.middles[i]);
                const auto near = static_cast<std::ptrdiff_t>(near_);
                low = std::max(low, at - std::min(near, at - middles.begin()));
                high = std::min(high, at + std::min(near, middles.end() - at));
            }
            for (auto at = low; at != high; ++at) {
                const auto partner = other.units[static_cast<std::size_t>(at - middles.begin())];
                if (near_ == 0 && ++seen_ > 8 * most_)
                    return false;
                if (problem_.dissimilarity.between(unit, problem_.units[partner]) > limit_)
                    continue;
                pairs.push_back({std::min(own.units[i], partner), std::max(own.units[i], partner)});
                if (near_ == 0 && pairs.size() > most_)
                    return false;
            }
        }
        return true;
    }

    const Problem& problem_;
    std::size_t near_;
    std::map<Key, Lane> lanes_;
    double limit_, radius_ = 0;
    std::size_t most_, seen_ = 0;
};

} // namespace

Pairs close_pairs(const Problem& problem) {
    Pairs found;
    found.complete = PairSearch(problem, 0, false).run(found.pairs);
    if (!found.complete) {
        found.pairs.clear();
        const std::size_t units = problem.units.size();
        const std::size_t near = std::clamp<std::size_t>(problem.limits.pairs / (4 * units), 4, 64);
        PairSearch(problem, near, false).run(found.pairs);
        PairSearch(problem, near, true).run(found.pairs);
    }
    std::sort(found.pairs.begin(), found.pairs.end(), [](const Pair& a, const Pair& b) {
        return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    const auto same = std::unique(found.pairs.begin(), found.pairs.end(), [](const Pair& a, const Pair& b) {
        return std::tie(a.first, a.second) == std::tie(b.first, b.second);
    });
    found.pairs.erase(same, found.pairs.end());
    return found;
}

Groups::Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), 0U);
}

std::uint32_t Groups::find(std::uint32_t a) {
    while (parent_[a] != a)
        a = parent_[a] = parent_[parent_[a]];
    return a;
}

} // namespace axial::agreement::alignment
