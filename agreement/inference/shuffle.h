// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/resampling.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace axial::agreement::detail {

/// Even random numbers below a bound (Lemire 2019), two of them from one 64-bit draw.
class BoundedRandom {
public:
    explicit BoundedRandom(std::uint64_t seed) : random_(seed) {}

    /// In [0, bound), 1 <= bound.
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) {
        std::uint64_t product = std::uint64_t{next()} * bound;
        if (static_cast<std::uint32_t>(product) < bound) {
            const std::uint32_t uneven = (0U - bound) % bound;
            while (static_cast<std::uint32_t>(product) < uneven)
                product = std::uint64_t{next()} * bound;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

    /// Every order is equally likely (Fisher and Yates); fewer than 2^32 values.
    template <typename T>
    void shuffle(std::span<T> values) {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
    }

private:
    std::uint32_t next() {
        if (half_) {
            half_ = false;
            return static_cast<std::uint32_t>(bits_ >> 32U);
        }
        bits_ = random_();
        half_ = true;
        return static_cast<std::uint32_t>(bits_);
    }

    SplitMix64 random_;
    std::uint64_t bits_ = 0;
    bool half_ = false;
};

} // namespace axial::agreement::detail
