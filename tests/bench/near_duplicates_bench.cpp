// SPDX-License-Identifier: GPL-3.0-or-later
// Near-duplicates by MinHash against comparing every pair exactly, over the same shingles; and what the
// language of a post costs beside its canonical text.
#include "corpus/duplicates/similar_groups.h"
#include "corpus/text/canonical_text.h"
#include "corpus/text/language.h"
#include "tests/bench/generated_posts.h"

#include <benchmark/benchmark.h>

#include <cstdlib>

namespace {

using namespace axial::corpus;

const std::vector<std::string>& posts() {
    static const auto made = axial::bench::generated_posts(3000, 3);
    return made;
}

std::vector<CanonicalText> texts() {
    std::vector<CanonicalText> made;
    for (const auto& post : posts())
        made.push_back(canonical_text(post, Markup::markdown, Dialect::github));
    return made;
}

const std::vector<duplicates::Shingles>& shingles() {
    static const auto made = [] {
        std::vector<duplicates::Shingles> all;
        for (const auto& text : texts())
            all.push_back(duplicates::shingles_of(duplicates::lines_of("", text)));
        return all;
    }();
    return made;
}

void by_minhash(benchmark::State& state) {
    for (auto _ : state) {
        duplicates::SimilarGroups similar(0.8);
        for (const auto& one : shingles())
            similar.add(one);
        const auto groups = similar.groups(
            [](std::uint32_t i) -> axial::Result<duplicates::Shingles> { return shingles()[i]; });
        if (!groups)
            std::abort();
    }
}

void by_all_pairs(benchmark::State& state) {
    for (auto _ : state) {
        std::size_t alike = 0;
        for (std::size_t i = 0; i < shingles().size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                alike += duplicates::jaccard(shingles()[i], shingles()[j]) >= 0.8 ? 1 : 0;
        benchmark::DoNotOptimize(alike);
    }
}

void languages(benchmark::State& state) {
    const auto all = texts();
    for (auto _ : state)
        for (const auto& text : all)
            benchmark::DoNotOptimize(language_of("", text));
}

void canonical(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(texts());
}

BENCHMARK(by_minhash)->Name("near-duplicates among 3,000 texts/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(by_all_pairs)->Name("near-duplicates among 3,000 texts/peer")->Unit(benchmark::kMillisecond);
BENCHMARK(languages)->Name("language of 3,000 posts, to their text/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(canonical)->Name("language of 3,000 posts, to their text/peer")->Unit(benchmark::kMillisecond);

} // namespace
