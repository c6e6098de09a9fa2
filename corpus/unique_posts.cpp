// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sets.h"
#include "corpus/store.h"
#include "corpus/text/utf8.h"
#include "corpus/uuid.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace axial::corpus {
namespace {

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
