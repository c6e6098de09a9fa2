// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/documents.h"
#include "corpus/index/query_tree.h"
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
inline constexpr std::size_t snippet_width = 240; ///< bytes, about

/// Finds in a text what a query found the post by. A field's words are marked in that field's part of the text
/// only.
class Highlighter {
public:
    explicit Highlighter(const Query& query);

    /// About `snippet_width` bytes around the densest hits as one line; each hit between \x02 and \x03.
    [[nodiscard]] std::string snippet(const CanonicalText& body);

private:
    struct Sought {
        unsigned parts = 0;             ///< of the text: prose, code, quote
        std::vector<std::string> terms; ///< at successive positions
        bool stem = false, prefix = false;
    };
    struct Mark {
        std::size_t begin, end; ///< bytes
        std::size_t sought;     ///< whose hit
    };
    struct Seen {
        std::size_t sought, step; ///< which term of which
        std::size_t begin, end;
    };
    using Stream = std::vector<std::vector<Seen>>; ///< by position

    void collect(const Query& query);
    void note(Stream& stream, unsigned part, const std::string& term, bool letters, std::size_t position,
              std::size_t begin, std::size_t end);
    void read(Stream& stream, unsigned part, std::string_view text, std::size_t offset);
    void match(const Stream& stream, std::vector<Mark>& marks) const;
    std::vector<Mark> marks(const CanonicalText& body);

    std::vector<Sought> sought_;
    /// Exact and stemmed terms: (index in sought_, step).
    std::unordered_map<std::string, std::vector<std::pair<std::size_t, std::size_t>>> exact_, stems_sought_;
    std::vector<std::size_t> prefixes_;
    Stems stems_;
};

} // namespace axial::corpus::index
