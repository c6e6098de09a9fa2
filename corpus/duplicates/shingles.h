// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/text/canonical_text.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace axial::corpus::duplicates {

/// Words in a row that are compared as one; a Chinese, Japanese or Korean character counts as a word.
inline constexpr std::size_t shingle_words = 5;

/// Hashes of a text's shingles, sorted, without repeats.
using Shingles = std::vector<std::uint64_t>;

/// One line of prose, one block of code, or the title, as hashes of its words: folded as the search folds them,
/// so that case, typography and markup do not tell two texts apart.
struct Line {
    enum class Kind : std::uint8_t { title, prose, code };
    Kind kind = Kind::prose;
    std::vector<std::uint64_t> words; ///< never empty
    std::uint64_t hash = 0;           ///< of all of them
};

/// What somebody wrote: title, prose and code in their order. Quoted words are another's and left out, unless
/// there are no others.
[[nodiscard]] std::vector<Line> lines_of(std::string_view title, const CanonicalText& body);

/// The shingles of title and body; none goes from one to the other. A title or body of fewer words than a
/// shingle has is one shingle.
[[nodiscard]] Shingles shingles_of(const std::vector<Line>& lines);

/// Shared shingles / all shingles of the two; 0 where both have none.
[[nodiscard]] double jaccard(const Shingles& a, const Shingles& b);

/// Spreads a number over all 64 bits (the finaliser of SplitMix64).
[[nodiscard]] constexpr std::uint64_t spread(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

} // namespace axial::corpus::duplicates
