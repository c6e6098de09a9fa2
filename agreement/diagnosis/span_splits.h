// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/spans/span_data.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace axial::agreement {

/// How a span of one rater stands to what another marked.
enum class SpanSplit {
    exact,    ///< same extent, same code
    boundary, ///< same code, they overlap, another extent
    division, ///< the other has this code here, but matched with another span: one cut what the other left
              ///< whole
    code,     ///< same extent, another code
    both,     ///< they overlap, another code and another extent
    addition, ///< the other marked here, with other codes, all matched with other spans: one code more
    omission  ///< the other marked nothing here
};
inline constexpr std::size_t span_splits_kinds = 7;

/// One match or one span without a match.
struct SpanDifference {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    SpanSplit kind = SpanSplit::omission;
    std::size_t first_rater = 0, second_rater = 0; ///< first < second
    std::size_t first = none, second = none; ///< indices into SpanData::spans(); `none` on the side without
    std::int64_t overlap = 0;                ///< positions that both spans hold
    /// Positions that it is about: those shared where exact; in one of the two only where boundary; in either
    /// of them where code or both; the span's own otherwise.
    std::int64_t positions = 0;
};

/// Counts by kind (index: the enumerator).
struct SplitCounts {
    std::size_t first = 0, second = 0;                     ///< raters; of no meaning in a total
    std::array<std::int64_t, span_splits_kinds> matches{}; ///< entries: a pair of spans counts once
    std::array<std::int64_t, span_splits_kinds> spans{};   ///< spans of both raters; add up to all their spans
    std::array<std::int64_t, span_splits_kinds> positions{};

    [[nodiscard]] std::int64_t of(SpanSplit kind) const { return matches[static_cast<std::size_t>(kind)]; }
};

struct SpanSplits {
    std::vector<SplitCounts> pairs; ///< of raters: (0, 1), (0, 2) … (1, 2) …
    SplitCounts total;              ///< over pairs of raters
    /// All that is not exact, pair after pair of raters, in the order of the text.
    std::vector<SpanDifference> differences;
};

/// Matches the spans of every two raters, each in one match at most:
/// 1. spans of the same extent and code;
/// 2. of those left, spans of the same code that overlap, largest overlap first, then the smaller union;
/// 3. of those left, spans of any code that overlap, in the same order;
/// ties go to the earlier span of the first rater, then of the second (by begin, end, code). Codes come before
/// overlap because raters give several codes to one passage: what both saw is the code that both gave.
///
/// Spans of one rater may overlap. A sweep in O(S log S + overlapping pairs) for two raters; the same data give
/// the same splits. (spans/overlap.h matches by a threshold and by code, and unites a rater's overlapping spans
/// first; here every span stays itself, so that a window can show it.)
[[nodiscard]] SpanSplits span_splits(const SpanData& data);

} // namespace axial::agreement
