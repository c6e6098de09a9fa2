// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/spans/alignment.h"
#include "agreement/spans/span_data.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace axial::agreement {

/// How continua are drawn that raters might have produced by chance.
enum class GammaSampler {
    /// Mathet et al. 2015, section 5.2: each line is that of a rater drawn at random, rotated by a random whole
    /// number of positions; two lines of a sample are rotated by amounts at least half a mean unit apart, where
    /// there is room. A unit moves as a whole: one that begins before the end of the stretch may reach beyond.
    shuffle,
    /// Titeux and Riad 2021 (J. Open Source Softw. 6(62)): for each rater the number of units, the gaps before
    /// them and their lengths are drawn from normal distributions with the means and (population) standard
    /// deviations of the data, the categories with their frequencies. A gap is from the end of a rater's unit
    /// to the beginning of the next (below 0 where they overlap) or from the beginning of the text to the first
    /// unit; one gap of 0 counts in addition, so that a single unit is enough.
    statistical,
};

struct GammaOptions {
    double alpha = 1, beta = 1, delta_empty = 1; ///< see Dissimilarity
    /// Dissimilarity of categories, rows and columns in the order of SpanData::categories(); empty: 0 or 1.
    std::vector<double> category_table;
    GammaSampler sampler = GammaSampler::shuffle;
    /// Wanted half-width of the 95 % interval of the expected disorder, relative to it (section 5.3): after
    /// `min_samples`, (1.96 Cv / precision)^2 are drawn, Cv = standard deviation / mean of the first ones.
    double precision = 0.05;         ///< above 0
    std::int64_t min_samples = 30;   ///< at least 2
    std::int64_t max_samples = 5000; ///< at least min_samples
    std::uint64_t seed = 1;
    unsigned threads = 0; ///< at most; 0: as many as there are cores. The result is the same with any number.
    AlignmentLimits limits = {};
};

/// Gamma (Mathet, Widloecher, Metivier 2015, Comput. Linguist. 41(3)): do raters agree where units are and what
/// they are, in one figure for unitizing and categorizing, for two raters or more and units that may overlap?
///
///   gamma     = 1 - observed disorder / mean of the disorders of random continua (eq. 6)
///   gamma-cat = the same for categories alone, over aligned units (Mathet 2018, section 4.2.5). The disorder
///   of
///               an alignment is the mean of d_cat over pairs of units that are aligned with one another,
///               weighted by max(0, 1 - alpha * d_pos) / (units in the unitary alignment - 1)
///   gamma-k   = the same over the pairs with the category k at least once
/// Random continua without such a pair have no such disorder and are left out of its mean.
///
/// Undefined: fewer than two raters, no unit, parameters that are no dissimilarity, an expected disorder of 0.
/// A rater without any unit is still a rater.
///
/// Several documents: units of different documents are never aligned. Random continua are drawn over all
/// documents laid end to end, and a drawn unit belongs to the document in which its middle falls. A continuum
/// that was given whole is rotated over the stretch from the first beginning to the last end of a unit, as the
/// authors' software and pygamma-agreement do.
struct Gamma {
    Figure gamma = Figure::undefined("not computed");
    Figure low = gamma, high = gamma; ///< from the sampling error of the expected disorder alone (95 %)
    Figure observed_disorder = gamma, expected_disorder = gamma;
    Figure gamma_cat = gamma;
    std::vector<Figure> gamma_k; ///< by category of the data
    /// 1.96 Cv / sqrt(samples), Cv over all samples.
    Figure relative_error = gamma;
    std::int64_t samples = 0;
    GammaSampler sampler = GammaSampler::shuffle;
    std::uint64_t seed = 0;
    bool exact =
        true; ///< the best alignment of the data is known to be best; gamma is too low otherwise, if at all
    std::int64_t inexact_samples = 0; ///< random continua of which that is not known
    Alignment alignment;              ///< of data.spans(), which gamma-cat depends on
};

[[nodiscard]] Gamma gamma(const SpanData& data, const GammaOptions& options = {},
                          const std::stop_token& stop = {});

} // namespace axial::agreement
