// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_records.h"
#include "tests/collectors/discussions_fixture.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

/// Every discussion, comment and reply of the fakes' data, by its id.
std::map<std::string, nlohmann::json> recorded_posts(const std::string& repository) {
    std::map<std::string, nlohmann::json> posts;
    std::ifstream lines(*tests::shared_material("fakes/data/github/discussions.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        const auto discussion = nlohmann::json::parse(line);
        if (discussion.at("repo") != repository)
            continue;
        posts[discussion.at("number").dump()] = discussion;
        for (const auto& comment : discussion.at("comments")) {
            posts[comment.at("node_id")] = comment;
            for (const auto& reply : comment.value("replies", nlohmann::json::array()))
                posts[reply.at("node_id")] = reply;
        }
    }
    return posts;
}

TEST(Discussions, collectsEveryRepositoryOfTheOracle) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const auto oracle =
        nlohmann::json::parse(tests::read_file(*tests::shared_material("fakes/data/oracle.json")))
            .at("github_discussions");
    DiscussionsGiven given{{}};
    std::vector<std::string> expected;
    std::map<std::string, std::int64_t> missing, found_missing;
    std::int64_t hidden = 0;
    for (const auto& [container, entry] : oracle.items()) {
        given.repositories.push_back(container);
        for (auto& id : tests::expected_ids("github_discussions", container, discussion_kinds))
            expected.push_back(std::move(id));
        hidden += entry.at("hidden").get<std::int64_t>();
        for (const auto& kind : discussion_kinds)
            missing[kind] += entry.at("authors_missing").value(kind, std::int64_t{0});
    }
    std::ranges::sort(expected);
    TestStudy study;
    const auto done = collect(fakes, study, given);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(tests::difference(expected, study.ids()), "");
    EXPECT_EQ(study.counts().at("added"), std::ssize(expected));
    EXPECT_EQ(study.counts().at("skipped"), 0);
    EXPECT_EQ(study.counts().at("hidden"), hidden);
    const corpus::Store store(study.study());
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        found_missing[post.kind] += post.author.id ? 0 : 1;
        EXPECT_EQ(post.source, "github");
        EXPECT_TRUE(oracle.contains(post.container)) << post.container;
        return true;
    }));
    EXPECT_EQ(found_missing, missing);
    EXPECT_EQ(fakes.bad_manners(), "");
    EXPECT_LT(study.counts().at("requests") * 100, 3 * std::ssize(expected));
    for (const auto& request : fakes.requests())
        EXPECT_EQ(request.at("path"), "/github/graphql");
}

TEST(Discussions, textsAndStatesAreAsTheyWereWritten) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    const auto recorded = recorded_posts(gathered);
    const corpus::Store store(study.study());
    std::set<std::string> states, tags;
    std::size_t compared = 0;
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        const auto& given = recorded.at(post.native_id);
        EXPECT_EQ(post.body, corpus::canonical_text(given.at("body").get<std::string>(),
                                                    corpus::Markup::markdown, corpus::Dialect::github))
            << post.key;
        EXPECT_EQ(format_time(post.created_at), given.at("createdAt"));
        EXPECT_EQ(format_time(post.updated_at), given.value("lastEditedAt", given.at("createdAt")));
        EXPECT_EQ(post.author.id.value_or(""), given.value("author", ""));
        EXPECT_EQ(post.score, given.value("upvoteCount", 1));
        const auto thread = **store.thread(post.thread_row);
        const std::string page = "https://github.com/gathered/discussions/discussions/" + thread.native_id;
        if (post.kind == "discussion") {
            EXPECT_EQ(post.url, page);
            EXPECT_EQ(post.title, corpus::fold_white_space(given.at("title").get<std::string>()));
            EXPECT_EQ(post.tags.front(), given.at("category"));
            EXPECT_EQ(post.state, given.contains("answer")     ? "answered"
                                  : given.contains("closedAt") ? "closed"
                                                               : "open");
        } else {
            EXPECT_EQ(post.url, page + "#discussioncomment-" + given.at("id").dump());
            EXPECT_EQ(post.visibility == corpus::Visibility::hidden, given.contains("minimizedReason"));
            const std::string own =
                given.value("isAnswer", false) ? "accepted" : given.value("minimizedReason", std::string());
            EXPECT_EQ(post.state, own.empty() ? thread.state : own);
        }
        EXPECT_EQ(post.parent_key.empty(), post.kind != "reply");
        if (!post.parent_key.empty()) {
            EXPECT_EQ((**store.post(post.parent_key)).thread_row, post.thread_row);
        }
        states.insert(post.state);
        tags.insert(post.tags.begin(), post.tags.end());
        ++compared;
        return true;
    }));
    EXPECT_EQ(compared, recorded.size());
    EXPECT_THAT(states, testing::IsSupersetOf({"accepted", "answered", "open", "closed", "off-topic"}));
    EXPECT_THAT(tags, testing::IsSupersetOf({"Q&A", "locked", "closed: resolved"}));
}

TEST(Discussions, aSecondRunAsksOnlyForWhatChanged) {
    const Fakes fakes({"--no-limits", "--as-of", "2024-06-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_GT(study.counts().at("threads_added"), 0);
    EXPECT_LT(study.counts().at("threads_added"), 142);
    fakes.as_of("2025-01-01");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_LT(study.counts().at("threads_seen"), 142 - study.counts().at("threads_unchanged"));
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of(study), "");
    TestStudy anew;
    fakes.mark();
    ASSERT_TRUE(collect(fakes, anew));
    const auto texts = [](TestStudy& of) {
        std::vector<std::string> lines;
        (void)corpus::Store(of.study()).for_each_post([&](const corpus::Post& post) {
            lines.push_back(post.key + post.body.text + post.state + post.title);
            return true;
        });
        std::ranges::sort(lines);
        return lines;
    };
    EXPECT_EQ(tests::difference(texts(anew), texts(study)), "");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(study.counts().at("requests"), 1);
    EXPECT_EQ(study.counts().at("seen"), 0);
    const corpus::Store store(study.study());
    const auto runs = *store.runs();
    ASSERT_EQ(runs.size(), 4u);
    const auto first = *store.queries(1), last = *store.queries(4);
    ASSERT_TRUE(first.size() == 1 && last.size() == 1);
    EXPECT_EQ(first[0].hits, first[0].fetched);
    EXPECT_EQ(first[0].from, Time{});
    EXPECT_GT(last[0].from, first[0].to);
    EXPECT_EQ(last[0].from, last[0].to);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discussions, aSweepMarksWhatIsGone) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    // The list is the first answer; what it shows is deleted after it was read in detail, by the second run.
    ASSERT_TRUE(collect(fakes, study, {.repositories = {langchain}}));
    const auto posts = std::ssize(study.ids());
    fakes.faults(R"([{"service":"github","path":"graphql","kind":"remove_item","params":{"index":2}}])");
    ASSERT_TRUE(collect(fakes, study, {.repositories = {langchain}})); // nothing is newer: one question
    EXPECT_EQ(study.counts().at("requests"), 1);
    fakes.faults("[]");
    ASSERT_TRUE(collect(fakes, study, {.repositories = {langchain}}));
    EXPECT_EQ(study.counts().at("gone"), 0);
    ASSERT_EQ(study.notes().size(), 1u);
    EXPECT_THAT(study.notes()[0], HasSubstr("5 discussions are stored and 4 are listed"));
    ASSERT_TRUE(collect(fakes, study, {.repositories = {langchain}, .full = true}));
    EXPECT_EQ(study.counts().at("threads_gone"), 1);
    const auto gone = study.counts().at("gone");
    EXPECT_GT(gone, 0);
    const auto counts = *corpus::Store(study.study()).counts();
    EXPECT_EQ(counts.gone, gone);
    EXPECT_EQ(counts.posts, posts);
    EXPECT_EQ(study.counts().at("seen") + gone, posts); // a sweep reads all the others again
    ASSERT_TRUE(collect(fakes, study, {.repositories = {langchain}, .full = true}));
    EXPECT_EQ(study.counts().at("gone"), 0);
    EXPECT_TRUE(study.notes().empty());
    EXPECT_EQ(study.counts().at("changed"), 0);
}

TEST(Discussions, whatWasStoppedGoesOnWhereItWas) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    for (const auto& repository : {langchain, gathered}) {
        const std::int64_t some = repository == langchain ? 1 : 150; // 1: after each page
        TestStudy whole, pieces;
        ASSERT_TRUE(collect(fakes, whole, {.repositories = {repository}}));
        std::int64_t asked = 0;
        int runs = 0;
        for (Status done = cancelled(); !done; ++runs) {
            ASSERT_LT(runs, 60);
            done = collect(fakes, pieces, {.repositories = {repository}, .stop_after = some});
            ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
            asked += pieces.counts().at("requests");
        }
        EXPECT_GT(runs, 5);
        EXPECT_EQ(tests::difference(whole.contents(), pieces.contents()), "");
        EXPECT_LE(asked, whole.counts().at("requests") + 2 * runs); // lists are read again, nothing else is
    }
}

TEST(Discussions, aSweepThatWasStoppedFindsTheSame) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    fakes.faults(R"([{"service":"github","path":"graphql","kind":"remove_item","params":{"index":120}}])");
    ASSERT_TRUE(collect(fakes, study));
    std::int64_t seen = 0, gone = 0;
    int runs = 0;
    for (Status done = cancelled(); !done; ++runs) {
        ASSERT_LT(runs, 60);
        done = collect(fakes, study, {.full = true, .stop_after = 150});
        seen += study.counts().at("seen");
        gone += study.counts().count("threads_gone");
    }
    EXPECT_GT(runs, 5);
    EXPECT_EQ(gone, 1);
    EXPECT_EQ(seen + corpus::Store(study.study()).counts()->gone, 2388);
}

TEST(Discussions, aRecordingGivesTheSameStudy) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const tests::TemporaryFolder folder;
    TestStudy live, replayed;
    fakes.faults(R"([{"service":"github","path":"graphql","nth":3,"kind":"graphql_partial"}])");
    ASSERT_TRUE(collect(fakes, live, {.repositories = {langchain}, .record = folder / "recording"}));
    const auto done =
        collect(fakes, replayed, {.repositories = {langchain}, .replay = folder / "recording", .token = ""});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(tests::difference(live.contents(), replayed.contents()), "");
}

TEST(Discussions, thePlanIsCloseAndStoresNothing) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    DiscussionsRequest request{
        {gathered, langchain, "nobody/nothing"}, {}, {}, {}, {}, fakes.url("/github"), false};
    const auto plan_now = [&] {
        Plan plan;
        const auto made =
            study.collect(discussions_client(request.endpoint, "ghp_x"), [&](Collection& collection) {
                auto found = plan_discussions(collection, request);
                if (found)
                    plan = std::move(*found);
                return found ? Status{} : fail(found.error());
            });
        EXPECT_TRUE(made);
        return plan;
    };
    const auto plan = plan_now();
    EXPECT_TRUE(study.ids().empty());
    EXPECT_EQ(study.counts().at("requests"), 3);
    ASSERT_EQ(plan.steps.size(), 2u);
    EXPECT_EQ(plan.steps[0].items, 142);
    EXPECT_EQ(plan.steps[1].items, 5);
    ASSERT_EQ(plan.caps.size(), 1u);
    EXPECT_THAT(plan.caps[0], HasSubstr("no such repository"));
    ASSERT_TRUE(collect(fakes, study, {.repositories = {gathered, langchain}}));
    const auto asked = study.counts().at("requests");
    EXPECT_GE(plan.requests() * 3, asked * 2);
    EXPECT_LE(plan.requests() * 2, asked * 3);
    const auto later = plan_now();
    EXPECT_EQ(later.steps[0].items, 0);
    EXPECT_EQ(later.steps[0].requests, 1);
}

TEST(Discussions, whatCannotBeReadIsSaid) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto problem = [&](const DiscussionsGiven& given) {
        fakes.mark();
        const auto done = collect(fakes, study, given);
        return done ? "done" : done.error().line();
    };
    EXPECT_THAT(problem({.token = ""}), HasSubstr("set AXIAL_GITHUB_TOKEN"));
    EXPECT_THAT(problem({.token = "bad_token"}), HasSubstr("set AXIAL_GITHUB_TOKEN"));
    EXPECT_THAT(problem({.repositories = {"nobody/nothing"}}), HasSubstr("no such repository"));
    EXPECT_THAT(problem({.repositories = {"matomo-org/matomo"}}),
                HasSubstr("its discussions are switched off"));
    EXPECT_THAT(problem({.repositories = {"no slash"}}), HasSubstr("write OWNER/NAME"));
    EXPECT_EQ(problem({.repositories = {"nobody/nothing", "nvidia/NEMO"}}), "done");
    EXPECT_EQ(study.counts().at("threads_skipped"), 1);
    EXPECT_EQ(missing_of(study, "NVIDIA/NeMo"), "");
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Discussions, commentsOfIssuesAndOfDiscussionsHaveKeysOfTheirOwn) {
    const auto document = JsonDocument::parse(
        R"({"id":"DC_x","__typename":"DiscussionComment","author":{"__typename":"Bot","login":"helper"},
            "body":"a","createdAt":"2024-05-01T00:00:00Z","isMinimized":true,"minimizedReason":"SPAM",
            "deletedAt":"2024-05-02T00:00:00Z"})");
    ASSERT_TRUE(document);
    const github::Origin origin{"o/r", {}, 0};
    const auto post = github::discussion_comment((*document)->root(), {}, origin);
    ASSERT_TRUE(post);
    EXPECT_EQ(corpus::make_key("github", "o/r", post->kind, post->native_id), "github/o/r/comment/DC_x");
    EXPECT_EQ(post->author.id, "helper[bot]");
    EXPECT_EQ(post->author.kind, "bot");
    EXPECT_EQ(post->visibility, corpus::Visibility::deleted);
    EXPECT_EQ(post->state, "spam");
}

} // namespace
} // namespace axial::collectors
