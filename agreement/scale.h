// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/reliability_data.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace axial::agreement {

/// The number that a label spells in full, such as "3", "-0.5" or "1e3"; nothing for anything else, for NaN and
/// infinities, and for surrounding blanks.
[[nodiscard]] std::optional<double> parse_number(std::string_view label);

/// The categories on a line: a score for each, by index of ReliabilityData::categories().
///
/// Scores are, in this order of preference: those declared; the numbers that the labels spell, if all do; ranks
/// 1..q in declared order, values that were met but not declared last; ranks in text order where nothing was
/// declared (`by_text`, to be asked for). `numeric` says that scores are numbers rather than ranks, which the
/// levels from interval upwards need.
struct Scale {
    enum class Source { declared_scores, numeric_labels, declared_order, text_order, none };
    Source source = Source::none;
    std::vector<double> scores;     ///< empty where `source` is none
    std::vector<std::size_t> ranks; ///< 0-based place among the distinct scores; equal scores share one
    std::string why_not_numeric;    ///< empty if numeric
    [[nodiscard]] bool ordered() const { return source != Source::none; }
    [[nodiscard]] bool numeric() const {
        return source == Source::declared_scores || source == Source::numeric_labels;
    }
    [[nodiscard]] double low() const;
    [[nodiscard]] double high() const;
    /// Of the circle on which the highest score is followed by the lowest: range + the smallest step between
    /// two scores, so q for ranks and for 1..q, 360 for 0, 90, 180, 270.
    [[nodiscard]] double circumference() const;
};

/// `declared` holds a finite score for each category or nothing (another count counts as nothing).
[[nodiscard]] Scale scale_of(const ReliabilityData& data, std::span<const double> declared, bool by_text);

} // namespace axial::agreement
