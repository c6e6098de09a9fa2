// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_stretches.h"

#include "agreement/diagnosis/span_splits.h"
#include "codebooks/round_text.h"
#include "corpus/store.h"
#include "corpus/text/text_offsets.h"

#include <algorithm>
#include <map>

namespace axial::codebooks {
namespace {

using agreement::Span;
using agreement::SpanDifference;
using agreement::SpanSplit;

constexpr std::uint32_t longest_quote = 200; ///< code points

Difference difference_of(SpanSplit split) {
    switch (split) {
    case SpanSplit::boundary:
    case SpanSplit::division:
        return Difference::boundary;
    case SpanSplit::code:
        return Difference::code;
    case SpanSplit::both:
        return Difference::both;
    case SpanSplit::exact: // not among the differences
    case SpanSplit::addition:
    case SpanSplit::omission:
        return Difference::omission;
    }
    return Difference::omission;
}

Splits counts_of(const agreement::SplitCounts& total) {
    Splits splits;
    splits.agreements = total.of(SpanSplit::exact);
    splits.boundary = total.of(SpanSplit::boundary) + total.of(SpanSplit::division);
    splits.code = total.of(SpanSplit::code);
    splits.both = total.of(SpanSplit::both);
    splits.omission = total.of(SpanSplit::omission) + total.of(SpanSplit::addition);
    return splits;
}

class Lister {
public:
    Lister(const RoundData& data, const RoundText& text) : data_(data), text_(text) {}

    [[nodiscard]] Disagreement describe(const SpanDifference& difference) const {
        const Span* first = span(difference.first);
        const Span* second = span(difference.second);
        const Span& known = first != nullptr ? *first : *second;
        const auto& documents = text_.characters.documents();
        const auto document = std::upper_bound(
            documents.begin(), documents.end(), known.begin,
            [](std::int64_t at, const agreement::Document& candidate) { return at < candidate.end; });
        const auto& post = data_.posts[text_.posts[static_cast<std::size_t>(document - documents.begin())]];
        Disagreement found;
        found.post_row = post.row;
        found.thread_row = post.thread;
        found.post = post.key;
        found.title = post.title;
        found.at = post.decided_at;
        found.revision = post.revision;
        found.difference = difference_of(difference.kind);
        found.values.resize(data_.raters());
        found.values[difference.first_rater] = first != nullptr ? name(*first) : "nothing";
        found.values[difference.second_rater] = second != nullptr ? name(*second) : "nothing";
        const auto begin =
            std::min(first ? first->begin : second->begin, second ? second->begin : first->begin);
        const auto end = std::max(first ? first->end : second->end, second ? second->end : first->end);
        found.begin = static_cast<std::uint32_t>(begin - document->begin);
        found.end = static_cast<std::uint32_t>(end - document->begin);
        return found;
    }

private:
    [[nodiscard]] const Span* span(std::size_t index) const {
        return index == SpanDifference::none ? nullptr : &text_.characters.spans()[index];
    }
    [[nodiscard]] const std::string& name(const Span& span) const {
        return data_.names.at(text_.characters.categories()[static_cast<std::size_t>(span.category)]);
    }

    const RoundData& data_;
    const RoundText& text_;
};

/// Cuts the stretches out of their posts; each post is read once.
Status quote(corpus::Study& study, std::vector<Disagreement>& found) {
    const corpus::Store store(study);
    for (std::size_t i = 0; i < found.size();) {
        AXIAL_ASSIGN(const auto body, store.revision(found[i].post_row, found[i].revision));
        const auto post = found[i].post_row;
        const std::string text = body ? body->text : std::string();
        const corpus::TextOffsets offsets(text);
        for (; i < found.size() && found[i].post_row == post; ++i)
            found[i].quote =
                offsets.slice(found[i].begin, std::min(found[i].end, found[i].begin + longest_quote));
    }
    return {};
}

} // namespace

Status add_stretches(corpus::Study& study, const RoundData& data, const AgreementOptions& options,
                     RoundDiagnosis& result) {
    AXIAL_ASSIGN(const auto text, read_text(study, data, options));
    const auto splits = agreement::span_splits(text.characters);
    result.spans = counts_of(splits.total);
    const Lister lister(data, text);
    std::map<corpus::RowId, std::size_t> order;
    for (const auto post : text.posts)
        order.emplace(data.posts[post].row, order.size());
    std::vector<Disagreement> found;
    for (const auto& difference : splits.differences)
        found.push_back(lister.describe(difference));
    std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        return std::pair(order.at(a.post_row), a.begin) < std::pair(order.at(b.post_row), b.begin);
    });
    AXIAL_TRY(quote(study, found));
    result.disagreements.insert(result.disagreements.end(), std::make_move_iterator(found.begin()),
                                std::make_move_iterator(found.end()));
    return {};
}

} // namespace axial::codebooks
