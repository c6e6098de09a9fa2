// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/records.h"
#include "corpus/text/canonical_text.h"
#include "tests/collectors/stackexchange_fixture.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

const nlohmann::json& oracle(const std::string& site) {
    static const auto all =
        nlohmann::json::parse(read_file(*shared_material("fakes/data/oracle.json"))).at("stackexchange");
    return all.at(site);
}

std::map<std::string, nlohmann::json> lines_of(const std::string& site, const char* file) {
    std::map<std::string, nlohmann::json> found;
    std::ifstream lines(*shared_material("fakes/data/stackexchange/" + site + '/' + file));
    for (std::string line; std::getline(lines, line);) {
        auto entry = nlohmann::json::parse(line);
        const std::string id = entry.at("id").dump();
        found[id] = std::move(entry);
    }
    return found;
}

TEST(StackExchange, collectsWhatTheOracleSays) {
    const Fakes fakes({"--limit", "stackexchange_anonymous=300"});
    AXIAL_NEEDS_FAKES(fakes);
    for (const std::string site : {"ai", "beer"}) {
        TestStudy study;
        fakes.mark();
        const auto done = collect(fakes, study, {.site = site});
        ASSERT_TRUE(done) << done.error().line();
        EXPECT_EQ(missing_of(study, site), "");
        const auto counts = study.counts();
        EXPECT_EQ(counts.at("threads_added"), oracle(site).at("threads"));
        EXPECT_EQ(counts.at("skipped") + counts.at("gone") + counts.at("changed"), 0);
        // A filter, the newest comment, and a page for each 99 questions.
        EXPECT_EQ(counts.at("requests"), site == "ai" ? 2 + 7 : 2 + 3);
        std::map<std::string, std::int64_t> missing;
        std::map<std::string, std::size_t> compared;
        const auto posts = lines_of(site, "posts.jsonl"), comments = lines_of(site, "comments.jsonl");
        ASSERT_TRUE(corpus::Store(study.study()).for_each_post([&](const corpus::Post& post) {
            if (!post.author.id)
                ++missing[post.kind];
            EXPECT_EQ(post.container, site);
            const bool is_comment = post.kind == "comment";
            const auto& given = (is_comment ? comments : posts).at(post.native_id);
            const bool has_markdown = is_comment || given.at("markdown").is_string();
            const auto text = given.at(is_comment ? "text" : has_markdown ? "markdown" : "body");
            EXPECT_EQ(post.body, corpus::canonical_text(
                                     text.get<std::string>(),
                                     has_markdown ? corpus::Markup::markdown : corpus::Markup::html,
                                     is_comment ? corpus::Dialect::se_comment : corpus::Dialect::stackexchange))
                << post.key;
            EXPECT_EQ(post.score, given.at("score").get<std::int64_t>());
            ++compared[post.kind];
            return true;
        }));
        for (const auto& [kind, count] : missing)
            EXPECT_EQ(count, oracle(site).at("authors_missing").value(kind, 0)) << kind;
        EXPECT_EQ(compared["answer"], oracle(site).at("posts").at("answer"));
    }
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(StackExchange, aPartOfASiteHasWholeThreads) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const auto posts = lines_of("beer", "posts.jsonl");
    const auto expected = [&](const auto& wanted) {
        std::vector<std::string> ids;
        for (const auto& [id, post] : posts) {
            const auto& question = post.at("type") == "question" ? post : posts.at(post.at("parent").dump());
            if (wanted(question))
                ids.push_back(post.at("type").template get<std::string>() + ':' + id);
        }
        for (const auto& [id, comment] : lines_of("beer", "comments.jsonl")) {
            const auto& post = posts.at(comment.at("post").dump());
            if (wanted(post.at("type") == "question" ? post : posts.at(post.at("parent").dump())))
                ids.push_back("comment:" + id);
        }
        std::ranges::sort(ids);
        return ids;
    };
    const auto has_tag = [](const nlohmann::json& question, const char* tag) {
        const auto tags = question.value("tags", std::vector<std::string>());
        return std::ranges::find(tags, tag) != tags.end();
    };
    TestStudy tagged, both, titled, dated;
    const auto collect = [&](const Fakes& from, TestStudy& study, const SiteGiven& given) {
        from.mark(); // each study has a filter made
        return tests::collect(from, study, given);
    };
    ASSERT_TRUE(collect(fakes, tagged, {.tagged = "ipa"}));
    EXPECT_EQ(difference(expected([&](const auto& q) { return has_tag(q, "ipa"); }), tagged.ids()), "");
    EXPECT_GT(tagged.counts().at("added"), 10);
    ASSERT_TRUE(collect(fakes, both, {.tagged = "ipa;style"}));
    EXPECT_EQ(difference(expected([&](const auto& q) { return has_tag(q, "ipa") && has_tag(q, "style"); }),
                         both.ids()),
              "");
    ASSERT_TRUE(collect(fakes, titled, {.query = "beer", .intitle = "glass"}));
    EXPECT_GT(titled.counts().at("threads_added"), 2);
    EXPECT_EQ(asked_for(fakes, "/search/advanced"), 1u);
    ASSERT_TRUE(collect(fakes, dated, {.since = "2014-03-01", .until = "2014-04-01"}));
    EXPECT_EQ(difference(expected([&](const auto& q) {
                             return q.at("creation_date") >= 1393632000 && q.at("creation_date") < 1396310400;
                         }),
                         dated.ids()),
              "");
    EXPECT_EQ(fakes.bad_manners(), "");
    const corpus::Store store(titled.study());
    const auto queries = store.queries(store.runs()->front().row);
    ASSERT_EQ(queries->size(), 1u);
    EXPECT_EQ(queries->front().term, "questions q:beer intitle:glass");
    EXPECT_THAT(queries->front().endpoint, HasSubstr("/search/advanced?site=beer&q=beer&title=glass"));
    EXPECT_EQ(queries->front().fetched, titled.counts().at("threads_added"));
    EXPECT_FALSE(queries->front().incomplete);
}

TEST(StackExchange, aSecondRunAsksOnlyForWhatChangedAndASweepFindsTheRest) {
    const Fakes fakes({"--no-limits", "--as-of", "2017-02-20"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.site = "ai"}));
    const auto first = study.counts();
    EXPECT_LT(first.at("threads_added"), 604);
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.site = "ai"}));
    const auto second = study.counts();
    EXPECT_LT(second.at("requests"), first.at("requests"));
    EXPECT_LT(second.at("threads_seen"), 400);
    std::vector<std::string> missing;
    std::ranges::set_difference(expected_ids("stackexchange", "ai", site_kinds), study.ids(),
                                std::back_inserter(missing));
    EXPECT_EQ(missing, std::vector<std::string>()); // new comments on old questions as well
    fakes.mark();
    fakes.faults(R"([{"service":"stackexchange","path":"/comments\\?","kind":"remove_item"}])");
    ASSERT_TRUE(collect(fakes, study, {.site = "ai"}));
    EXPECT_EQ(study.counts().at("requests"), 2);
    EXPECT_EQ(study.counts().at("added") + study.counts().at("changed"), 0);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.site = "ai", .full = true}));
    EXPECT_EQ(study.counts().at("requests"), 1 + 7);
    EXPECT_EQ(study.counts().at("gone"), 1);
    EXPECT_THAT(difference(expected_ids("stackexchange", "ai", site_kinds), served_ids(study)),
                HasSubstr("1 missing: comment:"));
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.site = "ai", .full = true}));
    EXPECT_EQ(study.counts().at("gone") + study.counts().at("changed"), 0); // settled
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(StackExchange, newCommentsOnAPartOfASiteAreFound) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.tagged = "ipa"}));
    fakes.mark();
    fakes.faults(R"([{"service":"stackexchange","path":"/questions\\?","kind":"remove_item"}])");
    ASSERT_TRUE(collect(fakes, study, {.tagged = "ipa"}));
    // The list again from its last question, and the questions of the last month by their ids.
    EXPECT_LE(study.counts().at("requests"), 2);
    EXPECT_EQ(study.counts().at("added"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(StackExchange, whatWasStoppedGoesOnWhereItWas) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    for (const bool full : {false, true}) {
        TestStudy whole, pieces;
        ASSERT_TRUE(collect(fakes, whole, {}));
        ASSERT_TRUE(full ? collect(fakes, pieces, {}) : Status{});
        int runs = 0;
        std::int64_t asked = 0;
        for (Status done = cancelled(); !done; ++runs) {
            ASSERT_LT(runs, 12);
            done = collect(fakes, pieces, {.full = full, .stop_after = full ? 50 : 1}); // at every page
            ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
            asked += pieces.counts().at("requests");
        }
        EXPECT_GE(runs, 3);
        EXPECT_LE(asked, whole.counts().at("requests") + (full ? runs : 0));
        EXPECT_EQ(difference(whole.contents(), pieces.contents()), "");
    }
}

TEST(StackExchange, aRecordingGivesTheSameStudyAndHoldsNoKey) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const TemporaryFolder folder;
    TestStudy live, replayed;
    ASSERT_TRUE(collect(fakes, live, {.record = folder / "recording", .key = "s3cret-key"}));
    ASSERT_TRUE(collect(fakes, replayed, {.replay = folder / "recording"}));
    EXPECT_EQ(difference(live.contents(), replayed.contents()), "");
    for (const auto& file : {std::string(folder / "recording"), live.raw_path().string(),
                             (live.raw_path().parent_path() / "study.db").string()})
        EXPECT_EQ(read_file(file).find("s3cret"), std::string::npos) << file;
    for (const auto& request : fakes.requests())
        EXPECT_THAT(request.at("query").get<std::string>(), HasSubstr("key=sha256:"));
}

TEST(StackExchange, thePlanIsCloseAndStoresNothing) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    Plan plan;
    const auto make = [&](const SiteGiven& given) {
        const auto request = request_for(fakes.url("/stackexchange/2.3"), given);
        ClientOptions options;
        options.endpoint = request.endpoint;
        options.manners = stackexchange::manners();
        return study.collect(options, [&](Collection& collection) -> Status {
            AXIAL_ASSIGN(plan, plan_stackexchange(collection, request));
            return {};
        });
    };
    ASSERT_TRUE(make({.site = "ai"}));
    EXPECT_EQ(study.counts().at("requests"), 1);
    EXPECT_EQ(plan.requests(), 9);
    EXPECT_EQ(plan.steps.at(0).items, 604);
    EXPECT_EQ(plan.caps, std::vector<std::string>());
    EXPECT_EQ(study.ids(), std::vector<std::string>());
    EXPECT_FALSE(*corpus::Store(study.study()).stream("stackexchange", "", "filter 1"));
    ASSERT_TRUE(collect(fakes, study, {.site = "ai"}));
    EXPECT_EQ(study.counts().at("requests"), 9);
    ASSERT_TRUE(make({.site = "ai"}));
    EXPECT_EQ(plan.requests(), 2);
    ASSERT_TRUE(make({.site = "ai", .full = true}));
    EXPECT_EQ(plan.requests(), 8);
}

TEST(StackExchange, whatCannotBeReadIsSaid) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto problem = [&](const SiteGiven& given) {
        fakes.mark();
        const auto done = collect(fakes, study, given);
        return done ? "done" : done.error().line();
    };
    EXPECT_THAT(problem({.site = "nosuchsite"}), HasSubstr("No site found"));
    EXPECT_THAT(problem({.key = "bad-key"}), HasSubstr("check AXIAL_STACKEXCHANGE_KEY"));
    EXPECT_EQ(problem({.tagged = "no-such-tag"}), "done");
    EXPECT_EQ(study.counts().at("seen"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

} // namespace
} // namespace axial::collectors
