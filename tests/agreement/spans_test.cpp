// SPDX-License-Identifier: GPL-3.0-or-later
// Span statistics against their definitions word by word, on random data, and what must not change them.
#include "agreement/spans/alpha_u_2004.h"
#include "agreement/spans/positions.h"
#include "agreement/spans/span_summary.h"
#include "agreement/spans/u_alpha.h"
#include "tests/agreement/spans_literal.h"
#include "tests/agreement/spans_random.h"

#include <numeric>

namespace axial::agreement {
namespace {

using Measure = PositionAgreement::Measure;

void expect_same(const Figure& figure, const std::optional<double>& expected, const std::string& what,
                 double tolerance = 1e-9) {
    ASSERT_EQ(figure.defined(), expected.has_value()) << what << ' ' << figure.reason();
    if (expected) {
        EXPECT_NEAR(figure.value(), *expected, tolerance * std::max(1.0, std::abs(*expected))) << what;
    }
}

std::optional<double> value(const Figure& figure) {
    return figure.defined() ? std::optional(figure.value()) : std::nullopt;
}

/// All figures, without intervals.
Summary figures_of(const SpanData& data, const Universe& universe = {}) {
    SpanOptions options;
    options.bootstrap.replicates = 0;
    options.universe = universe;
    return span_summary(data, options).summary;
}

void expect_same_figures(const SpanData& a, const SpanData& b, const std::string& what,
                         const std::vector<std::string>& but = {}) {
    const Summary left = figures_of(a);
    const Summary right = figures_of(b);
    for (const auto& [name, figure] : left.figures)
        if (std::none_of(but.begin(), but.end(), [&](const auto& stem) { return name.starts_with(stem); }))
            expect_same(right.get(name), value(figure), what + " " + name);
}

struct Case {
    std::size_t raters;
    std::int64_t length;
    int spans, categories;
};
Case random_case(std::mt19937& random) {
    return {2 + random() % 3, static_cast<std::int64_t>(1 + random() % 40), static_cast<int>(random() % 14),
            static_cast<int>(1 + random() % 3)};
}

TEST(SpanDefinitions, AlphaU2004) {
    std::mt19937 random(4);
    for (int round = 0; round < 400; ++round) {
        const Case c = random_case(random);
        const auto data = random_spans(random, c.raters, c.length, c.spans, c.categories, Free::anywhere);
        const AlphaU2004 alpha = alpha_u_2004(data);
        double observed = 0;
        double expected = 0;
        for (std::size_t k = 0; k < alpha.categories.size(); ++k) {
            const auto disorder =
                literal::disorder_2004(literal::lines_of(data, static_cast<std::int32_t>(k)), c.length);
            EXPECT_NEAR(alpha.categories[k].observed.value(), disorder.observed, 1e-9);
            if (disorder.expected > 1e-12)
                expect_same(alpha.categories[k].alpha, 1 - disorder.observed / disorder.expected, "alpha");
            else
                EXPECT_FALSE(alpha.categories[k].alpha.defined());
            observed += disorder.observed;
            expected += disorder.expected;
        }
        if (expected > 1e-12)
            expect_same(alpha.all.alpha, 1 - observed / expected, "pooled alpha");
    }
}

TEST(SpanDefinitions, UAlpha2016) {
    std::mt19937 random(5);
    int with_cu = 0;
    for (int round = 0; round < 1000; ++round) {
        const Case c = random_case(random);
        const auto data =
            random_spans(random, c.raters, c.length, c.spans, c.categories, Free::within_category);
        const UAlpha family(data);
        const auto expected =
            literal::family_2016(literal::lines_of(data), c.length, static_cast<std::size_t>(c.categories));
        expect_same(family.u_alpha(), expected.u, "u");
        expect_same(family.bar_u_alpha(), expected.bar, "bar_u");
        expect_same(family.cu_alpha(), expected.cu, "cu");
        expect_same(family.cu_coverage(), expected.coverage, "coverage");
        for (std::size_t k = 0; k < expected.k.size(); ++k)
            expect_same(family.k_u_alpha(k), expected.k[k], "k_u");
        with_cu += expected.cu.has_value() ? 1 : 0;
    }
    EXPECT_GT(with_cu, 100);
}

TEST(SpanDefinitions, PositionAgreement) {
    std::mt19937 random(6);
    for (int round = 0; round < 400; ++round) {
        const Case c = random_case(random);
        const auto data = random_spans(random, c.raters, c.length, c.spans, c.categories, Free::anywhere);
        const PositionAgreement agreement(data);
        const auto check = [&](const auto& figure, const std::vector<std::vector<bool>>& marked) {
            const auto expected = literal::position_agreement(marked);
            expect_same(figure(Measure::percent), expected.percent, "percent");
            expect_same(figure(Measure::kappa), expected.kappa, "kappa");
            expect_same(figure(Measure::fleiss_kappa), expected.fleiss, "fleiss");
            expect_same(figure(Measure::positive_agreement), expected.positive, "positive");
            expect_same(figure(Measure::union_agreement), expected.together, "union");
            expect_same(figure(Measure::alpha_binary), expected.alpha, "alpha");
        };
        check([&](Measure measure) { return agreement.any(measure); },
              literal::positions_of(data, std::nullopt));
        for (std::size_t k = 0; k < data.categories().size(); ++k) {
            const auto marked = literal::positions_of(data, static_cast<std::int32_t>(k));
            check([&](Measure measure) { return agreement.of(k, measure); }, marked);
            std::vector<std::int64_t> by_count(c.raters + 1, 0);
            PositionTable table;
            for (std::size_t at = 0; at < marked[0].size(); ++at) {
                std::size_t count = 0;
                for (const auto& row : marked)
                    count += row[at] ? 1 : 0;
                ++by_count[count];
                (marked[0][at] ? (marked[1][at] ? table.both : table.only_first)
                               : (marked[1][at] ? table.only_second : table.none)) += 1;
            }
            EXPECT_EQ(agreement.by_count(k), by_count);
            const PositionTable found = agreement.table(k, 0, 1);
            EXPECT_EQ(found.both, table.both);
            EXPECT_EQ(found.only_first, table.only_first);
            EXPECT_EQ(found.only_second, table.only_second);
            EXPECT_EQ(found.none, table.none);
        }
    }
}

TEST(SpanDefinitions, PooledPositionAgreementTakesMeansBeforeDividing) {
    SpanData data(2, 0, 100);
    EXPECT_EQ(data.add(0, 0, 20, "a"), std::nullopt);
    EXPECT_EQ(data.add(1, 10, 30, "a"), std::nullopt);
    EXPECT_EQ(data.add(0, 50, 60, "b"), std::nullopt);
    EXPECT_EQ(data.add(1, 50, 60, "b"), std::nullopt);
    const PositionAgreement agreement(data);
    // Code a: p_a .8, p_e .68; code b: p_a 1, p_e .82.
    expect_same(agreement.pooled(Measure::percent), 90.0, "percent");
    expect_same(agreement.pooled(Measure::kappa), (0.9 - 0.75) / (1 - 0.75), "kappa");
    expect_same(agreement.pooled(Measure::union_agreement), 20.0 / 40.0, "union");
    data.category("never");
    expect_same(PositionAgreement(data).pooled(Measure::kappa), 0.6, "a code nobody used leaves kappa alone");
}

/// The same spans with other raters, offsets and names.
template <class Rater, class Offset, class Name>
SpanData mapped(const SpanData& data, Rater rater, Offset offset, Name name) {
    SpanData result(data.raters(), offset(data.begin()), offset(data.end()));
    for (const auto& category : data.categories())
        result.category(name(category));
    for (const Span& span : data.spans())
        EXPECT_EQ(result.add(rater(span.rater), offset(span.begin), offset(span.end),
                             name(data.categories()[static_cast<std::size_t>(span.category)])),
                  std::nullopt);
    return result;
}
constexpr auto same = [](const auto& value) { return value; };

TEST(SpanProperties, RatersOffsetsAndNamesDoNotMatter) {
    std::mt19937 random(7);
    for (int round = 0; round < 100; ++round) {
        const Case c = random_case(random);
        const auto data = random_spans(random, c.raters, c.length, c.spans, c.categories,
                                       round % 2 == 0 ? Free::anywhere : Free::within_category);
        // Precision and recall tell the first rater from the second.
        expect_same_figures(data,
                            mapped(
                                data, [&](std::size_t r) { return c.raters - 1 - r; }, same, same),
                            "raters", {"span_precision", "span_recall", "span_only_first", "span_only_second"});
        expect_same_figures(data,
                            mapped(
                                data, same, [](std::int64_t at) { return at + 1'000'000'007; }, same),
                            "shifted");
        const auto renamed = figures_of(mapped(data, same, same, [](const auto& k) { return "x" + k; }));
        for (const auto& [name, figure] : figures_of(data).figures) {
            const auto colon = name.find(':');
            const auto other =
                colon == std::string::npos ? name : name.substr(0, colon + 1) + "x" + name.substr(colon + 1);
            expect_same(renamed.get(other), value(figure), other);
        }
    }
}

TEST(SpanProperties, FinerPositionsLeaveSharesAlone) {
    std::mt19937 random(8);
    for (int round = 0; round < 100; ++round) {
        const Case c = random_case(random);
        const auto data = random_spans(random, c.raters, c.length, c.spans, c.categories, Free::anywhere);
        const auto finer = mapped(
            data, same, [](std::int64_t at) { return at * 2; }, same);
        const PositionAgreement a(data);
        const PositionAgreement b(finer);
        for (const auto measure : {Measure::percent, Measure::kappa, Measure::fleiss_kappa,
                                   Measure::positive_agreement, Measure::union_agreement}) {
            expect_same(b.pooled(measure), value(a.pooled(measure)), "pooled");
            expect_same(b.any(measure), value(a.any(measure)), "any");
        }
        const auto matching = [](const SpanData& d) { return value(OverlapMatching(d, {}).f1()); };
        EXPECT_EQ(matching(data), matching(finer));
    }
}

TEST(SpanProperties, TextsEndToEndAreOneContinuumInAnyOrder) {
    std::mt19937 random(9);
    for (int round = 0; round < 60; ++round) {
        std::vector<SpanData> texts;
        for (std::size_t i = 0; i < 5; ++i)
            texts.push_back(random_spans(random, 3, 1 + static_cast<std::int64_t>(random() % 20), 6, 3,
                                         Free::within_category));
        const auto laid = [&](const std::vector<std::size_t>& order, bool as_documents) {
            std::int64_t total = 0;
            for (const auto& text : texts)
                total += text.length();
            SpanData all(3, 0, as_documents ? 0 : total);
            std::int64_t at = 0;
            for (const auto& category : {"a", "b", "c"})
                all.category(category);
            for (const auto i : order) {
                if (as_documents) {
                    EXPECT_EQ(all.append_document(texts[i].length(), i), at);
                }
                for (const Span& span : texts[i].spans())
                    EXPECT_EQ(all.add(span.rater, at + span.begin, at + span.end,
                                      texts[i].categories()[static_cast<std::size_t>(span.category)]),
                              std::nullopt);
                at += texts[i].length();
            }
            return all;
        };
        const SpanData documents = laid({0, 1, 2, 3, 4}, true);
        expect_same_figures(laid({0, 1, 2, 3, 4}, false), documents, "one text");
        expect_same_figures(laid({3, 1, 4, 0, 2}, true), documents, "other order", {"alpha_u_2004"});
        const AdditiveStatistics sums = UAlpha(documents).sums();
        EXPECT_EQ(sums.multiplicities.size(), 5U);
        std::vector<double> totals;
        sums.sums_of(sums.multiplicities, totals);
        std::vector<double> one_by_one(sums.width, 0.0);
        for (const auto& text : texts) {
            const AdditiveStatistics part = UAlpha(text).sums();
            std::vector<double> now;
            part.sums_of(part.multiplicities, now);
            for (std::size_t i = 0; i < now.size(); ++i)
                one_by_one[i] += now[i];
        }
        EXPECT_EQ(totals, one_by_one);
    }
}

TEST(SpanProperties, WhoMarksTwiceAgreesButOnce) {
    std::mt19937 random(10);
    for (int round = 0; round < 50; ++round) {
        auto data = random_spans(random, 2, 30, 6, 2, Free::within_category);
        auto twice = data;
        const auto spans = data.spans();
        for (const Span& span : spans) {
            const auto name = data.categories()[static_cast<std::size_t>(span.category)];
            EXPECT_EQ(twice.add(span.rater, span.begin, span.end, name), std::nullopt);
            EXPECT_EQ(twice.add(span.rater, span.begin, span.begin + (span.length() + 1) / 2, name),
                      std::nullopt);
        }
        EXPECT_GE(twice.repeated(), static_cast<std::int64_t>(spans.size()));
        expect_same_figures(data, twice, "twice");
    }
}

TEST(SpanProperties, OtherCodesMayOverlapForKUAlpha) {
    std::mt19937 random(11);
    int compared = 0;
    for (int round = 0; round < 300; ++round) {
        SpanData data(2, 0, 30);
        SpanData merged(2, 0, 30);
        for (auto* d : {&data, &merged})
            d->category("k");
        const auto source = random_spans(random, 2, 30, 8, 3, Free::anywhere);
        for (const Span& span : source.spans()) {
            const bool is_k = span.category == 0;
            const bool hits = std::any_of(data.spans().begin(), data.spans().end(), [&](const Span& other) {
                return other.rater == span.rater && other.begin < span.end && span.begin < other.end &&
                       (other.category == 0) != is_k;
            });
            if (hits)
                continue;
            EXPECT_EQ(data.add(span.rater, span.begin, span.end,
                               is_k ? "k" : source.categories()[static_cast<std::size_t>(span.category)]),
                      std::nullopt);
            EXPECT_EQ(merged.add(span.rater, span.begin, span.end, is_k ? "k" : "other"), std::nullopt);
        }
        const UAlpha family(data);
        const auto expected = literal::family_2016(literal::lines_of(merged), 30, 2);
        expect_same(family.k_u_alpha(0), expected.k[0], "k_u");
        expect_same(family.bar_u_alpha(), expected.bar, "bar_u");
        compared += expected.k[0] && !family.u_alpha().defined() ? 1 : 0;
    }
    EXPECT_GT(compared, 10);
}

TEST(SpanUniverse, IsTheTextWithoutTheRest) {
    std::mt19937 random(12);
    for (int round = 0; round < 200; ++round) {
        const Case c = random_case(random);
        const auto data =
            random_spans(random, c.raters, c.length, c.spans, c.categories, Free::within_category, 7);
        Universe universe("prose");
        for (std::int64_t at = static_cast<std::int64_t>(random() % 9); at < c.length + 12;) {
            const auto end = at + static_cast<std::int64_t>(random() % 9);
            EXPECT_EQ(universe.add(at, end), std::nullopt);
            at = end + static_cast<std::int64_t>(random() % 5);
        }
        SpanData cut(c.raters, universe.count_before(data.begin()), universe.count_before(data.end()));
        for (const auto& category : data.categories())
            cut.category(category);
        for (const Span& span : data.spans())
            if (const auto begin = universe.count_before(span.begin), end = universe.count_before(span.end);
                begin < end) {
                EXPECT_EQ(
                    cut.add(span.rater, begin, end, data.categories()[static_cast<std::size_t>(span.category)]),
                    std::nullopt);
            }
        const Summary inside = figures_of(data, universe);
        EXPECT_EQ(inside.units, cut.length());
        for (const auto& [name, figure] : figures_of(cut).figures)
            expect_same(inside.get(name), value(figure), name);
        for (std::int64_t i = 0; i < universe.count_before(1000); ++i)
            EXPECT_EQ(universe.count_before(universe.position_of(i)), i);
    }
}

TEST(SpanUniverse, RefusesStretchesOutOfOrder) {
    Universe universe("posts");
    EXPECT_EQ(universe.add(5, 9), std::nullopt);
    EXPECT_EQ(universe.add(9, 3), "reversed stretch [9, 3)");
    EXPECT_EQ(universe.add(8, 12), "stretch [8, 12) begins before the end of the one before it, 9");
    EXPECT_EQ(universe.count_before(100), 4);
    EXPECT_EQ(Universe("nothing").count_before(100), 0);
}

} // namespace
} // namespace axial::agreement
