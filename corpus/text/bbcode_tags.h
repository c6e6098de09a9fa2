// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// Discourse's BBCode: what a tag is and which HTML it stands for.
namespace axial::corpus {

struct BbTag {
    std::string name;          ///< lower case
    std::string_view argument; ///< after "=" or a blank, undecoded
    bool closing = false;
    std::size_t length = 0;
};

/// "[name=argument]" or "[/name]" at the start of the text, on one line.
[[nodiscard]] std::optional<BbTag> bbcode_at(std::string_view text);

struct BbMeaning {
    std::string_view name;
    std::string_view element;
    bool block; ///< only at the start of a line
};

/// Null for what is not a tag of Discourse's.
[[nodiscard]] const BbMeaning* meaning_of_bbcode(std::string_view name);

[[nodiscard]] std::string html_for(const BbTag& tag, const BbMeaning& meaning);

} // namespace axial::corpus
