// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/span_splits.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace axial::agreement {
namespace {

constexpr std::size_t none = SpanDifference::none;

std::int64_t overlap_of(const Span& a, const Span& b) {
    return std::max<std::int64_t>(0, std::min(a.end, b.end) - std::max(a.begin, b.begin));
}

bool same_extent(const Span& a, const Span& b) {
    return a.begin == b.begin && a.end == b.end;
}

auto place_of(const Span& span) {
    return std::tuple(span.begin, span.end, span.category);
}

/// One rater's spans in the order of the text.
struct Line {
    std::vector<Span> spans;
    std::vector<std::size_t> indices; ///< into SpanData::spans()
};

std::vector<Line> lines_of(const SpanData& data) {
    std::vector<Line> lines(data.raters());
    for (std::size_t i = 0; i < data.spans().size(); ++i)
        lines[data.spans()[i].rater].indices.push_back(i);
    for (auto& line : lines) {
        std::sort(line.indices.begin(), line.indices.end(), [&](std::size_t a, std::size_t b) {
            return place_of(data.spans()[a]) < place_of(data.spans()[b]);
        });
        for (const std::size_t index : line.indices)
            line.spans.push_back(data.spans()[index]);
    }
    return lines;
}

/// Calls `met(i, j)` for every two spans that overlap, of which `left[i]` and `right[j]` hold.
template <typename Left, typename Right, typename Met>
void sweep(const std::vector<Span>& first, const std::vector<Span>& second, const Left& left,
           const Right& right, const Met& met) {
    std::vector<std::size_t> open_first;
    std::vector<std::size_t> open_second;
    // Spans are closed when one of the other rater comes, so that a step costs the overlaps that it finds.
    const auto close = [](std::vector<std::size_t>& open, const std::vector<Span>& spans, std::int64_t at) {
        std::erase_if(open, [&](std::size_t i) { return spans[i].end <= at; });
    };
    for (std::size_t i = 0, j = 0; i < first.size() || j < second.size();) {
        if (j == second.size() || (i < first.size() && first[i].begin <= second[j].begin)) {
            if (left(i)) {
                close(open_second, second, first[i].begin);
                for (const std::size_t other : open_second)
                    met(i, other);
                open_first.push_back(i);
            }
            ++i;
        } else {
            if (right(j)) {
                close(open_first, first, second[j].begin);
                for (const std::size_t other : open_first)
                    met(other, j);
                open_second.push_back(j);
            }
            ++j;
        }
    }
}

struct Candidate {
    std::int64_t overlap, both; ///< positions shared, positions in either
    std::size_t first, second;
};

bool goes_before(const Candidate& a, const Candidate& b) {
    return std::tuple(-a.overlap, a.both, a.first, a.second) <
           std::tuple(-b.overlap, b.both, b.first, b.second);
}

/// Matches the lines of two raters.
class Matching {
public:
    Matching(const Line& first, const Line& second)
        : first_(first.spans),
          second_(second.spans),
          of_first_(first_.size(), none),
          of_second_(second_.size(), none) {
        match_equal();
        match_overlapping(true);
        match_overlapping(false);
    }

    [[nodiscard]] const std::vector<std::size_t>& of_first() const { return of_first_; }
    [[nodiscard]] const std::vector<std::size_t>& of_second() const { return of_second_; }

    /// Why each span without a match has none, of either rater.
    [[nodiscard]] std::pair<std::vector<SpanSplit>, std::vector<SpanSplit>> leftovers() const {
        std::vector<SpanSplit> first(first_.size(), SpanSplit::omission);
        std::vector<SpanSplit> second(second_.size(), SpanSplit::omission);
        const auto all = [](std::size_t) { return true; };
        sweep(first_, second_, all, all, [&](std::size_t i, std::size_t j) {
            const bool same = first_[i].category == second_[j].category;
            for (SpanSplit* kind : {&first[i], &second[j]})
                if (same || *kind == SpanSplit::omission)
                    *kind = same ? SpanSplit::division : SpanSplit::addition;
        });
        return {std::move(first), std::move(second)};
    }

private:
    void pair(std::size_t i, std::size_t j) {
        of_first_[i] = j;
        of_second_[j] = i;
    }

    void match_equal() {
        for (std::size_t i = 0, j = 0; i < first_.size() && j < second_.size();) {
            const auto a = place_of(first_[i]);
            const auto b = place_of(second_[j]);
            if (a == b)
                pair(i++, j++);
            else
                ++(a < b ? i : j);
        }
    }

    void match_overlapping(bool same_code) {
        std::vector<Candidate> candidates;
        sweep(
            first_, second_, [&](std::size_t i) { return of_first_[i] == none; },
            [&](std::size_t j) { return of_second_[j] == none; },
            [&](std::size_t i, std::size_t j) {
                if (same_code && first_[i].category != second_[j].category)
                    return;
                const std::int64_t overlap = overlap_of(first_[i], second_[j]);
                candidates.push_back({overlap, first_[i].length() + second_[j].length() - overlap, i, j});
            });
        std::sort(candidates.begin(), candidates.end(), goes_before);
        for (const auto& candidate : candidates)
            if (of_first_[candidate.first] == none && of_second_[candidate.second] == none)
                pair(candidate.first, candidate.second);
    }

    const std::vector<Span>& first_;
    const std::vector<Span>& second_;
    std::vector<std::size_t> of_first_, of_second_; ///< the match of each span, or `none`
};

SpanDifference matched(const Span& a, const Span& b) {
    SpanDifference entry;
    entry.overlap = overlap_of(a, b);
    const std::int64_t both = a.length() + b.length() - entry.overlap;
    if (a.category == b.category) {
        entry.kind = same_extent(a, b) ? SpanSplit::exact : SpanSplit::boundary;
        entry.positions = entry.kind == SpanSplit::exact ? entry.overlap : both - entry.overlap;
    } else {
        entry.kind = same_extent(a, b) ? SpanSplit::code : SpanSplit::both;
        entry.positions = both;
    }
    return entry;
}

SpanDifference unmatched(const Span& span, SpanSplit kind) {
    SpanDifference entry;
    entry.kind = kind;
    entry.positions = span.length();
    return entry;
}

/// Every match and every span without one, in the order of the text.
std::vector<SpanDifference> entries_of(const Line& first, const Line& second) {
    const Matching matching(first, second);
    const auto [first_left, second_left] = matching.leftovers();
    std::vector<SpanDifference> entries;
    for (std::size_t i = 0; i < first.spans.size(); ++i) {
        const std::size_t j = matching.of_first()[i];
        entries.push_back(j == none ? unmatched(first.spans[i], first_left[i])
                                    : matched(first.spans[i], second.spans[j]));
        entries.back().first = i;
        entries.back().second = j;
    }
    for (std::size_t j = 0; j < second.spans.size(); ++j)
        if (matching.of_second()[j] == none) {
            entries.push_back(unmatched(second.spans[j], second_left[j]));
            entries.back().second = j;
        }
    const auto begin_of = [&](const SpanDifference& entry) {
        const std::int64_t a =
            entry.first == none ? second.spans[entry.second].begin : first.spans[entry.first].begin;
        const std::int64_t b = entry.second == none ? a : second.spans[entry.second].begin;
        return std::min(a, b);
    };
    std::stable_sort(entries.begin(), entries.end(), [&](const SpanDifference& a, const SpanDifference& b) {
        return begin_of(a) < begin_of(b);
    });
    for (auto& entry : entries) {
        entry.first = entry.first == none ? none : first.indices[entry.first];
        entry.second = entry.second == none ? none : second.indices[entry.second];
    }
    return entries;
}

void count(SplitCounts& counts, const SpanDifference& entry) {
    const auto kind = static_cast<std::size_t>(entry.kind);
    ++counts.matches[kind];
    counts.spans[kind] += entry.first != none && entry.second != none ? 2 : 1;
    counts.positions[kind] += entry.positions;
}

} // namespace

SpanSplits span_splits(const SpanData& data) {
    SpanSplits result;
    const auto lines = lines_of(data);
    for (std::size_t a = 0; a < lines.size(); ++a)
        for (std::size_t b = a + 1; b < lines.size(); ++b) {
            auto& counts = result.pairs.emplace_back();
            counts.first = a;
            counts.second = b;
            for (auto& entry : entries_of(lines[a], lines[b])) {
                entry.first_rater = a;
                entry.second_rater = b;
                count(counts, entry);
                count(result.total, entry);
                if (entry.kind != SpanSplit::exact)
                    result.differences.push_back(entry);
            }
        }
    return result;
}

} // namespace axial::agreement
