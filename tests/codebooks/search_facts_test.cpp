// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/search_facts.h"
#include "tests/codebooks/round_fixture.h"

#include <gmock/gmock.h>

namespace axial::codebooks {
namespace {

using ::testing::HasSubstr;

class SearchFacts : public RoundFixture {
protected:
    /// How many posts `viewer` finds, or the error.
    std::string found(const std::string& query, const std::string& viewer) {
        corpus::SearchIndex index(*study_);
        index.answer_facts(facts_of(*study_, {viewer}));
        const auto updated = index.update();
        if (!updated)
            return updated.error().line();
        const auto rows = index.matches(query);
        return rows ? std::to_string(rows->size()) : rows.error().line();
    }
};

TEST_F(SearchFacts, ABlindRoundHidesItsCodingsFromSearches) {
    const auto round = open(codes_yaml);
    code(round, "c1", 0, "first", 0, 4);
    code(round, "c1", 1, "second", 0, 4);
    code(round, "c2", 1, "first", 0, 4);
    for (const char* query : {"coded:any", "code-applied:first", "code-applied:top", "coded:c1", "coded:c2"})
        EXPECT_EQ(found(query, ""), "0") << query;
    EXPECT_EQ(found("coded:any", "c1"), "2");
    EXPECT_EQ(found("coded:c2", "c1"), "0");
    EXPECT_EQ(found("code-applied:first", "c2"), "1");
    EXPECT_EQ(found("-coded:any", "c2"), "5");
    ASSERT_TRUE(Rounds(*study_).close("round", "c1"));
    EXPECT_EQ(found("coded:any", ""), "2");
    EXPECT_EQ(found("coded:c1", ""), "2");
    EXPECT_EQ(found("coded:c2", "c1"), "1");
}

TEST_F(SearchFacts, ABlindRoundHidesItsCodingsFromCounts) {
    const auto round = open(codes_yaml);
    code(round, "c1", 0, "first", 0, 4);
    code(round, "c2", 1, "first", 0, 4);
    const auto counted = [&](const char* viewer) {
        corpus::SearchIndex index(*study_);
        index.answer_facts(facts_of(*study_, {viewer}), code_facet(*study_, {viewer}));
        EXPECT_TRUE(index.update());
        const auto answer = index.search({.query = "", .facets = {"code"}});
        EXPECT_TRUE(answer) << answer.error().line();
        const auto& values = answer->facets.at(0).values;
        return values.empty() ? std::string("none") : values[0].value + " " + std::to_string(values[0].posts);
    };
    EXPECT_EQ(counted(""), "none");
    EXPECT_EQ(counted("c1"), "first 1");
    ASSERT_TRUE(Rounds(*study_).close("round", "c1"));
    EXPECT_EQ(counted(""), "first 2");
    EXPECT_EQ(counted("c1"), "first 2");
}

TEST_F(SearchFacts, AnOpenRoundShowsThem) {
    const auto round = open(codes_yaml, false);
    code(round, "c1", 0, "first", 0, 4);
    code(round, "c2", 1, "second", 0, 4);
    EXPECT_EQ(found("code-applied:top", ""), "2"); // the heading stands for all below it
    EXPECT_EQ(found("code-applied:FIRST", ""), "1");
    EXPECT_EQ(found("code-applied:book/second", ""), "1");
    EXPECT_EQ(found("code-applied:first code-applied:second", ""), "0");
    EXPECT_EQ(found("code-applied:(first OR second) source:github text", ""), "2");
    EXPECT_EQ(found("round:round -coded:any", ""), "4");
    EXPECT_EQ(found("set:all source:discourse", ""), "2");
}

TEST_F(SearchFacts, NamesThatAreNotThereAreErrorsWithThoseThatAre) {
    open(codes_yaml);
    for (const auto& [query, what] :
         {std::pair{"text set:none", "column 10: no such set: \"none\""},
          std::pair{"round:x", "there are: round"}, std::pair{"coded:somebody", "there are: c1, c2, any"},
          std::pair{"code-applied:x", "there are: first, second, top"}})
        EXPECT_THAT(found(query, ""), HasSubstr(what));
}

TEST_F(SearchFacts, WithoutAStudyTheyAreAnError) {
    corpus::SearchIndex index(*study_);
    ASSERT_TRUE(index.update());
    const auto rows = index.matches("set:all");
    ASSERT_FALSE(rows);
    EXPECT_THAT(rows.error().line(), HasSubstr("known to a study only"));
}

} // namespace
} // namespace axial::codebooks
