// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/shingles.h"

#include "corpus/index/sections.h"
#include "corpus/index/tokenizer.h"

#include <algorithm>

namespace axial::corpus::duplicates {
namespace {

std::uint64_t hash_of(std::string_view word) {
    std::uint64_t hash = 0xcbf29ce484222325ull; // FNV-1a
    for (const unsigned char c : word)
        hash = (hash ^ c) * 0x100000001b3ull;
    return spread(hash);
}

/// Depends on the order.
std::uint64_t joined(const std::uint64_t* begin, const std::uint64_t* end) {
    std::uint64_t hash = static_cast<std::uint64_t>(end - begin);
    for (; begin != end; ++begin)
        hash = spread(hash ^ *begin);
    return hash;
}

void add_line(std::vector<Line>& lines, Line::Kind kind, std::string_view text) {
    Line line{kind, {}, 0};
    index::for_each_chunk(text, [&](const index::Chunk& chunk) {
        for (const auto& part : chunk.parts)
            line.words.push_back(hash_of(part.term));
    });
    if (line.words.empty())
        return;
    line.hash = joined(line.words.data(), line.words.data() + line.words.size());
    lines.push_back(std::move(line));
}

void add_prose(std::vector<Line>& lines, std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        add_line(lines, Line::Kind::prose, text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void add_body(std::vector<Line>& lines, const CanonicalText& body, bool quotes) {
    const std::string_view text = body.text;
    std::size_t begin = 0, end = 0; // of prose that inline code divides but does not end
    const auto flush = [&] { add_prose(lines, text.substr(begin, end - begin)); };
    for (const auto& section : index::sections_of(body)) {
        const bool prose = section.prose || (section.quote && quotes);
        if (prose && section.begin == end) {
            end = section.end;
            continue;
        }
        flush();
        begin = end = section.end;
        if (prose)
            begin = section.begin;
        else if (!section.quote)
            add_line(lines, Line::Kind::code, text.substr(section.begin, section.end - section.begin));
    }
    flush();
}

void add_shingles(Shingles& shingles, const std::vector<std::uint64_t>& words) {
    if (words.empty())
        return;
    const auto length = std::min(shingle_words, words.size());
    for (std::size_t i = 0; i + length <= words.size(); ++i)
        shingles.push_back(joined(&words[i], &words[i] + length));
}

} // namespace

std::vector<Line> lines_of(std::string_view title, const CanonicalText& body) {
    std::vector<Line> lines;
    add_line(lines, Line::Kind::title, title);
    const auto before = lines.size();
    add_body(lines, body, false);
    if (lines.size() == before)
        add_body(lines, body, true);
    return lines;
}

Shingles shingles_of(const std::vector<Line>& lines) {
    std::vector<std::uint64_t> title, body;
    for (const auto& line : lines) {
        auto& words = line.kind == Line::Kind::title ? title : body;
        words.insert(words.end(), line.words.begin(), line.words.end());
    }
    Shingles shingles;
    shingles.reserve(title.size() + body.size());
    add_shingles(shingles, title);
    add_shingles(shingles, body);
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

double jaccard(const Shingles& a, const Shingles& b) {
    std::size_t shared = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y)
            ++shared, ++x, ++y;
        else if (*x < *y)
            ++x;
        else
            ++y;
    }
    const auto all = a.size() + b.size() - shared;
    return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

} // namespace axial::corpus::duplicates
