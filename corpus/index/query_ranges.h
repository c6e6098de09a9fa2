// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"
#include "corpus/result.h"
#include "corpus/time.h"

#include <cstdint>
#include <string_view>

namespace axial::corpus::index {

struct RangeBounds {
    std::int64_t low = 0, high = 0; ///< inclusive; ±no_bound where open
};

/// Reads what stands after `date:` or `score:`: X, A..B, A.., ..B, >X, >=X, <X, <=X. A date is a year, a month,
/// a day or an instant; each stands for all of its time. Dates can be told from `at`, in UTC: today, yesterday,
/// this-week and last-week (from Monday), -month, -year, and 12h, 7d, 2w, 3m, 1y ago: the day that long ago,
/// and standing alone all since then. The error has no column.
[[nodiscard]] Result<RangeBounds> parse_range(const Field& field, std::string_view text, Time at);

} // namespace axial::corpus::index
