// SPDX-License-Identifier: GPL-3.0-or-later
// Alpha of 100,000 units by four coders with 1,000 bootstrap replicates, against the double loop of the
// textbook.
#include "agreement/statistics.h"

#include <benchmark/benchmark.h>

#include <random>

namespace {

using axial::agreement::ReliabilityData;

constexpr std::size_t units = 100'000;
constexpr int replicates = 1'000;

ReliabilityData ratings() {
    std::mt19937 random(3);
    ReliabilityData data({"a", "b", "c", "d", "e"});
    const std::vector<std::string> names{"a", "b", "c", "d", "e"};
    for (std::size_t i = 0; i < units; ++i) {
        std::vector<std::optional<std::string>> cells(4);
        const auto truth = random() % 5;
        for (auto& cell : cells)
            if (random() % 20 != 0)
                cell = names[random() % 3 == 0 ? random() % 5 : truth];
        data.add_unit(cells);
    }
    return data;
}

/// Krippendorff's nominal alpha of a resample, unit by unit and pair by pair.
double naive_alpha(const ReliabilityData& data, const std::vector<std::size_t>& chosen) {
    std::vector<double> totals(data.categories().size(), 0.0);
    double disagreement = 0, values = 0;
    for (const auto unit : chosen) {
        std::vector<std::int32_t> given;
        for (std::size_t rater = 0; rater < data.raters(); ++rater)
            if (data.at(unit, rater) != ReliabilityData::missing)
                given.push_back(data.at(unit, rater));
        if (given.size() < 2)
            continue;
        for (const auto a : given) {
            totals[static_cast<std::size_t>(a)] += 1;
            values += 1;
            for (const auto b : given)
                disagreement += a != b ? 1.0 / static_cast<double>(given.size() - 1) : 0.0;
        }
    }
    double expected = values * values;
    for (const auto total : totals)
        expected -= total * total;
    return 1 - (values - 1) * disagreement / expected;
}

void axial_bootstrap(benchmark::State& state) {
    const auto data = ratings();
    for (auto _ : state)
        benchmark::DoNotOptimize(
            axial::agreement::nominal_summary(data, {.replicates = replicates, .seed = 1}));
}

void naive_bootstrap(benchmark::State& state) {
    const auto data = ratings();
    for (auto _ : state) {
        std::mt19937 random(1);
        std::vector<std::size_t> chosen(units);
        for (int i = 0; i < replicates; ++i) {
            for (auto& unit : chosen)
                unit = random() % units;
            benchmark::DoNotOptimize(naive_alpha(data, chosen));
        }
    }
}

BENCHMARK(axial_bootstrap)->Name("alpha, 1,000 replicates, 100,000 units/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(naive_bootstrap)->Name("alpha, 1,000 replicates, 100,000 units/peer")->Unit(benchmark::kMillisecond);

} // namespace
