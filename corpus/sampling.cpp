// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/database.h"
#include "corpus/sets.h"
#include "corpus/store.h"
#include "corpus/text/utf8.h"
#include "corpus/uuid.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace axial::corpus {
namespace {

/// Steele, Lea and Flood's SplitMix64 finaliser: spreads every bit of its input over the output.
std::uint64_t mix(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

struct Candidate {
    std::uint64_t place;
    std::string key, stratum;
    RowId row;
};

const char* column_of(Strata strata) {
    switch (strata) {
    case Strata::source:
        return "source";
    case Strata::container:
        return "container";
    case Strata::kind:
        return "kind";
    case Strata::none:
        break;
    }
    return "''";
}

Result<std::map<std::string, std::vector<Candidate>>> strata_of(Study& study, const std::vector<RowId>& frame,
                                                                Strata strata, std::uint64_t seed) {
    return guarded([&]() -> Result<std::map<std::string, std::vector<Candidate>>> {
        SQLite::Statement query(study.database(),
                                fmt::format("SELECT key, {} FROM posts WHERE id = ?", column_of(strata)));
        std::map<std::string, std::vector<Candidate>> groups;
        for (const auto row : frame) {
            query.bind(1, row);
            if (!query.executeStep())
                return bad_input("no such post", std::to_string(row));
            Candidate candidate{0, query.getColumn(0).getString(), query.getColumn(1).getString(), row};
            candidate.place = draw_place(candidate.key, seed);
            groups[candidate.stratum].push_back(std::move(candidate));
            query.reset();
        }
        for (auto& [name, group] : groups)
            std::sort(group.begin(), group.end(), [](const Candidate& a, const Candidate& b) {
                return std::tie(a.place, a.key) < std::tie(b.place, b.key);
            });
        return groups;
    });
}

/// Largest remainder (Hare's quota): the shares add up to `size` and none is off by a whole post.
std::map<std::string, std::size_t> shares_of(const std::map<std::string, std::vector<Candidate>>& groups,
                                             std::size_t frame, std::size_t size) {
    std::map<std::string, std::size_t> shares;
    std::vector<std::pair<double, std::string>> remainders;
    std::size_t given = 0;
    for (const auto& [name, group] : groups) {
        const double exact =
            static_cast<double>(size) * static_cast<double>(group.size()) / static_cast<double>(frame);
        shares[name] = static_cast<std::size_t>(std::floor(exact));
        given += shares[name];
        remainders.emplace_back(-(exact - std::floor(exact)), name);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; given < size; i = (i + 1) % remainders.size()) {
        auto& share = shares[remainders[i].second];
        if (share < groups.at(remainders[i].second).size()) {
            ++share;
            ++given;
        }
    }
    return shares;
}

/// Typographic signs as they are typed, and runs of dots and dashes as one: a forum shows “so …” where another
/// site shows "so ..." of the very same question.
std::string plain_typography(std::string text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> signs{{{"‘", "'"},
                                                                                         {"’", "'"},
                                                                                         {"“", "\""},
                                                                                         {"”", "\""},
                                                                                         {"–", "-"},
                                                                                         {"—", "-"},
                                                                                         {"…", "."},
                                                                                         {"→", "->"},
                                                                                         {"←", "<-"}}};
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto sign = std::find_if(signs.begin(), signs.end(), [&](const auto& pair) {
            return std::string_view(text).substr(at).starts_with(pair.first);
        });
        const auto written = sign == signs.end() ? std::string_view(text).substr(at, 1) : sign->second;
        const bool repeats = (written == "-" || written == ".") && !plain.empty() && plain.back() == written[0];
        if (!repeats)
            plain += written;
        at += sign == signs.end() ? 1 : sign->first.size();
    }
    return plain;
}

/// What two copies of one post have in common: title and body, with case, white space and typography folded.
std::string fingerprint(const Post& post) {
    return sha256(utf8::lower(plain_typography(fold_white_space(post.title + "\n" + post.body.text))));
}

} // namespace

/// So that a sample drawn again, on another machine or after more posts came in, keeps the order of the posts
/// it had.
std::uint64_t draw_place(std::string_view key, std::uint64_t seed) {
    std::uint64_t hash = 0xcbf29ce484222325ull; // FNV-1a
    for (const unsigned char c : key)
        hash = (hash ^ c) * 0x100000001b3ull;
    return mix(hash ^ mix(seed));
}

Result<std::vector<RowId>> draw_sample(Study& study, const std::vector<RowId>& frame, std::size_t size,
                                       Strata strata, std::uint64_t seed) {
    if (size > frame.size())
        return bad_input(fmt::format("a sample of {} cannot be drawn from {} posts", size, frame.size()), {},
                         "ask for fewer");
    AXIAL_ASSIGN(const auto groups, strata_of(study, frame, strata, seed));
    std::vector<RowId> sample;
    if (size == 0)
        return sample;
    for (const auto& [name, share] : shares_of(groups, frame.size(), size))
        for (std::size_t i = 0; i < share; ++i)
            sample.push_back(groups.at(name)[i].row);
    return sample;
}

Result<Unique> unique_posts(Study& study, const std::vector<RowId>& posts) {
    Store store(study);
    Unique unique;
    std::unordered_map<std::string, RowId> seen;
    std::vector<std::pair<Post, std::string>> loaded;
    for (const auto row : posts) {
        AXIAL_ASSIGN(auto post, store.post(row));
        if (!post)
            return bad_input("no such post", std::to_string(row));
        auto print = fingerprint(*post);
        post->body = {}; // only its fingerprint is needed: 20,000 texts need not be held at once
        loaded.emplace_back(std::move(*post), std::move(print));
    }
    std::sort(loaded.begin(), loaded.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.created_at, a.first.key) < std::tie(b.first.created_at, b.first.key);
    });
    for (const auto& [post, print] : loaded) {
        const auto [first, fresh] = seen.emplace(print, post.row);
        if (fresh)
            unique.kept.push_back(post.row);
        else
            unique.dropped.emplace_back(post.row, first->second);
    }
    return unique;
}

} // namespace axial::corpus
