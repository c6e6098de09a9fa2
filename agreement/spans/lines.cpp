// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/lines.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace axial::agreement::detail {
namespace {

/// Unites overlapping neighbours of one rater; the spans come by `same` group and begin.
template <class Same>
void unite(std::vector<Span>& units, Same same) {
    std::size_t kept = 0;
    for (const Span& unit : units) {
        if (kept > 0 && same(units[kept - 1], unit) && unit.begin < units[kept - 1].end)
            units[kept - 1].end = std::max(units[kept - 1].end, unit.end);
        else
            units[kept++] = unit;
    }
    units.resize(kept);
}

/// Merges what is in order already: the edges of one rater's disjoint units are, so that it is O(S log m).
void sort_runs(std::vector<Edge>& edges) {
    std::vector<std::ptrdiff_t> ends;
    for (auto at = edges.begin(); at != edges.end();) {
        at = std::is_sorted_until(at, edges.end());
        ends.push_back(at - edges.begin());
    }
    while (ends.size() > 1) {
        std::size_t kept = 0;
        std::ptrdiff_t begin = 0;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            const std::ptrdiff_t end = i + 1 < ends.size() ? ends[i + 1] : ends[i];
            std::inplace_merge(edges.begin() + begin, edges.begin() + ends[i], edges.begin() + end);
            ends[kept++] = begin = end;
        }
        ends.resize(kept);
    }
}

std::vector<Document> documents_of(const SpanData& data) {
    std::vector<Document> documents = data.documents();
    const std::int64_t first = documents.empty() ? data.end() : documents.front().begin;
    if (documents.empty() || first > data.begin()) {
        std::size_t cluster = 0;
        for (const auto& document : documents)
            cluster = std::max(cluster, document.cluster + 1);
        documents.insert(documents.begin(), Document{data.begin(), first, cluster});
    }
    return documents;
}

} // namespace

Lines::Lines(const SpanData& data, const Universe& universe)
    : raters(data.raters()),
      length(universe.count_before(data.end()) - universe.count_before(data.begin())),
      begins(data.categories().size() + 1, 0),
      documents(documents_of(data)),
      universe_(universe),
      before_(universe.count_before(data.begin())) {
    const auto cut = [&](std::int64_t position) { return universe_.count_before(position) - before_; };
    units.reserve(data.spans().size());
    for (const Span& span : data.spans())
        if (const Span unit{span.rater, cut(span.begin), cut(span.end), span.category}; unit.length() > 0)
            units.push_back(unit);
    for (Document& document : documents)
        document = {cut(document.begin), cut(document.end), document.cluster};
    std::sort(units.begin(), units.end(), [](const Span& a, const Span& b) {
        return std::tie(a.category, a.rater, a.begin, a.end) < std::tie(b.category, b.rater, b.begin, b.end);
    });
    unite(units, [](const Span& a, const Span& b) { return a.category == b.category && a.rater == b.rater; });
    for (const Span& unit : units)
        ++begins[static_cast<std::size_t>(unit.category) + 1];
    for (std::size_t k = 1; k < begins.size(); ++k)
        begins[k] += begins[k - 1];
}

std::int64_t Lines::original(std::int64_t offset) const {
    return universe_.position_of(offset + before_);
}

std::vector<Span> by_rater(const Lines& lines) {
    std::vector<Span> units = lines.units;
    std::sort(units.begin(), units.end(), [](const Span& a, const Span& b) {
        return std::tie(a.rater, a.begin, a.end, a.category) < std::tie(b.rater, b.begin, b.end, b.category);
    });
    return units;
}

std::vector<Span> collapsed(std::vector<Span> units) {
    unite(units, [](const Span& a, const Span& b) { return a.rater == b.rater; });
    return units;
}

std::vector<Edge> edges(std::span<const Span> units) {
    std::vector<Edge> result;
    result.reserve(units.size() * 2);
    for (std::size_t i = 0; i < units.size(); ++i) {
        result.emplace_back(units[i].begin, i, true);
        result.emplace_back(units[i].end, i, false);
    }
    sort_runs(result);
    return result;
}

std::vector<double> DocumentSums::totals(std::size_t width) const {
    std::vector<double> totals(width, 0.0);
    for (const Term& term : terms_)
        totals[term.sum] += term.amount;
    return totals;
}

void DocumentSums::patterns_into(AdditiveStatistics& statistics) const {
    std::unordered_map<std::size_t, std::size_t> known;
    std::vector<std::size_t> cluster_of(documents_->size());
    for (std::size_t i = 0; i < cluster_of.size(); ++i)
        cluster_of[i] = known.emplace((*documents_)[i].cluster, known.size()).first->second;
    std::vector<std::vector<AdditiveStatistics::Term>> clusters(known.size());
    for (const Term& term : terms_)
        clusters[cluster_of[term.document]].push_back({term.sum, term.amount});
    for (auto& cluster : clusters) {
        std::stable_sort(cluster.begin(), cluster.end(),
                         [](const auto& a, const auto& b) { return a.sum < b.sum; });
        for (std::size_t i = 0; i < cluster.size();) {
            const std::size_t sum = cluster[i].sum;
            double amount = 0;
            for (; i < cluster.size() && cluster[i].sum == sum; ++i)
                amount += cluster[i].amount;
            statistics.add(sum, amount);
        }
        statistics.end_pattern(1);
    }
}

std::size_t document_at(const std::vector<Document>& documents, std::int64_t position) {
    const auto next = std::upper_bound(documents.begin(), documents.end(), position,
                                       [](std::int64_t at, const Document& d) { return at < d.end; });
    return static_cast<std::size_t>(std::min(next, documents.end() - 1) - documents.begin());
}

} // namespace axial::agreement::detail
