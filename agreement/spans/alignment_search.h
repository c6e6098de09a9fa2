// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of alignment_partition.cpp.
#pragma once

#include "agreement/spans/alignment_parts.h"

namespace axial::agreement::alignment {

struct SearchOptions {
    std::size_t width;   ///< partial partitions kept at a unit
    std::size_t states;  ///< and in all; beyond that the width is 16
    std::uint64_t steps; ///< columns looked at; beyond that the width is 16
    Cost bound;          ///< only partitions whose reduced costs sum to less
};

struct Found {
    std::vector<std::uint32_t> chosen; ///< empty: none below the bound
    Cost cost = 0;                     ///< sum of reduced costs
    bool complete = true;              ///< nothing was left out: `chosen` is best, or none is below the bound
};

/// The cheapest partition by reduced costs, unit after unit along the line: a state says which later units are
/// taken already; states that agree in that are one. `reduced` is by column; `place` has the place of each
/// unit.
[[nodiscard]] Found search(const Columns& columns, std::span<const std::uint32_t> place, std::size_t count,
                           std::span<const std::uint32_t> chosen, const std::vector<Cost>& reduced,
                           const SearchOptions& options, const std::stop_token& stop);

} // namespace axial::agreement::alignment
