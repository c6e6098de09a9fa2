// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/coefficients.h"
#include "agreement/totals.h"

#include <cstddef>
#include <string>
#include <vector>

namespace axial::agreement {

enum class Coefficient {
    percent,
    full,
    cohen,
    scott,
    fleiss,
    conger,
    light,
    brennan_prediger,
    gwet,
    alpha_nominal,
    alpha_ordinal,
    alpha_level, ///< with a fixed distance
    alpha_category,
    fleiss_category,
    positive_agreement,
    negative_agreement
};

/// A coefficient of a table by the name it has in reports; `index` says which weights, distance or category.
struct NamedCoefficient {
    std::string name;
    Coefficient kind;
    std::size_t index = 0;

    /// Whether units rated once count.
    [[nodiscard]] bool uses_single_ratings() const;
    /// Whether Gwet's variance is defined for it.
    [[nodiscard]] bool has_gwet_error() const;
    /// The sums that it depends on; for those with Gwet's variance only.
    [[nodiscard]] std::vector<std::size_t> sums(const Layout& layout) const;
    /// Operations, roughly.
    [[nodiscard]] std::size_t cost(const Totals& totals) const;
};

namespace detail {

template <class Number>
[[nodiscard]] Value<Number> evaluate(const Coefficients<Number>& of, const NamedCoefficient& which) {
    switch (which.kind) {
    case Coefficient::percent:
        return of.percent(which.index);
    case Coefficient::full:
        return of.full();
    case Coefficient::cohen:
        return of.cohen(0, which.index);
    case Coefficient::scott:
        return of.scott(which.index);
    case Coefficient::fleiss:
        return of.fleiss(which.index);
    case Coefficient::conger:
        return of.conger(which.index);
    case Coefficient::light:
        return of.light();
    case Coefficient::brennan_prediger:
        return of.brennan_prediger(which.index);
    case Coefficient::gwet:
        return of.gwet_ac(which.index);
    case Coefficient::alpha_nominal:
        return of.alpha(of.nominal_parts());
    case Coefficient::alpha_ordinal:
        return of.alpha(of.ordinal_parts());
    case Coefficient::alpha_level:
        return of.alpha(of.level_parts(which.index));
    case Coefficient::alpha_category:
        return of.alpha_category(which.index);
    case Coefficient::fleiss_category:
        return of.fleiss_category(which.index);
    case Coefficient::positive_agreement:
        return of.positive(which.index);
    case Coefficient::negative_agreement:
        return of.negative(which.index);
    }
    return "not computed";
}

} // namespace detail

/// The estimate, or why there is none.
[[nodiscard]] Figure estimate(const Totals& totals, const NamedCoefficient& which);
[[nodiscard]] Figure estimate(const detail::Coefficients<double>& at, const NamedCoefficient& which);

/// The BCa intervals of many coefficients in one run (two, if units rated once count for some of them only).
/// `pattern_of_unit` indexes the patterns that `totals` was made of; `clusters` is empty or has one number a
/// unit. `totals` is borrowed for the call.
[[nodiscard]] std::vector<Interval> intervals_of(const Totals& totals,
                                                 const std::vector<NamedCoefficient>& coefficients,
                                                 const std::vector<std::size_t>& pattern_of_unit,
                                                 const std::vector<std::size_t>& clusters,
                                                 const BootstrapOptions& options);

/// Nominal alpha alone as sums over pairable units, for the bootstrap; holds what it needs.
[[nodiscard]] AdditiveStatistics alpha_statistics(const Totals& totals);

} // namespace axial::agreement
