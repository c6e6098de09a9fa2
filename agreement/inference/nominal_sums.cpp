// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/inference/nominal_sums.h"

#include "agreement/chance.h"

namespace axial::agreement::detail {
namespace {

double number(std::int64_t n) {
    return static_cast<double>(n);
}

std::int64_t over_raters(const NominalSums& sums, std::size_t r, std::size_t category) {
    std::int64_t n = 0;
    for (std::size_t rater = 0; rater < sums.raters; ++rater)
        n += sums.count(r, rater, category);
    return n;
}

std::optional<double> percent(const NominalSums& sums) {
    double agreeing = 0;
    std::int64_t units = 0;
    for (std::size_t r = 2; r <= sums.raters; ++r) {
        agreeing += 2.0 * number(sums.matches[r]) / (static_cast<double>(r) * static_cast<double>(r - 1));
        units += sums.units[r];
    }
    if (units == 0)
        return std::nullopt;
    return agreeing / number(units);
}

std::optional<double> alpha(const NominalSums& sums) {
    double n = 0;
    double equal = 0;
    for (std::size_t r = 2; r <= sums.raters; ++r) {
        n += static_cast<double>(r) * number(sums.units[r]);
        equal += 2.0 * number(sums.matches[r]) / static_cast<double>(r - 1);
    }
    if (n == 0)
        return std::nullopt;
    double squares = 0;
    for (std::size_t k = 0; k < sums.categories; ++k) {
        std::int64_t values = 0;
        for (std::size_t r = 2; r <= sums.raters; ++r)
            values += over_raters(sums, r, k);
        squares += number(values) * (number(values) - 1.0);
    }
    const double expected = 1.0 - squares / (n * (n - 1.0));
    if (expected < tolerance)
        return std::nullopt;
    return 1.0 - (1.0 - equal / n) / expected;
}

/// sum_k pi_k^2 with pi_k the mean of r_k / r over all units with a rating.
double squared_shares(const NominalSums& sums) {
    std::int64_t units = 0;
    for (std::size_t r = 1; r <= sums.raters; ++r)
        units += sums.units[r];
    double squares = 0;
    for (std::size_t k = 0; k < sums.categories; ++k) {
        double share = 0;
        for (std::size_t r = 1; r <= sums.raters; ++r)
            share += number(over_raters(sums, r, k)) / static_cast<double>(r);
        share /= number(units);
        squares += share * share;
    }
    return squares;
}

/// Mean over pairs of raters of sum_k p_gk p_hk; nothing with fewer than two raters who rated.
std::optional<double> conger_chance(const NominalSums& sums) {
    std::vector<std::vector<double>> shares;
    for (std::size_t rater = 0; rater < sums.raters; ++rater) {
        std::vector<double> row(sums.categories);
        double all = 0;
        for (std::size_t k = 0; k < sums.categories; ++k) {
            for (std::size_t r = 1; r <= sums.raters; ++r)
                row[k] += number(sums.count(r, rater, k));
            all += row[k];
        }
        if (all == 0)
            continue;
        for (double& share : row)
            share /= all;
        shares.push_back(std::move(row));
    }
    if (shares.size() < 2)
        return std::nullopt;
    double sum = 0;
    double pairs = 0;
    for (std::size_t g = 0; g < shares.size(); ++g)
        for (std::size_t h = g + 1; h < shares.size(); ++h, pairs += 1)
            for (std::size_t k = 0; k < sums.categories; ++k)
                sum += shares[g][k] * shares[h][k];
    return sum / pairs;
}

/// Chance agreement of two raters over the units that both rated.
std::optional<double> chance_of_two(const NominalSums& sums, bool own_margins) {
    if (sums.raters != 2 || sums.units[2] == 0)
        return std::nullopt;
    const double n = number(sums.units[2]);
    double chance = 0;
    for (std::size_t k = 0; k < sums.categories; ++k) {
        const double a = number(sums.count(2, 0, k)) / n;
        const double b = number(sums.count(2, 1, k)) / n;
        chance += own_margins ? a * b : (a + b) * (a + b) / 4.0;
    }
    return chance;
}

std::optional<double> chance_of(NominalStatistic statistic, const NominalSums& sums) {
    const auto q = static_cast<double>(sums.categories);
    switch (statistic) {
    case NominalStatistic::percent_agreement:
    case NominalStatistic::alpha_nominal:
        return std::nullopt;
    case NominalStatistic::cohen_kappa:
        return chance_of_two(sums, true);
    case NominalStatistic::scott_pi:
        return chance_of_two(sums, false);
    case NominalStatistic::fleiss_kappa:
        return squared_shares(sums);
    case NominalStatistic::conger_kappa:
        return conger_chance(sums);
    case NominalStatistic::brennan_prediger:
        return q < 2 ? std::nullopt : std::optional(1.0 / q);
    case NominalStatistic::gwet_ac1:
        return q < 2 ? std::nullopt : std::optional((1.0 - squared_shares(sums)) / (q - 1.0));
    }
    return std::nullopt;
}

} // namespace

NominalSums::NominalSums(std::size_t rater_count, std::size_t category_count)
    : raters(rater_count),
      categories(category_count),
      units(rater_count + 1),
      matches(rater_count + 1),
      counts((rater_count + 1) * rater_count * category_count) {
}

std::optional<double> value_of(NominalStatistic statistic, const NominalSums& sums) {
    if (statistic == NominalStatistic::alpha_nominal)
        return alpha(sums);
    const auto observed = percent(sums);
    if (statistic == NominalStatistic::percent_agreement || !observed)
        return observed;
    const auto chance = chance_of(statistic, sums);
    if (!chance || 1.0 - *chance < tolerance)
        return std::nullopt;
    return (*observed - *chance) / (1.0 - *chance);
}

} // namespace axial::agreement::detail
