// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/github.h"
#include "corpus/store.h"
#include "tests/collectors/github_fixture.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace axial::collectors {
namespace {

using testing::HasSubstr;
using tests::collect;
using tests::expect_sums;
using tests::Fakes;
using tests::secp;
using tests::TestStudy;

const std::vector<std::string> kinds = {"issue", "pull", "comment", "review_comment"};
std::string missing_of(TestStudy& study, const std::string& repository = secp) {
    return tests::difference(tests::expected_ids("github", repository, kinds), study.ids());
}

TEST(GitHub, collectsWhatTheOracleSays) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "");
    expect_sums(study.counts());
    EXPECT_EQ(study.counts().at("added"), 1548);
    EXPECT_EQ(study.counts().at("threads_added"), 269);
    EXPECT_LE(study.counts().at("requests"), 3 * 1548 / 100);
    ASSERT_TRUE(collect(fakes, study, {.repository = "matomo-org/matomo"}));
    EXPECT_EQ(study.counts().at("added"), 800); // more pages than page numbers are accepted for
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(GitHub, aSecondRunAsksOnlyForWhatChanged) {
    const Fakes fakes({"--no-limits", "--as-of", "2021-01-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    const auto first = study.counts();
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of(study), "");
    EXPECT_LT(study.counts().at("seen"), 1548 - first.at("seen") + 400);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(study.counts().at("added") + study.counts().at("changed"), 0);
    EXPECT_EQ(study.counts().at("requests"), 3);
    EXPECT_LT(study.counts().at("seen"), 10);
}

TEST(GitHub, whatWasStoppedGoesOnWhereItWas) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy whole;
    ASSERT_TRUE(collect(fakes, whole));
    TestStudy pieces;
    std::int64_t requests = 0;
    int runs = 0;
    for (Status done = cancelled(); !done; ++runs) {
        ASSERT_LT(runs, 40);
        done = collect(fakes, pieces, {.stop_after = 50}); // at each page
        ASSERT_TRUE(done || done.error().fault == Fault::cancelled);
        requests += pieces.counts().at("requests");
    }
    EXPECT_GT(runs, 10);
    EXPECT_EQ(tests::difference(whole.contents(), pieces.contents()), "");
    EXPECT_LE(requests, 17 + 3 * runs); // finished streams are asked for news once more
}

TEST(GitHub, aRecordingGivesTheSameStudy) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"/issues","nth":2,"kind":"status","params":{"status":502}}])");
    const tests::TemporaryFolder folder;
    TestStudy live, replayed, from_raw;
    ASSERT_TRUE(collect(fakes, live, {.repository = "bitcoin/secp256k1", .record = folder / "recording"}));
    EXPECT_EQ(missing_of(live), ""); // renamed: filed under the name of today
    const auto again =
        collect(fakes, replayed, {.repository = "bitcoin/secp256k1", .replay = folder / "recording"});
    ASSERT_TRUE(again) << again.error().line();
    EXPECT_EQ(replayed.counts().at("requests"), live.counts().at("requests"));
    EXPECT_EQ(tests::difference(live.contents(), replayed.contents()), "");
    ASSERT_TRUE(collect(fakes, from_raw, {.repository = "bitcoin/secp256k1", .replay = live.raw_path()}));
    EXPECT_EQ(tests::difference(live.contents(), from_raw.contents()), "");
    const corpus::Store store(live.study());
    auto raw = corpus::RawStore::open(live.raw_path(), corpus::RawStore::Mode::read);
    const auto post = store.post("github/bitcoin-core/secp256k1/issue/3");
    ASSERT_TRUE(post && *post);
    EXPECT_THAT((*raw->at((*post)->raw))->body, HasSubstr((*post)->title));
}

class GitHubUnderFaults : public testing::TestWithParam<const char*> {};

TEST_P(GitHubUnderFaults, endsComplete) {
    const Fakes fakes({"--clock-scale", "60"});
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(GetParam());
    TestStudy study;
    const auto done = collect(fakes, study);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study), "");
    expect_sums(study.counts());
    EXPECT_EQ(fakes.bad_manners(), "");
}

constexpr const char* told_to_wait =
    R"([{"service":"github","path":"/issues\\?","nth":2,"kind":"retry_after","params":{"seconds":60,"form":"date"}},
        {"service":"github","path":"/comments","nth":3,"kind":"rate_limit"},
        {"service":"github","path":"/pulls","nth":2,"kind":"secondary_limit","params":{"seconds":60}}])";
constexpr const char* broken_lines =
    R"([{"service":"github","path":"/issues\\?","nth":2,"kind":"truncate"},
        {"service":"github","path":"/issues/comments","nth":2,"kind":"malformed"},
        {"service":"github","path":"/issues/comments","nth":5,"kind":"reset_midway"},
        {"service":"github","path":"/pulls","nth":2,"kind":"html"},
        {"service":"github","path":"/pulls","nth":4,"kind":"reset"}])";
constexpr const char* broken_texts =
    R"([{"service":"github","path":"/issues\\?","nth":1,"kind":"lone_surrogate"},
        {"service":"github","path":"/issues\\?","nth":2,"kind":"nul_character"},
        {"service":"github","path":"/issues/comments","nth":2,"kind":"invalid_utf8"},
        {"service":"github","path":"/issues/comments","nth":4,"kind":"missing_fields"},
        {"service":"github","path":"/pulls","nth":2,"kind":"wrong_type"}])";
constexpr const char* odd_pages =
    R"([{"service":"github","path":"/issues\\?","nth":2,"kind":"overlap"},
        {"service":"github","path":"/issues/comments","nth":3,"kind":"overlap"},
        {"service":"github","path":"/issues/comments","nth":5,"kind":"redirect","params":{"to":"trap"}},
        {"service":"github","path":"/pulls","nth":2,"kind":"drop_headers"},
        {"service":"github","path":"/pulls","nth":3,"kind":"redirect_loop"}])";

std::string fault_name(const testing::TestParamInfo<GitHubUnderFaults::ParamType>& info) {
    constexpr const char* names[] = {"toldToWait", "brokenLines", "brokenTexts", "oddPages"};
    return names[info.index];
}

INSTANTIATE_TEST_SUITE_P(Faults, GitHubUnderFaults,
                         testing::Values(told_to_wait, broken_lines, broken_texts, odd_pages), fault_name);

TEST(GitHub, missingUsersBecomeMissingAuthors) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"","to":0,"kind":"null_users","params":{"every":1}}])");
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of(study), "");
    EXPECT_EQ(corpus::Store(study.study()).counts()->authors_missing, 1548);
}

TEST(GitHub, whatIsNotThereIsSaidInOneLine) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto problem = [&](const std::string& repository) {
        const auto done = collect(fakes, study, {.repository = repository});
        return done ? "done" : done.error().line();
    };
    EXPECT_THAT(problem("example-org/private-or-missing"), HasSubstr("no such repository, or it is private"));
    EXPECT_THAT(problem("example-org/taken-down"), HasSubstr("for legal reasons"));
    EXPECT_THAT(problem("example-org/blocked"), HasSubstr("refuses access: Repository access blocked"));
    EXPECT_THAT(problem("example-org/issues-off"), HasSubstr("issues switched off"));
    EXPECT_THAT(problem("no slash"), HasSubstr("write OWNER/NAME"));
    EXPECT_EQ(study.ids().size(), 0u);
}

TEST(GitHub, commentsOfOlderThreadsBringTheirThread) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(R"([{"service":"github","path":"/issues\\?","kind":"remove_item","params":{"index":0}},
                     {"service":"github","path":"/issues\\?","nth":2,"kind":"status","to":2,
                      "params":{"status":200,"body":[]}}])");
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study)); // the issues list ends after its first page
    EXPECT_GT(study.counts().at("threads_added"), 100);
    const auto found = study.ids();
    for (const auto& id : tests::expected_ids("github", secp, {"review_comment"}))
        EXPECT_TRUE(std::ranges::binary_search(found, id)) << id;
}

} // namespace
} // namespace axial::collectors
