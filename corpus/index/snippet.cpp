// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/snippet.h"

#include "corpus/index/phrases.h"
#include "corpus/index/sections.h"
#include "corpus/index/tokenizer.h"

#include <algorithm>

namespace axial::corpus::index {
namespace {

enum : unsigned { in_prose = 1, in_code = 2, in_quote = 4 };

unsigned part_of(const Field& field) {
    return &field == &field_named("prose")   ? in_prose
           : &field == &field_named("code")  ? in_code
           : &field == &field_named("quote") ? in_quote
                                             : 0u;
}

bool is_inside_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// Moves a cut to the nearest blank before it (after it: `forward`), if one is near; never into a character.
std::size_t cut_at(std::string_view text, std::size_t at, bool forward) {
    constexpr std::size_t near = 24;
    const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
    for (std::size_t i = 0; i < near; ++i) {
        const std::size_t here = forward ? at + i : at - std::min(i, at);
        if (here >= text.size() || here == 0)
            return std::min(here, text.size());
        if (blank(text[here]))
            return here;
    }
    while (at > 0 && at < text.size() && is_inside_character(text[at]))
        --at;
    return at;
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

} // namespace

Highlighter::Highlighter(const Query& query) {
    collect(query);
    for (std::size_t i = 0; i < sought_.size(); ++i) {
        if (sought_[i].prefix)
            prefixes_.push_back(i);
        else
            for (std::size_t step = 0; step < sought_[i].terms.size(); ++step)
                (sought_[i].stem ? stems_sought_ : exact_)[sought_[i].terms[step]].emplace_back(i, step);
    }
}

void Highlighter::collect(const Query& query) {
    if (query.kind == Query::Kind::none_of)
        return;
    for (const Query& child : query.children)
        collect(child);
    const bool leaf = query.kind == Query::Kind::words || query.kind == Query::Kind::prefix;
    if (!leaf || query.field->type != FieldType::text)
        return;
    const Phrase phrase = query.kind == Query::Kind::words ? phrase_of(query.text) : Phrase{};
    for (const Field* field : searched_fields(*query.field)) {
        Sought sought{part_of(*field), phrase.terms, false, query.kind == Query::Kind::prefix};
        if (sought.parts == 0)
            continue;
        if (sought.prefix)
            sought.terms = {query.text};
        sought.stem = phrase.stemmable && !query.exact && is_stemmed(*field);
        if (sought.stem)
            sought.terms[0] = stems_.of(sought.terms[0]);
        sought_.push_back(std::move(sought));
    }
}

void Highlighter::note(Stream& stream, unsigned part, const std::string& term, bool letters,
                       std::size_t position, std::size_t begin, std::size_t end) {
    const auto found = [&](const auto& places) {
        for (const auto& [sought, step] : places)
            if ((sought_[sought].parts & part) != 0)
                stream[position].push_back({sought, step, begin, end});
    };
    if (const auto at = exact_.find(term); at != exact_.end())
        found(at->second);
    if (letters && !stems_sought_.empty())
        if (const auto at = stems_sought_.find(stems_.of(term)); at != stems_sought_.end())
            found(at->second);
    for (const std::size_t i : prefixes_)
        if (term.starts_with(sought_[i].terms[0]))
            found(std::vector{std::pair{i, std::size_t{0}}});
}

void Highlighter::read(Stream& stream, unsigned part, std::string_view text, std::size_t offset) {
    for_each_chunk(text, [&](const Chunk& chunk) {
        const std::size_t base = stream.size();
        stream.resize(base + chunk.parts.size());
        for (std::size_t i = 0; i < chunk.parts.size(); ++i)
            note(stream, part, chunk.parts[i].term, chunk.parts[i].letters, base + i,
                 offset + chunk.parts[i].begin, offset + chunk.parts[i].end);
        for (const Compound& compound : chunk.compounds)
            note(stream, part, compound.term, compound.letters, base + compound.first, offset + compound.begin,
                 offset + compound.end);
    });
}

void Highlighter::match(const Stream& stream, std::vector<Mark>& marks) const {
    const auto step_at = [&](std::size_t position, std::size_t sought, std::size_t step) -> const Seen* {
        if (position < stream.size())
            for (const Seen& seen : stream[position])
                if (seen.sought == sought && seen.step == step)
                    return &seen;
        return nullptr;
    };
    for (std::size_t i = 0; i < stream.size(); ++i)
        for (const Seen& seen : stream[i]) {
            if (seen.step != 0)
                continue;
            const Seen* last = &seen;
            for (std::size_t step = 1; last != nullptr && step < sought_[seen.sought].terms.size(); ++step)
                last = step_at(i + step, seen.sought, step);
            if (last != nullptr)
                marks.push_back({seen.begin, last->end, seen.sought});
        }
}

std::vector<Highlighter::Mark> Highlighter::marks(const CanonicalText& body) {
    Stream prose, code, quote;
    const auto gap = [](Stream& stream) { stream.emplace_back(); };
    for (const Section& section : sections_of(body)) {
        if (section.begin >= longest_marked)
            break;
        const std::size_t end = std::min(section.end, longest_marked);
        const std::string_view text = std::string_view(body.text).substr(section.begin, end - section.begin);
        if (section.prose && !section.goes_on)
            gap(prose);
        if (section.prose)
            read(prose, in_prose, text, section.begin);
        if (section.code)
            gap(code), read(code, in_code, text, section.begin);
        if (section.quote)
            gap(quote), read(quote, in_quote, text, section.begin);
    }
    std::vector<Mark> found;
    for (const Stream* stream : {&prose, &code, &quote})
        match(*stream, found);
    std::sort(found.begin(), found.end(), [](const Mark& a, const Mark& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    return found;
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
    const std::size_t first = found.empty() ? 0 : found[best].begin;
    const std::size_t begin = first < 60 ? 0 : std::min(cut_at(text, first - 60, true), first);
    const std::size_t end = std::max(cut_at(text, std::min(begin + snippet_width, text.size()), false),
                                     found.empty() ? 0 : std::min(found[best].end, begin + 2 * snippet_width));
    std::string line = begin > 0 ? "… " : "";
    std::size_t at = begin;
    for (std::size_t i = best; i < found.size() && found[i].begin < end; ++i) {
        if (found[i].begin < at)
            continue; // inside the hit before
        append_line(line, text.substr(at, found[i].begin - at));
        line += '\x02';
        at = std::min(found[i].end, end);
        while (at < text.size() && is_inside_character(text[at]))
            ++at;
        append_line(line, text.substr(found[i].begin, at - found[i].begin));
        line += '\x03';
    }
    append_line(line, text.substr(at, end > at ? end - at : 0));
    while (!line.empty() && line.back() == ' ')
        line.pop_back();
    if (end < text.size())
        line += " …";
    return line;
}

} // namespace axial::corpus::index
