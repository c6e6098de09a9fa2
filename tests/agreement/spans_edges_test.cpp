// SPDX-License-Identifier: GPL-3.0-or-later
// Spans with nothing in them, too much in them, or what cannot be; matching and segmentation; intervals.
#include "agreement/spans/alpha_u_2004.h"
#include "agreement/spans/positions.h"
#include "agreement/spans/span_summary.h"
#include "agreement/spans/u_alpha.h"
#include "tests/agreement/spans_random.h"

#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

namespace axial::agreement {
namespace {

using testing::HasSubstr;

Summary figures_of(const SpanData& data) {
    SpanOptions options;
    options.bootstrap.replicates = 0;
    return span_summary(data, options).summary;
}

void expect_sound(const SpanData& data) {
    SpanOptions options;
    options.bootstrap.replicates = 20;
    for (const auto& [name, figure] : span_summary(data, options).summary.figures)
        if (figure.defined()) {
            EXPECT_TRUE(std::isfinite(figure.value())) << name;
        } else {
            EXPECT_FALSE(figure.reason().empty()) << name;
        }
}

TEST(SpanEdges, EmptyDataHaveReasonsInsteadOfNumbers) {
    for (const std::size_t raters : {0U, 1U, 2U, 5U, 100U})
        for (const std::int64_t length : {0, 1, 50}) {
            SpanData data(raters, 0, length);
            expect_sound(data);
            data.category("never");
            expect_sound(data);
            const Summary summary = figures_of(data);
            for (const auto* name : {"u_alpha", "bar_u_alpha", "cu_alpha", "k_u_alpha:never", "alpha_u_2004",
                                     "char_kappa", "char_alpha_binary", "char_union_agreement", "span_f1"})
                EXPECT_FALSE(summary.get(name).defined()) << name;
            EXPECT_EQ(summary.get("char_percent_agreement").defined(), raters >= 2 && length > 0);
        }
    EXPECT_EQ(figures_of(SpanData(1, 0, 9)).get("u_alpha").reason(), "needs two raters");
    EXPECT_EQ(figures_of(SpanData(2, 0, 0)).get("u_alpha").reason(), "there are no positions");
    EXPECT_EQ(figures_of(SpanData(2, 0, 9)).get("u_alpha").reason(), "nobody marked anything");
}

TEST(SpanEdges, WholeTextMarkedByAll) {
    SpanData data(2, 10, 20);
    for (const std::size_t rater : {0U, 1U})
        EXPECT_EQ(data.add(rater, 10, 20, "a"), std::nullopt);
    const Summary summary = figures_of(data);
    EXPECT_FALSE(summary.get("u_alpha").defined());
    EXPECT_FALSE(summary.get("bar_u_alpha").defined());
    EXPECT_FALSE(summary.get("char_kappa").defined());
    EXPECT_FALSE(summary.get("char_alpha_binary").defined());
    EXPECT_EQ(summary.get("char_percent_agreement").value(), 100);
    EXPECT_EQ(summary.get("char_union_agreement").value(), 1);
    EXPECT_EQ(summary.get("span_exact_f1").value(), 1);
    EXPECT_EQ(summary.get("alpha_u_2004").value(), 1);
}

TEST(SpanEdges, TouchingSpansStayUnitsButCoverThePositions) {
    SpanData data(2, 0, 20);
    EXPECT_EQ(data.add(0, 0, 5, "a"), std::nullopt);
    EXPECT_EQ(data.add(0, 5, 10, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 0, 10, "a"), std::nullopt);
    const Summary summary = figures_of(data);
    EXPECT_EQ(summary.get("char_kappa").value(), 1);
    EXPECT_EQ(summary.get("bar_u_alpha").value(), 1);
    EXPECT_LT(summary.get("alpha_u_2004").value(), 1);
    EXPECT_EQ(summary.get("span_matched").value(), 1);
    EXPECT_EQ(summary.get("span_only_first").value(), 1);
}

TEST(SpanEdges, WhatCannotBeIsRefusedInWords) {
    SpanData data(2, 10, 20);
    EXPECT_THAT(data.add(2, 11, 12, "a").value(), HasSubstr("rater 2 of 2"));
    EXPECT_EQ(data.add(0, 15, 12, "a"), "reversed span [15, 12)");
    EXPECT_EQ(data.add(0, 15, 15, "a"), "span without length at 15");
    EXPECT_EQ(data.add(0, 5, 12, "a"), "span [5, 12) lies outside the text [10, 20)");
    EXPECT_EQ(data.add(0, 15, 21, "a"), "span [15, 21) lies outside the text [10, 20)");
    SpanData texts(2, 0, 0);
    texts.append_document(10, 0);
    texts.append_document(10, 1);
    EXPECT_EQ(texts.add(0, 8, 12, "a"), "span [8, 12) crosses from one text into the next at 10");
    EXPECT_TRUE(texts.spans().empty());
}

TEST(SpanEdges, TwoCodesAtOnceAreNamedWithRaterAndPosition) {
    SpanData data(2, 100, 200);
    EXPECT_EQ(data.add(0, 100, 110, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 120, 140, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 130, 150, "b"), std::nullopt);
    EXPECT_EQ(data.add(0, 170, 180, "c"), std::nullopt);
    EXPECT_EQ(data.add(1, 170, 175, "c"), std::nullopt);
    EXPECT_EQ(data.add(0, 132, 150, "a"), std::nullopt);
    const UAlpha family(data);
    const auto* reason = "rater 2 marked position 130 with 'a' and 'b': codes have to exclude each other here; "
                         "look at it code by code";
    EXPECT_EQ(family.u_alpha().reason(), reason);
    EXPECT_EQ(family.cu_alpha().reason(), reason);
    EXPECT_EQ(family.k_u_alpha(0).reason(), reason);
    EXPECT_EQ(family.k_u_alpha(1).reason(), reason);
    EXPECT_TRUE(family.bar_u_alpha().defined());
    EXPECT_TRUE(family.cu_coverage().defined());
    EXPECT_TRUE(family.k_u_alpha(2).defined());
    EXPECT_FALSE(family.sums().estimates()[0].has_value());
    Universe later("later");
    EXPECT_EQ(later.add(105, 106), std::nullopt);
    EXPECT_EQ(later.add(135, 138), std::nullopt);
    EXPECT_THAT(UAlpha(data, later).u_alpha().reason(), HasSubstr("position 135"));
    Universe without("without");
    EXPECT_EQ(without.add(100, 130), std::nullopt);
    EXPECT_EQ(without.add(140, 200), std::nullopt);
    EXPECT_TRUE(UAlpha(data, without).u_alpha().defined());
}

TEST(SpanEdges, LongTextsKeepTheirDigits) {
    // Alpha of 2004 at 2^31 positions, where the exact sums end and long double takes over.
    const auto alpha = [](std::int64_t length) {
        SpanData data(2, 0, length);
        EXPECT_EQ(data.add(0, 0, 1'200'000'000, "a"), std::nullopt);
        EXPECT_EQ(data.add(1, 1'000, 1'200'000'000, "a"), std::nullopt);
        EXPECT_EQ(data.add(1, 1'900'000'000, 1'900'000'300, "a"), std::nullopt);
        return alpha_u_2004(data).all.alpha.value();
    };
    EXPECT_NEAR(alpha((std::int64_t{1} << 31) - 1), alpha(std::int64_t{1} << 31), 1e-9);
    SpanData data(2, 0, 3'000'000'000'000);
    EXPECT_EQ(data.add(0, 0, 1'000'000'000'000, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 0, 2'000'000'000'000, "a"), std::nullopt);
    expect_sound(data);
    EXPECT_NEAR(figures_of(data).get("char_kappa").value(), 0.4, 1e-12);
}

TEST(SpanEdges, TheEndsOfTheNumbersAreNoPositions) {
    constexpr auto last = std::numeric_limits<std::int64_t>::max();
    SpanData data(2, -last, last);
    EXPECT_THAT(data.add(0, -last, last, "a").value(), HasSubstr("outside the text"));
    EXPECT_EQ(data.add(0, -SpanData::furthest, SpanData::furthest, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 0, SpanData::furthest, "a"), std::nullopt);
    EXPECT_EQ(data.append_document(last, 0), SpanData::furthest);
    EXPECT_EQ(data.length(), 2 * SpanData::furthest);
    expect_sound(data);
    EXPECT_NEAR(figures_of(data).get("char_percent_agreement").value(), 50, 1e-12);
}

TEST(SpanEdges, ManyRatersDoNotSquareTheMemory) {
    SpanData data(100'000, 0, 1000);
    for (std::size_t rater = 0; rater < 100'000; rater += 1000)
        EXPECT_EQ(data.add(rater, 10, 20, "a"), std::nullopt);
    EXPECT_EQ(data.add(7, 5, 15, "b"), std::nullopt);
    const Summary summary = figures_of(data);
    EXPECT_FALSE(summary.get("char_kappa").defined());
    EXPECT_TRUE(summary.get("char_fleiss_kappa").defined());
    EXPECT_TRUE(summary.get("u_alpha").defined());
}

TEST(SpanMatching, GreedyByHand) {
    const std::vector<Span> first{{0, 0, 10, 0}, {0, 20, 30, 0}, {0, 40, 50, 0}};
    const std::vector<Span> second{{1, 2, 12, 0}, {1, 20, 25, 0}, {1, 25, 30, 0}, {1, 44, 60, 0}};
    using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
    OverlapOptions options;
    EXPECT_EQ(match_spans(first, second, options), (Pairs{{0, 0}, {1, 1}})); // .8, .5 (the earlier), .375
    options.threshold = 0.8;
    EXPECT_EQ(match_spans(first, second, options), (Pairs{{0, 0}}));
    options.threshold = 0.7;
    options.measure = OverlapOptions::Measure::of_union;
    EXPECT_TRUE(match_spans(first, second, options).empty()); // 8 / 12
    options.threshold = 1;
    EXPECT_EQ(match_spans(first, first, options).size(), 3U);
}

TEST(SpanMatching, AsFromAllPairs) {
    std::mt19937 random(21);
    for (int round = 0; round < 300; ++round) {
        const auto data = random_spans(random, 2, 60, 16, 1, Free::anywhere);
        // Disjoint rows: what overlaps is one.
        std::vector<std::vector<Span>> rows(2);
        for (std::size_t rater : {0U, 1U})
            for (std::int64_t at = 0; at < 60; ++at)
                for (const Span& span : data.spans())
                    if (span.rater == rater && span.begin == at) {
                        if (!rows[rater].empty() && span.begin < rows[rater].back().end)
                            rows[rater].back().end = std::max(rows[rater].back().end, span.end);
                        else
                            rows[rater].push_back(span);
                    }
        OverlapOptions options;
        options.threshold = std::array{0.1, 0.3, 0.5, 0.75, 1.0}[random() % 5];
        options.measure =
            random() % 2 == 0 ? OverlapOptions::Measure::of_longer : OverlapOptions::Measure::of_union;
        std::vector<std::tuple<double, std::size_t, std::size_t>> all;
        for (std::size_t i = 0; i < rows[0].size(); ++i)
            for (std::size_t j = 0; j < rows[1].size(); ++j) {
                const Span& a = rows[0][i];
                const Span& b = rows[1][j];
                const auto overlap = static_cast<double>(std::min(a.end, b.end) - std::max(a.begin, b.begin));
                const auto size =
                    static_cast<double>(options.measure == OverlapOptions::Measure::of_longer
                                            ? std::max(a.length(), b.length())
                                            : std::max(a.end, b.end) - std::min(a.begin, b.begin));
                if (overlap > 0 && overlap / size >= options.threshold)
                    all.emplace_back(-overlap / size, i, j);
            }
        std::sort(all.begin(), all.end());
        std::set<std::size_t> left;
        std::set<std::size_t> right;
        for (const auto& [share, i, j] : all)
            if (!left.contains(i) && !right.contains(j)) {
                left.insert(i);
                right.insert(j);
            }
        const OverlapMatching matching(data, options);
        const SpanMatches& pair = matching.pairs().front();
        EXPECT_EQ(pair.matched, static_cast<std::int64_t>(left.size()));
        EXPECT_EQ(pair.only_first, static_cast<std::int64_t>(rows[0].size() - left.size()));
        EXPECT_EQ(pair.only_second, static_cast<std::int64_t>(rows[1].size() - left.size()));
    }
}

TEST(SpanMatching, CategoriesAndThresholdsOutOfRange) {
    SpanData data(3, 0, 100);
    EXPECT_EQ(data.add(0, 0, 10, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 0, 10, "b"), std::nullopt);
    EXPECT_EQ(data.add(2, 0, 10, "a"), std::nullopt);
    const OverlapMatching strict(data, {});
    EXPECT_DOUBLE_EQ(strict.f1().value(), 1.0 / 3);
    EXPECT_EQ(strict.pairs(0)[1].matched, 1);
    OverlapOptions options;
    options.same_category = false;
    EXPECT_EQ(OverlapMatching(data, options).f1().value(), 1);
    for (const double threshold : {0.0, -1.0, 1.5, std::nan("")}) {
        options.threshold = threshold;
        EXPECT_THAT(OverlapMatching(data, options).f1().reason(), HasSubstr("threshold"));
    }
}

TEST(Segmentation, RefusesWhatIsNoSegmentationOfOneText) {
    EXPECT_EQ(masses_error({{2, 3}, {5}}), std::nullopt);
    EXPECT_EQ(masses_error({{2, 3}, {2, 2}}), "the segments of rater 2 add up to 4, those of rater 1 to 5");
    EXPECT_EQ(masses_error({{2, 0, 3}, {5}}), "segment 2 of rater 1 has length 0; lengths begin at 1");
    EXPECT_THAT(masses_error({{std::numeric_limits<std::int64_t>::max(), 1}}).value(), HasSubstr("longer"));
    EXPECT_THAT(segmentation_agreement({{2, 3}, {4}}).boundary_similarity.reason(), HasSubstr("rater 2"));
    EXPECT_FALSE(segmentation_agreement({}).boundary_similarity.defined());
    EXPECT_FALSE(segmentation_agreement({{5}}).segmentation_similarity.defined());
    EXPECT_FALSE(segmentation_agreement({{}, {}}).segmentation_similarity.defined());
    EXPECT_FALSE(segmentation_agreement({{1}, {1}}).segmentation_similarity.defined());
    EXPECT_FALSE(segmentation_agreement({{11}, {11}}).boundary_similarity.defined());
    EXPECT_EQ(segmentation_agreement({{11}, {11}}).segmentation_similarity.value(), 1);
}

/// Boundary strings position by position, nearest misses first, from the left.
BoundaryEdits edits_by_position(const std::vector<bool>& a, const std::vector<bool>& b, int n_t) {
    BoundaryEdits edits;
    edits.near_misses.assign(static_cast<std::size_t>(n_t), 0);
    std::vector<bool> open(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        open[i] = a[i] != b[i];
        edits.matches += a[i] && b[i] ? 1 : 0;
    }
    for (std::size_t apart = 1; apart < static_cast<std::size_t>(n_t); ++apart)
        for (std::size_t i = 0; i + apart < a.size(); ++i)
            if (open[i] && open[i + apart] && a[i] != a[i + apart]) {
                open[i] = open[i + apart] = false;
                ++edits.near_misses[apart];
            }
    edits.additions = std::count(open.begin(), open.end(), true);
    return edits;
}

TEST(Segmentation, AsOnBoundaryStrings) {
    std::mt19937 random(23);
    for (int round = 0; round < 500; ++round) {
        const std::size_t potential = 1 + random() % 25;
        std::vector<std::vector<bool>> strings(2, std::vector<bool>(potential));
        std::vector<Masses> masses(2);
        for (std::size_t rater : {0U, 1U}) {
            std::int64_t since = 0;
            for (std::size_t i = 0; i < potential; ++i)
                if ((strings[rater][i] = random() % 3 == 0)) {
                    masses[rater].push_back(static_cast<std::int64_t>(i) + 1 - since);
                    since = static_cast<std::int64_t>(i) + 1;
                }
            masses[rater].push_back(static_cast<std::int64_t>(potential) + 1 - since);
        }
        const int n_t = 2 + static_cast<int>(random() % 3);
        const BoundaryEdits found = boundary_edits(masses[0], masses[1], n_t);
        const BoundaryEdits expected = edits_by_position(strings[0], strings[1], n_t);
        EXPECT_EQ(found.matches, expected.matches);
        EXPECT_EQ(found.additions, expected.additions);
        EXPECT_EQ(found.near_misses, expected.near_misses);
    }
}

TEST(SpanIntervals, AreOverClustersAndRepeatable) {
    std::mt19937 random(31);
    SpanData data(2, 0, 0);
    for (std::size_t i = 0; i < 40; ++i) {
        const std::int64_t at = data.append_document(100, i / 2);
        const auto begin = at + static_cast<std::int64_t>(random() % 50);
        EXPECT_EQ(data.add(0, begin, begin + 20, i % 3 == 0 ? "a" : "b"), std::nullopt);
        const auto other = begin + static_cast<std::int64_t>(random() % 25);
        EXPECT_EQ(data.add(1, other, other + 20, i % 4 == 0 ? "a" : "b"), std::nullopt);
    }
    SpanOptions options;
    options.bootstrap.replicates = 300;
    const SpanSummary summary = span_summary(data, options);
    EXPECT_EQ(summary.documents, 40);
    EXPECT_EQ(summary.clusters, 20);
    const SpanSummary again = span_summary(data, options);
    for (const std::string name : {"u_alpha", "bar_u_alpha", "char_kappa", "char_any_kappa", "span_f1"}) {
        const double value = summary.summary.get(name).value();
        const Figure low = summary.summary.get(name + "_ci95_low");
        const Figure high = summary.summary.get(name + "_ci95_high");
        ASSERT_TRUE(low.defined() && high.defined()) << name << low.reason();
        EXPECT_LT(low.value(), value) << name;
        EXPECT_GT(high.value(), value) << name;
        EXPECT_EQ(again.summary.get(name + "_ci95_low").value(), low.value());
    }
    EXPECT_TRUE(summary.summary.get("k_u_alpha_ci95_low:a").defined());
    EXPECT_EQ(PositionAgreement(data).sums().multiplicities.size(), 20U);
    // One text has nothing to draw from.
    SpanData one(2, 0, 10);
    EXPECT_EQ(one.add(0, 1, 3, "a"), std::nullopt);
    EXPECT_EQ(one.add(1, 1, 4, "a"), std::nullopt);
    EXPECT_TRUE(span_summary(one, options).summary.get("bar_u_alpha").defined());
    EXPECT_FALSE(span_summary(one, options).summary.get("bar_u_alpha_ci95_low").defined());
}

} // namespace
} // namespace axial::agreement
