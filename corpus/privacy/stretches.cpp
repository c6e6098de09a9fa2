// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/privacy/stretches.h"

#include "corpus/text/text_offsets.h"
#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus::privacy {
namespace {

/// A replaced stretch before and after, in code points.
struct Moved {
    std::size_t begin, end, new_begin, new_end;
};

std::vector<Moved> moves_of(std::string_view text, const std::vector<Replacement>& replacements) {
    const TextOffsets offsets(text);
    std::vector<Moved> moves;
    std::size_t end_before = 0, new_end_before = 0;
    for (const auto& each : replacements) {
        const auto begin = offsets.from_byte(each.begin), end = offsets.from_byte(each.end);
        const auto new_begin = new_end_before + (begin - end_before);
        moves.push_back({begin, end, new_begin, new_begin + utf8::count(each.with)});
        end_before = end;
        new_end_before = moves.back().new_end;
    }
    return moves;
}

/// The last move that begins at or before `at`.
const Moved* move_before(const std::vector<Moved>& moves, std::size_t at) {
    const auto after =
        std::upper_bound(moves.begin(), moves.end(), at,
                         [](std::size_t place, const Moved& move) { return place < move.begin; });
    return after == moves.begin() ? nullptr : &*std::prev(after);
}

std::uint32_t moved_begin(const std::vector<Moved>& moves, std::size_t at) {
    const auto* move = move_before(moves, at);
    if (!move)
        return static_cast<std::uint32_t>(at);
    if (at == move->begin)
        return static_cast<std::uint32_t>(move->new_begin);
    return static_cast<std::uint32_t>(at < move->end ? move->new_end : move->new_end + (at - move->end));
}

std::uint32_t moved_end(const std::vector<Moved>& moves, std::size_t at) {
    const auto* move = at == 0 ? nullptr : move_before(moves, at - 1);
    if (!move)
        return static_cast<std::uint32_t>(at);
    return static_cast<std::uint32_t>(at < move->end ? move->new_begin : move->new_end + (at - move->end));
}

} // namespace

std::string replaced(std::string_view text, const std::vector<Replacement>& replacements) {
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    for (const auto& each : replacements) {
        out.append(text.substr(at, each.begin - at)).append(each.with);
        at = each.end;
    }
    return out.append(text.substr(at));
}

void replace(CanonicalText& text, const std::vector<Replacement>& replacements) {
    if (replacements.empty())
        return;
    const auto moves = moves_of(text.text, replacements);
    for (auto& span : text.spans) {
        const auto begin = moved_begin(moves, span.begin);
        span.end = moved_end(moves, span.end);
        span.begin = begin;
    }
    std::erase_if(text.spans, [](const Span& span) { return span.begin >= span.end; });
    std::stable_sort(text.spans.begin(), text.spans.end(), [](const Span& a, const Span& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    text.text = replaced(text.text, replacements);
}

} // namespace axial::corpus::privacy
