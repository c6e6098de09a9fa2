// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/text/references.h"

#include "corpus/text/utf8.h"

#include <algorithm>

namespace axial::corpus {
namespace {

bool is_word(char c) {
    return utf8::is_alnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_hex(char c) {
    return utf8::is_digit(c) || (c >= 'a' && c <= 'f');
}

/// Finds candidates in one text, by byte.
class Finder {
public:
    Finder(std::string_view text, Dialect dialect) : text_(text), dialect_(dialect) {}

    struct Found {
        std::size_t begin = 0, end = 0;
        SpanKind kind = SpanKind::mention;
        std::string detail;
    };

    /// The candidate whose mark is at `at`, or one with no length.
    [[nodiscard]] Found at(std::size_t at) const {
        const char c = text_[at];
        if (c == '@')
            return mention(at);
        if (dialect_ == Dialect::github && c == '#')
            return issue(at);
        if (dialect_ == Dialect::github && is_hex(c) && free_before(at))
            return commit(at);
        return {};
    }

private:
    [[nodiscard]] bool free_before(std::size_t at) const {
        return at == 0 || (!is_word(text_[at - 1]) &&
                           std::string_view("/.@#&-=").find(text_[at - 1]) == std::string_view::npos);
    }
    [[nodiscard]] std::size_t while_in(std::size_t at, bool (*accept)(char)) const {
        while (at < text_.size() && accept(text_[at]))
            ++at;
        return at;
    }

    [[nodiscard]] Found mention(std::size_t at) const {
        constexpr std::size_t longest = 60;
        if (!free_before(at))
            return {};
        const bool github = dialect_ == Dialect::github;
        std::size_t end = while_in(
            at + 1, github ? [](char c) { return utf8::is_alnum(c) || c == '-'; }
                           : [](char c) { return is_word(c) || c == '-' || c == '.'; });
        while (end > at + 1 && std::string_view("-.").find(text_[end - 1]) != std::string_view::npos)
            --end;
        const bool a_word_goes_on =
            end < text_.size() && (text_[end] == '@' || (github && is_word(text_[end])));
        if (end == at + 1 || end - at > longest || a_word_goes_on)
            return {};
        // A team: @organisation/team.
        if (github && end + 1 < text_.size() && text_[end] == '/') {
            const std::size_t team = while_in(end + 1, [](char c) { return utf8::is_alnum(c) || c == '-'; });
            if (team > end + 1)
                end = team;
        }
        return {at, end, SpanKind::mention, std::string(text_.substr(at + 1, end - at - 1))};
    }

    [[nodiscard]] Found issue(std::size_t at) const {
        const std::size_t end = while_in(at + 1, utf8::is_digit);
        if (end == at + 1 || end - at > 10 || (end < text_.size() && is_word(text_[end])))
            return {};
        constexpr std::size_t longest_name = 140;
        std::size_t begin = at;
        const auto in_name = [](char c) {
            return utf8::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
        };
        while (begin > 0 && at - begin <= longest_name && in_name(text_[begin - 1]))
            --begin;
        const std::string_view name = text_.substr(begin, at - begin);
        const auto slashes = std::count(name.begin(), name.end(), '/');
        const bool named = slashes == 1 && name.front() != '/' && name.back() != '/';
        if ((!name.empty() && !named) || !free_before(begin))
            return {};
        return {begin, end, SpanKind::reference, std::string(text_.substr(begin, end - begin))};
    }

    [[nodiscard]] Found commit(std::size_t at) const {
        const std::size_t end = while_in(at, is_hex);
        if (end - at != 40 || (end < text_.size() && is_word(text_[end])))
            return {};
        return {at, end, SpanKind::reference, std::string(text_.substr(at, 40))};
    }

    std::string_view text_;
    Dialect dialect_;
};

/// Answers whether a range may become a span: outside closed kinds and across no other span's border.
class Room {
public:
    explicit Room(const std::vector<Span>& spans) {
        for (const Span& span : spans) {
            borders_.push_back(span.begin);
            borders_.push_back(span.end);
            const bool closed = span.kind == SpanKind::code_block || span.kind == SpanKind::inline_code ||
                                span.kind == SpanKind::link || span.kind == SpanKind::image ||
                                span.kind == SpanKind::mention || span.kind == SpanKind::reference;
            // Spans come sorted by their begin, and one inside another adds nothing.
            if (closed && (closed_.empty() || span.begin >= closed_.back().second))
                closed_.emplace_back(span.begin, span.end);
        }
        std::sort(borders_.begin(), borders_.end());
    }
    [[nodiscard]] bool for_span(std::uint32_t begin, std::uint32_t end) const {
        const auto border = std::upper_bound(borders_.begin(), borders_.end(), begin);
        if (border != borders_.end() && *border < end)
            return false;
        auto next =
            std::upper_bound(closed_.begin(), closed_.end(), begin,
                             [](std::uint32_t value, const auto& range) { return value < range.first; });
        return next == closed_.begin() || std::prev(next)->second <= begin;
    }

private:
    std::vector<std::uint32_t> borders_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> closed_;
};

} // namespace

void mark_references(CanonicalText& text, Dialect dialect) {
    if (dialect != Dialect::github && dialect != Dialect::discourse)
        return;
    const Finder finder(text.text, dialect);
    const Room room(text.spans);
    std::vector<Span> found;
    std::size_t code_point = 0, counted = 0;
    for (std::size_t at = 0; at < text.text.size();) {
        auto candidate = finder.at(at);
        if (candidate.end <= at || candidate.begin < counted) {
            ++at;
            continue;
        }
        const std::string_view all = text.text;
        code_point += utf8::count(all.substr(counted, candidate.begin - counted));
        counted = candidate.begin;
        const auto begin = static_cast<std::uint32_t>(code_point);
        const auto end = static_cast<std::uint32_t>(
            code_point + utf8::count(all.substr(candidate.begin, candidate.end - candidate.begin)));
        if (room.for_span(begin, end))
            found.push_back({begin, end, candidate.kind, std::move(candidate.detail)});
        at = candidate.end;
    }
    const auto middle = static_cast<std::ptrdiff_t>(text.spans.size());
    text.spans.insert(text.spans.end(), std::make_move_iterator(found.begin()),
                      std::make_move_iterator(found.end()));
    std::inplace_merge(
        text.spans.begin(), text.spans.begin() + middle, text.spans.end(),
        [](const Span& a, const Span& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
}

} // namespace axial::corpus
