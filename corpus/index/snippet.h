// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/documents.h"
#include "corpus/index/more_like.h"
#include "corpus/index/query_tree.h"
#include "corpus/record.h"
#include "corpus/text/canonical_text.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace axial::corpus::index {

/// Texts are searched for hits up to this many bytes; a hit further on is found but its snippet shows the
/// beginning.
inline constexpr std::size_t longest_marked = 1u << 20;
/// Once there is a hit, the best place is looked for in this many bytes more.
inline constexpr std::size_t read_on = 1u << 14;
inline constexpr std::size_t snippet_width = 240; ///< bytes, about

/// Finds in a text what a query found the post by. A field's words are marked in that field's part of the text
/// only.
class Highlighter {
public:
    explicit Highlighter(const Query& query, const std::vector<TellingWord>& like = {});

    /// About `snippet_width` bytes around the densest hits as one line; each hit between \x02 and \x03. Begins,
    /// ends and marks between characters as people see them.
    [[nodiscard]] std::string snippet(const CanonicalText& body);
    /// A post's own title as one line, all of it, its hits marked.
    [[nodiscard]] std::string title(std::string_view title);
    /// The title to show of a post: its own, marked, else its thread's.
    [[nodiscard]] std::string title_of(const Post& post);

private:
    struct Sought {
        unsigned parts = 0;                 ///< of the text: prose, code, quote, title
        std::vector<std::string> terms;     ///< at successive positions
        bool stem = false, pattern = false; ///< pattern: the one term has wildcards
    };
    struct Mark {
        std::size_t begin, end; ///< bytes
        std::size_t sought;     ///< whose hit
    };
    struct Seen {
        std::size_t sought, step; ///< which term of which
        std::size_t begin, end;
    };
    struct Stream {
        unsigned part = 0;
        std::vector<std::vector<Seen>> seen = {}; ///< by position
        std::size_t matched = 0;                  ///< positions that were looked at as the first of a hit
    };

    void collect(const Query& query);
    void look_for(Sought sought);
    void note(Stream& stream, const std::string& term, bool letters, std::size_t position, std::size_t begin,
              std::size_t end);
    void read(Stream& stream, std::string_view text, std::size_t offset);
    void match(Stream& stream, bool ended, std::vector<Mark>& marks) const;
    std::vector<Mark> marks(const CanonicalText& body);

    std::vector<Sought> sought_;
    /// Exact and stemmed terms: (index in sought_, step).
    std::unordered_map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> exact_, stems_sought_;
    std::vector<std::size_t> patterns_;
    std::size_t longest_ = 1; ///< terms of what is sought
    Stems stems_;
};

} // namespace axial::corpus::index
