// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/spans/span_data.h"

#include <algorithm>

namespace axial::agreement {
namespace {

std::string range(std::int64_t begin, std::int64_t end) {
    return "[" + std::to_string(begin) + ", " + std::to_string(end) + ")";
}

} // namespace

std::size_t SpanData::Hash::operator()(const Key& key) const {
    std::uint64_t hash = key.span.rater;
    for (const auto part : {key.span.begin, key.span.end, std::int64_t{key.span.category}})
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29U);
}

SpanData::SpanData(std::size_t raters, std::int64_t begin, std::int64_t end)
    : raters_(raters),
      begin_(std::clamp(begin, -furthest, furthest)),
      end_(std::clamp(end, begin_, furthest)) {
}

std::int32_t SpanData::category(const std::string& name) {
    const auto [found, is_new] = index_.emplace(name, static_cast<std::int32_t>(categories_.size()));
    if (is_new)
        categories_.push_back(name);
    return found->second;
}

std::optional<std::string> SpanData::add(std::size_t rater, std::int64_t begin, std::int64_t end,
                                         const std::string& category_name) {
    if (rater >= raters_)
        return "rater " + std::to_string(rater) + " of " + std::to_string(raters_) + " (they count from 0)";
    if (end < begin)
        return "reversed span " + range(begin, end);
    if (end == begin)
        return "span without length at " + std::to_string(begin);
    if (begin < begin_ || end > end_)
        return "span " + range(begin, end) + " lies outside the text " + range(begin_, end_);
    if (!documents_.empty()) {
        const auto next = std::upper_bound(documents_.begin(), documents_.end(), begin,
                                           [](std::int64_t at, const Document& d) { return at < d.end; });
        if (next != documents_.end() && end > next->end)
            return "span " + range(begin, end) + " crosses from one text into the next at " +
                   std::to_string(next->end);
    }
    const Span span{rater, begin, end, category(category_name)};
    if (known_.emplace(Key{span}, spans_.size()).second)
        spans_.push_back(span);
    else
        ++repeated_;
    return std::nullopt;
}

std::int64_t SpanData::append_document(std::int64_t length, std::size_t cluster) {
    const std::int64_t begin = end_;
    end_ += std::clamp<std::int64_t>(length, 0, furthest - end_);
    documents_.push_back({begin, end_, cluster});
    return begin;
}

} // namespace axial::agreement
