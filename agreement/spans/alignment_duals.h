// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of alignment_partition.cpp.
#pragma once

#include "agreement/spans/alignment_parts.h"

namespace axial::agreement::alignment {

/// Reduced costs c_U - sum of y_u over u in U, all >= 0, of the given columns, from prices y that nearly solve
/// the dual of the linear programme "every unit exactly once": the cost of any partition is then a constant
/// plus the sum of its reduced costs. `prices` (by unit, in delta_empty) are where to start and are improved.
/// `reduced` is by column. Sweeps along the line set each price between the best and the second best
/// offer of the unit's columns, as in auctions; what they overdraw is taken back at the end.
/// `place` has the place of each of the units among `units`.
void reduce_costs(const Columns& columns, std::span<const std::uint32_t> units,
                  std::span<const std::uint32_t> chosen, std::span<const std::uint32_t> place, int sweeps,
                  std::vector<double>& prices, std::vector<Cost>& reduced);

} // namespace axial::agreement::alignment
