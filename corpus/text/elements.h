// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <optional>
#include <string_view>

namespace axial::corpus {

/// What is special about an element beyond its gaps and its span.
enum class Role : std::uint8_t {
    plain,
    drop,
    empty,
    line_break,
    image,
    anchor,
    list,
    item,
    pre,
    code,
    row,
    cell
};

/// How an element shows in the text.
struct ElementRule {
    std::string_view name;
    int gap; ///< newlines that set it apart: 0 inline, 1 its own line, 2 a blank line around it
    Role role = Role::plain;
    std::optional<SpanKind> span = std::nullopt;
};

/// The rule for an element, or null for one that only stands around its content.
[[nodiscard]] const ElementRule* rule_for(std::string_view name);

} // namespace axial::corpus
