// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace axial::agreement {

/// The random numbers of the bootstrap: SplitMix64 (Steele, Lea, Flood 2014).
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
    std::uint64_t operator()() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31U);
    }

private:
    std::uint64_t state_;
};

/// An exact draw from the binomial distribution of `trials` with probability numerator / denominator, by
/// comparing random bits of every undecided trial with the binary digits of the probability: about `trials` /
/// 32 random words. 0 <= numerator <= denominator < 2^62.
[[nodiscard]] std::int64_t draw_binomial(SplitMix64& random, std::int64_t trials, std::uint64_t numerator,
                                         std::uint64_t denominator);

/// Draws as many units as `multiplicities` sums to, with replacement: how many fall on each pattern. Splits the
/// draw down a Huffman tree, so that common patterns are settled early.
class MultinomialDraw {
public:
    explicit MultinomialDraw(std::span<const std::int64_t> multiplicities);
    void operator()(SplitMix64& random, std::span<std::int64_t> drawn) const;
    /// Draws `units` units instead.
    void operator()(SplitMix64& random, std::int64_t units, std::span<std::int64_t> drawn) const;

private:
    struct Node {
        std::int64_t weight = 0;
        std::size_t left = 0, right = 0; ///< of an inner node
    };
    std::size_t leaves_ = 0;
    std::vector<Node> nodes_; ///< leaves first, then inner nodes, every one after those below it
};

} // namespace axial::agreement
