// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/chance.h"
#include "agreement/nominal.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace axial::agreement {
namespace {

constexpr double z95 = 1.959963984540054;
using detail::needs_two;
using detail::no_pairs;
using detail::one_category;
using detail::tolerance;

} // namespace

/// The contingency table of two raters over the units that both rated; sparse, since most of q x q is empty
/// when there are many categories.
struct Nominal::PairTable {
    std::map<std::pair<std::int32_t, std::int32_t>, std::int64_t> cells;
    std::vector<double> first, second; ///< margins as shares
    std::int64_t n = 0;

    [[nodiscard]] double share(std::int64_t count) const {
        return static_cast<double>(count) / static_cast<double>(n);
    }
    [[nodiscard]] double observed() const {
        std::int64_t equal = 0;
        for (const auto& [cell, count] : cells)
            if (cell.first == cell.second)
                equal += count;
        return share(equal);
    }
};

Nominal::PairTable Nominal::pair_table(std::size_t first, std::size_t second) const {
    PairTable table;
    table.first.assign(q(), 0);
    table.second.assign(q(), 0);
    for (const auto& pattern : patterns_) {
        const std::int32_t a = pattern.ratings[first];
        const std::int32_t b = pattern.ratings[second];
        if (a == ReliabilityData::missing || b == ReliabilityData::missing)
            continue;
        table.n += pattern.units;
        table.cells[{a, b}] += pattern.units;
        table.first[static_cast<std::size_t>(a)] += static_cast<double>(pattern.units);
        table.second[static_cast<std::size_t>(b)] += static_cast<double>(pattern.units);
    }
    for (std::size_t k = 0; table.n > 0 && k < q(); ++k) {
        table.first[k] /= static_cast<double>(table.n);
        table.second[k] /= static_cast<double>(table.n);
    }
    return table;
}

CohenKappa Nominal::cohen(std::size_t first, std::size_t second) const {
    const PairTable table = pair_table(first, second);
    const auto undefined = [&](const char* reason) {
        const Figure none = Figure::undefined(reason);
        return CohenKappa{table.n, none, none, none, none, none, none, none, none, none};
    };
    if (table.n == 0)
        return undefined("no unit was rated by both coders");
    const double po = table.observed();
    const double pe = std::inner_product(table.first.begin(), table.first.end(), table.second.begin(), 0.0);
    CohenKappa result = undefined(one_category);
    result.observed = po;
    result.expected = pe;
    const Figure kappa = detail::beyond_chance(po, pe);
    if (!kappa.defined())
        return result;
    const double k = kappa.value();
    double largest = 0;
    double null_term = 0;
    for (std::size_t c = 0; c < q(); ++c) {
        largest += std::min(table.first[c], table.second[c]);
        null_term += table.first[c] * table.second[c] * (table.first[c] + table.second[c]);
    }
    double spread = 0;
    for (const auto& [cell, count] : table.cells) {
        const auto row = static_cast<std::size_t>(cell.first);
        const auto column = static_cast<std::size_t>(cell.second);
        // On the diagonal both sums are the same two margins; off it they are the crossed ones.
        const double crossed = (table.second[row] + table.first[column]) * (1.0 - k);
        const double term = cell.first == cell.second ? 1.0 - crossed : crossed;
        spread += table.share(count) * term * term;
    }
    const double centre = k - pe * (1.0 - k);
    const double scale = (1.0 - pe) * std::sqrt(static_cast<double>(table.n));
    const double se = std::sqrt(std::max(0.0, spread - centre * centre)) / scale;
    const double se0 = std::sqrt(std::max(0.0, pe + pe * pe - null_term)) / scale;
    result.kappa = kappa;
    result.max = detail::beyond_chance(largest, pe);
    result.se = se;
    result.se0 = se0;
    result.z = se0 > tolerance ? Figure(k / se0) : Figure::undefined("the standard error under chance is 0");
    result.ci95_low = k - z95 * se;
    result.ci95_high = k + z95 * se;
    return result;
}

Figure Nominal::scott_pi() const {
    if (data_->raters() != 2)
        return Figure::undefined(needs_two);
    const PairTable table = pair_table(0, 1);
    if (table.n == 0)
        return Figure::undefined(no_pairs);
    double expected = 0;
    for (std::size_t k = 0; k < q(); ++k)
        expected += (table.first[k] + table.second[k]) * (table.first[k] + table.second[k]) / 4.0;
    return detail::beyond_chance(table.observed(), expected);
}

Figure Nominal::light_kappa() const {
    double sum = 0;
    double pairs = 0;
    for (std::size_t first = 0; first < data_->raters(); ++first) {
        for (std::size_t second = first + 1; second < data_->raters(); ++second) {
            const CohenKappa pair = cohen(first, second);
            if (!pair.kappa.defined())
                return Figure::undefined("coders " + std::to_string(first + 1) + " and " +
                                         std::to_string(second + 1) + ": " + pair.kappa.reason());
            sum += pair.kappa.value();
            pairs += 1;
        }
    }
    return pairs > 0 ? Figure(sum / pairs) : Figure::undefined("needs two coders");
}

Figure Nominal::two_by_two(bool prevalence) const {
    if (data_->raters() != 2)
        return Figure::undefined(needs_two);
    if (q() != 2)
        return Figure::undefined("needs exactly two categories");
    const PairTable table = pair_table(0, 1);
    if (table.n == 0)
        return Figure::undefined(no_pairs);
    const auto cell = [&](std::int32_t row, std::int32_t column) {
        const auto found = table.cells.find({row, column});
        return found == table.cells.end() ? 0.0 : table.share(found->second);
    };
    return prevalence ? std::abs(cell(0, 0) - cell(1, 1)) : std::abs(cell(0, 1) - cell(1, 0));
}

Figure Nominal::prevalence_index() const {
    return two_by_two(true);
}
Figure Nominal::bias_index() const {
    return two_by_two(false);
}

} // namespace axial::agreement
