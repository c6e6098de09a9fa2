// SPDX-License-Identifier: GPL-3.0-or-later
// The textbook formulas, unit by unit and pair by pair, on random tables with gaps.
#include "agreement/statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace axial::agreement {
namespace {

/// A cell is a score or nothing.
using Table = std::vector<std::vector<std::optional<int>>>;
using Function = std::function<double(double, double)>;

Table random_table(SplitMix64& random, std::size_t raters, int categories, int gaps_of_ten) {
    Table table(4 + random() % 30);
    for (auto& unit : table) {
        const int truth = static_cast<int>(random() % static_cast<std::uint64_t>(categories));
        for (std::size_t rater = 0; rater < raters; ++rater) {
            const int other = static_cast<int>(random() % static_cast<std::uint64_t>(categories));
            unit.push_back(static_cast<int>(random() % 10) < gaps_of_ten
                               ? std::nullopt
                               : std::optional(random() % 2 == 0 ? truth : other));
        }
    }
    return table;
}

/// Categories 0 .. q - 1 are all declared; labels are numbers.
ReliabilityData data_of(const Table& table, int categories) {
    std::vector<std::string> names;
    for (int k = 0; k < categories; ++k)
        names.push_back(std::to_string(k));
    ReliabilityData data(names);
    for (const auto& unit : table) {
        std::vector<std::optional<std::string>> cells;
        for (const auto& cell : unit)
            cells.push_back(cell ? std::optional(std::to_string(*cell)) : std::nullopt);
        data.add_unit(cells);
    }
    return data;
}

std::vector<double> given(const std::vector<std::optional<int>>& unit) {
    std::vector<double> values;
    for (const auto& cell : unit)
        if (cell)
            values.push_back(*cell);
    return values;
}

/// Mean over units with two ratings of the mean weight of their pairs.
double percent(const Table& table, const Function& weight) {
    double sum = 0, units = 0;
    for (const auto& unit : table) {
        const auto values = given(unit);
        if (values.size() < 2)
            continue;
        double pairs = 0, agreeing = 0;
        for (std::size_t a = 0; a < values.size(); ++a)
            for (std::size_t b = 0; b < values.size(); ++b)
                if (a != b) {
                    pairs += 1;
                    agreeing += weight(values[a], values[b]);
                }
        sum += agreeing / pairs;
        units += 1;
    }
    return sum / units;
}

std::vector<double> mean_shares(const Table& table, int q) {
    std::vector<double> shares(static_cast<std::size_t>(q));
    double units = 0;
    for (const auto& unit : table) {
        const auto values = given(unit);
        units += values.empty() ? 0 : 1;
        for (const double value : values)
            shares[static_cast<std::size_t>(value)] += 1.0 / static_cast<double>(values.size());
    }
    for (double& share : shares)
        share /= units;
    return shares;
}

double expected(const std::vector<double>& a, const std::vector<double>& b, const Function& weight) {
    double sum = 0;
    for (std::size_t k = 0; k < a.size(); ++k)
        for (std::size_t l = 0; l < b.size(); ++l)
            sum += weight(static_cast<double>(k), static_cast<double>(l)) * a[k] * b[l];
    return sum;
}

std::vector<double> margin(const Table& table, std::size_t rater, int q,
                           std::optional<std::size_t> shared_with) {
    std::vector<double> shares(static_cast<std::size_t>(q));
    double n = 0;
    for (const auto& unit : table)
        if (unit[rater] && (!shared_with || unit[*shared_with])) {
            shares[static_cast<std::size_t>(*unit[rater])] += 1;
            n += 1;
        }
    for (double& share : shares)
        share /= n;
    return shares;
}

double beyond(double observed, double chance) {
    return (observed - chance) / (1 - chance);
}

double alpha(const Table& table, const Function& distance) {
    std::vector<double> all;
    double observed = 0;
    for (const auto& unit : table) {
        const auto values = given(unit);
        if (values.size() < 2)
            continue;
        all.insert(all.end(), values.begin(), values.end());
        for (std::size_t a = 0; a < values.size(); ++a)
            for (std::size_t b = 0; b < values.size(); ++b)
                if (a != b)
                    observed += distance(values[a], values[b]) / static_cast<double>(values.size() - 1);
    }
    double chance = 0;
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = 0; b < all.size(); ++b)
            if (a != b)
                chance += distance(all[a], all[b]);
    const auto n = static_cast<double>(all.size());
    return 1 - observed / n / (chance / (n * (n - 1)));
}

Function ordinal_distance(const Table& table) {
    std::map<double, double> counts;
    for (const auto& unit : table)
        if (const auto values = given(unit); values.size() >= 2)
            for (const double value : values)
                counts[value] += 1;
    return [counts](double a, double b) {
        double sum = 0;
        for (const auto& [value, count] : counts)
            if (value >= std::min(a, b) && value <= std::max(a, b))
                sum += count;
        if (a == b)
            return 0.0;
        sum -= (counts.at(a) + counts.at(b)) / 2;
        return sum * sum;
    };
}

/// Gwet's variance of Conger's kappa as his R functions spell it out.
double conger_error(const Table& table, int q, const Function& weight, double kappa) {
    const std::size_t raters = table.front().size();
    const auto categories = static_cast<std::size_t>(q);
    std::vector<const std::vector<std::optional<int>>*> units;
    for (const auto& unit : table)
        if (!given(unit).empty())
            units.push_back(&unit);
    const auto n = static_cast<double>(units.size());
    const auto m = static_cast<double>(raters);
    std::vector<std::vector<double>> p;
    std::vector<double> rated(raters), mean(categories);
    for (std::size_t g = 0; g < raters; ++g) {
        p.push_back(margin(table, g, q, std::nullopt));
        for (const auto* unit : units)
            rated[g] += (*unit)[g] ? 1 : 0;
        for (std::size_t k = 0; k < categories; ++k)
            mean[k] += p[g][k] / m;
    }
    double pe = 0, pairs = 0, pairable = 0;
    for (std::size_t g = 0; g < raters; ++g)
        for (std::size_t h = 0; h < raters; ++h)
            if (g != h) {
                pe += expected(p[g], p[h], weight);
                pairs += 1;
            }
    pe /= pairs;
    for (const auto* unit : units)
        pairable += given(*unit).size() >= 2 ? 1 : 0;
    double squares = 0;
    for (const auto* unit : units) {
        double pe_i = 0;
        for (std::size_t g = 0; g < raters; ++g)
            for (std::size_t k = 0; k < categories; ++k) {
                double lambda = 0;
                for (std::size_t l = 0; l < categories; ++l) {
                    const double is_l = (*unit)[g] && *(*unit)[g] == static_cast<int>(l) ? 1 : 0;
                    lambda += weight(static_cast<double>(k), static_cast<double>(l)) *
                              (is_l - (((*unit)[g] ? 1 : 0) - rated[g] / n) * p[g][l]);
                }
                pe_i += lambda * n / rated[g] * (m * mean[k] - p[g][k]);
            }
        pe_i /= m * (m - 1);
        const bool counts = given(*unit).size() >= 2;
        const double pa_i = counts ? percent({*unit}, weight) : 0;
        const double linear =
            n / pairable * (pa_i - (counts ? pe : 0)) / (1 - pe) - 2 * (1 - kappa) * (pe_i - pe) / (1 - pe);
        squares += (linear - kappa) * (linear - kappa);
    }
    return std::sqrt(squares / (n * (n - 1)));
}

struct Case {
    std::string end;
    Function weight;
};

std::vector<Case> weight_cases(int q) {
    const double range = q - 1;
    return {{"", [](double a, double b) { return a == b ? 1.0 : 0.0; }},
            {"_linear", [range](double a, double b) { return 1 - std::abs(a - b) / range; }},
            {"_quadratic", [range](double a, double b) { return 1 - (a - b) * (a - b) / (range * range); }},
            {"_radical", [range](double a, double b) { return 1 - std::sqrt(std::abs(a - b) / range); }},
            {"_ordinal",
             [range](double a, double b) {
                 const double d = std::abs(a - b);
                 return 1 - d * (d + 1) / (range * (range + 1));
             }},
            {"_ratio",
             [](double a, double b) { return a == b ? 1.0 : 1 - (a - b) * (a - b) / ((a + b) * (a + b)); }}};
}

void expect_value(const Summary& summary, const std::string& name, double value) {
    const Figure figure = summary.get(name);
    if (!std::isfinite(value)) {
        EXPECT_FALSE(figure.defined()) << name << " = " << figure.value();
        return;
    }
    ASSERT_TRUE(figure.defined()) << name << ": " << figure.reason();
    EXPECT_NEAR(figure.value(), value, 1e-10 * std::max(1.0, std::abs(value))) << name;
}

void compare(const Table& table, int q, const Summary& summary) {
    const std::size_t raters = table.front().size();
    for (const auto& [end, weight] : weight_cases(q)) {
        const double pa = percent(table, weight);
        expect_value(summary, "percent_agreement" + end, pa);
        const auto shares = mean_shares(table, q);
        expect_value(summary, "fleiss_kappa" + end, beyond(pa, expected(shares, shares, weight)));
        double total = 0, spread = 0;
        for (int k = 0; k < q; ++k) {
            spread += shares[static_cast<std::size_t>(k)] * (1 - shares[static_cast<std::size_t>(k)]);
            for (int l = 0; l < q; ++l)
                total += weight(k, l);
        }
        expect_value(summary, "brennan_prediger" + end, beyond(pa, total / (q * q)));
        expect_value(summary, end.empty() ? "gwet_ac1" : "gwet_ac2" + end,
                     beyond(pa, total * spread / (q * (q - 1))));
        double chance = 0, pairs = 0;
        for (std::size_t g = 0; g < raters; ++g)
            for (std::size_t h = 0; h < raters; ++h)
                if (g != h) {
                    chance += expected(margin(table, g, q, {}), margin(table, h, q, {}), weight);
                    pairs += 1;
                }
        const double conger = beyond(pa, chance / pairs);
        expect_value(summary, "conger_kappa" + end, conger);
        expect_value(summary, "conger_kappa" + end + "_se_gwet", conger_error(table, q, weight, conger));
        if (raters == 2)
            expect_value(summary, "cohen_kappa" + end,
                         beyond(pa, expected(margin(table, 0, q, 1), margin(table, 1, q, 0), weight)));
    }
    const double low = 0, high = q - 1;
    expect_value(summary, "alpha_nominal", alpha(table, [](double a, double b) { return a == b ? 0.0 : 1.0; }));
    expect_value(summary, "alpha_ordinal", alpha(table, ordinal_distance(table)));
    expect_value(summary, "alpha_interval", alpha(table, [](double a, double b) { return (a - b) * (a - b); }));
    expect_value(summary, "alpha_ratio", alpha(table, [](double a, double b) {
                     return a == b ? 0.0 : (a - b) * (a - b) / ((a + b) * (a + b));
                 }));
    expect_value(summary, "alpha_circular",
                 alpha(table, [q](double a, double b) { return std::pow(std::sin(M_PI * (a - b) / q), 2); }));
    expect_value(summary, "alpha_bipolar", alpha(table, [low, high](double a, double b) {
                     return a == b ? 0.0 : (a - b) * (a - b) / ((a + b - 2 * low) * (2 * high - a - b));
                 }));
}

TEST(Literal, GivesTheSameOnRandomTables) {
    SplitMix64 random(2718);
    for (int round = 0; round < 150; ++round) {
        const auto raters = 2 + random() % 4;
        const int q = 2 + static_cast<int>(random() % 4);
        const Table table = random_table(random, raters, q, static_cast<int>(random() % 4));
        RatingsOptions options;
        options.bootstrap.replicates = 0;
        const Summary summary = ratings_summary(data_of(table, q), options);
        if (summary.raters < static_cast<std::int64_t>(raters))
            continue;
        compare(table, q, summary);
        if (HasFailure())
            FAIL() << "in round " << round;
    }
}

TEST(Literal, JackknifeIsThatOfLeavingOutOneUnitAfterTheOther) {
    SplitMix64 random(31);
    for (int round = 0; round < 12; ++round) {
        const Table table = random_table(random, 3, 3, round % 2);
        RatingsOptions options;
        options.bootstrap.replicates = 0;
        const Summary all = ratings_summary(data_of(table, 3), options);
        std::vector<Summary> without;
        for (std::size_t i = 0; i < table.size(); ++i) {
            Table rest = table;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
            without.push_back(ratings_summary(data_of(rest, 3), options));
        }
        for (const std::string name :
             {"fleiss_kappa", "alpha_ordinal", "alpha_interval", "light_kappa", "conger_kappa_linear",
              "gwet_ac2_quadratic", "percent_agreement", "alpha_category:1"}) {
            const bool singles =
                name.starts_with("fleiss") || name.starts_with("conger") || name.starts_with("gwet");
            std::vector<double> values;
            for (std::size_t i = 0; i < table.size(); ++i) {
                if (given(table[i]).size() < (singles ? 1U : 2U))
                    continue;
                const Figure figure = without[i].get(name);
                if (figure.defined())
                    values.push_back(figure.value());
                else
                    values.push_back(NAN);
            }
            const auto n = static_cast<double>(values.size());
            double mean = 0, squares = 0;
            for (const double value : values)
                mean += value / n;
            for (const double value : values)
                squares += (value - mean) * (value - mean);
            const double se = all.get(name).defined() ? std::sqrt((n - 1) / n * squares) : NAN;
            const auto colon = std::min(name.find(':'), name.size());
            expect_value(all, name.substr(0, colon) + "_se_jackknife" + name.substr(colon), se);
        }
    }
}

} // namespace
} // namespace axial::agreement
