// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/corpus/index_study.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

namespace axial::corpus::tests {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

void add_many(IndexedStudy& study, int from, int to) {
    const auto stored = study.store().transaction([&]() -> Status {
        for (int i = from; i < to; ++i)
            AXIAL_TRY(study.store().put(study.thread(),
                                        IndexedStudy::post(std::to_string(i), "common w" + std::to_string(i))));
        return {};
    });
    ASSERT_TRUE(stored) << stored.error().line();
}

std::vector<std::string> differences(const IndexedStudy& study) {
    return *const_cast<IndexedStudy&>(study).index().differences(100);
}

TEST(Index, MissingOneIsNamedAndMade) {
    IndexedStudy study;
    study.add("1", "alpha");
    EXPECT_FALSE(study.index().state().usable);
    EXPECT_THAT(study.found("alpha"), HasSubstr("(run \"axial index\")"));
    EXPECT_EQ(differences(study).size(), 1u);
    study.update();
    EXPECT_TRUE(study.index().state().usable);
    EXPECT_EQ(study.index().state().posts, 1);
    EXPECT_EQ(study.found("alpha"), "1");
    EXPECT_TRUE(differences(study).empty());
}

TEST(Index, FollowsNewAndChangedPosts) {
    IndexedStudy study;
    study.add("1", "alpha");
    study.update();
    study.add("2", "beta");
    study.add("1", "gamma");
    EXPECT_EQ(study.found("alpha"), "1") << "searching goes on with what is indexed";
    EXPECT_EQ(differences(study).size(), 2u);
    study.update();
    EXPECT_EQ(study.found("alpha"), "");
    EXPECT_EQ(study.found("gamma"), "1");
    EXPECT_EQ(study.found("is:edited"), "1");
    EXPECT_EQ(study.found("beta"), "2");
    EXPECT_EQ(study.index().state().change, *study.store().last_change());
    EXPECT_TRUE(differences(study).empty());
}

TEST(Index, AnotherObjectSeesEachCommit) {
    IndexedStudy study;
    study.add("1", "alpha");
    study.update();
    const SearchIndex reader(study.study());
    for (int i = 2; i < 30; ++i) {
        EXPECT_EQ(reader.search({.query = "alpha", .count_only = true})->count, i - 1);
        study.add(std::to_string(i), "alpha");
        study.update();
    }
}

TEST(Index, StoppedHalfwayIsConsistentAndGoesOn) {
    IndexedStudy study;
    add_many(study, 0, 2500);
    std::stop_source stop;
    const auto stopped = study.index().update(
        [&](std::int64_t done, std::int64_t) {
            if (done >= 1000)
                stop.request_stop();
        },
        stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    const IndexState half = study.index().state();
    EXPECT_TRUE(half.usable);
    EXPECT_EQ(half.posts, 1000);
    EXPECT_EQ(study.index().search({.query = "common", .count_only = true})->count, 1000);
    study.update();
    EXPECT_EQ(study.index().search({.query = "common", .count_only = true})->count, 2500);
    EXPECT_TRUE(differences(study).empty());
}

TEST(Index, KilledWhileWritingIsConsistentAndGoesOn) {
    IndexedStudy study;
    add_many(study, 0, 3500);
    for (const std::int64_t at : {1000, 2000}) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto own = Study::open(study.study().path(), Study::Mode::read);
            SearchIndex index(*own);
            std::int64_t posts = 0;
            (void)index.update([&](std::int64_t, std::int64_t) {
                if ((posts += 1000) >= 1000)
                    ::kill(::getpid(), SIGKILL);
            });
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status));
        EXPECT_TRUE(study.index().state().usable) << study.index().state().reason;
        EXPECT_EQ(study.index().state().posts, at);
    }
    study.update();
    EXPECT_EQ(study.index().state().posts, 3500);
    EXPECT_TRUE(differences(study).empty());
}

TEST(Index, RebuildKeepsTheOldOneUntilItIsDone) {
    IndexedStudy study;
    add_many(study, 0, 1500);
    study.update();
    std::stop_source stop;
    const SearchIndex reader(study.study());
    const auto stopped = study.index().rebuild(
        [&](std::int64_t, std::int64_t) {
            EXPECT_EQ(reader.search({.query = "common", .count_only = true})->count, 1500);
            stop.request_stop();
        },
        stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    EXPECT_TRUE(differences(study).empty());
    const auto rebuilt = study.index().rebuild();
    ASSERT_TRUE(rebuilt) << rebuilt.error().line();
    EXPECT_EQ(reader.search({.query = "common", .count_only = true})->count, 1500);
    EXPECT_TRUE(differences(study).empty());
    EXPECT_FALSE(fs::exists(study.study().path() / "index.new"));
    study.add("new", "alpha");
    study.update();
    EXPECT_EQ(study.found("alpha"), "new");
}

TEST(Index, NamesWhatDiffersFromTheStore) {
    IndexedStudy study;
    add_many(study, 0, 3);
    study.update();
    auto& database = study.study().database();
    SQLite::Statement(
        database,
        "UPDATE revisions SET text = 'tampered' WHERE post_id = (SELECT id FROM posts WHERE native_id = '1')")
        .exec();
    EXPECT_THAT(differences(study), ElementsAre(HasSubstr("comment/1: the index has another text")));
    const auto rebuilt = study.index().rebuild();
    ASSERT_TRUE(rebuilt) << rebuilt.error().line();
    EXPECT_TRUE(differences(study).empty());

    SQLite::Statement(database, "DELETE FROM revisions WHERE post_id = 1").exec();
    SQLite::Statement(database, "DELETE FROM posts WHERE id = 1").exec();
    EXPECT_THAT(differences(study), ElementsAre("document 1: in the index, but not in the study"));
    add_many(study, 10, 12);
    study.add("1", "changed");
    EXPECT_THAT(differences(study), ElementsAre(HasSubstr("not in the index"), HasSubstr("not in the index"),
                                                HasSubstr("indexed as of change 2, stored as of change"),
                                                HasSubstr("document 1:")));
    EXPECT_EQ(study.index().differences(2)->size(), 2u);
}

TEST(Index, OfAnotherStudyIsNotBelieved) {
    IndexedStudy study, other;
    study.add("1", "alpha");
    other.add("2", "beta");
    other.update();
    fs::copy(other.study().index_path(), study.study().index_path());
    EXPECT_EQ(study.index().state().reason, "the index is of another study");
    study.update();
    EXPECT_EQ(study.found("alpha OR beta"), "1");
}

TEST(Index, OneWriterAtATime) {
    IndexedStudy study;
    add_many(study, 0, 1200);
    SearchIndex second(study.study());
    bool asked = false;
    const auto done = study.index().update([&](std::int64_t, std::int64_t) {
        const auto refused = second.update();
        asked = true;
        if (second.state().change != *study.store().last_change()) {
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().fault, Fault::world);
            EXPECT_THAT(refused.error().line(), HasSubstr("being written by another process"));
        }
        EXPECT_TRUE(second.search({.query = "common"})) << "reading needs no lock";
    });
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_TRUE(asked);
}

TEST(Index, TakesHostileTexts) {
    IndexedStudy study;
    auto post = IndexedStudy::post("bytes", std::string("a\xFF\xFE\0b \xEF\xBF\xBD ", 10) +
                                                std::string(3000, 'x') + " tail");
    post.markup = Markup::plain;
    study.put(post);
    std::string log;
    for (int i = 0; log.size() < 5'000'000; ++i)
        log += "2024-05-01 12:00:" + std::to_string(i % 60) + " /usr/lib/python3/site-packages/mod" +
               std::to_string(i) + ".py line\n";
    auto longest = IndexedStudy::post("log", log + "needle");
    longest.markup = Markup::plain;
    study.put(longest);
    study.update();
    EXPECT_EQ(study.found("tail"), "bytes");
    EXPECT_EQ(study.found(std::string(3000, 'x')), "bytes");
    EXPECT_EQ(study.found("needle"), "log");
    EXPECT_EQ(study.found("mod4711.py"), "log");
}

} // namespace
} // namespace axial::corpus::tests
