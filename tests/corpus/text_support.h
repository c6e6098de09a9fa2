// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"
#include "corpus/text/text_offsets.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace axial::corpus {

/// What every canonical text promises, whatever went in.
inline void expect_sound(const CanonicalText& canonical, std::string_view from) {
    ASSERT_EQ(clean_utf8(canonical.text), canonical.text) << from;
    const TextOffsets offsets(canonical.text);
    std::vector<const Span*> around;
    const Span* last = nullptr;
    for (const Span& span : canonical.spans) {
        ASSERT_LT(span.begin, span.end) << from;
        ASSERT_LE(span.end, offsets.length()) << from;
        ASSERT_TRUE(last == nullptr || last->begin < span.begin ||
                    (last->begin == span.begin && last->end >= span.end))
            << from;
        last = &span;
        while (!around.empty() && around.back()->end <= span.begin)
            around.pop_back();
        ASSERT_TRUE(around.empty() || span.end <= around.back()->end) << "spans cross in " << from;
        around.push_back(&span);
        ASSERT_EQ(snap_to_graphemes(canonical.text, span.begin, span.end),
                  (std::pair<std::size_t, std::size_t>(span.begin, span.end)))
            << from;
    }
}

} // namespace axial::corpus
