// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/figure.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {

/// A text cut into segments by one rater: the lengths ("masses") of the segments from the first to the last.
using Masses = std::vector<std::int64_t>;

/// Why these cannot be segmentations of one text, or nothing: a length below 1, another sum than the first
/// rater's. Raters are counted from 1 in the words.
[[nodiscard]] std::optional<std::string> masses_error(const std::vector<Masses>& raters);

/// What it takes to make one segmentation of another (boundary edit distance, Fournier 2013).
struct BoundaryEdits {
    std::int64_t matches = 0;              ///< boundaries that both set
    std::int64_t additions = 0;            ///< that one set, without a counterpart
    std::vector<std::int64_t> near_misses; ///< [s]: one's boundary s positions beside the other's, 0 < s < n_t
};

/// Near misses span up to n_t potential boundaries, hence lie up to n_t - 1 apart; nearest first, then from the
/// left, every boundary in one at most, as segeval 2.0 finds them. n_t >= 2; memory linear in the segments.
[[nodiscard]] BoundaryEdits boundary_edits(const Masses& first, const Masses& second, int n_t = 2);

/// Boundary similarity (Fournier 2013, ACL, 1702-1712) and segmentation similarity (Fournier and Inkpen 2012):
///   cost = additions + sum over near misses of s / n_t
///   B = 1 - cost / (matches + additions + near misses), undefined where neither rater set a boundary
///   S = 1 - cost / (length - 1), undefined where the text is too short to be cut
/// With more than two raters the mean over pairs, undefined if one pair is. Undefined, with the error as
/// reason, for what masses_error() refuses.
struct SegmentationAgreement {
    Figure boundary_similarity = Figure::undefined("not computed");
    Figure segmentation_similarity = Figure::undefined("not computed");
};
[[nodiscard]] SegmentationAgreement segmentation_agreement(const std::vector<Masses>& raters, int n_t = 2);

} // namespace axial::agreement
