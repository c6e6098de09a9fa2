// SPDX-License-Identifier: GPL-3.0-or-later
#include "codebooks/journal.h"
#include "codebooks/projections.h"
#include "tests/support/shared_material.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

namespace axial::codebooks {
namespace {

using tests::TemporaryFolder;

Event vote(const std::string& coder, const std::string& post, const std::string& answer) {
    return {{},
            {},
            coder,
            EventKind::vote_cast,
            "vote:r:" + coder + ":" + post,
            {{"round", "r"}, {"post", post}, {"answer", answer}}};
}

struct JournalTest : testing::Test {
    TemporaryFolder folder;
    corpus::Study study = corpus::Study::create(folder / "s", "").value();
    Journal journal{study};

    std::string answer(const std::string& coder, const std::string& post) {
        SQLite::Statement query(study.database(), "SELECT answer FROM votes WHERE coder = ? AND post = ?");
        query.bind(1, coder);
        query.bind(2, post);
        return query.executeStep() ? query.getColumn(0).getString() : "none";
    }
};

TEST_F(JournalTest, NothingIsEverOverwritten) {
    ASSERT_TRUE(journal.append(vote("ada", "p", "include")));
    ASSERT_TRUE(journal.append(vote("ada", "p", "exclude")));
    EXPECT_EQ(answer("ada", "p"), "exclude");
    EXPECT_EQ(journal.of("vote:r:ada:p")->size(), 2u);
    EXPECT_THROW(study.database().exec("UPDATE events SET coder = 'ben'"), SQLite::Exception);
    EXPECT_THROW(study.database().exec("DELETE FROM events"), SQLite::Exception);
    EXPECT_EQ(journal.size(), 2);
}

TEST_F(JournalTest, UndoAndRedoInAnyOrder) {
    const auto first = journal.append(vote("ada", "p", "include")).value();
    const auto second = journal.append(vote("ada", "p", "exclude")).value();
    ASSERT_TRUE(journal.undo(first.uuid, "ada")) << "an older decision can be taken back under a newer one";
    EXPECT_EQ(answer("ada", "p"), "exclude");
    ASSERT_TRUE(journal.undo(second.uuid, "ada"));
    EXPECT_EQ(answer("ada", "p"), "none");
    ASSERT_TRUE(journal.redo(first.uuid, "ada"));
    EXPECT_EQ(answer("ada", "p"), "include");
    ASSERT_TRUE(journal.redo(second.uuid, "ada"));
    EXPECT_EQ(answer("ada", "p"), "exclude");
    EXPECT_FALSE(journal.redo(second.uuid, "ada"));
    EXPECT_FALSE(journal.undo(second.uuid, "ben")) << "only who decided takes it back";
    EXPECT_FALSE(journal.undo("no-such-event", "ada"));
    EXPECT_TRUE(journal.differences(10)->empty());
}

TEST_F(JournalTest, AListOfEventsIsWrittenWholeOrNotAtAll) {
    EXPECT_FALSE(journal.append(std::vector<Event>{vote("ada", "p", "include"), vote("", "q", "include")}));
    EXPECT_EQ(journal.size(), 0);
    EXPECT_EQ(answer("ada", "p"), "none");
}

TEST_F(JournalTest, DifferencesAreFoundAndMended) {
    ASSERT_TRUE(journal.append(vote("ada", "p", "include")));
    ASSERT_TRUE(journal.append(vote("ben", "p", "include")));
    study.database().exec("UPDATE votes SET answer = 'exclude' WHERE coder = 'ada'");
    study.database().exec("DELETE FROM votes WHERE coder = 'ben'");
    study.database().exec(
        "INSERT INTO votes VALUES ('vote:r:eve:p', 'e', 'r', 'eve', 'p', 'include', '', '', 0, 0)");
    EXPECT_THAT(journal.differences(10).value(),
                testing::UnorderedElementsAre(testing::HasSubstr("ada"), testing::HasSubstr("ben"),
                                              testing::HasSubstr("eve")));
    ASSERT_TRUE(journal.rebuild());
    EXPECT_TRUE(journal.differences(10)->empty());
    EXPECT_EQ(answer("ada", "p"), "include");
    EXPECT_EQ(answer("eve", "p"), "none");
}

/// What merging will stand on: a target's state depends on the set of its events alone, not on their arrival.
TEST_F(JournalTest, TheStateIsAFunctionOfTheSetOfEvents) {
    std::mt19937 random(11);
    for (int history = 0; history < 200; ++history) {
        const std::string post = "p" + std::to_string(history);
        std::vector<std::string> cast;
        for (int step = 0; step < 8; ++step) {
            if (cast.empty() || random() % 2 == 0)
                cast.push_back(journal.append(vote("ada", post, random() % 2 ? "include" : "exclude"))->uuid);
            else if (const auto& event = cast[random() % cast.size()]; random() % 2 == 0)
                (void)journal.undo(event, "ada");
            else
                (void)journal.redo(event, "ada");
        }
        auto events = journal.of("vote:r:ada:" + post).value();
        const auto expected = project(events);
        std::shuffle(events.begin(), events.end(), random);
        std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.uuid < b.uuid; });
        EXPECT_EQ(project(events), expected);
        EXPECT_EQ(answer("ada", post), expected ? expected->values[5].get<std::string>() : "none");
    }
    EXPECT_TRUE(journal.differences(10)->empty());
}

} // namespace
} // namespace axial::codebooks
