// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"

#include <vector>

namespace axial::agreement {

/// Krippendorff's unitizing alpha as first published (1995, Sociological Methodology 25, 47-76; 2004, Quality
/// and Quantity 38, 787-800). Its author replaced it by the family of 2016 (u_alpha.h); here to recompute old
/// papers.
///
/// Each category by itself, so categories may overlap. With m raters, L positions, and every rater's line a row
/// of units and gaps:
///   D_o = sum over ordered pairs of raters and their sections of delta^2 / (m (m - 1) L^2); two units that
///         overlap have delta^2 = (difference of begins)^2 + (difference of ends)^2, a unit wholly in a gap its
///         length^2
///   D_e = 2 / L * sum over units of length b of [(N - 1) / 3 (2 b^3 - 3 b^2 + b) + b^2 sum of (g - b + 1) over
///         gaps g >= b] / (m L (m L - 1) - sum of b (b - 1)); N units, gaps of all raters
///   alpha = 1 - D_o / D_e; all categories: 1 - sum of D_o / sum of D_e
/// A rater's overlapping units of one category are united first, those that touch stay apart. Texts laid end to
/// end are one line, as in the papers: a gap may run over a border.
///
/// Sums are exact (128-bit integers) up to 2^31 positions, 2^20 units of a category and 64 raters, rounded once
/// at the end; beyond that they are made in long double (relative error near 1e-16 for each of the additions).
/// Undefined with fewer than two raters, no positions, or where nobody used the category.
struct AlphaU2004 {
    struct Category {
        Figure alpha = Figure::undefined("not computed");
        Figure observed = Figure::undefined("not computed"); ///< D_o
        Figure expected = Figure::undefined("not computed"); ///< D_e
    };
    Category all;                     ///< observed and expected are the sums
    std::vector<Category> categories; ///< as in SpanData::categories()
};

[[nodiscard]] AlphaU2004 alpha_u_2004(const SpanData& data, const Universe& universe = {});

} // namespace axial::agreement
