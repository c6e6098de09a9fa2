// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/reliability_data.h"
#include "agreement/scale.h"
#include "agreement/statistics.h"

#include <string>

namespace axial::agreement {

/// What scores and order rest on, for people; empty where there is no order.
[[nodiscard]] std::string description(const Scale& scale);

/// Appends what a reader of the figures should know: values that were not declared, an order by text, kappa and
/// AC1 more than 0.2 apart, one category with nine ratings in ten, categories with fewer than 5 ratings.
void add_warnings(Summary& summary, const ReliabilityData& data, const Scale& scale);

} // namespace axial::agreement
