// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace axial::agreement {

struct OverlapOptions {
    enum class Measure {
        of_longer, ///< overlap / length of the longer span (MAXQDA)
        of_union   ///< overlap / length of the union ("intersection over union")
    };
    double threshold = 0.5; ///< match at this or more, above 0, to 1; 1 is "begin and end are equal"
    Measure measure = Measure::of_longer;
    bool same_category = true; ///< false: any span may match any
};

/// The matches of two raters' spans, as indices: by descending overlap, each span in one at most; of equal
/// overlaps the earlier first. Either side comes by begin and has no two spans that overlap, so candidates are
/// no more than spans: O(S log S).
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>>
match_spans(std::span<const Span> first, std::span<const Span> second, const OverlapOptions& options);

/// What two raters' matching comes to. There is no count of what neither marked, hence no kappa; f1 is what
/// kappa tends to when that count grows (Hripcsak and Rothschild 2005, JAMIA 12, 296-298).
struct SpanMatches {
    std::size_t first = 0, second = 0; ///< the raters
    std::int64_t matched = 0, only_first = 0, only_second = 0;

    [[nodiscard]] Figure precision() const; ///< matched / spans of the second; undefined if it has none
    [[nodiscard]] Figure recall() const;    ///< matched / spans of the first; undefined if it has none
    /// 2 matched / all spans of the two, which is also positive agreement; undefined if there are none.
    [[nodiscard]] Figure f1() const;
};

/// Matching of whole spans with a threshold. A rater's overlapping spans of one category are one (of any
/// category, where categories are ignored), so nobody gains by marking a thing twice.
class OverlapMatching {
public:
    OverlapMatching(const SpanData& data, const OverlapOptions& options, const Universe& universe = {});

    /// Every pair of raters, (0, 1), (0, 2) … (1, 2) …: all categories, then each. Empty for more than 256
    /// raters or a threshold out of range.
    [[nodiscard]] const std::vector<SpanMatches>& pairs() const { return pairs_[0]; }
    [[nodiscard]] const std::vector<SpanMatches>& pairs(std::size_t category) const {
        return pairs_[1 + category];
    }
    /// The mean of the pairs' f1, undefined if one of them is.
    [[nodiscard]] Figure f1() const { return mean(0); }
    [[nodiscard]] Figure f1(std::size_t category) const; ///< undefined where categories are ignored

    /// f1 and then that of each category, as functions of sums over documents.
    [[nodiscard]] const AdditiveStatistics& sums() const& { return statistics_; }
    [[nodiscard]] AdditiveStatistics sums() && { return std::move(statistics_); }

private:
    [[nodiscard]] Figure mean(std::size_t scope) const;

    const char* unusable_ = nullptr;
    bool by_category_ = true;
    std::vector<std::vector<SpanMatches>> pairs_; ///< all, then each category
    AdditiveStatistics statistics_;
};

} // namespace axial::agreement
