// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace axial::corpus::index {

/// A stretch of a canonical text and the fields that it is indexed in.
struct Section {
    std::size_t begin = 0; ///< bytes, half-open
    std::size_t end = 0;
    bool prose = false;
    bool code = false;
    bool quote = false;
    /// The same sentence goes on from the section before: no gap in its positions.
    bool goes_on = false;
};

/// Cuts a text at its code and quotes, in order and without a gap. Whatever stands in a quote is `quote` only;
/// a code block is `code` only; inline code is code and prose, because it is a word of the sentence it stands
/// in (somebody who asks why `trust_remote_code` defaults to False discusses it); all the rest is prose.
[[nodiscard]] std::vector<Section> sections_of(const CanonicalText& body);

} // namespace axial::corpus::index
