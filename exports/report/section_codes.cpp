// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/format.h"
#include "exports/report/sections.h"

#include <algorithm>
#include <cctype>

namespace axial::exports {
namespace {

/// The colour if it is "#rrggbb", else a grey: codebooks come from outside.
std::string safe_colour(const std::string& colour) {
    const bool fine =
        colour.size() == 7 && colour[0] == '#' &&
        std::all_of(colour.begin() + 1, colour.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
    return fine ? colour : "#808080";
}

void write_frequency(Markup& m, const CodebookFrequencies& book, const CodeFrequency& row,
                     const std::vector<std::string>& sources) {
    const auto style = "t d" + std::to_string(std::min(row.depth, 3)) + (row.depth == 0 ? " group" : "");
    m.in("tr", [&] {
        m.in("td", {{"class", style}}, [&] {
            chip(m, row.code.colour);
            m.text(row.code.name);
        });
        share_cell(m, row.any, book.coded);
        share_cell(m, row.all, book.coded);
        for (const auto& source : sources) {
            const auto part = row.by_source.find(source);
            share_cell(m, part == row.by_source.end() ? 0 : part->second, book.coded_by_source.at(source));
        }
    });
}

std::string how_counted(const CodebookFrequencies& book) {
    return "Counted are posts, over round" + std::string(book.rounds.size() == 1 ? " " : "s ") +
           joined(book.rounds) +
           ". The denominator is the posts with at least one code: " + share(book.coded, book.looked_at) +
           " that were coded or finished. A post counts for a code if any coder applied it, to the whole or a "
           "part; "
           "“by all coders” asks for every coder of a round. A category counts the posts of all codes below "
           "it, each "
           "once, so that columns do not add up: a post may carry several codes.";
}

void write_codebook(Markup& m, const CodebookFrequencies& book) {
    m.element("h3", book.codebook.title);
    for (const auto& round : book.sealed_rounds)
        write_missing(m, "Round " + round +
                             " is blind and still open: its codings are sealed until it is closed and are "
                             "not counted here.");
    if (book.rounds.empty())
        return;
    if (book.coded == 0)
        return write_missing(m, "No post carries a code of this codebook yet.");
    std::vector<std::string> sources;
    for (const auto& [source, posts] : book.coded_by_source)
        sources.push_back(source);
    std::vector<Column> columns{{"Code"}, {"Posts, any coder", true}, {"Posts, by all coders", true}};
    for (const auto& source : sources)
        columns.push_back({source, true});
    table(m, columns, [&] {
        for (const auto& row : book.codes)
            write_frequency(m, book, row, sources);
    });
    write_note(m, how_counted(book));
}

void write_quote(Markup& m, const Quote& quote) {
    m.in("blockquote", [&] {
        m.element("p", {{"dir", "auto"}}, quote.text);
        m.in("footer", [&] {
            m.link(quote.url, quote.source + ", " + format_date(quote.written_at));
            m.text(quote.shared ? " · marked by two coders or more · " : " · marked by one coder · ");
            m.element("span", {{"class", "id"}},
                      quote.post + " r" + std::to_string(quote.revision) + " [" + std::to_string(quote.begin) +
                          ", " + std::to_string(quote.end) + ")");
        });
    });
}

} // namespace

void chip(Markup& m, const std::string& colour) {
    m.in("span", {{"class", "chip"}}, [&] {
        m.in("svg", {{"viewBox", "0 0 10 10"}, {"width", "10"}, {"height", "10"}, {"aria-hidden", "true"}},
             [&] {
                 m.empty("rect",
                         {{"width", "10"}, {"height", "10"}, {"rx", "3"}, {"fill", safe_colour(colour)}});
             });
    });
}

void write_frequencies(Markup& m, const Report& report) {
    m.in("section", {{"id", "codes"}}, [&] {
        m.element("h2", "Codes");
        if (report.frequencies.empty())
            write_missing(m, "No coding round yet: axial round new with a codebook opens one.");
        for (const auto& book : report.frequencies)
            write_codebook(m, book);
        if (report.codings_outside_rounds > 0)
            write_note(m, count(report.codings_outside_rounds, "coding was", "codings were") +
                              " made outside of rounds, where nobody was asked; not counted here.");
    });
}

void write_quotes(Markup& m, const Report& report) {
    m.in("section", {{"id", "quotes"}}, [&] {
        m.element("h2", "Quotes");
        if (report.quotes.empty())
            return write_missing(m, "No coded passages to quote from, or all of them are in sealed rounds.");
        write_note(m,
                   "Up to three passages for each code, chosen by rule: first those that another coder marked "
                   "alike, then those of 40 to 280 characters, one per post, in the order of the posts’ keys. "
                   "Authors are not named, and names mentioned in a passage are replaced by “@…”.");
        for (const auto& code : report.quotes) {
            m.in("h3", [&] {
                chip(m, code.colour);
                m.text(code.name);
                m.element("small", "  " +
                                       share(static_cast<std::int64_t>(code.quotes.size()), code.candidates) +
                                       " passages");
            });
            for (const auto& quote : code.quotes)
                write_quote(m, quote);
        }
    });
}

} // namespace axial::exports
