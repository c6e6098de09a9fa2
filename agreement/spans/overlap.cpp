// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/overlap.h"

#include "agreement/spans/lines.h"

#include <algorithm>
#include <tuple>

namespace axial::agreement {
namespace {

using detail::Lines;
using detail::pair_index;
using detail::Value;

struct Candidate {
    std::int64_t overlap, size; ///< overlap / size is the share
    std::size_t first, second;
};

bool goes_before(const Candidate& a, const Candidate& b) {
    const auto left = static_cast<long double>(a.overlap) * static_cast<long double>(b.size);
    const auto right = static_cast<long double>(b.overlap) * static_cast<long double>(a.size);
    if (left != right)
        return left > right;
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
}

std::vector<Candidate> candidates_of(std::span<const Span> first, std::span<const Span> second,
                                     const OverlapOptions& options) {
    std::vector<Candidate> candidates;
    std::size_t from = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        while (from < second.size() && second[from].end <= first[i].begin)
            ++from;
        for (std::size_t j = from; j < second.size() && second[j].begin < first[i].end; ++j) {
            const std::int64_t overlap =
                std::min(first[i].end, second[j].end) - std::max(first[i].begin, second[j].begin);
            const std::int64_t size = options.measure == OverlapOptions::Measure::of_longer
                                          ? std::max(first[i].length(), second[j].length())
                                          : first[i].length() + second[j].length() - overlap;
            // A threshold such as 0.7 is a little off in binary; seven of ten have to pass it.
            if (static_cast<double>(overlap) >= options.threshold * static_cast<double>(size) * (1 - 1e-12))
                candidates.push_back({overlap, size, i, j});
        }
    }
    return candidates;
}

/// The rows of each rater in units that come by rater.
std::vector<std::span<const Span>> rows_of(std::span<const Span> units, std::size_t raters) {
    std::vector<std::span<const Span>> rows(raters);
    for (std::size_t begin = 0; begin < units.size();) {
        std::size_t end = begin;
        while (end < units.size() && units[end].rater == units[begin].rater)
            ++end;
        rows[units[begin].rater] = units.subspan(begin, end - begin);
        begin = end;
    }
    return rows;
}

double f1_of(double matched, double first, double second) {
    return 2 * matched / (first + second);
}

constexpr auto no_spans = "two raters marked no span";

/// A slot of sums for all categories and one for each: the spans of each rater, the matches of each pair.
struct Layout {
    std::size_t raters;
    [[nodiscard]] std::size_t slot() const { return raters + (raters * raters - raters) / 2; }
    [[nodiscard]] std::size_t of(std::size_t scope, std::size_t rater) const { return scope * slot() + rater; }
    [[nodiscard]] std::size_t of(std::size_t scope, std::size_t first, std::size_t second) const {
        return scope * slot() + raters + pair_index(first, second, raters);
    }
    [[nodiscard]] Value mean(std::span<const double> sums, std::size_t scope) const {
        double total = 0;
        for (std::size_t a = 0; a < raters; ++a)
            for (std::size_t b = a + 1; b < raters; ++b) {
                const double spans = sums[of(scope, a)] + sums[of(scope, b)];
                if (!(spans > 0))
                    return no_spans;
                total += f1_of(sums[of(scope, a, b)], sums[of(scope, a)], sums[of(scope, b)]);
            }
        return total / static_cast<double>(slot() - raters);
    }
};

/// Counts spans and matches of units that belong together into both scopes.
void count_into(detail::DocumentSums& sums, const Lines& lines, std::span<const Span> units,
                const OverlapOptions& options, std::initializer_list<std::size_t> scopes) {
    const Layout layout{lines.raters};
    const auto add = [&](const Span& unit, auto... which) {
        const std::size_t document = detail::document_at(lines.documents, unit.begin);
        for (const std::size_t scope : scopes)
            sums.add(document, layout.of(scope, which...), 1);
    };
    for (const Span& unit : units)
        add(unit, unit.rater);
    const auto rows = rows_of(units, lines.raters);
    for (std::size_t a = 0; a < rows.size(); ++a)
        for (std::size_t b = a + 1; b < rows.size() && !rows[a].empty(); ++b)
            for (const auto& match : match_spans(rows[a], rows[b], options))
                add(rows[a][match.first], a, b);
}

Figure quotient(std::int64_t over, std::int64_t under, const char* reason) {
    return under > 0 ? Figure(static_cast<double>(over) / static_cast<double>(under))
                     : Figure::undefined(reason);
}

} // namespace

std::vector<std::pair<std::size_t, std::size_t>>
match_spans(std::span<const Span> first, std::span<const Span> second, const OverlapOptions& options) {
    auto candidates = candidates_of(first, second, options);
    std::sort(candidates.begin(), candidates.end(), goes_before);
    std::vector<char> first_taken(first.size(), 0);
    std::vector<char> second_taken(second.size(), 0);
    std::vector<std::pair<std::size_t, std::size_t>> matches;
    for (const Candidate& candidate : candidates)
        if (first_taken[candidate.first] == 0 && second_taken[candidate.second] == 0) {
            first_taken[candidate.first] = second_taken[candidate.second] = 1;
            matches.emplace_back(candidate.first, candidate.second);
        }
    return matches;
}

Figure SpanMatches::precision() const {
    return quotient(matched, matched + only_second, "the second rater marked no span");
}

Figure SpanMatches::recall() const {
    return quotient(matched, matched + only_first, "the first rater marked no span");
}

Figure SpanMatches::f1() const {
    return quotient(2 * matched, 2 * matched + only_first + only_second, no_spans);
}

OverlapMatching::OverlapMatching(const SpanData& data, const OverlapOptions& options, const Universe& universe)
    : by_category_(options.same_category),
      pairs_(1 + data.categories().size()) {
    if (data.raters() < 2)
        unusable_ = "needs two raters";
    else if (data.raters() > detail::most_raters_in_pairs)
        unusable_ = "too many raters for every pair";
    else if (!(options.threshold > 0 && options.threshold <= 1))
        unusable_ = "the threshold has to be above 0 and at most 1";
    const Layout layout{data.raters()};
    const std::size_t scopes = by_category_ ? pairs_.size() : 1;
    statistics_.figures = scopes;
    if (unusable_ != nullptr) {
        statistics_.values = [](auto, auto) {};
        return;
    }
    const Lines lines(data, universe);
    detail::DocumentSums sums(lines.documents);
    if (by_category_)
        for (std::size_t k = 0; k < lines.categories(); ++k)
            count_into(sums, lines, lines.of(k), options, {0, 1 + k});
    else
        count_into(sums, lines, detail::collapsed(detail::by_rater(lines)), options, {0});
    statistics_.width = scopes * layout.slot();
    statistics_.cost = statistics_.width;
    sums.patterns_into(statistics_);
    statistics_.values = [layout](std::span<const double> now, std::span<std::optional<double>> values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = layout.mean(now, i).maybe();
    };
    const auto totals = sums.totals(statistics_.width);
    const auto number = [&](std::size_t index) { return static_cast<std::int64_t>(totals[index]); };
    for (std::size_t scope = 0; scope < scopes; ++scope)
        for (std::size_t a = 0; a < lines.raters; ++a)
            for (std::size_t b = a + 1; b < lines.raters; ++b) {
                const auto matched = number(layout.of(scope, a, b));
                pairs_[scope].push_back({a, b, matched, number(layout.of(scope, a)) - matched,
                                         number(layout.of(scope, b)) - matched});
            }
}

Figure OverlapMatching::f1(std::size_t category) const {
    return by_category_ ? mean(1 + category) : Figure::undefined("codes are ignored here");
}

Figure OverlapMatching::mean(std::size_t scope) const {
    if (unusable_ != nullptr)
        return Figure::undefined(unusable_);
    double total = 0;
    for (const SpanMatches& pair : pairs_[scope]) {
        Figure f1 = pair.f1();
        if (!f1.defined())
            return f1;
        total += f1.value();
    }
    return total / static_cast<double>(pairs_[scope].size());
}

} // namespace axial::agreement
