// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"
#include "corpus/text/html_tokens.h"

#include <optional>
#include <string>
#include <string_view>

/// What the sites' own HTML means: their classes for code, mentions and boxes, and what of a page is not the
/// post.
namespace axial::corpus {

/// The language that the classes of a code block name (lang-x, language-x, highlight-source-x, hljs x); may be
/// empty.
[[nodiscard]] std::string language_of(std::string_view classes);
/// A language as an info string or a comment names it, "lang-py" and "py" alike; empty for "none" and its like.
[[nodiscard]] std::string language_of_name(std::string_view name);

/// What an <a> is.
struct LinkMeaning {
    std::optional<SpanKind> kind;
    std::string detail;
    std::string text; ///< what to show instead of its content, if not empty
};
[[nodiscard]] LinkMeaning meaning_of_link(const Tag& tag);

/// Parts of a page that its author did not write: avatars, titles of quotes, sizes of images, buttons,
/// back-links.
[[nodiscard]] bool is_page_furniture(const Tag& tag, bool in_aside);

/// Discourse writes the size of an image behind its alternative text: "plot|690x423, 50%".
[[nodiscard]] std::string_view without_image_size(std::string_view alt);

} // namespace axial::corpus
