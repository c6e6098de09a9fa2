// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/sets.h"
#include "corpus/store.h"
#include "tests/support/shared_material.h"
#include "tests/support/small_corpus.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <algorithm>

namespace axial::corpus {
namespace {

using namespace tests;

struct SetsTest : testing::Test {
    TemporaryFolder folder;
    Study study = Study::create(folder / "s", "").value();
    Store store{study};
    Sets sets{study};

    std::vector<RowId> issues(int number) {
        std::vector<RowId> rows;
        for (int i = 1; i <= number; ++i) {
            put_issue(store, i, "title " + std::to_string(i), "body " + std::to_string(i));
            rows.push_back(store.post(issue_key(i))->value().row);
        }
        return rows;
    }
};

TEST_F(SetsTest, ASetIsFrozenAndKnowsWhereItCameFrom) {
    const auto rows = issues(4);
    ASSERT_TRUE(
        sets.create({"all", "query", "everything", "", "{}", {rows[3], rows[0], rows[1], rows[1], rows[2]}}));
    ASSERT_TRUE(sets.create({"some", "filter", "two of them", "all", "{}", {rows[0], rows[1]}}));
    EXPECT_EQ(sets.get("all")->size, 4);
    EXPECT_EQ(sets.posts(*sets.get("all")).value(), rows);
    EXPECT_EQ(sets.by_source(*sets.get("some"))->at("github"), 2);
    EXPECT_TRUE(sets.contains(*sets.get("some"), rows[1]).value());
    EXPECT_FALSE(sets.contains(*sets.get("some"), rows[2]).value());
    const auto chain = sets.chain("some").value();
    ASSERT_EQ(chain.size(), 2u);
    EXPECT_EQ(chain[0].name, "all");

    EXPECT_FALSE(sets.create({"all", "list", "", "", "{}", {}})) << "a name is given once";
    EXPECT_FALSE(sets.create({"a b", "list", "", "", "{}", {}}));
    EXPECT_FALSE(sets.create({"child", "list", "", "nobody", "{}", {}}));
    const auto missing = sets.get("nobody");
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().line(), testing::HasSubstr("all, some"));
}

TEST_F(SetsTest, TheSameTextOnceKeepsTheOldest) {
    put_issue(store, 1, "Why?", "The  flag is\nneeded...");
    put_issue(store, 2, "why?", "the flag is needed…");
    put_issue(store, 3, "Why?", "The flag is not needed.");
    std::vector<RowId> rows;
    for (const int i : {3, 2, 1})
        rows.push_back(store.post(issue_key(i))->value().row);
    const auto unique = unique_posts(study, rows).value();
    EXPECT_THAT(unique.kept, testing::ElementsAre(rows[2], rows[0]));
    EXPECT_THAT(unique.dropped, testing::ElementsAre(testing::Pair(rows[1], rows[2])));
}

TEST_F(SetsTest, AChainThatBitesItsTailIsAnErrorNotALoop) {
    const auto rows = issues(1);
    ASSERT_TRUE(sets.create({"a", "query", "", "", "{}", rows}));
    ASSERT_TRUE(sets.create({"b", "filter", "", "a", "{}", rows}));
    study.database().exec("UPDATE sets SET parent = 'b' WHERE name = 'a'");
    EXPECT_FALSE(sets.chain("b"));
}

TEST_F(SetsTest, KeysAreThoseOfThePostsInTheirOrder) {
    const auto rows = issues(3);
    ASSERT_TRUE(sets.create({"all", "query", "", "", "{}", rows}));
    EXPECT_THAT(sets.keys(*sets.get("all")).value(),
                testing::ElementsAre(issue_key(1), issue_key(2), issue_key(3)));
}

} // namespace
} // namespace axial::corpus
