// SPDX-License-Identifier: GPL-3.0-or-later
// The index in shards under kill, full disks and damage: the store is the truth, and the index finds back to
// it.
#include "tests/corpus/index_shards_support.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>

namespace axial::corpus::index_shards_tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Runs `work` in a process of its own, with its own connections. Returns how it ended, as waitpid says.
int in_child(ShardedStudy& study, const std::function<int(Study&, const Store&)>& work) {
    const auto path = study.study().path();
    const pid_t child = ::fork();
    if (child == 0) {
        auto own = Study::open(path, Study::Mode::read);
        if (!own)
            ::_exit(99);
        const Store store(*own);
        ::_exit(work(*own, store));
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

/// Ends this process at a moment to come, as kill -9 would: nothing is cleaned up.
void die_after(std::chrono::microseconds time) {
    std::signal(SIGALRM, SIG_DFL);
    const auto microseconds = std::max<long>(1, static_cast<long>(time.count()));
    const itimerval timer{{0, 0}, {microseconds / 1'000'000, microseconds % 1'000'000}};
    ::setitimer(ITIMER_REAL, &timer, nullptr);
}

TEST(IndexFaults, KilledAtAnyMomentItCatchesUp) {
    ShardedStudy study;
    std::mt19937 random(5);
    const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    int posts = 0, killed = 0;
    std::chrono::microseconds whole{20'000}; // how long an undisturbed run took last
    for (int round = 0; round < 100; ++round) {
        const int fresh = round == 0 ? 30 : below(5);
        study.add_some(posts + 1, posts + 1 + fresh);
        posts += fresh;
        for (int edits = below(5); edits > 0; --edits)
            study.put(ShardedStudy::post_of(1 + below(posts), fmt::format("common again{}", round)));
        const bool anew = below(4) == 0, was_usable = study.index().state().usable;
        const std::chrono::microseconds moment{below(static_cast<int>(whole.count()))};
        const int status = in_child(study, [&](Study& own, const Store& store) {
            die_after(moment);
            IndexWriter writer(own, store, small_sizes());
            return anew ? !writer.rebuild({}, {}) : !writer.update({}, {});
        });
        killed += WIFSIGNALED(status) ? 1 : 0;
        ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
        const auto state = study.index().state();
        EXPECT_TRUE(state.usable || !was_usable) << "round " << round << ": " << state.reason;
        EXPECT_EQ(study.index().search({.query = "common"}).has_value(), state.usable);
        if (round % 10 == 0 || round == 99) {
            const auto before = std::chrono::steady_clock::now();
            const auto done = study.update();
            ASSERT_TRUE(done) << "round " << round << ": " << done.error().line();
            ASSERT_TRUE(!anew || study.rebuild());
            whole = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                          before) +
                    std::chrono::milliseconds(5);
            ASSERT_THAT(study.differences(), IsEmpty()) << "round " << round;
            EXPECT_EQ(study.count(""), posts);
        }
    }
    EXPECT_GT(killed, 20) << "the moments are badly chosen";
    ASSERT_TRUE(study.rebuild());
    EXPECT_EQ(study.entries().size(), study.manifest().folders().size() + 2) << "something is left lying";
}

TEST(IndexFaults, AStoppedRebuildIsResumed) {
    ShardedStudy study;
    study.add_some(1, 200);
    ASSERT_TRUE(study.rebuild());
    const auto before = study.manifest();
    const auto stop_at = [&](std::int64_t posts) {
        std::stop_source stop;
        const auto stopped = study.rebuild(
            small_sizes(),
            [&](std::int64_t done, std::int64_t) {
                if (done >= posts)
                    stop.request_stop();
            },
            stop.get_token());
        ASSERT_FALSE(stopped);
        EXPECT_EQ(stopped.error().fault, Fault::cancelled);
        EXPECT_EQ(study.manifest().live, before.live) << "the old one serves";
        EXPECT_EQ(study.count("common"), 199);
    };
    stop_at(100);
    EXPECT_THAT(study.entries(), Contains("rebuild"));
    ASSERT_TRUE(study.update()) << "does not mind";
    study.put(ShardedStudy::post_of(3, "common again")); // what was made of it is not right any more
    std::vector<std::int64_t> told;
    ASSERT_TRUE(study.rebuild(small_sizes(), [&](std::int64_t done, std::int64_t of) {
        told.push_back(done);
        EXPECT_EQ(of, 199);
    }));
    EXPECT_GE(*std::find_if(told.begin(), told.end(), [](std::int64_t done) { return done > 0; }), 80)
        << "it began anew";
    EXPECT_EQ(told.back(), 199);
    EXPECT_EQ(study.count("again"), 1);
    EXPECT_EQ(study.count("w3"), 0);
    EXPECT_THAT(study.differences(), IsEmpty());
    EXPECT_THAT(study.entries(), Not(Contains("rebuild")));
}

TEST(IndexFaults, PartsThatLieAreNotBelieved) {
    ShardedStudy study;
    study.add_some(1, 60);
    std::stop_source stop;
    ASSERT_FALSE(study.rebuild(
        small_sizes(),
        [&](std::int64_t done, std::int64_t) { done >= 30 ? (void)stop.request_stop() : void(); },
        stop.get_token()));
    const auto parts = study.study().index_path() / "rebuild" / "rows" / "parts";
    int damaged = 0;
    for (const auto& part : fs::directory_iterator(parts))
        if (++damaged % 2 == 0)
            fs::resize_file(part.path() / "iamglass", 3);
    ASSERT_GE(damaged, 2);
    fs::create_directories(parts / "part-000050-9999"); // of rows that nobody asks for
    fs::create_directories(parts / "something else");
    ASSERT_TRUE(study.rebuild());
    EXPECT_EQ(study.count("common"), 59);
    EXPECT_THAT(study.differences(), IsEmpty());
}

TEST(IndexFaults, AFullDiskLeavesTheOldIndexAndNothingElse) {
    ShardedStudy study;
    for (int i = 1; i <= 40; ++i) {
        std::string body = "common ";
        for (int word = 0; word < 400; ++word)
            body += fmt::format("word{}x{} ", i, word);
        study.put(ShardedStudy::post_of(i, body));
    }
    ASSERT_TRUE(study.rebuild());
    const auto before = study.entries();
    for (const bool anew : {true, false}) {
        if (!anew)
            study.add_some(100, 130);
        const int status = in_child(study, [&](Study& own, const Store& store) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit small{40'000, 40'000};
            ::setrlimit(RLIMIT_FSIZE, &small);
            IndexWriter writer(own, store, small_sizes());
            const auto refused = anew ? writer.rebuild({}, {}) : writer.update({}, {});
            const bool plain = !refused && refused.error().fault == Fault::world &&
                               refused.error().line().find('\n') == std::string::npos;
            return plain ? 7 : 1;
        });
        EXPECT_EQ(WEXITSTATUS(status), 7);
        EXPECT_EQ(study.entries(), before) << "its room is given back";
        EXPECT_GE(study.count("common"), 40);
    }
    ASSERT_TRUE(study.update());
    EXPECT_EQ(study.count("common"), 70);
    EXPECT_THAT(study.differences(), IsEmpty());
}

TEST(IndexFaults, ALostLiveShardCostsOnlyWhatItHeld) {
    ShardedStudy study;
    study.add_some(1, 60);
    ASSERT_TRUE(study.rebuild());
    study.add_some(60, 63);
    study.put(ShardedStudy::post_of(7, "common again"));
    ASSERT_TRUE(study.update());
    const auto before = study.manifest();
    const auto live = study.study().index_path() / before.live;
    const std::vector<std::function<void()>> damages = {
        [&] { fs::remove_all(live); },
        [&] { fs::resize_file(study.study().index_path() / study.manifest().live / "iamglass", 4); },
        [&] { fs::remove(study.study().index_path() / study.manifest().live / "postlist.glass"); },
    };
    for (const auto& damage : damages) {
        damage();
        const auto refused = SearchIndex(study.study()).search({.query = "common"});
        ASSERT_FALSE(refused);
        EXPECT_THAT(refused.error().line(), HasSubstr("run \"axial index\""));
        ASSERT_TRUE(study.update());
        EXPECT_EQ(study.manifest().base.size(), before.base.size());
        EXPECT_EQ(study.manifest().base[0].name, before.base[0].name) << "what is finished is not made anew";
        EXPECT_EQ(study.count("common"), 62);
        EXPECT_EQ(study.count("again"), 1);
        EXPECT_THAT(study.differences(), IsEmpty());
    }
}

TEST(IndexFaults, DamageIsNamedAndMended) {
    ShardedStudy study;
    study.add_some(1, 60);
    const auto folder = study.study().index_path(), manifest = folder / "manifest";
    const auto text = [&] {
        std::ifstream in(manifest);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const auto rewrite = [&](const std::string& bytes) { std::ofstream(manifest, std::ios::trunc) << bytes; };
    const auto shard = [&] { return folder / study.manifest().base[0].name; };
    const std::vector<std::function<void()>> damages = {
        [&] { rewrite(""); },
        [&] { rewrite(text().substr(0, text().size() - 1)); },
        [&] { rewrite(text().substr(0, text().size() / 2)); },
        [&] {
            auto bytes = text();
            bytes[bytes.find("base ") + 12] ^= 1;
            rewrite(bytes);
        },
        [&] { rewrite("axial-index 999\n"); },
        [&] { rewrite(std::string(1 << 20, 'x')); },
        [&] { fs::remove(manifest); },
        [&] {
            fs::remove(manifest);
            fs::create_directory(manifest);
        },
        [&] { fs::remove_all(shard()); },
        [&] { fs::remove(shard() / "postlist.glass"); },
        [&] { fs::resize_file(shard() / "iamglass", 7); },
        [&] { fs::remove_all(folder); },
        [&] {
            fs::remove_all(folder);
            fs::create_directories(folder / "rebuild" / "rows" / "parts" / "part-1-60");
        },
        // one database, as it was before there were shards
        [&] {
            const auto live = folder / study.manifest().live;
            for (const auto& file : fs::directory_iterator(live))
                fs::rename(file.path(), folder / file.path().filename());
            fs::remove(manifest);
        },
    };
    for (std::size_t i = 0; i < damages.size(); ++i) {
        const auto done = study.update();
        ASSERT_TRUE(done) << i << ": " << done.error().line();
        ASSERT_EQ(study.count("common"), 59) << i;
        ASSERT_FALSE(study.manifest().base.empty());
        damages[i]();
        const SearchIndex index(study.study());
        const auto state = index.state();
        EXPECT_FALSE(state.usable) << i;
        EXPECT_FALSE(state.reason.empty()) << i;
        const auto refused = index.search({.query = "common"});
        ASSERT_FALSE(refused) << i;
        EXPECT_THAT(refused.error().line(), HasSubstr("run \"axial index\"")) << i;
        EXPECT_EQ(refused.error().line().find('\n'), std::string::npos) << i;
    }
    EXPECT_THAT(study.index().state().reason, HasSubstr("another version"));
    const auto mended = study.update();
    ASSERT_TRUE(mended) << mended.error().line();
    EXPECT_THAT(study.differences(), IsEmpty());
    EXPECT_THAT(study.entries(), Not(Contains("iamglass"))) << "the old one is taken away";
    EXPECT_EQ(study.store().counts()->posts, 59);
}

TEST(IndexFaults, OnlyOneWritesAndOthersSearch) {
    ShardedStudy study;
    study.add_some(1, 60);
    ASSERT_TRUE(study.rebuild());
    bool asked = false;
    ASSERT_TRUE(study.rebuild(small_sizes(), [&](std::int64_t, std::int64_t) {
        const auto refused = study.update();
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().fault, Fault::world);
        EXPECT_THAT(refused.error().line(), HasSubstr("being written by another process"));
        EXPECT_EQ(study.count("common"), 59);
        asked = true;
    }));
    EXPECT_TRUE(asked);
}

} // namespace
} // namespace axial::corpus::index_shards_tests
