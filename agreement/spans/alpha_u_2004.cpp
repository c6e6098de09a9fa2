// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/alpha_u_2004.h"

#include "agreement/spans/lines.h"

#include <algorithm>
#include <string>

namespace axial::agreement {
namespace {

using detail::Lines;

__extension__ using Wide = __int128; // NOLINT: the exact sums need it, GCC and Clang have it

/// Units and gaps of one rater: `units` are disjoint and in order.
template <class Number>
Number square(std::int64_t value) {
    return static_cast<Number>(value) * static_cast<Number>(value);
}

/// delta^2 over all sections of two lines, both orders. A unit that overlaps none lies wholly in a gap.
template <class Number>
Number disagreement(std::span<const Span> first, std::span<const Span> second) {
    Number sum = 0;
    std::vector<char> met(second.size(), 0);
    std::size_t from = 0;
    for (const Span& a : first) {
        while (from < second.size() && second[from].end <= a.begin)
            ++from;
        bool overlaps = false;
        for (std::size_t i = from; i < second.size() && second[i].begin < a.end; ++i) {
            sum += square<Number>(a.begin - second[i].begin) + square<Number>(a.end - second[i].end);
            met[i] = 1;
            overlaps = true;
        }
        if (!overlaps)
            sum += square<Number>(a.length());
    }
    for (std::size_t i = 0; i < second.size(); ++i)
        if (met[i] == 0)
            sum += square<Number>(second[i].length());
    return 2 * sum;
}

/// Splits the units of a category into one row for each rater.
std::vector<std::span<const Span>> rows_of(std::span<const Span> units, std::size_t raters) {
    std::vector<std::span<const Span>> rows(raters);
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= units.size(); ++i)
        if (i == units.size() || units[i].rater != units[begin].rater) {
            rows[units[begin].rater] = units.subspan(begin, i - begin);
            begin = i;
        }
    return rows;
}

/// The lengths of all gaps, shortest first.
std::vector<std::int64_t> gaps_of(const std::vector<std::span<const Span>>& rows, std::int64_t length) {
    std::vector<std::int64_t> gaps;
    for (const auto& row : rows) {
        std::int64_t at = 0;
        for (const Span& unit : row) {
            gaps.push_back(unit.begin - at);
            at = unit.end;
        }
        gaps.push_back(length - at);
    }
    std::erase(gaps, 0);
    std::sort(gaps.begin(), gaps.end());
    return gaps;
}

/// The sum over units in D_e.
template <class Number>
Number chance(std::span<const Span> units, const std::vector<std::int64_t>& gaps) {
    std::vector<Number> longer(gaps.size() + 1, Number{0}); // sum of the gaps from here on
    for (std::size_t i = gaps.size(); i-- > 0;)
        longer[i] = longer[i + 1] + static_cast<Number>(gaps[i]);
    Number sum = 0;
    const auto others = static_cast<Number>(units.size()) - 1;
    for (const Span& unit : units) {
        const auto b = static_cast<Number>(unit.length());
        const auto fit =
            static_cast<std::size_t>(std::lower_bound(gaps.begin(), gaps.end(), unit.length()) - gaps.begin());
        const Number places = longer[fit] - static_cast<Number>(gaps.size() - fit) * (b - 1);
        sum += others * (b * (b - 1) * (2 * b - 1) / 3) + b * b * places;
    }
    return sum;
}

struct Disorder {
    long double observed, expected;
};

template <class Number>
Disorder disorder_of(std::span<const Span> units, const Lines& lines) {
    const auto rows = rows_of(units, lines.raters);
    // A rater without a unit is a gap to everybody: the units that have no partner there cost their length^2
    // whichever rater it is.
    std::vector<std::span<const Span>> busy;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(busy), [](auto row) { return !row.empty(); });
    Number sum = 0;
    for (std::size_t i = 0; i < busy.size(); ++i)
        for (std::size_t j = i + 1; j < busy.size(); ++j)
            sum += disagreement<Number>(busy[i], busy[j]);
    Number squares = 0;
    Number own = 0;
    for (const Span& unit : units) {
        squares += square<Number>(unit.length());
        own += static_cast<Number>(unit.length()) * static_cast<Number>(unit.length() - 1);
    }
    sum += 2 * static_cast<Number>(lines.raters - busy.size()) * squares;
    const auto m = static_cast<long double>(lines.raters);
    const auto length = static_cast<long double>(lines.length);
    const auto total = static_cast<Number>(lines.raters) * static_cast<Number>(lines.length);
    return {static_cast<long double>(sum) / (m * (m - 1) * length * length),
            2 / length * static_cast<long double>(chance<Number>(units, gaps_of(rows, lines.length))) /
                static_cast<long double>(total * (total - 1) - own)};
}

Disorder disorder_of(std::span<const Span> units, const Lines& lines) {
    const bool exact =
        lines.length < (std::int64_t{1} << 31) && units.size() < (std::size_t{1} << 20) && lines.raters <= 64;
    return exact ? disorder_of<Wide>(units, lines) : disorder_of<long double>(units, lines);
}

AlphaU2004::Category category_of(long double observed, long double expected, const char* reason) {
    if (expected <= 0)
        return {Figure::undefined(reason), static_cast<double>(observed), Figure::undefined(reason)};
    return {static_cast<double>(1 - observed / expected), static_cast<double>(observed),
            static_cast<double>(expected)};
}

} // namespace

AlphaU2004 alpha_u_2004(const SpanData& data, const Universe& universe) {
    const Lines lines(data, universe);
    AlphaU2004 result;
    result.categories.resize(lines.categories());
    if (lines.raters < 2 || lines.length <= 0) {
        const auto none = Figure::undefined(lines.raters < 2 ? "needs two raters" : "there are no positions");
        result.all = {none, none, none};
        std::fill(result.categories.begin(), result.categories.end(), result.all);
        return result;
    }
    long double observed = 0;
    long double expected = 0;
    for (std::size_t k = 0; k < lines.categories(); ++k) {
        const auto units = lines.of(k);
        const Disorder disorder = units.empty() ? Disorder{0, 0} : disorder_of(units, lines);
        result.categories[k] =
            category_of(disorder.observed, disorder.expected,
                        units.empty() ? "nobody used this code" : "chance leaves no room for disagreement");
        observed += disorder.observed;
        expected += disorder.expected;
    }
    result.all =
        category_of(observed, expected,
                    lines.units.empty() ? "nobody marked anything" : "chance leaves no room for disagreement");
    return result;
}

} // namespace axial::agreement
