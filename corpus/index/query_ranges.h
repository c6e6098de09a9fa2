// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/index/fields.h"
#include "corpus/result.h"

#include <cstdint>
#include <string_view>

namespace axial::corpus::index {

struct RangeBounds {
    std::int64_t low = 0, high = 0; ///< inclusive; ±no_bound where open
};

/// Reads what stands after `date:` or `score:`: X, A..B, A.., ..B, >X, >=X, <X, <=X. A date is a year, a month,
/// a day or an instant; each stands for all of its time. The error has no column.
[[nodiscard]] Result<RangeBounds> parse_range(const Field& field, std::string_view text);

} // namespace axial::corpus::index
