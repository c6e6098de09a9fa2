// SPDX-License-Identifier: GPL-3.0-or-later
// Canonical text of Markdown against cmark-gfm's own rendering of the same posts to HTML.
#include "corpus/text/canonical_text.h"
#include "tests/bench/generated_posts.h"

#include <benchmark/benchmark.h>
#include <cmark-gfm.h>

#include <cstdlib>

namespace {

const std::vector<std::string>& posts() {
    static const auto made = axial::bench::generated_posts(500, 1);
    return made;
}

void canonical(benchmark::State& state) {
    for (auto _ : state)
        for (const auto& post : posts())
            benchmark::DoNotOptimize(axial::corpus::canonical_text(post, axial::corpus::Markup::markdown,
                                                                   axial::corpus::Dialect::github));
}

void cmark(benchmark::State& state) {
    for (auto _ : state)
        for (const auto& post : posts()) {
            char* html = cmark_markdown_to_html(post.data(), post.size(), CMARK_OPT_DEFAULT);
            benchmark::DoNotOptimize(html);
            std::free(html);
        }
}

BENCHMARK(canonical)->Name("markdown to canonical text, 500 posts/axial")->Unit(benchmark::kMillisecond);
BENCHMARK(cmark)->Name("markdown to canonical text, 500 posts/peer")->Unit(benchmark::kMillisecond);

} // namespace
