// SPDX-License-Identifier: GPL-3.0-or-later
// Slow and literal: what the best alignment is by definition.
#pragma once

#include "agreement/spans/alignment.h"

#include <cstdint>
#include <random>
#include <vector>

namespace axial::agreement::literal {

/// The lowest cost over all partitions into unitary alignments; up to about 12 units.
[[nodiscard]] double lowest_cost(const std::vector<AlignmentUnit>& units, std::size_t raters,
                                 const Dissimilarity& dissimilarity);

/// The same for two raters by the Hungarian method on the full square matrix, O(n^3).
[[nodiscard]] double lowest_cost_of_two(const std::vector<AlignmentUnit>& units,
                                        const Dissimilarity& dissimilarity);

struct RandomUnits {
    std::size_t raters = 2, units = 10;
    int positions = 30, longest = 8, categories = 3, documents = 1;
};

[[nodiscard]] std::vector<AlignmentUnit> random_units(std::mt19937& random, const RandomUnits& wanted);

} // namespace axial::agreement::literal
