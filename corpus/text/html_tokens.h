// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace axial::corpus {

/// A start tag with its attributes decoded; names are lower case.
struct Tag {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;

    /// The value of an attribute; empty if there is none.
    [[nodiscard]] std::string_view operator[](std::string_view attribute) const;
    [[nodiscard]] bool has_class(std::string_view name) const;
};

/// Cuts HTML into tags, text and comments in one pass, without building a tree: for the pieces of HTML that
/// stand between Markdown, and for HTML that a tree builder would take too long for.
class HtmlTokens {
public:
    enum class Kind { text, raw_text, start, end, comment, done };
    struct Token {
        Kind kind = Kind::done;
        std::string_view
            body; ///< text undecoded; of a tag, its inside without the angle brackets; of a comment, its text
        std::string name; ///< of a tag, lower case
    };

    explicit HtmlTokens(std::string_view html) : html_(html) {}
    [[nodiscard]] Token next();

private:
    [[nodiscard]] Token markup();
    [[nodiscard]] Token tag(bool closing);

    std::string_view html_;
    std::size_t at_ = 0;
    std::string raw_until_; ///< inside <script> and its like: the element that ends it
};

/// The start tag of a token, with its attributes; past a thousand the rest are left out.
[[nodiscard]] Tag parse_tag(const HtmlTokens::Token& token);

/// Character references decoded once.
[[nodiscard]] std::string decode_entities(std::string_view text);

} // namespace axial::corpus
