// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How a sample is shared among strata. Pure functions: what may be drawn in, how many of each out.
namespace axial::corpus::sampling {

enum class Allocation {
    proportional, ///< as the stratum is large: n_h = n N_h / N
    equal,        ///< the same number of each
    neyman, ///< more where units differ more: n_h = n N_h S_h / Σ N_h S_h (Neyman 1934; Cochran 1977, 5.5)
};
[[nodiscard]] std::string_view name_of(Allocation allocation);
/// Fails with the names there are.
[[nodiscard]] Result<Allocation> allocation_named(std::string_view name);

struct StratumSize {
    std::string name;
    std::int64_t population = 0; ///< N_h, units
    std::int64_t least = 0;      ///< so many at least: drawn already, or wanted; at most `population`
    double deviation = 0;        ///< S_h, standard deviation of what is measured; for Neyman only, not negative
};

/// How many units of each stratum, in the order given. They add up to `size`; each is between `least` and
/// `population`, and what those bounds keep from one stratum goes to the others by the same rule. Whole numbers
/// by the largest remainder, ties by name. For Neyman, strata without deviation share what is left when all
/// others are exhausted.
///
/// Fails if `size` is more than there are or less than the sum of `least`, or if no stratum has a deviation.
[[nodiscard]] Result<std::vector<std::int64_t>> allocate(const std::vector<StratumSize>& strata,
                                                         std::int64_t size, Allocation allocation);

} // namespace axial::corpus::sampling
