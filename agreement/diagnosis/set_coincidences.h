// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/sets.h"

#include <cstddef>
#include <string>
#include <vector>

namespace axial::agreement {

/// Which codes meet which in the sets that raters gave to the same units: what a heat map of codes shows.
///
/// Over every pair of raters and every unit that both judged: a code that both gave counts 1 with itself. A
/// code that only one of them gave counts 1 with the codes that only the other gave, in equal parts; where
/// there are none of these it counts 1 with "nothing". A code that was put in another's place thus shows beside
/// it, and one that was left out beside nothing.
struct SetCoincidences {
    std::vector<std::string> codes; ///< those asked for; index codes.size() stands for "nothing"
    std::vector<double> counts;     ///< row-major, (codes + 1) squared, symmetric

    [[nodiscard]] double at(std::size_t a, std::size_t b) const { return counts[a * (codes.size() + 1) + b]; }
};

/// `codes` gives the order; codes of the data that it lacks are appended in text order.
[[nodiscard]] SetCoincidences set_coincidences(const SetData& data, std::vector<std::string> codes);

} // namespace axial::agreement
