// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/codebooks/merge_fixture.h"

#include <gmock/gmock.h>

#include <random>

namespace axial::codebooks::exchange {
namespace {

using testing::HasSubstr;

class Packet : public MergeFixture {};

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST_F(Packet, goesOutIsWorkedOnAndComesBack) {
    const auto round = open(question_yaml);
    RoundFixture::vote(round, "c1", "y");
    const auto file = folder_ / "c2.packet";
    const auto written = write_packet(*study_, {"round", "c2"}, file);
    ASSERT_TRUE(written) << written.error().line();
    EXPECT_EQ(written->posts, 6);
    const auto opened = open_packet(file, folder_ / "desk");
    ASSERT_TRUE(opened) << opened.error().line();
    EXPECT_EQ(opened->coder, "c2");
    {
        auto desk = corpus::Study::open(folder_ / "desk", corpus::Study::Mode::write);
        ASSERT_TRUE(desk);
        EXPECT_EQ(Rounds(*desk).worklist(*Rounds(*desk).get("round"), "c2").value(),
                  Rounds(*study_).worklist(round, "c2").value());
        vote(*desk, round, "c2", keys_[0], "no");
    }
    for (int twice = 0; twice < 2; ++twice) {
        const auto incoming = read_incoming(folder_ / "desk");
        ASSERT_TRUE(incoming) << incoming.error().line();
        const auto plan = plan_merge(*study_, {&*incoming, 1});
        ASSERT_TRUE(plan) << plan.error().line();
        EXPECT_EQ(said(*plan), "");
        EXPECT_EQ(merge(*study_, *plan)->events, twice ? 0 : 1);
    }
}

TEST_F(Packet, holdsNothingOfAnotherCoder) {
    const auto round = open(codes_yaml);
    code(round, "c1", 0, "first", 0, 4);
    code(round, "c2", 1, "second", 0, 4);
    ASSERT_TRUE(Rounds(*study_).write_memo("c1", keys_[0], "a thought that is c1's alone"));
    const auto file = folder_ / "c2.packet";
    ASSERT_TRUE(write_packet(*study_, {"round", "c2"}, file));
    EXPECT_EQ(bytes_of(file).find("c1's alone"), std::string::npos);
    const auto inside = read_packet(file);
    ASSERT_TRUE(inside) << inside.error().line();
    int codings = 0;
    for (const auto& event : inside->events)
        if (event.kind == EventKind::coding_applied) {
            ++codings;
            EXPECT_EQ(event.coder, "c2");
        }
    EXPECT_EQ(codings, 1);
}

TEST_F(Packet, hasThePostsOfItsRoundAndTheRestOfTheirThreadsOnRequest) {
    const corpus::Store store(*study_);
    const auto first = (*store.post(keys_[0]))->row;
    ASSERT_TRUE(corpus::Sets(*study_).create({"one", "list", "", "", "{}", {first}}));
    const auto book = parse_codebook(question_yaml, "book.yaml");
    ASSERT_TRUE(Codebooks(*study_).import(*book, "c1"));
    Round round;
    round.name = "small";
    round.codebook = book->id;
    round.set = "one";
    round.coders = {"c1"};
    ASSERT_TRUE(Rounds(*study_).open(round, "c1"));
    const auto info = write_packet(*study_, {"small", "c1"}, folder_ / "one.packet");
    ASSERT_TRUE(info) << info.error().line();
    EXPECT_EQ(info->posts, 1);
    EXPECT_EQ(info->context_posts, 0);
    ASSERT_TRUE(open_packet(folder_ / "one.packet", folder_ / "one"));
    auto opened = corpus::Study::open(folder_ / "one", corpus::Study::Mode::read);
    EXPECT_EQ(corpus::Store(*opened).counts()->posts, 1);
    EXPECT_EQ((*corpus::Store(*opened).post(keys_[0]))->body.text, "some text to code");
}

TEST_F(Packet, damageAndStrangersAreRefused) {
    const auto round = open(question_yaml);
    EXPECT_THAT(write_packet(*study_, {"round", "zoe"}, folder_ / "z").error().line(),
                HasSubstr("not a coder of this round"));
    const auto file = folder_ / "c1.packet";
    ASSERT_TRUE(write_packet(*study_, {"round", "c1"}, file));
    EXPECT_FALSE(write_packet(*study_, {"round", "c1"}, file)); // never over another
    const auto whole = bytes_of(file);
    std::mt19937 random(11);
    for (int i = 0; i < 40; ++i) {
        auto damaged = i % 2 ? whole.substr(0, random() % whole.size()) : whole;
        for (int hits = i % 2 ? 0 : 200; hits > 0; --hits)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        const auto bad = folder_ / "bad.packet";
        std::ofstream(bad, std::ios::binary | std::ios::trunc) << damaged;
        const auto opened = open_packet(bad, folder_ / "bad");
        if (!opened)
            EXPECT_FALSE(std::filesystem::exists(folder_ / "bad")) << "half a study is left";
        else
            std::filesystem::remove_all(folder_ / "bad"); // the hits were in unused parts of the file
    }
}

} // namespace
} // namespace axial::codebooks::exchange
