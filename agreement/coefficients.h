// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agreement/chance.h"
#include "agreement/totals.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

namespace axial::agreement::detail {

/// A number with its derivative in one direction; what Gwet's linearisation needs (gwet_variance.h).
struct Dual {
    double value = 0, slope = 0;
    Dual() = default;
    Dual(double number) : value(number) {} // NOLINT: a number is a constant
    Dual(double number, double derivative) : value(number), slope(derivative) {}
    friend Dual operator+(Dual a, Dual b) { return {a.value + b.value, a.slope + b.slope}; }
    friend Dual operator-(Dual a, Dual b) { return {a.value - b.value, a.slope - b.slope}; }
    friend Dual operator*(Dual a, Dual b) { return {a.value * b.value, a.slope * b.value + a.value * b.slope}; }
    friend Dual operator/(Dual a, Dual b) {
        const double ratio = a.value / b.value;
        return {ratio, (a.slope - ratio * b.slope) / b.value};
    }
};
inline double plain(double number) {
    return number;
}
inline double plain(const Dual& number) {
    return number.value;
}

/// A number, or why there is none.
template <class Number>
struct Value {
    Number number{};
    const char* reason = nullptr;                       ///< of what is undefined
    Value(Number of) : number(of) {}                    // NOLINT: a number is a value
    Value(const char* undefined) : reason(undefined) {} // NOLINT
};

inline constexpr const char* needs_categories = "needs two categories";
/// Categories differ, but the weights or distances make nothing of it; where they do not, `one_category`.
inline constexpr const char* no_distance = "all ratings are as good as equal: nothing is left beyond chance";
inline constexpr const char* no_shared_unit = "no unit was rated by both coders";

/// The coefficients as functions of the sums of totals.h; definitions and sources are in nominal.h, weights.h
/// and levels.h. The same code gives the estimate, the jackknife, the bootstrap (Number = double) and the
/// derivatives (Dual).
template <class Number>
class Coefficients {
public:
    Coefficients(const Layout& layout, const TotalsPlan& plan, std::span<const Number> sums)
        : at_(layout),
          plan_(plan),
          sums_(sums) {
        for (std::size_t k = 0; k < at_.q; ++k)
            values_ = values_ + sums_[at_.value(k)];
    }

    [[nodiscard]] Value<Number> percent(std::size_t family) const {
        if (plain(sums_[Layout::pairable]) <= 0)
            return no_pairs;
        if constexpr (std::is_same_v<Number, double>)
            return sums_[at_.agreeing(family)] / sums_[Layout::pairable];
        else // Gwet holds the share of pairable units fixed.
            return Number(fixed_ratio()) * sums_[at_.agreeing(family)] / sums_[Layout::rated];
    }
    [[nodiscard]] Value<Number> full() const {
        if (plain(sums_[Layout::pairable]) <= 0)
            return no_pairs;
        return sums_[Layout::full] / sums_[Layout::pairable];
    }
    [[nodiscard]] Value<Number> fleiss(std::size_t family) const {
        const Number units = sums_[Layout::rated];
        return beyond(family, [&] {
            return bilinear(
                family, [&](std::size_t k) { return sums_[at_.share(k)] / units; },
                [&](std::size_t k) { return sums_[at_.share(k)] / units; });
        });
    }
    [[nodiscard]] Value<Number> brennan_prediger(std::size_t family) const {
        if (at_.q < 2)
            return needs_categories;
        const auto q = static_cast<double>(at_.q);
        return beyond(family, [&] { return Number(plan_.weights[family].total() / (q * q)); });
    }
    /// AC1 for identity, else AC2.
    [[nodiscard]] Value<Number> gwet_ac(std::size_t family) const {
        if (at_.q < 2)
            return needs_categories;
        const auto q = static_cast<double>(at_.q);
        return beyond(family, [&] {
            Number sum = 0.0;
            for (std::size_t k = 0; k < at_.q; ++k) {
                const Number share = sums_[at_.share(k)] / sums_[Layout::rated];
                sum = sum + share * (Number(1.0) - share);
            }
            return sum * Number(plan_.weights[family].total() / (q * (q - 1.0)));
        });
    }
    /// mean over pairs g != h of p_g' W p_h = ((sum p)' W (sum p) - sum_g p_g' W p_g) / (R (R - 1))
    [[nodiscard]] Value<Number> conger(std::size_t family) const {
        std::vector<Number> all(at_.q, Number(0.0));
        std::vector<Number> one(at_.q);
        Number own = 0.0;
        double raters = 0;
        const auto of_one = [&](std::size_t k) { return one[k]; };
        for (std::size_t rater = 0; rater < at_.raters; ++rater) {
            Number units = 0.0;
            for (std::size_t k = 0; k < at_.q; ++k)
                units = units + sums_[at_.margin(rater, k)];
            if (plain(units) <= 0)
                continue;
            raters += 1;
            for (std::size_t k = 0; k < at_.q; ++k) {
                one[k] = sums_[at_.margin(rater, k)] / units;
                all[k] = all[k] + one[k];
            }
            own = own + bilinear(family, of_one, of_one);
        }
        if (raters < 2)
            return no_pairs;
        const auto of_all = [&](std::size_t k) { return all[k]; };
        return beyond(
            family, [&] { return (bilinear(family, of_all, of_all) - own) / Number(raters * (raters - 1.0)); });
    }

    [[nodiscard]] Value<Number> cohen(std::size_t pair, std::size_t family) const {
        return of_pair(pair, family, [&](Number n) {
            return bilinear(
                family, [&](std::size_t k) { return sums_[at_.pair_margin(pair, false, k)] / n; },
                [&](std::size_t k) { return sums_[at_.pair_margin(pair, true, k)] / n; });
        });
    }
    [[nodiscard]] Value<Number> scott(std::size_t family) const {
        if (at_.raters != 2)
            return needs_two;
        const Value<Number> pi = of_pair(0, family, [&](Number n) {
            const auto mean = [&](std::size_t k) {
                return (sums_[at_.pair_margin(0, false, k)] + sums_[at_.pair_margin(0, true, k)]) /
                       (n * Number(2.0));
            };
            return bilinear(family, mean, mean);
        });
        return pi.reason == no_shared_unit ? Value<Number>(no_pairs) : pi;
    }
    [[nodiscard]] Value<Number> light() const {
        Number sum = 0.0;
        for (std::size_t pair = 0; pair < at_.pairs; ++pair) {
            const Value<Number> kappa = cohen(pair, 0);
            if (kappa.reason != nullptr)
                return kappa;
            sum = sum + kappa.number;
        }
        if (at_.pairs == 0)
            return "needs two coders";
        return sum / Number(static_cast<double>(at_.pairs));
    }

    [[nodiscard]] Value<Number> fleiss_category(std::size_t k) const {
        if (plain(sums_[Layout::pairable]) <= 0)
            return no_pairs;
        const Number share = sums_[at_.share(k)] / sums_[Layout::rated];
        if (plain(share) < tolerance)
            return "no rating is this category";
        if (1.0 - plain(share) < tolerance)
            return one_category;
        return Number(1.0) - sums_[at_.split(k)] / sums_[Layout::pairable] / (share * (Number(1.0) - share));
    }
    [[nodiscard]] Value<Number> alpha_category(std::size_t k) const {
        const Number& n = values_;
        if (plain(n) < 2)
            return no_pairs;
        const Number count = sums_[at_.value(k)];
        if (plain(count) < tolerance)
            return "no pairable rating is this category";
        if (plain(n) - plain(count) < tolerance * plain(n))
            return one_category;
        // Dichotomised, D_o = 2 (n_k - o_kk) / n and D_e = 2 n_k (n - n_k) / (n (n - 1)).
        return Number(1.0) - (count - sums_[at_.same(k)]) * n / (count * (n - count)) * small_sample(n);
    }

    /// 2a / (2a + b + c) of two raters for category k against the rest: a both, b and c one alone, d neither.
    [[nodiscard]] Value<Number> positive(std::size_t k) const {
        if (plain(sums_[Layout::pairable]) <= 0)
            return no_pairs;
        const Number either = sums_[at_.value(k)];
        if (plain(either) <= 0)
            return "neither coder used the category";
        return sums_[at_.same(k)] / either;
    }
    /// 2d / (2d + b + c)
    [[nodiscard]] Value<Number> negative(std::size_t k) const {
        if (plain(sums_[Layout::pairable]) <= 0)
            return no_pairs;
        const Number others = Number(2.0) * sums_[Layout::pairable] - sums_[at_.value(k)];
        if (plain(others) <= 0)
            return "both coders always used the category";
        return (others - sums_[at_.value(k)] + sums_[at_.same(k)]) / others;
    }

    struct Parts {
        Number observed{}, expected{}; ///< D_o; D_e without the factor n / (n - 1)
        Number values{};
        const char* reason = nullptr;
    };
    [[nodiscard]] Parts nominal_parts() const {
        Parts parts = start();
        Number same = 0.0;
        Number squares = 0.0;
        for (std::size_t k = 0; k < at_.q; ++k) {
            same = same + sums_[at_.same(k)];
            const Number count = sums_[at_.value(k)];
            squares = squares + count * (parts.values - count);
        }
        return finish(parts, parts.values - same, squares);
    }
    [[nodiscard]] Parts ordinal_parts() const {
        Parts parts = start();
        // The distance of two values is that of their mid-ranks, so the expected one is a variance.
        std::vector<Number> middle(at_.ranks, Number(0.0));
        std::vector<Number> counts(at_.ranks, Number(0.0));
        for (std::size_t k = 0; k < at_.q; ++k)
            counts[plan_.ranks[k]] = counts[plan_.ranks[k]] + sums_[at_.value(k)];
        Number below = 0.0;
        for (std::size_t rank = 0; rank < at_.ranks; ++rank) {
            middle[rank] = below + (counts[rank] - parts.values) / Number(2.0);
            below = below + counts[rank];
        }
        Number observed = 0.0;
        for (std::size_t high = 1; high < at_.ranks; ++high)
            for (std::size_t low = 0; low < high; ++low) {
                const Number apart = middle[high] - middle[low];
                observed = observed + sums_[at_.crossing(low, high)] * apart * apart;
            }
        Number mean = 0.0;
        Number squares = 0.0;
        for (std::size_t rank = 0; rank < at_.ranks; ++rank) {
            mean = mean + counts[rank] * middle[rank];
            squares = squares + counts[rank] * middle[rank] * middle[rank];
        }
        return finish(parts, observed * Number(2.0), (parts.values * squares - mean * mean) * Number(2.0));
    }
    [[nodiscard]] Parts level_parts(std::size_t level) const {
        Parts parts = start();
        const LevelDistance& distance = plan_.distances[level];
        Number expected = 0.0;
        for (std::size_t a = 0; a < at_.q; ++a) {
            const Number count = sums_[at_.value(a)];
            if (plain(count) == 0 && std::is_same_v<Number, double>)
                continue;
            Number row = 0.0;
            for (std::size_t b = 0; b < a; ++b)
                row = row + sums_[at_.value(b)] * Number(distance(a, b));
            expected = expected + count * row;
        }
        return finish(parts, sums_[at_.disagreeing(level)], expected * Number(2.0));
    }
    /// Krippendorff's alpha out of its parts. Its slope is the one of Gwet's variance: that of 1 - D_o / D_e
    /// without the small-sample factor e = 1 / n, but for an e (D_o / D_e) of the mean number of ratings a
    /// unit.
    [[nodiscard]] Value<Number> alpha(const Parts& parts) const {
        if (parts.reason == no_distance)
            return without_room();
        if (parts.reason != nullptr)
            return parts.reason;
        const Number ratio = parts.observed / parts.expected;
        if constexpr (std::is_same_v<Number, double>) {
            return 1.0 - ratio * small_sample(parts.values);
        } else {
            const Number ratings = parts.values / sums_[Layout::pairable];
            const double share = plain(ratio) / plain(parts.values) / plain(ratings);
            return Number(1.0 - plain(ratio) * plain(small_sample(parts.values)),
                          -ratio.slope - share * ratings.slope);
        }
    }

private:
    /// Why nothing is left beyond chance.
    [[nodiscard]] const char* without_room() const {
        std::size_t used = 0;
        for (std::size_t k = 0; k < at_.q; ++k)
            used += plain(sums_[at_.share(k)]) > 0 ? 1 : 0;
        return used > 1 ? no_distance : one_category;
    }
    [[nodiscard]] double fixed_ratio() const {
        return plain(sums_[Layout::rated]) / plain(sums_[Layout::pairable]);
    }
    /// (n - 1) / n, not differentiated, as in Gwet's variance of alpha.
    [[nodiscard]] static Number small_sample(Number n) { return Number((plain(n) - 1.0) / plain(n)); }
    [[nodiscard]] Parts start() const {
        Parts parts;
        parts.values = values_;
        if (plain(parts.values) < 2)
            parts.reason = no_pairs;
        return parts;
    }
    [[nodiscard]] static Parts finish(Parts parts, Number observed, Number expected) {
        if (parts.reason != nullptr)
            return parts;
        parts.observed = observed / parts.values;
        parts.expected = expected / (parts.values * parts.values);
        if (!std::isfinite(plain(parts.expected)) || !std::isfinite(plain(parts.observed)))
            parts.reason = "the values are too large to compute with";
        else if (!(plain(parts.expected) > tolerance * std::abs(plain(parts.observed))) ||
                 plain(parts.expected) <= 0)
            parts.reason = no_distance;
        return parts;
    }

    /// sum_kl w_kl a_k b_l
    template <class A, class B>
    [[nodiscard]] Number bilinear(std::size_t family, A&& a, B&& b) const {
        const Weights& weights = plan_.weights[family];
        Number sum = 0.0;
        if (weights.is_identity()) {
            for (std::size_t k = 0; k < at_.q; ++k)
                sum = sum + a(k) * b(k);
            return sum;
        }
        std::vector<Number> right(at_.q);
        for (std::size_t l = 0; l < at_.q; ++l)
            right[l] = b(l);
        for (std::size_t k = 0; k < at_.q; ++k) {
            Number row = 0.0;
            for (std::size_t l = 0; l < at_.q; ++l)
                row = row + Number(weights(k, l)) * right[l];
            sum = sum + a(k) * row;
        }
        return sum;
    }
    /// Pairwise agreement beyond a chance that is computed only where there is a pair.
    template <class Chance>
    [[nodiscard]] Value<Number> beyond(std::size_t family, Chance&& chance) const {
        const Value<Number> observed = percent(family);
        if (observed.reason != nullptr)
            return observed;
        const Number expected = chance();
        const Number room = Number(1.0) - expected;
        if (plain(room) < tolerance)
            return without_room();
        if constexpr (std::is_same_v<Number, double>)
            return (observed.number - expected) / room;
        const Number pairable = Number(fixed_ratio()) * sums_[Layout::pairable] / sums_[Layout::rated];
        return (observed.number - expected * pairable) / room;
    }
    template <class Chance>
    [[nodiscard]] Value<Number> of_pair(std::size_t pair, std::size_t family, Chance&& chance) const {
        Number n = 0.0;
        for (std::size_t k = 0; k < at_.q; ++k)
            n = n + sums_[at_.pair_margin(pair, false, k)];
        if (plain(n) <= 0)
            return no_shared_unit;
        const Number expected = chance(n);
        const Number room = Number(1.0) - expected;
        if (plain(room) < tolerance)
            return without_room();
        return (sums_[at_.pair_agreeing(pair, family)] / n - expected) / room;
    }

    const Layout& at_;
    const TotalsPlan& plan_;
    std::span<const Number> sums_;
    Number values_ = 0.0; ///< ratings in pairable units
};

} // namespace axial::agreement::detail
