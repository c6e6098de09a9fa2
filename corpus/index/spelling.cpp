// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/spelling.h"

#include "corpus/index/documents.h"
#include "corpus/index/phrases.h"
#include "corpus/index/tokenizer.h"
#include "corpus/text/utf8.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace axial::corpus::index {
namespace {

constexpr std::size_t most_looked_at = 200'000;
constexpr std::size_t shortest = 4, longest = 60; ///< letters of a word that is corrected
constexpr std::size_t most_unknown = 8;           ///< words that are corrected in one query

/// A word of the query and where it stands there.
struct Word {
    std::string term;
    const Field* field = nullptr;
    bool stemmable = false;
    std::size_t begin = 0, end = 0; ///< bytes of the query's text
};

/// Letters changed, left out, put in or swapped with their neighbour; more than `most` counts as `most` + 1.
std::size_t distance(std::u32string_view a, std::u32string_view b, std::size_t most) {
    const std::size_t wide = b.size() + 1;
    if (a.size() > b.size() + most || b.size() > a.size() + most)
        return most + 1;
    std::vector<std::size_t> before(wide), last(wide), now(wide);
    for (std::size_t j = 0; j < wide; ++j)
        last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        now[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j < wide; ++j) {
            const bool same = a[i - 1] == b[j - 1];
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
            least = std::min(least, now[j]);
        }
        if (least > most)
            return most + 1;
        std::swap(before, last);
        std::swap(last, now);
    }
    return std::min(last[b.size()], most + 1);
}

class Speller {
public:
    explicit Speller(const Xapian::Database& database) : database_(database) {}

    std::string correct(const Query& query, std::string_view text) {
        collect(query, text);
        std::sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) { return a.begin > b.begin; });
        std::string corrected(text);
        bool changed = false;
        std::size_t tried = 0;
        for (const Word& word : words_) {
            if (tried == most_unknown || is_known(word))
                continue;
            ++tried;
            if (const auto other = nearest(word)) {
                corrected.replace(word.begin, word.end - word.begin, *other);
                changed = true;
            }
        }
        return changed ? corrected : std::string();
    }

private:
    void collect(const Query& query, std::string_view text) {
        if (query.kind == Query::Kind::none_of)
            return;
        for (const Query& child : query.children)
            collect(child, text);
        if (query.kind != Query::Kind::words || query.field->type != FieldType::text)
            return;
        std::size_t from = 0;
        for (std::size_t column = 1; column < query.column && from < text.size(); ++column)
            from += utf8::length_of(text[from]);
        for_each_chunk(query.text, [&](const Chunk& chunk) {
            if (chunk.kind != Chunk::Kind::run)
                add(query, chunk, text, from);
        });
    }

    /// Finds the chunk in the query again, whose quotes and field are no longer in its tree.
    void add(const Query& query, const Chunk& chunk, std::string_view text, std::size_t& from) {
        Word word{chunk.parts[0].term, query.field, chunk.kind == Chunk::Kind::word && chunk.parts[0].letters,
                  chunk.parts.front().begin, chunk.parts.back().end};
        for (const Compound& compound : chunk.compounds)
            if (compound.begin <= word.begin && compound.end >= word.end) {
                word.term = compound.term;
                word.begin = compound.begin;
                word.end = compound.end;
            }
        if (chunk.parts.size() > 1 && chunk.compounds.empty())
            return;
        const auto typed = std::string_view(query.text).substr(word.begin, word.end - word.begin);
        const auto at = from <= text.size() ? text.find(typed, from) : std::string_view::npos;
        if (at == std::string_view::npos)
            return;
        word.begin = at;
        word.end = from = at + typed.size();
        words_.push_back(std::move(word));
    }

    Xapian::doccount posts_with(const Field& field, const std::string& term) const {
        Xapian::doccount posts = 0;
        for (const Field* each : searched_fields(field))
            posts += database_.get_termfreq(std::string(each->prefix) + term);
        return posts;
    }

    bool is_known(const Word& word) {
        const auto letters = utf8::count(word.term);
        if (letters < shortest || letters > longest ||
            std::any_of(word.term.begin(), word.term.end(), utf8::is_digit))
            return true; // or nothing that is to be corrected
        if (posts_with(*word.field, word.term) > 0)
            return true;
        if (!word.stemmable)
            return false;
        const auto fields = searched_fields(*word.field);
        return std::any_of(fields.begin(), fields.end(), [&](const Field* field) {
            return is_stemmed(*field) &&
                   database_.term_exists("Z" + std::string(field->prefix) + stems_.of(word.term));
        });
    }

    struct Best {
        std::size_t changed = 0;
        Xapian::doccount posts = 0;
        std::string term;
    };

    void consider(std::optional<Best>& best, Best one) const {
        if (!best || one.changed < best->changed ||
            (one.changed == best->changed &&
             (one.posts > best->posts || (one.posts == best->posts && one.term < best->term))))
            best = std::move(one);
    }

    std::optional<std::string> nearest(const Word& word) {
        const std::u32string letters = utf8::decoded(word.term);
        const std::size_t most = letters.size() < 5 ? 1 : 2;
        std::map<std::string, Xapian::doccount> alike; // terms that begin alike, by posts
        const std::string start = utf8::encoded(std::u32string_view(letters).substr(0, 2));
        for (const Field* field : searched_fields(*word.field)) {
            const std::string prefix = std::string(field->prefix) + start;
            for (auto at = database_.allterms_begin(prefix); at != database_.allterms_end(prefix); ++at) {
                if (++looked_at_ > most_looked_at)
                    break;
                const std::string found = (*at).substr(field->prefix.size());
                if (found.size() + 8 >= word.term.size() && found.size() <= word.term.size() + 8)
                    if (distance(letters, utf8::decoded(found), most) <= most)
                        alike[found] += at.get_termfreq();
            }
        }
        std::optional<Best> best;
        for (const auto& [term, posts] : alike)
            consider(best, {distance(letters, utf8::decoded(term), most), posts, term});
        if (!best || best->changed > 1)
            for (const auto& term : with_another_start(word.term))
                if (const auto posts = posts_with(*word.field, term); posts > 0)
                    consider(best, {1, posts, term});
        return best ? std::optional(best->term) : std::nullopt;
    }

    /// The word with one of its first two letters changed, left out, put in or swapped; ASCII.
    static std::vector<std::string> with_another_start(const std::string& term) {
        std::vector<std::string> words;
        for (std::size_t i = 0; i < 2; ++i) {
            words.push_back(std::string(term).erase(i, 1));
            words.push_back(term);
            std::swap(words.back()[i], words.back()[i + 1]);
            for (char c = 'a'; c <= 'z'; ++c) {
                words.push_back(term);
                words.back()[i] = c;
                words.push_back(term.substr(0, i) + c + term.substr(i));
            }
        }
        std::erase_if(words, [](const std::string& each) {
            return !std::all_of(each.begin(), each.end(),
                                [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        });
        return words;
    }

    Xapian::Database database_;
    Stems stems_;
    std::vector<Word> words_;
    std::size_t looked_at_ = 0;
};

} // namespace

std::string suggestion(const Xapian::Database& database, const Query& query, std::string_view text) {
    return Speller(database).correct(query, text);
}

} // namespace axial::corpus::index
