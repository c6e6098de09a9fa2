// SPDX-License-Identifier: GPL-3.0-or-later
// Gamma with 30 random continua. The peer does what the definition says: all unitary alignments, and for two
// raters the Hungarian method on the full matrix; for three it only prices the full product of units (what
// choosing among them costs comes on top). With 2,000 spans it does one of the 31 alignments only.
// peers/gamma_peer.py runs pygamma-agreement on the same data.
#include "agreement/spans/gamma.h"
#include "agreement/spans/gamma_parts.h"
#include "tests/agreement/gamma_literal.h"

#include <benchmark/benchmark.h>

#include <algorithm>

namespace {

using namespace axial::agreement;

/// Raters one after the other, 5 categories; the generator is small enough to be written again in Python.
SpanData spans(std::size_t raters, std::int64_t per_rater) {
    std::uint32_t state = 12345;
    const auto below = [&](std::uint32_t count) {
        state = state * 1664525U + 1013904223U;
        return static_cast<std::int64_t>((state >> 16U) % count);
    };
    SpanData data(raters, 0, 24 * per_rater);
    for (std::size_t rater = 0; rater < raters; ++rater) {
        std::int64_t at = 0;
        for (std::int64_t i = 0; i < per_rater; ++i) {
            at += below(8);
            const std::int64_t length = 4 + below(12);
            if (data.add(rater, at, at + length, std::string(1, static_cast<char>('a' + below(5)))))
                std::abort();
            at += length;
        }
    }
    return data;
}

GammaOptions thirty_samples() {
    GammaOptions options;
    options.precision = 10;
    options.threads = 1;
    return options;
}

void axial_gamma(benchmark::State& state, std::size_t raters, std::int64_t per_rater) {
    const auto data = spans(raters, per_rater);
    for (auto _ : state)
        benchmark::DoNotOptimize(gamma(data, thirty_samples()).gamma.value());
}

/// The number of unitary alignments of up to m * delta_empty, of the full product.
std::size_t price_all(const std::vector<AlignmentUnit>& units, std::size_t raters, const Dissimilarity& d) {
    std::vector<std::vector<const AlignmentUnit*>> lines(raters, {nullptr});
    for (const auto& unit : units)
        lines[unit.rater].push_back(&unit);
    std::vector<std::size_t> at(raters);
    const double pairs = static_cast<double>(raters * (raters - 1)) / 2;
    for (std::size_t cheap = 0;;) {
        double cost = 0;
        for (std::size_t a = 0; a < raters; ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const auto *u = lines[a][at[a]], *v = lines[b][at[b]];
                cost += u == nullptr || v == nullptr ? d.delta_empty : d.between(*u, *v);
            }
        cheap += cost <= pairs * d.delta_empty * static_cast<double>(raters) ? 1 : 0;
        std::size_t rater = 0;
        for (; rater < raters && ++at[rater] == lines[rater].size(); ++rater)
            at[rater] = 0;
        if (rater == raters)
            return cheap;
    }
}

void plain_gamma(benchmark::State& state, std::size_t raters, std::int64_t per_rater, std::uint64_t samples) {
    const auto data = spans(raters, per_rater);
    const gamma_parts::ContinuumSampler sampler(data, GammaSampler::shuffle);
    for (auto _ : state)
        for (std::uint64_t sample = 0; sample <= samples; ++sample) {
            const auto units = sample == 0 ? alignment_units(data) : sampler.draw(1, sample - 1);
            if (raters == 2)
                benchmark::DoNotOptimize(literal::lowest_cost_of_two(units, {}));
            else
                benchmark::DoNotOptimize(price_all(units, raters, {}));
        }
}

BENCHMARK_CAPTURE(axial_gamma, 200, 2, 100)
    ->Name("gamma, 30 samples, 2 x 100/axial")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plain_gamma, 200, 2, 100, 30)
    ->Name("gamma, 30 samples, 2 x 100/peer")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(axial_gamma, 201, 3, 67)
    ->Name("gamma, 30 samples, 3 x 67/axial")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plain_gamma, 201, 3, 67, 30)
    ->Name("gamma, 30 samples, 3 x 67/peer")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(axial_gamma, 2000, 2, 1000)
    ->Name("gamma, 30 samples, 2 x 1,000 (peer: 1 of 31)/axial")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plain_gamma, 2000, 2, 1000, 0)
    ->Name("gamma, 30 samples, 2 x 1,000 (peer: 1 of 31)/peer")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(axial_gamma, 2001, 3, 667)
    ->Name("gamma, 30 samples, 3 x 667 (peer: 1 of 31)/axial")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plain_gamma, 2001, 3, 667, 0)
    ->Name("gamma, 30 samples, 3 x 667 (peer: 1 of 31)/peer")
    ->Unit(benchmark::kMillisecond);

} // namespace
