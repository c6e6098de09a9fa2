// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus {

/// The markup that a body came in.
enum class Markup { markdown, html, plain };

/// Whose Markdown or HTML it is. The sites differ in what a newline means, how a quote names its author, what
/// an emoji or a mention looks like once rendered, and which links are relative to where.
enum class Dialect {
    commonmark,
    github,        ///< newlines break lines; @user, #12, owner/repo#12; task lists, tables
    discourse,     ///< newlines break lines; [quote="user, post:2, topic:9"]…[/quote]; :emoji:; typography
    stackexchange, ///< posts: a newline is a blank; <pre><code class="lang-py">, spoilers, kbd
    se_comment,    ///< Stack Exchange comments: one paragraph, emphasis, code and links only
};

enum class SpanKind : std::uint8_t {
    code_block,  ///< detail: language, may be empty
    inline_code, ///
    quote,       ///< detail: quoted author where given
    link,        ///< detail: URL
    image,       ///< detail: URL; the text is the alternative text
    heading,     ///< detail: level 1..6
    list_item,   ///< detail: "-" or the item's number
    emphasis,    ///
    strong,      ///
    strike,      ///
    mention,     ///< detail: user name without the @
    reference,   ///< detail: "#12", "owner/repo#12" or a commit
};

/// A half-open range [begin, end) of code points of a canonical text, on grapheme boundaries, begin < end.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    SpanKind kind = SpanKind::emphasis;
    std::string detail;

    bool operator==(const Span&) const = default;
};

/// What every post's body becomes, whatever markup it came in: one plain UTF-8 text and the spans of its
/// formatting.
///
/// The text is valid UTF-8, has LF for newlines, no U+0000, one blank line between blocks, no trailing blanks;
/// it is not Unicode-normalised. It is what the site shows: where a site's renderer changes typed prose, which
/// Discourse's does (curly quotes, dashes, …, emoji for their names and smileys), the Markdown gives the
/// changed text, too; code, mathematics and addresses stay as typed. Markup is gone from it (no asterisks,
/// fences or bullets), words are not: link texts, alternative texts, code and quotes all stay. Spans are sorted
/// by (begin, longest first) and nest: two of them are disjoint or one holds the other.
struct CanonicalText {
    std::string text;
    std::vector<Span> spans;

    /// Raised when the same markup may give another text; revisions remember which version made them.
    static constexpr int version = 1;

    bool operator==(const CanonicalText&) const = default;
};

/// Never fails: invalid UTF-8 becomes U+FFFD, U+0000 is dropped. Depth of nesting is bounded; past the bound,
/// and past `max_markup_bytes`, the markup is kept as plain text, so that nothing is lost.
[[nodiscard]] CanonicalText canonical_text(std::string_view body, Markup markup, Dialect dialect);

/// Bodies longer than this are not parsed as markup but kept whole as plain text: 8 MiB.
inline constexpr std::size_t max_markup_bytes = 8u << 20;

[[nodiscard]] std::string_view name_of(SpanKind kind);

/// Valid UTF-8 without U+0000, CRLF and CR as LF. What every text passes through on its way in.
[[nodiscard]] std::string clean_utf8(std::string_view text);

/// Each run of white space as one blank, none at the ends. For comparing texts, never for storing them.
[[nodiscard]] std::string fold_white_space(std::string_view text);

} // namespace axial::corpus
