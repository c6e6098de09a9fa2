// SPDX-License-Identifier: GPL-3.0-or-later
#include "corpus/schema.h"
#include "corpus/store.h"
#include "corpus/study.h"
#include "tests/support/shared_material.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

namespace axial::corpus {
namespace {

using testing::HasSubstr;
using tests::TemporaryFolder;

TEST(Study, IsMadeOpenedAndFound) {
    const TemporaryFolder folder;
    const auto path = folder / "s";
    std::string uuid;
    {
        const auto made = Study::create(path, "Remote code");
        ASSERT_TRUE(made) << made.error().line();
        uuid = made->uuid();
    }
    const auto opened = Study::open(path, Study::Mode::read);
    ASSERT_TRUE(opened) << opened.error().line();
    EXPECT_EQ(opened->name(), "Remote code");
    EXPECT_EQ(opened->uuid(), uuid);
    std::filesystem::create_directories(path / "deep/er");
    EXPECT_EQ(Study::find(path / "deep/er").value(), path);
}

TEST(Study, WhatIsNoStudyIsLeftAlone) {
    const TemporaryFolder folder;
    const auto nothing = Study::open(folder / "none", Study::Mode::write);
    ASSERT_FALSE(nothing);
    EXPECT_THAT(nothing.error().line(), HasSubstr("not an Axial study"));
    EXPECT_EQ(nothing.error().exit_status(), 1);
    EXPECT_FALSE(std::filesystem::exists(folder / "none"));

    std::filesystem::create_directory(folder / "other");
    {
        SQLite::Database other((folder / "other/study.db").string(),
                               SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        other.exec("CREATE TABLE t (a)");
    }
    const auto foreign = Study::open(folder / "other", Study::Mode::write);
    ASSERT_FALSE(foreign);
    EXPECT_THAT(foreign.error().line(), HasSubstr("not an Axial study"));

    std::filesystem::create_directory(folder / "text");
    std::ofstream(folder / "text/study.db")
        << "this is not a database, whatever its name says, and it is long enough";
    const auto text = Study::open(folder / "text", Study::Mode::read);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().exit_status(), 1);

    std::filesystem::create_directory(folder / "full");
    std::ofstream(folder / "full/notes.txt") << "mine";
    EXPECT_FALSE(Study::create(folder / "full", ""));
    EXPECT_TRUE(std::filesystem::exists(folder / "full/notes.txt"));
}

TEST(Study, ItsNameIsOneLine) {
    const TemporaryFolder folder;
    for (const std::string name : {"two\nlines", "not \xff UTF-8"}) {
        ASSERT_FALSE(Study::create(folder / "s", name));
        EXPECT_FALSE(std::filesystem::exists(folder / "s"));
    }
    EXPECT_EQ(Study::create(folder / "two\nlines", "")->name(), "two lines");
}

TEST(Study, OneThatCannotBeMadeLeavesNothing) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "empty");
    const auto limited = [&](const std::filesystem::path& path) {
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 20'000; // as on a disk that is full
        std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &small);
        const bool made = Study::create(path, "").has_value();
        setrlimit(RLIMIT_FSIZE, &before);
        return made;
    };
    EXPECT_FALSE(limited(folder / "empty"));
    EXPECT_TRUE(std::filesystem::is_empty(folder / "empty"));
    EXPECT_FALSE(limited(folder / "new"));
    EXPECT_FALSE(std::filesystem::exists(folder / "new"));
    EXPECT_TRUE(Study::create(folder / "new", ""));
}

TEST(Study, ANewerSchemaIsRefused) {
    const TemporaryFolder folder;
    ASSERT_TRUE(Study::create(folder / "s", ""));
    SQLite::Database((folder / "s/study.db").string(), SQLite::OPEN_READWRITE)
        .exec("PRAGMA user_version = " + std::to_string(current_schema() + 1));
    for (const auto mode : {Study::Mode::read, Study::Mode::write}) {
        const auto opened = Study::open(folder / "s", mode);
        ASSERT_FALSE(opened);
        EXPECT_THAT(opened.error().line(), HasSubstr("newer Axial"));
    }
}

TEST(Study, OneWriterManyReaders) {
    const TemporaryFolder folder;
    const auto writer = Study::create(folder / "s", "");
    ASSERT_TRUE(writer);
    const auto second = Study::open(folder / "s", Study::Mode::write);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().line(), HasSubstr("open for writing elsewhere"));
    EXPECT_THAT(second.error().line(), HasSubstr(std::to_string(getpid())));
    EXPECT_TRUE(Study::open(folder / "s", Study::Mode::read));
}

TEST(Study, AWriterThatIsKilledLeavesNoLock) {
    const TemporaryFolder folder;
    ASSERT_TRUE(Study::create(folder / "s", ""));
    int pipe[2];
    ASSERT_EQ(::pipe(pipe), 0);
    const auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto held = Study::open(folder / "s", Study::Mode::write);
        [[maybe_unused]] const auto written = ::write(pipe[1], held ? "y" : "n", 1);
        ::pause();
    }
    char answer = 0;
    ASSERT_EQ(::read(pipe[0], &answer, 1), 1);
    ASSERT_EQ(answer, 'y');
    EXPECT_FALSE(Study::open(folder / "s", Study::Mode::write));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    EXPECT_TRUE(Study::open(folder / "s", Study::Mode::write));
}

/// What a child process gets when it asks to write beside `holder`: 'y' or 'n'.
char open_beside_in_a_child(const std::filesystem::path& study, std::int64_t holder) {
    const auto child = ::fork();
    if (child == 0) {
        auto beside = Study::open_beside(study, holder);
        const bool written = beside && Store(*beside).transaction([&]() -> Status {
            AXIAL_ASSIGN([[maybe_unused]] const auto run, Store(*beside).begin(corpus::Run{}));
            return {};
        });
        ::_exit(written ? 'y' : 'n');
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return static_cast<char>(WEXITSTATUS(status));
}

TEST(Study, AChildOfTheWriterMayWriteBesideIt) {
    const TemporaryFolder folder;
    auto writer = Study::create(folder / "s", "");
    ASSERT_TRUE(writer);
    EXPECT_EQ(open_beside_in_a_child(folder / "s", ::getpid()), 'y');
    EXPECT_EQ(open_beside_in_a_child(folder / "s", ::getppid()), 'n') << "not the parent";
    EXPECT_FALSE(Study::open_beside(folder / "s", ::getppid())) << "the parent, who does not hold the lock";
    ASSERT_TRUE(Store(*writer).begin(corpus::Run{}));
    EXPECT_EQ(Store(*writer).runs()->size(), 2u) << "both wrote";
}

TEST(Study, WritingBesideNobodyTakesTheLock) {
    const TemporaryFolder folder;
    ASSERT_TRUE(Study::create(folder / "s", ""));
    const auto first = Study::open_beside(folder / "s", ::getppid());
    ASSERT_TRUE(first);
    EXPECT_FALSE(Study::open(folder / "s", Study::Mode::write));
}

} // namespace
} // namespace axial::corpus
