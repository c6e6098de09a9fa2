// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"
#include "agreement/spans/span_data.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::agreement {

/// A unit as alignments see it. Positions are real numbers, because random continua are drawn at such.
struct AlignmentUnit {
    double begin = 0, end = 0; ///< begin < end
    std::uint32_t rater = 0;
    std::int32_t category = 0;
    std::uint32_t document = 0; ///< units of different documents are never aligned
};

/// How unlike two units are (Mathet, Widloecher, Metivier 2015, Comput. Linguist. 41(3), section 4), with
/// D = delta_empty, the dissimilarity of anything to "no unit" and of "no unit" to "no unit":
///   d     = alpha * d_pos + beta * d_cat
///   d_pos = ((|begin_u - begin_v| + |end_u - end_v|) / (length_u + length_v))^2 * D
///   d_cat = c(category_u, category_v) * D, where c is 0 for the same category and else 1, or a given table.
struct Dissimilarity {
    double alpha = 1;       ///< >= 0, finite
    double beta = 1;        ///< >= 0, finite
    double delta_empty = 1; ///< > 0, finite
    std::size_t categories = 0;
    std::vector<double> category_table =
        {}; ///< empty, or `categories` rows of as many: symmetric, >= 0, diagonal 0

    /// Why these parameters are no dissimilarity, if they are not.
    [[nodiscard]] std::optional<std::string> fault() const;
    [[nodiscard]] double positional(const AlignmentUnit& u, const AlignmentUnit& v) const;
    [[nodiscard]] double categorical(const AlignmentUnit& u, const AlignmentUnit& v) const;
    [[nodiscard]] double between(const AlignmentUnit& u, const AlignmentUnit& v) const {
        return alpha * positional(u, v) + beta * categorical(u, v);
    }
};

/// What the search may spend before it settles for an approximation. Counts, not seconds, so that the result is
/// the same on every machine. The defaults keep below about 200 MB.
struct AlignmentLimits {
    std::size_t pairs = 2'000'000;     ///< pairs of units that are looked at as possible partners
    std::size_t columns = 400'000;     ///< unitary alignments of one connected group of units
    std::size_t states = 1'000'000;    ///< partial alignments kept in the search of one connected group
    std::size_t width = 20'000;        ///< of those, at one place of the line
    std::uint64_t steps = 300'000'000; ///< looks at an edge in the assignment of two raters; a tenth of it, at
                                       ///< a unitary alignment in one search for more
};

/// A partition of all units into unitary alignments: sets with at most one unit of each rater.
struct Alignment {
    std::vector<std::uint32_t> members; ///< of all unitary alignments, one after the other: indices of units
    std::vector<std::size_t> ends;      ///< where each unitary alignment ends in `members`
    double cost = 0;                    ///< sum of the costs of the unitary alignments
    double mean_units = 0;              ///< units per rater
    bool exact = true;                  ///< no alignment has a lower cost; false: none was found
    bool stopped = false;               ///< abandoned: members is empty

    [[nodiscard]] std::size_t size() const { return ends.size(); }
    [[nodiscard]] std::span<const std::uint32_t> unitary(std::size_t index) const {
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return {members.data() + begin, ends[index] - begin};
    }
    /// cost / mean_units (Mathet et al. 2015, eq. 4); undefined without units.
    [[nodiscard]] Figure disorder() const;
};

/// Cost of a unitary alignment: the mean of d over all pairs of the m raters, where a rater without a unit in
/// it counts with delta_empty against everyone.
[[nodiscard]] double unitary_cost(std::span<const AlignmentUnit> units, std::span<const std::uint32_t> members,
                                  std::size_t raters, const Dissimilarity& dissimilarity);

/// The alignment of lowest disorder. Two raters: a sparse assignment. More: set partitioning over the unitary
/// alignments that are cheaper than every way to split them, by connected groups, with bounds from the dual
/// linear programme and a search along the line; when a limit is reached, the best that a search of limited
/// width finds, and `exact` is false. Alignments of equal cost: the one with the fewest unitary alignments,
/// then the one with the lowest positional cost, then the one found first, which depends on the order of the
/// units; two costs are taken for equal when they differ by less than about 1e-10 * delta_empty. Every rater
/// below `raters`; `raters` >= 2; dissimilarity without fault.
[[nodiscard]] Alignment best_alignment(std::span<const AlignmentUnit> units, std::size_t raters,
                                       const Dissimilarity& dissimilarity, const AlignmentLimits& limits = {},
                                       const std::stop_token& stop = {});

/// The spans as units, in their order.
[[nodiscard]] std::vector<AlignmentUnit> alignment_units(const SpanData& data);

} // namespace axial::agreement
