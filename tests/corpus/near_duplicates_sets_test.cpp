// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/duplicates/similar_groups.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <unordered_map>

namespace axial::corpus::duplicates {
namespace {

Shingles random_set(std::mt19937_64& random, std::size_t size) {
    Shingles set(size);
    for (auto& shingle : set)
        shingle = random();
    std::sort(set.begin(), set.end());
    return set;
}

/// A copy in which about `share` of the shingles are others.
Shingles altered(std::mt19937_64& random, Shingles set, double share) {
    for (auto& shingle : set)
        if (std::uniform_real_distribution<>(0, 1)(random) < share)
            shingle = random();
    std::sort(set.begin(), set.end());
    return set;
}

/// 2,000 texts of which a third are copies, more or less altered, of others.
std::vector<Shingles> random_texts(std::uint64_t seed, std::size_t number = 2000) {
    std::mt19937_64 random(seed);
    std::vector<Shingles> texts;
    while (texts.size() < number) {
        const auto draw = random() % 3;
        if (draw == 0 && !texts.empty())
            texts.push_back(altered(random, texts[random() % texts.size()],
                                    std::uniform_real_distribution<>(0, 0.4)(random)));
        else
            texts.push_back(random_set(random, 10 + random() % 190));
    }
    std::shuffle(texts.begin(), texts.end(), random);
    return texts;
}

std::vector<std::vector<Member>> groups_of(const std::vector<Shingles>& texts, double similarity) {
    SimilarGroups similar(similarity);
    for (const auto& text : texts)
        similar.add(text);
    return *similar.groups([&](std::uint32_t i) -> Result<Shingles> { return texts[i]; });
}

/// Every pair that has a shingle in common, compared exactly.
std::map<std::pair<std::uint32_t, std::uint32_t>, double> all_similar(const std::vector<Shingles>& texts) {
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> texts_with;
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs;
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        for (const auto shingle : texts[i]) {
            for (const auto before : texts_with[shingle])
                pairs.emplace(std::pair(before, i), 0);
            texts_with[shingle].push_back(i);
        }
    for (auto& [pair, similarity] : pairs)
        similarity = jaccard(texts[pair.first], texts[pair.second]);
    return pairs;
}

std::vector<std::uint32_t> group_numbers(const std::vector<std::vector<Member>>& groups, std::size_t texts) {
    std::vector<std::uint32_t> number(texts);
    std::iota(number.begin(), number.end(), 0u);
    for (const auto& group : groups)
        for (const auto& member : group)
            number[member.text] = group.front().text;
    return number;
}

TEST(MinHash, EstimatesTheJaccardSimilarity) {
    std::mt19937_64 random(1);
    double bias = 0, worst = 0;
    constexpr int pairs = 400;
    for (int i = 0; i < pairs; ++i) {
        const auto a = random_set(random, 50 + random() % 200);
        const auto b = altered(random, a, std::uniform_real_distribution<>(0, 1)(random));
        const double exact = jaccard(a, b);
        const double off = estimated_jaccard(signature_of(a), signature_of(b)) - exact;
        bias += off / pairs;
        worst = std::max(worst, std::abs(off) / std::sqrt(std::max(exact * (1 - exact), 0.01) / hashes));
    }
    EXPECT_LT(std::abs(bias), 0.006) << "the mean of 400 errors of at most 0.044 each";
    EXPECT_LT(worst, 4.5) << "in standard errors";
}

TEST(MinHash, OfEqualAndOfDisjointSets) {
    std::mt19937_64 random(2);
    const auto a = random_set(random, 100), b = random_set(random, 100);
    EXPECT_EQ(estimated_jaccard(signature_of(a), signature_of(a)), 1);
    EXPECT_LT(estimated_jaccard(signature_of(a), signature_of(b)), 0.03);
    EXPECT_EQ(jaccard({}, {}), 0);
    EXPECT_EQ(jaccard({1, 2, 3}, {2, 3, 4}), 0.5);
}

TEST(MinHash, BandsMissFewOfWhatIsAskedFor) {
    for (int percent = 10; percent <= 100; ++percent) {
        const double similarity = percent / 100.0;
        const auto bands = bands_for(similarity);
        EXPECT_LE(bands.bands * bands.rows, hashes);
        EXPECT_GE(bands.chance(similarity), 0.995) << similarity;
    }
    EXPECT_EQ(bands_for(0.8).bands, 21u);
    EXPECT_EQ(bands_for(0.8).rows, 6u);
    EXPECT_LT(bands_for(0.8).chance(0.3), 0.02) << "and few of the unlike have to be compared";
}

TEST(SimilarGroups, FindWhatComparingAllPairsFinds) {
    std::size_t all = 0, found = 0;
    for (const std::uint64_t seed : {11u}) {
        const auto texts = random_texts(seed);
        const auto pairs = all_similar(texts);
        for (const double similarity : {0.5, 0.7, 0.8, 0.9}) {
            const auto groups = groups_of(texts, similarity);
            const auto number = group_numbers(groups, texts.size());
            std::vector<std::uint32_t> expected(texts.size());
            std::iota(expected.begin(), expected.end(), 0u);
            for (const auto& [pair, exact] : pairs) {
                if (exact < similarity)
                    continue;
                const auto [a, b] = pair;
                ++all;
                found += number[a] == number[b] ? 1 : 0;
                const auto low = std::min(expected[a], expected[b]), high = std::max(expected[a], expected[b]);
                std::replace(expected.begin(), expected.end(), high, low);
            }
            for (std::uint32_t i = 0; i < texts.size(); ++i)
                EXPECT_LE(expected[i], number[i]) << "nothing is together that is not so by way of pairs";
        }
    }
    std::cout << found << " of " << all << " pairs\n";
    ASSERT_GT(all, 1000u);
    EXPECT_GE(static_cast<double>(found), 0.998 * static_cast<double>(all)) << found << " of " << all;
}

TEST(SimilarGroups, KeepTheOldestFirstWithExactSimilarities) {
    const auto texts = random_texts(21);
    for (const auto& group : groups_of(texts, 0.8)) {
        ASSERT_GE(group.size(), 2u);
        EXPECT_EQ(group.front().similarity, 1);
        for (std::size_t i = 1; i < group.size(); ++i) {
            EXPECT_LT(group[i - 1].text, group[i].text);
            EXPECT_EQ(group[i].similarity, jaccard(texts[group.front().text], texts[group[i].text]));
        }
    }
}

TEST(SimilarGroups, AreTheSameInAnyOrder) {
    const auto texts = random_texts(31, 800);
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937_64(32));
    std::vector<Shingles> shuffled;
    for (const auto i : order)
        shuffled.push_back(texts[i]);
    const auto members = [](const std::vector<std::vector<Member>>& groups, const auto& original) {
        std::set<std::set<std::size_t>> sets;
        for (const auto& group : groups) {
            std::set<std::size_t> set;
            for (const auto& member : group)
                set.insert(original(member.text));
            sets.insert(std::move(set));
        }
        return sets;
    };
    const auto expected = members(groups_of(texts, 0.8), [](std::uint32_t i) { return std::size_t{i}; });
    EXPECT_EQ(members(groups_of(shuffled, 0.8), [&](std::uint32_t i) { return order[i]; }), expected);
    EXPECT_GT(expected.size(), 50u);
}

TEST(SimilarGroups, EqualTextsAlwaysAndUnrelatedOnesNever) {
    std::mt19937_64 random(41);
    std::vector<Shingles> texts;
    for (int i = 0; i < 500; ++i)
        texts.push_back(random_set(random, 1 + random() % 100));
    EXPECT_TRUE(groups_of(texts, 0.1).empty());
    const auto single = texts;
    texts.insert(texts.end(), single.begin(), single.end());
    for (const double similarity : {0.1, 0.8, 1.0}) {
        const auto groups = groups_of(texts, similarity);
        ASSERT_EQ(groups.size(), 500u);
        for (const auto& group : groups) {
            ASSERT_EQ(group.size(), 2u);
            EXPECT_EQ(group[1].text, group[0].text + 500);
            EXPECT_EQ(group[1].similarity, 1);
        }
    }
    EXPECT_TRUE(groups_of({{}, {}, {}}, 0.5).empty()) << "texts without words are like no other";
}

TEST(SimilarGroups, ManyAlikeAreOneGroupWithoutComparingAllPairs) {
    std::mt19937_64 random(51);
    const auto form = random_set(random, 200);
    std::vector<Shingles> texts;
    for (int i = 0; i < 3000; ++i)
        texts.push_back(altered(random, form, 0.03));
    SimilarGroups similar(0.8);
    for (const auto& text : texts)
        similar.add(text);
    int loads = 0;
    const auto groups = *similar.groups([&](std::uint32_t i) -> Result<Shingles> { return ++loads, texts[i]; });
    ASSERT_EQ(groups.size(), 1u);
    EXPECT_EQ(groups[0].size(), 3000u);
    EXPECT_LT(loads, 3 * 3000);
}

TEST(SimilarGroups, StopsAndPassesErrorsOn) {
    const auto texts = random_texts(61, 300);
    SimilarGroups similar(0.8);
    for (const auto& text : texts)
        similar.add(text);
    const auto load = [&](std::uint32_t i) -> Result<Shingles> { return texts[i]; };
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = similar.groups(load, {}, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    EXPECT_FALSE(
        similar.groups([](std::uint32_t) -> Result<Shingles> { return bad_input("no such post", "1"); }));
}

} // namespace
} // namespace axial::corpus::duplicates
