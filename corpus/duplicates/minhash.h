// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/duplicates/shingles.h"

#include <array>
#include <cstdint>
#include <vector>

namespace axial::corpus::duplicates {

inline constexpr std::size_t hashes = 128;

/// The least value of each of 128 hash functions over a set (Broder 1997): two sets agree in each with a
/// probability of their Jaccard similarity.
using Signature = std::array<std::uint32_t, hashes>;
[[nodiscard]] Signature signature_of(const Shingles& shingles);
/// The share of values in which two signatures agree; its standard error is sqrt(j (1 - j) / 128).
[[nodiscard]] double estimated_jaccard(const Signature& a, const Signature& b);

/// How a signature is cut so that similar sets share a whole band: `bands` of `rows` values.
struct Bands {
    std::size_t bands = 0, rows = 0;

    /// That two sets of this similarity share a band: 1 - (1 - j^rows)^bands.
    [[nodiscard]] double chance(double jaccard) const;
};
/// The most selective cut that misses at most 5 in 1,000 pairs of exactly this similarity, which lies in (0,
/// 1].
[[nodiscard]] Bands bands_for(double similarity);
/// A key for each band of a signature.
[[nodiscard]] std::vector<std::uint32_t> band_keys(const Signature& signature, const Bands& bands);

} // namespace axial::corpus::duplicates
