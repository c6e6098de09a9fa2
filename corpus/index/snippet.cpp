// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/snippet.h"

#include "corpus/index/expansions.h"
#include "corpus/index/phrases.h"
#include "corpus/index/sections.h"
#include "corpus/index/tokenizer.h"
#include "corpus/text/graphemes.h"

#include <algorithm>

namespace axial::corpus::index {
namespace {

enum : unsigned { in_prose = 1, in_code = 2, in_quote = 4, in_title = 8 };

constexpr std::size_t piece = 1u << 13; ///< bytes that are read before hits are looked for

unsigned part_of(const Field& field) {
    return &field == &field_named("prose")   ? in_prose
           : &field == &field_named("code")  ? in_code
           : &field == &field_named("quote") ? in_quote
           : &field == &field_named("title") ? in_title
                                             : 0u;
}

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t';
}

/// Moves a cut to the nearest blank before it (after it: `forward`), if one is near; never into a character.
std::size_t cut_at(std::string_view text, std::size_t at, bool forward, GraphemeBoundaries& borders) {
    constexpr std::size_t near = 24;
    for (std::size_t i = 0; i < near; ++i) {
        const std::size_t here = forward ? at + i : at - std::min(i, at);
        if (here >= text.size() || here == 0)
            return std::min(here, text.size());
        if (is_blank(text[here]))
            return here;
    }
    return borders.at_or_before(std::min(at, text.size()));
}

/// About `piece` bytes of `text`, up to a blank where there is one: no word is torn.
std::size_t piece_of(std::string_view text) {
    if (text.size() <= piece)
        return text.size();
    for (std::size_t at = piece; at < text.size() && at < 2 * piece; ++at)
        if (is_blank(text[at]))
            return at;
    return text.size();
}

/// White space as single blanks, control characters away: a terminal shows it, and \x02 stays ours.
void append_line(std::string& line, std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) > ' ' && c != '\x7F')
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
}

void append_marked(std::string& line, std::string_view text) {
    line += '\x02';
    append_line(line, text);
    line += '\x03';
}

} // namespace

Highlighter::Highlighter(const Query& query, const std::vector<TellingWord>& like) {
    collect(query);
    for (const TellingWord& word : like)
        look_for(
            {word.stem ? in_title | in_prose : in_title | in_prose | in_code, {word.term}, word.stem, false});
    for (std::size_t i = 0; i < sought_.size(); ++i) {
        longest_ = std::max(longest_, sought_[i].terms.size());
        if (sought_[i].pattern)
            patterns_.push_back(i);
        else
            for (std::size_t step = 0; step < sought_[i].terms.size(); ++step)
                (sought_[i].stem ? stems_sought_ : exact_)[sought_[i].terms[step]].emplace_back(i, step);
    }
}

/// The same words in several fields are one thing that is sought.
void Highlighter::look_for(Sought sought) {
    for (Sought& other : sought_)
        if (other.terms == sought.terms && other.stem == sought.stem && other.pattern == sought.pattern) {
            other.parts |= sought.parts;
            return;
        }
    sought_.push_back(std::move(sought));
}

void Highlighter::collect(const Query& query) {
    if (query.kind == Query::Kind::none_of)
        return;
    for (const Query& child : query.children)
        collect(child);
    const bool wildcard = query.kind == Query::Kind::prefix || query.kind == Query::Kind::pattern;
    if ((query.kind != Query::Kind::words && !wildcard) || query.field->type != FieldType::text)
        return;
    const Phrase phrase = query.kind == Query::Kind::words ? phrase_of(query.text) : Phrase{};
    for (const Field* field : searched_fields(*query.field)) {
        Sought sought{part_of(*field), phrase.terms, false, wildcard};
        if (sought.parts == 0)
            continue;
        if (wildcard)
            sought.terms = {query.kind == Query::Kind::prefix ? query.text + '*' : query.text};
        sought.stem = phrase.stemmable && !query.exact && is_stemmed(*field);
        if (sought.stem)
            sought.terms[0] = stems_.of(sought.terms[0]);
        look_for(std::move(sought));
    }
}

void Highlighter::note(Stream& stream, const std::string& term, bool letters, std::size_t position,
                       std::size_t begin, std::size_t end) {
    const auto found = [&](std::size_t sought, std::size_t step) {
        if ((sought_[sought].parts & stream.part) != 0)
            stream.seen[position].push_back({sought, step, begin, end});
    };
    if (const auto at = exact_.find(term); at != exact_.end())
        for (const auto& [sought, step] : at->second)
            found(sought, step);
    if (letters && !stems_sought_.empty())
        if (const auto at = stems_sought_.find(stems_.of(term)); at != stems_sought_.end())
            for (const auto& [sought, step] : at->second)
                found(sought, step);
    for (const std::size_t i : patterns_)
        if (fits(term, sought_[i].terms[0]))
            found(i, 0);
}

void Highlighter::read(Stream& stream, std::string_view text, std::size_t offset) {
    for_each_chunk(text, [&](const Chunk& chunk) {
        const std::size_t base = stream.seen.size();
        stream.seen.resize(base + chunk.parts.size());
        for (std::size_t i = 0; i < chunk.parts.size(); ++i)
            note(stream, chunk.parts[i].term, chunk.parts[i].letters, base + i, offset + chunk.parts[i].begin,
                 offset + chunk.parts[i].end);
        for (const Compound& compound : chunk.compounds)
            note(stream, compound.term, compound.letters, base + compound.first, offset + compound.begin,
                 offset + compound.end);
    });
}

/// Adds the hits that begin where none was looked for yet; unless the text `ended`, those at its end may not be
/// complete and wait.
void Highlighter::match(Stream& stream, bool ended, std::vector<Mark>& marks) const {
    const auto& all = stream.seen;
    const auto step_at = [&](std::size_t position, std::size_t sought, std::size_t step) -> const Seen* {
        if (position < all.size())
            for (const Seen& seen : all[position])
                if (seen.sought == sought && seen.step == step)
                    return &seen;
        return nullptr;
    };
    const std::size_t wait = ended ? 0 : longest_ - 1;
    for (; stream.matched + wait < all.size(); ++stream.matched)
        for (const Seen& seen : all[stream.matched]) {
            if (seen.step != 0)
                continue;
            const Seen* last = &seen;
            for (std::size_t step = 1; last != nullptr && step < sought_[seen.sought].terms.size(); ++step)
                last = step_at(stream.matched + step, seen.sought, step);
            if (last != nullptr)
                marks.push_back({seen.begin, last->end, seen.sought});
        }
}

std::vector<Highlighter::Mark> Highlighter::marks(const CanonicalText& body) {
    Stream prose{in_prose}, code{in_code}, quote{in_quote};
    std::vector<Mark> found;
    std::size_t enough = longest_marked;
    for (const Section& section : sections_of(body)) {
        if (section.prose && !section.goes_on)
            prose.seen.emplace_back();
        if (section.code)
            code.seen.emplace_back();
        if (section.quote)
            quote.seen.emplace_back();
        for (std::size_t at = section.begin; at < section.end && at < enough;) {
            const auto rest =
                std::string_view(body.text).substr(at, std::min(section.end, longest_marked) - at);
            const auto text = rest.substr(0, piece_of(rest));
            for (const auto& [stream, wanted] :
                 {std::pair(&prose, section.prose), {&code, section.code}, {&quote, section.quote}})
                if (wanted) {
                    read(*stream, text, at);
                    match(*stream, false, found);
                }
            at += std::max<std::size_t>(text.size(), 1);
            if (!found.empty() && enough == longest_marked)
                enough = std::min(longest_marked, at + read_on);
        }
        if (section.end >= enough)
            break;
    }
    for (Stream* stream : {&prose, &code, &quote})
        match(*stream, true, found);
    std::sort(found.begin(), found.end(), [](const Mark& a, const Mark& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return found;
}

std::string Highlighter::title(std::string_view title) {
    Stream stream{in_title};
    std::vector<Mark> found;
    read(stream, title, 0);
    match(stream, true, found);
    std::sort(found.begin(), found.end(), [](const Mark& a, const Mark& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    GraphemeBoundaries borders(title);
    std::string line;
    std::size_t at = 0;
    for (const Mark& mark : found) {
        const auto begin = borders.at_or_before(mark.begin);
        if (begin < at)
            continue;
        append_line(line, title.substr(at, begin - at));
        at = borders.at_or_after(mark.end);
        append_marked(line, title.substr(begin, at - begin));
    }
    append_line(line, title.substr(at));
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    return line;
}

std::string Highlighter::title_of(const Post& post) {
    if (!post.title.empty())
        return title(post.title);
    std::string line;
    append_line(line, post.thread_title);
    return line;
}

std::string Highlighter::snippet(const CanonicalText& body) {
    const std::string_view text = body.text;
    const std::vector<Mark> found = sought_.empty() ? std::vector<Mark>{} : marks(body);
    std::size_t best = 0, most = 0;
    std::vector<std::size_t> counts(sought_.size());
    // The window that holds the most different words, and of those the first.
    for (std::size_t from = 0, to = 0, different = 0; from < found.size(); ++from) {
        for (; to < found.size() && found[to].begin < found[from].begin + snippet_width * 2 / 3; ++to)
            different += counts[found[to].sought]++ == 0;
        if (different > most) {
            most = different;
            best = from;
        }
        different -= --counts[found[from].sought] == 0;
    }
    GraphemeBoundaries borders(text);
    const std::size_t first = found.empty() ? 0 : borders.at_or_before(found[best].begin);
    const std::size_t begin = first < 60 ? 0 : std::min(cut_at(text, first - 60, true, borders), first);
    const std::size_t end = std::max(
        cut_at(text, std::min(begin + snippet_width, text.size()), false, borders),
        found.empty() ? 0 : borders.at_or_before(std::min(found[best].end, begin + 2 * snippet_width)));
    std::string line = begin > 0 ? "… " : "";
    std::size_t at = begin;
    for (std::size_t i = best; i < found.size() && found[i].begin < end; ++i) {
        const std::size_t from = borders.at_or_before(found[i].begin);
        if (from < at)
            continue; // inside the hit before
        append_line(line, text.substr(at, from - at));
        at = borders.at_or_after(std::min(found[i].end, end));
        append_marked(line, text.substr(from, at - from));
    }
    append_line(line, text.substr(at, end > at ? end - at : 0));
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    if (end < text.size())
        line += " …";
    return line;
}

} // namespace axial::corpus::index
