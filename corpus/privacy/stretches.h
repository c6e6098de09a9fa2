// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace axial::corpus::privacy {

/// A half-open range of bytes of some text that a rule of privacy is about.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view what; ///< "e-mail", "GitHub token" …; of static storage

    bool operator==(const Stretch&) const = default;
};

/// A stretch and what stands in its place from now on: valid UTF-8, not empty.
struct Replacement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string with;
};

/// Puts the replacements, which are sorted and disjoint, into a text.
[[nodiscard]] std::string replaced(std::string_view text, const std::vector<Replacement>& replacements);

/// The same for a canonical text: its spans go along. A span that begins or ends within a replaced stretch
/// ends at its border, one that lies within it is left out; spans still nest and are sorted.
void replace(CanonicalText& text, const std::vector<Replacement>& replacements);

} // namespace axial::corpus::privacy
