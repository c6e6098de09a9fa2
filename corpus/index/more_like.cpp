// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/more_like.h"

#include "corpus/index/documents.h"
#include "corpus/index/fields.h"
#include "corpus/index/slots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

namespace axial::corpus::index {
namespace {

constexpr auto title = field_named("title").prefix, prose = field_named("prose").prefix,
               code = field_named("code").prefix;

/// How many words' rarity is looked up at most: far shards are asked for each.
constexpr std::size_t most_looked_up = 256;

struct Candidate {
    TellingWord word;
    Xapian::termcount times = 0; ///< in the post
    double telling = 0;
};

std::string with_prefix(bool stem, std::string_view prefix, const std::string& term) {
    return (stem ? "Z" : "") + std::string(prefix) + term;
}

bool is_plain_word(std::string_view term) {
    return std::all_of(term.begin(), term.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The post's terms of a field as candidates: plain words by their stems, all others as they are.
void collect(const Xapian::Document& document, std::string_view field, bool stemmed,
             std::map<std::pair<std::string, bool>, Candidate>& found) {
    const auto take = [&](const std::string& prefix, bool stem) {
        auto at = document.termlist_begin();
        at.skip_to(prefix);
        for (; at != document.termlist_end() && (*at).starts_with(prefix); ++at) {
            std::string term = (*at).substr(prefix.size());
            if (term.empty() || term[0] == '=' || (!stem && stemmed && is_plain_word(term)))
                continue;
            auto& candidate = found[{term, stem}];
            candidate.times += at.get_wdf();
            candidate.word = {std::move(term), stem};
        }
    };
    take(std::string(field), false);
    if (stemmed)
        take("Z" + std::string(field), true);
}

/// One order whatever the index: most telling first, ties by term.
bool tells_more(const Candidate& a, const Candidate& b) {
    if (a.telling != b.telling)
        return a.telling > b.telling;
    return a.word.term != b.word.term ? a.word.term < b.word.term : a.word.stem < b.word.stem;
}

std::vector<Candidate> candidates_of(const Xapian::Document& document) {
    std::map<std::pair<std::string, bool>, Candidate> found;
    collect(document, title, true, found);
    collect(document, prose, true, found);
    if (found.empty())
        collect(document, code, false, found);
    std::vector<Candidate> candidates;
    for (auto& [key, candidate] : found)
        candidates.push_back(std::move(candidate));
    if (candidates.size() > most_looked_up) { // what is said often, and of that the long words
        for (auto& each : candidates)
            each.telling =
                each.times + static_cast<double>(std::min<std::size_t>(each.word.term.size(), 99)) / 100;
        std::sort(candidates.begin(), candidates.end(), tells_more);
        candidates.resize(most_looked_up);
    }
    return candidates;
}

constexpr std::array fields_asked = {title, prose, code};

/// A plain word's stem in prose and titles, anything else in code as well.
std::vector<std::string> terms_of(const TellingWord& word) {
    std::vector<std::string> terms;
    for (const auto field : fields_asked)
        if (!word.stem || field != code)
            terms.push_back(with_prefix(word.stem, field, word.term));
    return terms;
}

void weigh(const Xapian::Database& database, Candidate& candidate) {
    const double posts = database.get_doccount();
    double with = 0;
    for (const auto& term : terms_of(candidate.word))
        with += database.get_termfreq(term);
    // A word that no other post has finds nothing.
    candidate.telling = with <= 1 ? 0 : (1 + std::log(candidate.times)) * std::log(1 + posts / with);
}

/// Nested so that shards add up in one order (see query_builder.cpp).
Xapian::Query any_field(const TellingWord& word) {
    const auto terms = terms_of(word);
    Xapian::Query nested(terms.back());
    for (auto term = terms.rbegin() + 1; term != terms.rend(); ++term)
        nested = Xapian::Query(Xapian::Query::OP_SYNONYM, Xapian::Query(*term), nested);
    return nested;
}

} // namespace

MoreLike more_like(const Xapian::Database& database, const Post& post) {
    auto candidates = candidates_of(DocumentMaker().document(post));
    for (auto& candidate : candidates)
        weigh(database, candidate);
    std::erase_if(candidates, [](const Candidate& each) { return each.telling <= 0; });
    std::sort(candidates.begin(), candidates.end(), tells_more);
    if (candidates.size() > like_words)
        candidates.resize(like_words);
    MoreLike like;
    std::vector<Xapian::Query> words;
    for (auto& each : candidates) {
        words.push_back(any_field(each.word));
        like.words.push_back(std::move(each.word));
    }
    like.query = Xapian::Query(Xapian::Query::OP_AND_NOT,
                               Xapian::Query(Xapian::Query::OP_OR, words.begin(), words.end()),
                               Xapian::Query(thread_term(thread_value(post.thread_key))));
    return like;
}

} // namespace axial::corpus::index
