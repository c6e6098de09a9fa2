// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/resampling.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <queue>
#include <utility>

namespace axial::agreement {
namespace {

std::int64_t random_ones(SplitMix64& random, std::int64_t bits) {
    std::int64_t ones = 0;
    for (; bits >= 64; bits -= 64)
        ones += std::popcount(random());
    if (bits > 0)
        ones += std::popcount(random() >> (64U - static_cast<unsigned>(bits)));
    return ones;
}

} // namespace

std::int64_t draw_binomial(SplitMix64& random, std::int64_t trials, std::uint64_t numerator,
                           std::uint64_t denominator) {
    if (numerator >= denominator)
        return trials;
    std::int64_t successes = 0;
    // Each trial is a uniform number whose binary digits are drawn one by one; it succeeds when it is below the
    // probability, which is known at the first digit that differs from the probability's.
    while (trials > 0 && numerator > 0) {
        const std::int64_t ones = random_ones(random, trials);
        numerator *= 2;
        if (numerator >= denominator) {
            numerator -= denominator;
            successes += trials - ones;
            trials = ones;
        } else {
            trials -= ones;
        }
    }
    return successes;
}

MultinomialDraw::MultinomialDraw(std::span<const std::int64_t> multiplicities)
    : leaves_(multiplicities.size()) {
    using Entry = std::pair<std::int64_t, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> lightest;
    for (const std::int64_t weight : multiplicities) {
        lightest.emplace(weight, nodes_.size());
        nodes_.push_back({weight});
    }
    while (lightest.size() > 1) {
        const Entry left = lightest.top();
        lightest.pop();
        const Entry right = lightest.top();
        lightest.pop();
        lightest.emplace(left.first + right.first, nodes_.size());
        nodes_.push_back({left.first + right.first, left.second, right.second});
    }
}

void MultinomialDraw::operator()(SplitMix64& random, std::span<std::int64_t> drawn) const {
    if (!nodes_.empty())
        (*this)(random, nodes_.back().weight, drawn);
}

void MultinomialDraw::operator()(SplitMix64& random, std::int64_t units, std::span<std::int64_t> drawn) const {
    if (nodes_.empty())
        return;
    std::vector<std::int64_t> share(nodes_.size(), 0);
    share.back() = units;
    for (std::size_t i = nodes_.size(); i-- > leaves_;) {
        const Node& node = nodes_[i];
        const auto left = draw_binomial(random, share[i], static_cast<std::uint64_t>(nodes_[node.left].weight),
                                        static_cast<std::uint64_t>(node.weight));
        share[node.left] = left;
        share[node.right] = share[i] - left;
    }
    std::copy_n(share.begin(), leaves_, drawn.begin());
}

} // namespace axial::agreement
