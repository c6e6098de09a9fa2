// SPDX-License-Identifier: GPL-3.0-or-later
// Unitizing alpha against the definition over all pairs of sections and against a loop over positions;
// agreement by character of 500 codes against bit arrays.
#include "agreement/spans/positions.h"
#include "agreement/spans/u_alpha.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <random>

namespace {

using namespace axial::agreement;

/// Two raters who mark much the same stretches in a text of 600 characters for each span: begins and ends are a
/// little off, one code in five is another's.
SpanData text_with(std::int64_t spans, std::int64_t length, int codes) {
    std::mt19937 random(11);
    SpanData data(2, 0, length);
    for (int k = 0; k < codes; ++k)
        data.category("code " + std::to_string(k));
    const std::int64_t room = length / (spans / 2);
    for (std::int64_t i = 0; i < spans / 2; ++i) {
        const auto size = room / 8 + static_cast<std::int64_t>(random()) % (room / 4);
        const auto code = random() % static_cast<unsigned>(codes);
        for (const std::size_t rater : {0U, 1U}) {
            const auto begin = i * room + room / 8 + static_cast<std::int64_t>(random()) % (room / 8);
            const auto given = random() % 5 == 0 ? random() % static_cast<unsigned>(codes) : code;
            benchmark::DoNotOptimize(data.add(rater, begin, begin + size, data.categories()[given]));
        }
    }
    return data;
}

/// Units and gaps of a rater, gaps with category -1.
std::vector<Span> sections_of(const SpanData& data, std::size_t rater) {
    std::vector<Span> sections;
    std::int64_t at = data.begin();
    for (const Span& span : data.spans())
        if (span.rater == rater) {
            if (span.begin > at)
                sections.push_back({rater, at, span.begin, -1});
            sections.push_back(span);
            at = span.end;
        }
    if (at < data.end())
        sections.push_back({rater, at, data.end(), -1});
    return sections;
}

double alpha_of(const SpanData& data, double agreed) {
    const double total = 2.0 * static_cast<double>(data.length());
    std::vector<double> lengths(data.categories().size() + 1, 0.0);
    double own = 0;
    for (const std::size_t rater : {0U, 1U})
        for (const Span& section : sections_of(data, rater)) {
            const auto length = static_cast<double>(section.length());
            lengths[static_cast<std::size_t>(section.category + 1)] += length;
            own += section.category < 0 ? length : length * length;
        }
    double different = 0;
    for (const double length : lengths)
        different += length * (total - length);
    return 1 - (total - agreed) * (total * total - own) / (total * different);
}

/// u-alpha from the definition: every section of one with every section of the other.
double by_pairs(const SpanData& data) {
    const auto first = sections_of(data, 0);
    const auto second = sections_of(data, 1);
    std::int64_t agreed = 0;
    for (const Span& a : first)
        for (const Span& b : second) {
            const std::int64_t overlap = std::min(a.end, b.end) - std::max(a.begin, b.begin);
            agreed += a.category == b.category && overlap > 0 ? overlap : 0;
        }
    return alpha_of(data, 2.0 * static_cast<double>(agreed));
}

/// u-alpha from the value that each rater gives every position.
double by_positions(const SpanData& data) {
    std::vector<std::vector<std::int32_t>> values(
        2, std::vector<std::int32_t>(static_cast<std::size_t>(data.length()), -1));
    for (const Span& span : data.spans())
        std::fill(values[span.rater].begin() + span.begin, values[span.rater].begin() + span.end,
                  span.category);
    std::int64_t agreed = 0;
    for (std::size_t at = 0; at < values[0].size(); ++at)
        agreed += values[0][at] == values[1][at] ? 1 : 0;
    return alpha_of(data, 2.0 * static_cast<double>(agreed));
}

/// Cohen's kappa of every code from one bit a position: the counts of both, first and second by popcount.
double kappas_by_bits(const SpanData& data) {
    const auto words = static_cast<std::size_t>(data.length()) / 64 + 1;
    std::vector<std::vector<const Span*>> of(data.categories().size());
    for (const Span& span : data.spans())
        of[static_cast<std::size_t>(span.category)].push_back(&span);
    double sum = 0;
    std::vector<std::vector<std::uint64_t>> bits(2, std::vector<std::uint64_t>(words));
    for (const auto& spans : of) {
        for (auto& row : bits)
            std::fill(row.begin(), row.end(), 0);
        for (const Span* span : spans)
            for (std::int64_t at = span->begin; at < span->end; ++at)
                bits[span->rater][static_cast<std::size_t>(at / 64)] |= std::uint64_t{1} << (at % 64);
        double both = 0, a = 0, b = 0;
        for (std::size_t i = 0; i < words; ++i) {
            both += std::popcount(bits[0][i] & bits[1][i]);
            a += std::popcount(bits[0][i]);
            b += std::popcount(bits[1][i]);
        }
        const auto n = static_cast<double>(data.length());
        if (const double under = a * (n - b) + b * (n - a); under > 0)
            sum += 2 * (both * n - a * b) / under;
    }
    return sum;
}

void agree(benchmark::State& state, double left, double right) {
    if (!(std::abs(left - right) < 1e-9))
        state.SkipWithError("the two disagree");
}

void u_alpha(benchmark::State& state, std::int64_t spans) {
    const auto data = text_with(spans, spans * 600, 12);
    for (auto _ : state)
        benchmark::DoNotOptimize(UAlpha(data).u_alpha());
}

void u_alpha_by_pairs(benchmark::State& state, std::int64_t spans) {
    const auto data = text_with(spans, spans * 600, 12);
    agree(state, by_pairs(data), UAlpha(data).u_alpha().value());
    for (auto _ : state)
        benchmark::DoNotOptimize(by_pairs(data));
}

void u_alpha_by_positions(benchmark::State& state, std::int64_t spans) {
    const auto data = text_with(spans, spans * 600, 12);
    agree(state, by_positions(data), UAlpha(data).u_alpha().value());
    for (auto _ : state)
        benchmark::DoNotOptimize(by_positions(data));
}

SpanData large_text() {
    return text_with(200'000, 120'000'000, 500);
}

void kappa(benchmark::State& state) {
    const auto data = large_text();
    for (auto _ : state) {
        const PositionAgreement agreement(data);
        benchmark::DoNotOptimize(agreement.pooled(PositionAgreement::Measure::kappa));
    }
}

void kappa_by_bits(benchmark::State& state) {
    const auto data = large_text();
    double sum = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(sum = kappas_by_bits(data));
    const PositionAgreement agreement(data);
    double expected = 0;
    for (std::size_t k = 0; k < data.categories().size(); ++k)
        if (const auto figure = agreement.of(k, PositionAgreement::Measure::kappa); figure.defined())
            expected += figure.value();
    agree(state, expected, sum);
}

constexpr std::size_t texts = 1000;
constexpr int replicates = 100;

/// Begins of each rater's span of 300 characters in a text of 1,200, and its code.
struct Marked {
    std::int64_t begin;
    const char* code;
};
std::vector<std::array<Marked, 2>> marked_texts() {
    std::mt19937 random(12);
    std::vector<std::array<Marked, 2>> marked(texts);
    for (auto& text : marked)
        for (auto& one : text)
            one = {static_cast<std::int64_t>(random() % 400), random() % 3 == 0 ? "a" : "b"};
    return marked;
}

template <class Choose>
SpanData laid_out(const std::vector<std::array<Marked, 2>>& marked, Choose choose) {
    SpanData data(2, 0, 0);
    for (std::size_t i = 0; i < texts; ++i) {
        const auto& text = marked[choose(i)];
        const std::int64_t at = data.append_document(1200, i);
        for (const std::size_t rater : {0U, 1U})
            benchmark::DoNotOptimize(
                data.add(rater, at + text[rater].begin, at + text[rater].begin + 300, text[rater].code));
    }
    return data;
}

void interval(benchmark::State& state) {
    const auto data = laid_out(marked_texts(), [](std::size_t i) { return i; });
    for (auto _ : state)
        benchmark::DoNotOptimize(bootstrap(UAlpha(data).sums(), {.replicates = replicates, .seed = 1}));
}

void interval_anew(benchmark::State& state) {
    const auto marked = marked_texts();
    for (auto _ : state) {
        std::mt19937 random(1);
        for (int i = 0; i < replicates; ++i)
            benchmark::DoNotOptimize(by_pairs(laid_out(marked, [&](std::size_t) { return random() % texts; })));
    }
}

constexpr auto ms = benchmark::kMillisecond;
BENCHMARK_CAPTURE(u_alpha, small, 2'000)->Name("u-alpha, 2,000 spans/axial")->Unit(ms);
BENCHMARK_CAPTURE(u_alpha_by_pairs, small, 2'000)->Name("u-alpha, 2,000 spans/peer")->Unit(ms);
BENCHMARK_CAPTURE(u_alpha, large, 200'000)->Name("u-alpha, 200,000 spans/axial")->Unit(ms);
BENCHMARK_CAPTURE(u_alpha_by_positions, large, 200'000)->Name("u-alpha, 200,000 spans/peer")->Unit(ms);
BENCHMARK(kappa)->Name("kappa of 500 codes, 120 M characters/axial")->Unit(ms);
BENCHMARK(kappa_by_bits)->Name("kappa of 500 codes, 120 M characters/peer")->Unit(ms);
BENCHMARK(interval)->Name("u-alpha, 100 replicates of 1,000 texts/axial")->Unit(ms);
BENCHMARK(interval_anew)->Name("u-alpha, 100 replicates of 1,000 texts/peer")->Unit(ms);

} // namespace
