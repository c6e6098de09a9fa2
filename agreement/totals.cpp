// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/totals.h"

#include <algorithm>
#include <utility>

namespace axial::agreement {
namespace {

std::size_t index(std::int32_t category) {
    return static_cast<std::size_t>(category);
}

/// sum over ordered pairs of different ratings of a unit of `of` (category, category); equal ones are left out.
template <class Function>
double over_pairs(const Pattern& pattern, const Function& of) {
    double sum = 0;
    for (std::size_t a = 0; a < pattern.counts.size(); ++a)
        for (std::size_t b = a + 1; b < pattern.counts.size(); ++b)
            sum += 2.0 * pattern.counts[a].second * pattern.counts[b].second *
                   of(index(pattern.counts[a].first), index(pattern.counts[b].first));
    return sum;
}

} // namespace

Layout::Layout(const TotalsPlan& plan, std::size_t categories, std::size_t rater_count)
    : q(categories),
      raters(rater_count),
      families(plan.weights.size()),
      distances(plan.distances.size()),
      ranks(plan.ranks.empty() ? 0 : *std::max_element(plan.ranks.begin(), plan.ranks.end()) + 1),
      pairs(plan.rater_pairs && rater_count > 1 ? rater_count * (rater_count - 1) / 2 : 0) {
}

Totals::Totals(const std::vector<Pattern>& patterns, std::size_t categories, std::size_t raters,
               TotalsPlan plan)
    : plan_(std::move(plan)),
      layout_(plan_, categories, raters) {
    rated_.width = pairable_.width = layout_.width();
    no_single_ = std::none_of(patterns.begin(), patterns.end(),
                              [](const Pattern& pattern) { return pattern.rated == 1; });
    for (const auto& pattern : patterns) {
        const bool has_pair = pattern.rated >= 2;
        index_in_rated_.push_back(pattern.rated >= 1 ? rated_.multiplicities.size() : no_pattern);
        if (pattern.rated >= 1) {
            add(rated_, pattern);
            rated_.end_pattern(pattern.units);
        }
        index_in_pairable_.push_back(!has_pair    ? no_pattern
                                     : no_single_ ? index_in_rated_.back()
                                                  : pairable_.multiplicities.size());
        if (has_pair && !no_single_) {
            add(pairable_, pattern);
            pairable_.end_pattern(pattern.units);
        }
    }
    rated_.sums_of(rated_.multiplicities, sums_);
}

void Totals::add(AdditiveStatistics& to, const Pattern& pattern) const {
    to.add(Layout::rated, 1);
    for (const auto& [category, count] : pattern.counts)
        to.add(layout_.share(index(category)), static_cast<double>(count) / pattern.rated);
    for (std::size_t rater = 0; rater < layout_.raters; ++rater)
        if (pattern.ratings[rater] != ReliabilityData::missing)
            to.add(layout_.margin(rater, index(pattern.ratings[rater])), 1);
    if (pattern.rated < 2)
        return;
    add_pairable(to, pattern);
    if (layout_.pairs > 0)
        add_pairs_of_raters(to, pattern);
}

void Totals::add_pairable(AdditiveStatistics& to, const Pattern& pattern) const {
    const double r = pattern.rated;
    to.add(Layout::pairable, 1);
    if (pattern.counts.size() == 1)
        to.add(Layout::full, 1);
    double equal = 0;
    for (const auto& [category, count] : pattern.counts) {
        const double pairs = static_cast<double>(count) * (count - 1.0);
        equal += pairs;
        to.add(layout_.value(index(category)), count);
        if (pairs > 0)
            to.add(layout_.same(index(category)), pairs / (r - 1.0));
        if (count < pattern.rated)
            to.add(layout_.split(index(category)), count * (r - count) / (r * (r - 1.0)));
    }
    for (std::size_t family = 0; family < layout_.families; ++family) {
        const Weights& weights = plan_.weights[family];
        const double crossed = weights.is_identity() ? 0.0 : over_pairs(pattern, weights);
        if (equal + crossed != 0)
            to.add(layout_.agreeing(family), (equal + crossed) / (r * (r - 1.0)));
    }
    if (pattern.counts.size() == 1)
        return;
    for (std::size_t level = 0; level < layout_.distances; ++level)
        to.add(layout_.disagreeing(level), over_pairs(pattern, plan_.distances[level]) / (r - 1.0));
    if (layout_.ranks == 0)
        return;
    for (std::size_t a = 0; a < pattern.counts.size(); ++a)
        for (std::size_t b = a + 1; b < pattern.counts.size(); ++b) {
            const auto [low, high] = std::minmax(plan_.ranks[index(pattern.counts[a].first)],
                                                 plan_.ranks[index(pattern.counts[b].first)]);
            const double pairs =
                static_cast<double>(pattern.counts[a].second) * pattern.counts[b].second / (r - 1.0);
            if (low != high)
                to.add(layout_.crossing(low, high), pairs);
        }
}

void Totals::add_pairs_of_raters(AdditiveStatistics& to, const Pattern& pattern) const {
    std::size_t pair = 0;
    for (std::size_t first = 0; first < layout_.raters; ++first)
        for (std::size_t second = first + 1; second < layout_.raters; ++second, ++pair) {
            const std::int32_t a = pattern.ratings[first];
            const std::int32_t b = pattern.ratings[second];
            if (a == ReliabilityData::missing || b == ReliabilityData::missing)
                continue;
            for (std::size_t family = 0; family < layout_.families; ++family)
                if (const double weight = plan_.weights[family](index(a), index(b)); weight != 0)
                    to.add(layout_.pair_agreeing(pair, family), weight);
            to.add(layout_.pair_margin(pair, false, index(a)), 1);
            to.add(layout_.pair_margin(pair, true, index(b)), 1);
        }
}

} // namespace axial::agreement
