// SPDX-License-Identifier: GPL-3.0-or-later
#include "agreement/diagnosis/set_splits.h"
#include "agreement/diagnosis/span_splits.h"
#include "tests/agreement/diagnosis/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace axial::agreement {
namespace {

struct Mark {
    std::size_t rater;
    std::int64_t begin, end;
    const char* code;
};

SpanData marked(const std::vector<Mark>& marks, std::size_t raters = 2) {
    SpanData data(raters, 0, 1000);
    for (const auto& mark : marks)
        EXPECT_EQ(data.add(mark.rater, mark.begin, mark.end, mark.code), std::nullopt);
    return data;
}

SpanDifference only(const std::vector<Mark>& marks) {
    const auto splits = span_splits(marked(marks));
    EXPECT_EQ(splits.differences.size(), 1U);
    return splits.differences.empty() ? SpanDifference{} : splits.differences[0];
}

TEST(SpanSplits, TellTheKindsApart) {
    const auto boundary = only({{0, 0, 10, "x"}, {1, 2, 14, "x"}});
    EXPECT_EQ(boundary.kind, SpanSplit::boundary);
    EXPECT_EQ(boundary.overlap, 8);
    EXPECT_EQ(boundary.positions, 6);
    const auto code = only({{0, 0, 10, "x"}, {1, 0, 10, "y"}});
    EXPECT_EQ(code.kind, SpanSplit::code);
    EXPECT_EQ(code.positions, 10);
    const auto both = only({{0, 0, 10, "x"}, {1, 5, 15, "y"}});
    EXPECT_EQ(both.kind, SpanSplit::both);
    EXPECT_EQ(both.positions, 15);
    const auto omission = only({{1, 5, 15, "y"}});
    EXPECT_EQ(omission.kind, SpanSplit::omission);
    EXPECT_EQ(omission.first, SpanDifference::none);
    EXPECT_EQ(omission.second, 0U);
    EXPECT_EQ(omission.positions, 10);
    const auto division = only({{0, 0, 10, "x"}, {1, 0, 10, "x"}, {1, 3, 6, "x"}});
    EXPECT_EQ(division.kind, SpanSplit::division);
    const auto addition = only({{0, 0, 10, "x"}, {1, 0, 10, "x"}, {1, 0, 10, "y"}});
    EXPECT_EQ(addition.kind, SpanSplit::addition);
    EXPECT_EQ(addition.second, 2U);
}

TEST(SpanSplits, TouchingIsNotOverlapping) {
    const auto splits = span_splits(marked({{0, 0, 10, "x"}, {1, 10, 20, "x"}}));
    EXPECT_EQ(splits.total.of(SpanSplit::omission), 2);
}

TEST(SpanSplits, PreferTheCodeThatBothGave) {
    // The other code overlaps more, but x is what both saw here.
    const auto splits = span_splits(marked({{0, 0, 10, "x"}, {1, 0, 10, "y"}, {1, 0, 9, "x"}}));
    ASSERT_EQ(splits.differences.size(), 2U);
    EXPECT_EQ(splits.total.of(SpanSplit::boundary), 1);
    EXPECT_EQ(splits.total.of(SpanSplit::addition), 1);
    // Of two of the same code, the larger overlap.
    const auto larger = span_splits(marked({{0, 0, 10, "x"}, {1, 0, 3, "x"}, {1, 3, 10, "x"}}));
    ASSERT_EQ(larger.differences.size(), 2U);
    EXPECT_EQ(larger.differences[0].kind, SpanSplit::boundary);
    EXPECT_EQ(larger.differences[0].second, 2U);
    EXPECT_EQ(larger.differences[1].kind, SpanSplit::division);
    EXPECT_EQ(larger.differences[1].second, 1U);
}

/// The rules of the header word by word: all pairs, no sweep.
std::vector<SpanDifference> literal(const SpanData& data, std::size_t one, std::size_t two) {
    std::vector<std::size_t> a;
    std::vector<std::size_t> b;
    const auto& spans = data.spans();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (spans[i].rater == one)
            a.push_back(i);
        if (spans[i].rater == two)
            b.push_back(i);
    }
    const auto place = [&](std::size_t i) {
        return std::tuple(spans[i].begin, spans[i].end, spans[i].category);
    };
    const auto overlap = [&](std::size_t i, std::size_t j) {
        return std::min(spans[i].end, spans[j].end) - std::max(spans[i].begin, spans[j].begin);
    };
    std::map<std::size_t, std::size_t> match;
    for (int pass = 1; pass <= 3; ++pass)
        for (;;) {
            std::optional<std::tuple<std::int64_t, std::int64_t, decltype(place(0)), decltype(place(0))>> best;
            std::pair<std::size_t, std::size_t> chosen;
            for (const auto i : a)
                for (const auto j : b) {
                    if (match.contains(i) || match.contains(j) || overlap(i, j) <= 0)
                        continue;
                    if ((pass == 1 && place(i) != place(j)) ||
                        (pass == 2 && spans[i].category != spans[j].category))
                        continue;
                    const std::tuple key(-overlap(i, j), spans[i].length() + spans[j].length() - overlap(i, j),
                                         place(i), place(j));
                    if (!best || key < *best) {
                        best = key;
                        chosen = {i, j};
                    }
                }
            if (!best)
                break;
            match[chosen.first] = chosen.second;
            match[chosen.second] = chosen.first;
        }
    std::vector<SpanDifference> result;
    const auto left_over = [&](std::size_t i, const std::vector<std::size_t>& others) {
        SpanSplit kind = SpanSplit::omission;
        for (const auto j : others)
            if (overlap(i, j) > 0)
                kind = spans[i].category == spans[j].category || kind == SpanSplit::division
                           ? SpanSplit::division
                           : SpanSplit::addition;
        return kind;
    };
    for (const auto i : a) {
        if (!match.contains(i)) {
            result.push_back({left_over(i, b), one, two, i, SpanDifference::none, 0, spans[i].length()});
            continue;
        }
        const auto j = match[i];
        const bool extent = spans[i].begin == spans[j].begin && spans[i].end == spans[j].end;
        const bool code = spans[i].category == spans[j].category;
        const auto all = spans[i].length() + spans[j].length() - overlap(i, j);
        if (extent && code)
            continue;
        result.push_back({code ? SpanSplit::boundary : (extent ? SpanSplit::code : SpanSplit::both), one, two,
                          i, j, overlap(i, j), code ? all - overlap(i, j) : all});
    }
    for (const auto j : b)
        if (!match.contains(j))
            result.push_back({left_over(j, a), one, two, SpanDifference::none, j, 0, spans[j].length()});
    return result;
}

auto key_of(const SpanDifference& d) {
    return std::tuple(d.first_rater, d.second_rater, d.first, d.second, d.kind, d.overlap, d.positions);
}

TEST(SpanSplits, AreThoseOfTheRulesWordByWord) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        SplitMix64 random(seed);
        const std::size_t raters = 2 + seed % 2;
        SpanData data(raters, 0, 120);
        const char* codes[] = {"x", "y", "z"};
        const auto spans = random() % 40;
        for (std::uint64_t i = 0; i < spans; ++i) {
            const auto begin = static_cast<std::int64_t>(random() % 100 / 5 * 5);
            const auto length = static_cast<std::int64_t>(1 + random() % 4) * 5;
            (void)data.add(random() % raters, begin, begin + length, codes[random() % 3]);
        }
        const auto splits = span_splits(data);
        std::vector<SpanDifference> expected;
        for (std::size_t a = 0; a < raters; ++a)
            for (std::size_t b = a + 1; b < raters; ++b) {
                const auto part = literal(data, a, b);
                expected.insert(expected.end(), part.begin(), part.end());
            }
        auto got = splits.differences;
        const auto by_key = [](const auto& a, const auto& b) { return key_of(a) < key_of(b); };
        std::sort(got.begin(), got.end(), by_key);
        std::sort(expected.begin(), expected.end(), by_key);
        ASSERT_EQ(got.size(), expected.size()) << seed;
        for (std::size_t i = 0; i < got.size(); ++i)
            ASSERT_EQ(key_of(got[i]), key_of(expected[i])) << seed << " " << i;
        // Each span is counted once in each of its rater's pairs.
        std::int64_t counted = 0;
        for (const auto count : splits.total.spans)
            counted += count;
        EXPECT_EQ(counted, static_cast<std::int64_t>(data.spans().size() * (raters - 1)));
    }
}

TEST(SpanSplits, TurnWithTheRaters) {
    const std::vector<Mark> marks = {
        {0, 0, 10, "x"}, {1, 4, 20, "x"}, {0, 30, 40, "y"}, {1, 30, 40, "z"}, {0, 50, 60, "y"}};
    auto turned = marks;
    for (auto& mark : turned)
        mark.rater = 1 - mark.rater;
    EXPECT_EQ(span_splits(marked(marks)).total.matches, span_splits(marked(turned)).total.matches);
    EXPECT_EQ(span_splits(marked(marks)).total.positions, span_splits(marked(turned)).total.positions);
}

TEST(SpanSplits, OfNothingAreNothing) {
    EXPECT_TRUE(span_splits(marked({})).differences.empty());
    EXPECT_TRUE(span_splits(marked({{0, 0, 5, "x"}}, 1)).pairs.empty());
    const auto three = span_splits(marked({{0, 0, 5, "x"}, {1, 0, 5, "x"}}, 3));
    ASSERT_EQ(three.pairs.size(), 3U);
    EXPECT_EQ(three.pairs[0].of(SpanSplit::exact), 1);
    EXPECT_EQ(three.pairs[0].spans[0], 2);
    EXPECT_EQ(three.pairs[0].positions[0], 5);
    EXPECT_EQ(three.pairs[1].of(SpanSplit::omission), 1);
    EXPECT_EQ(three.total.of(SpanSplit::omission), 2);
}

TEST(SetSplits, TellTheKindsApart) {
    SetData data;
    using Codes = SetData::Codes;
    data.add_unit({Codes{"a"}, Codes{"a"}});
    data.add_unit({Codes{}, Codes{"a", "b"}});
    data.add_unit({Codes{"a"}, Codes{"a", "b"}});
    data.add_unit({Codes{"a", "c"}, Codes{"a", "b"}});
    data.add_unit({Codes{"a"}, std::nullopt});
    data.add_unit({Codes{}, Codes{}});
    const auto splits = set_splits(data);
    EXPECT_EQ(splits.total.units, 5);
    EXPECT_EQ(splits.total.equal, 2);
    EXPECT_EQ(splits.total.omission, 1);
    EXPECT_EQ(splits.total.addition, 1);
    EXPECT_EQ(splits.total.code, 1);
    ASSERT_EQ(splits.differences.size(), 3U);
    EXPECT_EQ(splits.differences[2].kind, SetSplit::code);
    EXPECT_EQ(splits.differences[2].unit, 3U);
    const auto& b = splits.codes[1];
    EXPECT_EQ(b.code, "b");
    EXPECT_EQ(b.both, 0);
    EXPECT_EQ(b.against_none, 1);
    EXPECT_EQ(b.against_part, 1);
    EXPECT_EQ(b.against_other, 1);
    EXPECT_EQ(splits.codes[0].both, 3);
}

TEST(SetSplits, CountEveryPairOfCells) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto data = tests::random_sets(60, 1 + seed % 4, seed);
        const auto splits = set_splits(data);
        std::int64_t units = 0;
        std::int64_t differences = 0;
        for (const auto& pair : splits.pairs) {
            units += pair.units;
            differences += pair.omission + pair.addition + pair.code;
            EXPECT_EQ(pair.units, pair.equal + pair.omission + pair.addition + pair.code);
        }
        EXPECT_EQ(splits.total.units, units);
        EXPECT_EQ(static_cast<std::int64_t>(splits.differences.size()), differences);
        for (const auto& row : splits.codes) {
            std::int64_t both = 0;
            std::int64_t one = 0;
            const auto table = data.code(row.code);
            for (std::size_t u = 0; u < table.units(); ++u)
                for (std::size_t a = 0; a < table.raters(); ++a)
                    for (std::size_t b = a + 1; b < table.raters(); ++b)
                        if (table.at(u, a) >= 0 && table.at(u, b) >= 0) {
                            both += table.at(u, a) + table.at(u, b) == 2 ? 1 : 0;
                            one += table.at(u, a) != table.at(u, b) ? 1 : 0;
                        }
            EXPECT_EQ(row.both, both);
            EXPECT_EQ(row.against_none + row.against_part + row.against_other, one);
        }
    }
}

} // namespace
} // namespace axial::agreement
