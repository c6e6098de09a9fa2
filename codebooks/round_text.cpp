// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/round_text.h"

#include "corpus/store.h"
#include "corpus/text/text_offsets.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace axial::codebooks {
namespace {

using corpus::TextRange;

/// The text outside code blocks and quotes. Spans nest and are sorted, so one sweep finds the gaps.
std::vector<TextRange> prose_of(const corpus::CanonicalText& body, std::uint32_t length) {
    std::vector<TextRange> prose;
    std::uint32_t at = 0;
    for (const auto& span : body.spans) {
        if (span.kind != corpus::SpanKind::code_block && span.kind != corpus::SpanKind::quote)
            continue;
        if (span.begin > at)
            prose.emplace_back(at, span.begin);
        at = std::max(at, span.end);
    }
    if (at < length)
        prose.emplace_back(at, length);
    return prose;
}

/// Whether `place` lies in one of the sorted ranges.
bool holds(const std::vector<TextRange>& ranges, std::uint32_t place) {
    const auto next =
        std::upper_bound(ranges.begin(), ranges.end(), place,
                         [](std::uint32_t at, const TextRange& range) { return at < range.second; });
    return next != ranges.end() && next->first <= place;
}

std::vector<TextRange> counted_only(std::vector<TextRange> segments, const std::vector<TextRange>& counted) {
    std::erase_if(segments, [&](const TextRange& segment) { return !holds(counted, segment.first); });
    return segments;
}

/// The half-open range of the tokens that a stretch touches.
std::pair<std::int64_t, std::int64_t> touched(const std::vector<TextRange>& words,
                                              const MarkedStretch& stretch) {
    const auto first = std::partition_point(
        words.begin(), words.end(), [&](const TextRange& word) { return word.second <= stretch.begin; });
    const auto last = std::partition_point(first, words.end(),
                                           [&](const TextRange& word) { return word.first < stretch.end; });
    return {first - words.begin(), last - words.begin()};
}

bool is_wanted(const RoundPost& post, Universe universe) {
    return post.judged_by() == post.cells.size() && (universe != Universe::coded || !post.stretches.empty());
}

class Builder {
public:
    Builder(const RoundData& data, const AgreementOptions& options)
        : data_(data),
          universe_(options.universe),
          by_thread_(options.resample_threads),
          text_{agreement::SpanData(data.raters(), 0, 0),
                agreement::SpanData(data.raters(), 0, 0),
                {},
                {},
                {},
                {}} {
        if (universe_ == Universe::prose)
            text_.counted = agreement::Universe("prose without code blocks and quotes");
        for (const auto& id : data.categories) {
            text_.characters.category(id);
            text_.tokens.category(id);
        }
    }

    Status add(std::size_t index, const corpus::CanonicalText& body) {
        const auto& post = data_.posts[index];
        const auto length = static_cast<std::uint32_t>(corpus::TextOffsets(body.text).length());
        const auto counted =
            universe_ == Universe::prose ? prose_of(body, length) : std::vector<TextRange>{{0, length}};
        const auto words = counted_only(corpus::words_of(body.text), counted);
        const auto cluster =
            clusters_.emplace(by_thread_ ? post.thread : post.row, clusters_.size()).first->second;
        const auto characters_at = text_.characters.append_document(length, cluster);
        const auto tokens_at = text_.tokens.append_document(static_cast<std::int64_t>(words.size()), cluster);
        if (universe_ == Universe::prose)
            for (const auto& [begin, end] : counted)
                if (const auto wrong = text_.counted.add(characters_at + begin, characters_at + end))
                    return bad_input("the formatting of a post does not fit its text: " + *wrong, post.key);
        for (const auto& range : counted_only(corpus::sentences_of(body.text), counted))
            text_.sentences.push_back({index, range});
        text_.posts.push_back(index);
        for (const auto& stretch : post.stretches) {
            if (const auto wrong = text_.characters.add(stretch.rater, characters_at + stretch.begin,
                                                        characters_at + stretch.end, stretch.code))
                return bad_input("a coding does not fit its text: " + *wrong, post.key,
                                 "\"axial verify\" lists what is damaged");
            const auto [first, last] = touched(words, stretch);
            if (first < last)
                if (const auto wrong =
                        text_.tokens.add(stretch.rater, tokens_at + first, tokens_at + last, stretch.code))
                    return bad_input("a coding does not fit its text: " + *wrong, post.key);
        }
        return {};
    }

    RoundText take() {
        const auto posts = text_.posts.size();
        switch (universe_) {
        case Universe::all:
            text_.universe = fmt::format("the text of the {} posts that all coders judged", posts);
            break;
        case Universe::coded:
            text_.universe = fmt::format(
                "the text of the {} posts that all coders judged and at least one coded a part of", posts);
            break;
        case Universe::prose:
            text_.universe = fmt::format(
                "the prose, without code blocks and quotes, of the {} posts that all coders judged", posts);
            break;
        }
        return std::move(text_);
    }

private:
    const RoundData& data_;
    Universe universe_;
    bool by_thread_;
    std::unordered_map<corpus::RowId, std::size_t> clusters_;
    RoundText text_;
};

} // namespace

Result<RoundText> read_text(corpus::Study& study, const RoundData& data, const AgreementOptions& options) {
    Builder builder(data, options);
    const corpus::Store store(study);
    for (std::size_t i = 0; i < data.posts.size(); ++i) {
        const auto& post = data.posts[i];
        if (!is_wanted(post, options.universe))
            continue;
        AXIAL_ASSIGN(const auto body, store.revision(post.row, post.revision));
        if (!body)
            return bad_input(fmt::format("revision {} of a coded post is missing", post.revision), post.key,
                             "\"axial verify\" lists what is damaged");
        AXIAL_TRY(builder.add(i, *body));
    }
    return builder.take();
}

} // namespace axial::codebooks
