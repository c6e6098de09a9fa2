// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/cohen.h"

#include "agreement/chance.h"
#include "agreement/coefficients.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace axial::agreement {
namespace {

constexpr double z95 = 1.959963984540054;
using detail::tolerance;

/// For each category, the mean weight of what the other rater says: sum_l w_kl margin_l.
std::vector<double> mean_weights(const Weights& weights, const std::vector<double>& margin) {
    if (weights.is_identity())
        return margin;
    std::vector<double> means(margin.size());
    for (std::size_t k = 0; k < margin.size(); ++k)
        for (std::size_t l = 0; l < margin.size(); ++l)
            means[k] += weights(k, l) * margin[l];
    return means;
}

/// The variance of w_kl - (row mean + column mean) over cells with chance's shares a_k b_l; its mean is -pe.
/// Summed about the mean, so that a variance of 0 comes out as 0 and not as rounding.
double null_variance(const PairTable& table, const Weights& weights, const std::vector<double>& row_means,
                     const std::vector<double>& column_means, double pe) {
    constexpr std::size_t cells_up_to = 1024; // categories
    const std::size_t q = table.first.size();
    if (weights.is_identity() && q > cells_up_to) {
        double third = 0; // the same in one pass
        for (std::size_t k = 0; k < q; ++k)
            third += table.first[k] * table.second[k] * (table.first[k] + table.second[k]);
        return std::max(0.0, pe + pe * pe - third);
    }
    double variance = 0;
    for (std::size_t k = 0; k < q; ++k) {
        if (table.first[k] == 0)
            continue;
        for (std::size_t l = 0; l < q; ++l) {
            const double term = weights(k, l) - row_means[k] - column_means[l] + pe;
            variance += table.first[k] * table.second[l] * term * term;
        }
    }
    return variance;
}

} // namespace

CohenKappa CohenKappa::undefined(std::int64_t units, const char* reason) {
    const Figure none = Figure::undefined(reason);
    return {units, none, none, none, none, none, none, none, none, none};
}

PairTable::PairTable(std::span<const Pattern> patterns, std::size_t categories, std::size_t first_rater,
                     std::size_t second_rater)
    : first(categories),
      second(categories) {
    // Dense while it is being filled, where that is small.
    std::vector<std::int64_t> dense(categories <= 256 ? categories * categories : 0);
    for (const auto& pattern : patterns) {
        const std::int32_t a = pattern.ratings[first_rater];
        const std::int32_t b = pattern.ratings[second_rater];
        if (a == ReliabilityData::missing || b == ReliabilityData::missing)
            continue;
        const auto row = static_cast<std::size_t>(a);
        const auto column = static_cast<std::size_t>(b);
        n += pattern.units;
        first[row] += static_cast<double>(pattern.units);
        second[column] += static_cast<double>(pattern.units);
        if (dense.empty())
            cells[{a, b}] += pattern.units;
        else
            dense[row * categories + column] += pattern.units;
    }
    for (std::size_t cell = 0; cell < dense.size(); ++cell)
        if (dense[cell] > 0)
            cells[{static_cast<std::int32_t>(cell / categories),
                   static_cast<std::int32_t>(cell % categories)}] = dense[cell];
    for (std::size_t k = 0; n > 0 && k < categories; ++k) {
        first[k] /= static_cast<double>(n);
        second[k] /= static_cast<double>(n);
    }
}

std::int64_t PairTable::count(std::int32_t row, std::int32_t column) const {
    const auto found = cells.find({row, column});
    return found == cells.end() ? 0 : found->second;
}

CohenKappa cohen_kappa(const PairTable& table, const Weights& weights) {
    if (table.n == 0)
        return CohenKappa::undefined(0, detail::no_shared_unit);
    const auto row_means = mean_weights(weights, table.second);
    const auto column_means = mean_weights(weights, table.first);
    const auto weight_of = [&](const auto& cell) {
        return weights(static_cast<std::size_t>(cell.first), static_cast<std::size_t>(cell.second));
    };
    double po = 0;
    for (const auto& [cell, count] : table.cells)
        po += weight_of(cell) * static_cast<double>(count);
    po /= static_cast<double>(table.n);
    double pe = 0;
    double largest = 0;
    for (std::size_t k = 0; k < table.first.size(); ++k) {
        pe += table.first[k] * row_means[k];
        largest += std::min(table.first[k], table.second[k]);
    }
    CohenKappa result = CohenKappa::undefined(table.n, detail::one_category);
    result.observed = po;
    result.expected = pe;
    const Figure kappa = detail::beyond_chance(po, pe);
    if (!kappa.defined())
        return result;
    const double k = kappa.value();
    const double centre = k - pe * (1.0 - k); // the mean of the terms below
    double variance = 0;
    for (const auto& [cell, count] : table.cells) {
        const double means = row_means[static_cast<std::size_t>(cell.first)] +
                             column_means[static_cast<std::size_t>(cell.second)];
        const double term = weight_of(cell) - means * (1.0 - k) - centre;
        variance += table.share(count) * term * term;
    }
    const double scale = (1.0 - pe) * std::sqrt(static_cast<double>(table.n));
    const double se = std::sqrt(variance) / scale;
    const double se0 = std::sqrt(null_variance(table, weights, row_means, column_means, pe)) / scale;
    result.kappa = kappa;
    result.max = weights.is_identity() ? detail::beyond_chance(largest, pe)
                                       : Figure::undefined("not defined with weights");
    result.se = se;
    result.se0 = se0;
    result.z = se0 > tolerance ? Figure(k / se0) : Figure::undefined("the standard error under chance is 0");
    result.ci95_low = k - z95 * se;
    result.ci95_high = k + z95 * se;
    return result;
}

Figure light_kappa(std::span<const Pattern> patterns, std::size_t categories, std::size_t raters) {
    const Weights identity = Weights::identity(categories);
    double sum = 0;
    double pairs = 0;
    for (std::size_t first = 0; first < raters; ++first) {
        for (std::size_t second = first + 1; second < raters; ++second) {
            const Figure kappa = cohen_kappa(PairTable(patterns, categories, first, second), identity).kappa;
            if (!kappa.defined())
                return Figure::undefined("coders " + std::to_string(first + 1) + " and " +
                                         std::to_string(second + 1) + ": " + kappa.reason());
            sum += kappa.value();
            pairs += 1;
        }
    }
    return pairs > 0 ? Figure(sum / pairs) : Figure::undefined("needs two coders");
}

} // namespace axial::agreement
