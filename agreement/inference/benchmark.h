// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"

#include <string>
#include <string_view>
#include <vector>

namespace axial::agreement {

/// A verbal scale: classes from the best to the worst. A class holds its own lower border; the worst reaches to
/// -1. Such scales are conventions: they know nothing of the standard error, of the number of categories or of
/// prevalence.
struct BenchmarkScale {
    struct Class {
        std::string name;
        double lowest = -1;
    };
    std::string name;
    std::vector<Class> classes;
};

/// Landis and Koch 1977: almost perfect .8, substantial .6, moderate .4, fair .2, slight 0, poor.
[[nodiscard]] const BenchmarkScale& landis_koch_scale();
/// Fleiss 1981: excellent .75, fair to good .4, poor.
[[nodiscard]] const BenchmarkScale& fleiss_scale();
/// Altman 1991: very good .8, good .6, moderate .4, fair .2, poor.
[[nodiscard]] const BenchmarkScale& altman_scale();
/// Krippendorff 2019: reliable .8, tentative .667, not reliable.
[[nodiscard]] const BenchmarkScale& krippendorff_scale();

/// What a coefficient with its standard error says on a scale.
struct Benchmark {
    struct Row {
        std::string name;
        double lowest = -1;
        double membership = 0; ///< probability that the true value lies in this class; 0..1, they add up to 1
        double cumulative = 0; ///< ... in this class or a better one
    };
    std::vector<Row> rows;     ///< best first; empty where undefined
    std::string verdict;       ///< the best class with cumulative >= threshold; empty where undefined
    std::string point_verdict; ///< the class of the estimate alone, which is what most reports print
    std::string undefined;     ///< why there is no verdict; empty where there is one
};

/// Gwet's probabilistic benchmarking (Handbook of Inter-Rater Reliability, 4th ed., ch. 6): the true value
/// follows a normal law around the estimate, truncated to [-1, 1]; probabilities are accumulated from the best
/// class downwards. A standard error of 0 puts the whole mass on the estimate. `threshold` in (0, 1]. Undefined
/// where the coefficient or its error is, where the error is negative, or where the estimate lies so far
/// outside [-1, 1] that no mass is left.
[[nodiscard]] Benchmark benchmark(const Figure& coefficient, const Figure& standard_error,
                                  const BenchmarkScale& scale, double threshold = 0.95);

/// P(coefficient >= limit) under the same law, such as for Krippendorff's .667 and .800; 0..1.
[[nodiscard]] Figure probability_at_least(const Figure& coefficient, const Figure& standard_error,
                                          double limit);

} // namespace axial::agreement
