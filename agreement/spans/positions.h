// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/bootstrap.h"
#include "agreement/figure.h"
#include "agreement/spans/span_data.h"
#include "agreement/spans/universe.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace axial::agreement {

/// Positions by who marked them with a code.
struct PositionTable {
    std::int64_t both = 0, only_first = 0, only_second = 0, none = 0;
};

/// Agreement at the level of positions (characters, tokens, tenths of a second): for each code, every position
/// of the universe is marked or not by each of m raters. Computed on intervals, never position by position:
/// O(S log S) in the spans S, whatever the length of the text.
///
/// With two raters a = marked by both, b and c by one, d by none, N = a + b + c + d:
///   percent            100 (a + d) / N
///   kappa              Cohen 1960: (p_a - p_e) / (1 - p_e), p_e = p1 p2 + (1 - p1) (1 - p2)
///   fleiss_kappa       the same with p_e from the mean of the raters' shares (Scott 1955, Fleiss 1971)
///   positive_agreement 2 a / (2 a + b + c)
///   union_agreement    a / (a + b + c)
///   alpha_binary       Krippendorff's nominal alpha of the m N values
/// With more, percent is the mean over pairs of raters, the shares add up over pairs, and kappa is the mean of
/// the pairs' kappas (Light 1971), undefined if one of them is.
///
/// Several codes: `pooled` takes means of p_a and p_e over all declared codes before the division (De Vries et
/// al. 2008), D_o and D_e likewise, and adds up a, b and c. `any` asks whether a position was marked at all. A
/// rater's overlapping spans of one code count once.
///
/// Undefined with fewer than two raters or no positions; kappa and alpha when all values are equal (nobody
/// marked anything, everybody everything); positive and union agreement when nobody marked anything.
class PositionAgreement {
public:
    explicit PositionAgreement(const SpanData& data, const Universe& universe = {});

    enum class Measure : std::size_t {
        percent,
        kappa,
        fleiss_kappa,
        positive_agreement,
        union_agreement,
        alpha_binary,
        count
    };
    [[nodiscard]] Figure pooled(Measure measure) const { return figure(0, measure); }
    [[nodiscard]] Figure any(Measure measure) const { return figure(1, measure); }
    [[nodiscard]] Figure of(std::size_t code, Measure measure) const { return figure(2 + code, measure); }

    [[nodiscard]] PositionTable table(std::size_t code, std::size_t first, std::size_t second) const;
    /// Positions by the number of raters who marked them with the code: m + 1 numbers.
    [[nodiscard]] const std::vector<std::int64_t>& by_count(std::size_t code) const { return by_count_[code]; }
    [[nodiscard]] std::int64_t positions() const { return positions_; }

    /// All figures as functions of sums over documents; value (2 + code) * count + measure, 0 pooled, 1 any.
    [[nodiscard]] const AdditiveStatistics& sums() const& { return statistics_; }
    [[nodiscard]] AdditiveStatistics sums() && { return std::move(statistics_); }

private:
    [[nodiscard]] Figure figure(std::size_t scope, Measure measure) const;

    std::size_t raters_ = 0, codes_ = 0;
    std::int64_t positions_ = 0;
    std::vector<double> totals_;
    std::vector<std::vector<std::int64_t>> by_count_;
    AdditiveStatistics statistics_;
};

} // namespace axial::agreement
