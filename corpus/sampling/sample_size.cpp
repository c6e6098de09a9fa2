// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sampling/sample_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace axial::corpus::sampling {
namespace {

/// NaN is inside nothing.
Status must_be_inside(std::string_view what, double value) {
    if (value > 0 && value < 1)
        return {};
    return bad_input(fmt::format("{} {} is not between 0 and 1", what, value), {},
                     value > 1 && value <= 100 ? fmt::format("write {} for {} %", value / 100, value)
                                               : std::string());
}

} // namespace

/// Halves an interval until it cannot be halved: erfc falls, and is exact where a table would not be.
double normal_quantile_for(double confidence) {
    double low = 0, high = 40;
    for (;;) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return middle;
        (std::erfc(middle / std::sqrt(2.0)) > 1 - confidence ? low : high) = middle;
    }
}

Result<std::int64_t> sample_size(const Precision& precision, std::optional<std::int64_t> population) {
    AXIAL_TRY(must_be_inside("a margin of", precision.margin));
    AXIAL_TRY(must_be_inside("an expected share of", precision.share));
    AXIAL_TRY(must_be_inside("a confidence of", precision.confidence));
    if (population && *population < 1)
        return bad_input("there is nothing to draw from");
    const double z = normal_quantile_for(precision.confidence);
    const double infinite =
        z * z * precision.share * (1 - precision.share) / (precision.margin * precision.margin);
    const double size =
        population ? infinite / (1 + (infinite - 1) / static_cast<double>(*population)) : infinite;
    if (size > 1e15)
        return bad_input("so small a margin takes more than there can be",
                         fmt::format("margin {}", precision.margin), "a wider margin takes fewer");
    // A size that is whole but for rounding errors is not rounded up to the next.
    const auto rounded = static_cast<std::int64_t>(std::ceil(size - 1e-9 * size));
    return std::clamp<std::int64_t>(rounded, 1, population.value_or(rounded));
}

} // namespace axial::corpus::sampling
