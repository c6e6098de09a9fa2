// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/spans/lines.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace axial::agreement::detail {

/// What the u-alpha family needs to know of a document, all of it additive. Lengths of intersections run over
/// ordered pairs of raters and are not divided by m - 1.
enum class USum : std::size_t {
    length,       ///< positions
    marked,       ///< positions marked, each rater's
    both_gaps,    ///< intersections of gaps
    both_marked,  ///< intersections of units
    own_together, ///< squared lengths of units, all categories thrown together
    count
};
enum class UCategorySum : std::size_t {
    length,     ///< of its units
    agreed,     ///< intersections of its units with each other
    shared,     ///< intersections of its units with any unit
    own_shared, ///< squared overlap of a unit of it with another rater's units, over units and raters
    count
};
[[nodiscard]] constexpr std::size_t index_of(std::size_t category, UCategorySum sum) {
    return static_cast<std::size_t>(USum::count) + category * static_cast<std::size_t>(UCategorySum::count) +
           static_cast<std::size_t>(sum);
}
[[nodiscard]] constexpr std::size_t categories_in(std::size_t width) {
    return (width - static_cast<std::size_t>(USum::count)) / static_cast<std::size_t>(UCategorySum::count);
}

/// One sweep over the edges of all units: O(S log S + S m) in time, O(S + m) in memory (plus m numbers for each
/// unit that is open at one position). `units` are those of the lines as by_rater() gives them.
[[nodiscard]] DocumentSums u_alpha_sums(const Lines& lines, std::vector<Span> units);

/// A position that a rater gave two categories.
struct Clash {
    std::size_t rater;
    std::int64_t position;
    std::int32_t first, second;
};
struct Clashes {
    std::optional<Clash> first;                    ///< by rater and position
    std::vector<std::optional<Clash>> of_category; ///< the first that it takes part in
};
[[nodiscard]] Clashes clashes_of(std::span<const Span> units, std::size_t categories); ///< as by_rater()

} // namespace axial::agreement::detail
