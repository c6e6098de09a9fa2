// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/index/completion.h"
#include "corpus/index/known_values.h"
#include "corpus/index/query_parser.h"
#include "tests/corpus/index_study.h"

#include <random>

namespace axial::corpus::index {
namespace {

std::vector<KnownValue> some_tags(const Field& field, std::string_view prefix, std::size_t) {
    if (field.name != "tag")
        return {};
    std::vector<KnownValue> all{{"bug", 7}, {"good first issue", 3}, {"big", 2}, {"with \" mark", 1}};
    std::erase_if(all, [&](const KnownValue& value) { return !value.value.starts_with(prefix); });
    return all;
}

/// "begin-end: insert insert …" for a query with | at the cursor; ten suggestions.
std::string completed(std::string query) {
    const auto bar = query.find('|');
    std::size_t cursor = 0;
    for (std::size_t i = 0; i < bar; ++i)
        cursor += (static_cast<unsigned char>(query[i]) & 0xC0) != 0x80;
    query.erase(bar, 1);
    const auto all = complete_query(query, cursor, some_tags, 10);
    std::string line = std::to_string(all.begin) + "-" + std::to_string(all.end) + ":";
    for (const auto& each : all.suggestions)
        line += " " + each.insert;
    return line;
}

TEST(Completion, OffersFieldsThenValuesWhereTheCursorStands) {
    EXPECT_EQ(completed("so|"), "0-2: source:");
    EXPECT_EQ(completed("load SI|"), "5-7: site:");
    EXPECT_EQ(completed("远程 -so|"), "4-6: source:");
    EXPECT_EQ(completed("so|urce:github"), "0-7: source:");
    EXPECT_EQ(completed("tag:|"), "4-4: bug \"good first issue\" big");
    EXPECT_EQ(completed("tag:b|ig x"), "4-7: bug big");
    EXPECT_EQ(completed("a (TAG:b|)"), "7-8: bug big");
    EXPECT_EQ(completed("tag:\"good f|"), "4-11: \"good first issue\"");
    EXPECT_EQ(completed("tag:\"good| x\" y"), "4-12: \"good first issue\"");
    EXPECT_EQ(completed("tag:(bug OR bi|)"), "12-14: big");
    EXPECT_EQ(completed("tag:(bug) bi|"), "10-12:");
    EXPECT_EQ(completed("-is:r|"), "4-5: root");
    EXPECT_EQ(completed("has:li|"), "4-6: link list");
    EXPECT_EQ(completed("date:last|"), "5-9: last-week last-month last-year");
    EXPECT_EQ(completed("\"so|"), "0-3:");
    EXPECT_EQ(completed("tag:\"bug\" so|"), "10-12: source:");
}

TEST(Completion, IsNeverAnErrorAndStaysInside) {
    std::mt19937 random(5);
    const std::string_view pieces[] = {"tag:", "\"", "(", ")", " ", "-", "远", "so", ":", "is:", "*", "\xff"};
    for (int i = 0; i < 3000; ++i) {
        std::string query;
        for (int j = 0; j < 8; ++j)
            query += pieces[random() % std::size(pieces)];
        const auto all = complete_query(query, random() % 24, some_tags, 5);
        EXPECT_LE(all.begin, all.end) << query;
        EXPECT_LE(all.end, query.size()) << query;
        EXPECT_LE(all.suggestions.size(), 5u) << query;
    }
}

TEST(Completion, KnowsTheValuesOfTheIndexAndHowManyPostsHaveThem) {
    tests::IndexedStudy study;
    for (const auto* id : {"a", "b", "c"}) {
        auto post = tests::IndexedStudy::post(id, "text");
        post.author.id = *id == 'c' ? "Other One" : "octocat";
        study.put(post);
    }
    const auto values = known_values(study.study());
    EXPECT_TRUE(values(*find_field("author"), "", 9).empty()) << "there is no index yet";
    study.update();
    const auto authors = values(*find_field("author"), "O", 9);
    ASSERT_EQ(authors.size(), 2u);
    EXPECT_EQ(authors[0].value, "octocat");
    EXPECT_EQ(authors[0].posts, 2);
    const auto all = complete_query("author:ot", 9, values, 9);
    ASSERT_EQ(all.suggestions.size(), 1u);
    EXPECT_EQ(all.suggestions[0].insert, "\"other one\"");
    EXPECT_EQ(study.found("author:" + all.suggestions[0].insert), "c");
    EXPECT_TRUE(values(*find_field("thread"), "", 9).empty());
    study.add("d", "later");
    study.update();
    EXPECT_EQ(values(*find_field("kind"), "com", 1).at(0).value, "comment");
}

} // namespace
} // namespace axial::corpus::index
