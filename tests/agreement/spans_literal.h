// SPDX-License-Identifier: GPL-3.0-or-later
// The definitions of span statistics word by word: every pair of sections, every position. Slow, for small
// data.
#pragma once

#include "agreement/spans/span_data.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement::literal {

/// A stretch of a rater's line; category -1 is a gap.
struct Section {
    std::int64_t begin, end;
    std::int32_t category;
};
using RaterLine = std::vector<Section>;

/// Units and gaps in turn. `category`: of this one alone; nothing: of all.
std::vector<RaterLine> lines_of(const SpanData& data, std::optional<std::int32_t> category = std::nullopt);

struct Disorder {
    double observed, expected;
};
/// D_o and D_e of Krippendorff 2004 for one category.
Disorder disorder_2004(const std::vector<RaterLine>& lines, std::int64_t length);

/// The family of 2016 from full coincidence matrices; nothing where a denominator is zero.
struct Family {
    std::optional<double> u, bar, cu, coverage;
    std::vector<std::optional<double>> k;
};
Family family_2016(const std::vector<RaterLine>& lines, std::int64_t length, std::size_t categories);

/// marked[rater][position] for one code, or for any.
std::vector<std::vector<bool>> positions_of(const SpanData& data, std::optional<std::int32_t> category);

/// Agreement by position, from a loop over positions.
struct Positions {
    double percent = 0;
    std::optional<double> kappa, fleiss, positive, together, alpha;
};
Positions position_agreement(const std::vector<std::vector<bool>>& marked);

} // namespace axial::agreement::literal
