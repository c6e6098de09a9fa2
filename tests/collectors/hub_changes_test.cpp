// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/collectors/hub_fixture.h"
#include "tests/collectors/scripted_server.h"

#include <gmock/gmock.h>

namespace axial::collectors {
namespace {

using namespace tests;

std::string list_of(int comments) {
    return json(R"({"discussions":[{"num":1,"title":"T","status":"open","numComments":)" +
                std::to_string(comments) + R"(,"numReactionUsers":0}],"count":1,"start":0})");
}

std::string comment(const std::string& id, const std::string& more = "") {
    return R"({"id":")" + id + R"(","type":"comment","createdAt":"2024-01-01T00:00:00Z","author":{"name":"a"},
        "data":{"latest":{"raw":"text )" +
           id + R"(","updatedAt":"2024-01-01T00:00:00Z"})" + more + "}}";
}

std::string discussion(const std::string& events) {
    return json(R"({"num":1,"title":"T","status":"open","createdAt":"2024-01-01T00:00:00Z","events":[)" +
                events + "]}");
}

TEST(HubChanges, aCommentThatVanishesIsGoneAndAHiddenOneSaysWhy) {
    ScriptedServer server({list_of(2), discussion(comment("aa") + "," + comment("bb"))});
    TestStudy study;
    const HubGiven given{.repositories = {"a/b"}, .full = true};
    ASSERT_TRUE(collect_from(server.url(""), study, given));
    EXPECT_EQ(study.counts().at("added"), 2);
    server.answer_with({list_of(1), discussion(comment("aa", R"(,"hidden":true,"hiddenReason":"Spam")"))});
    ASSERT_TRUE(collect_from(server.url(""), study, given));
    EXPECT_EQ(study.counts().at("gone"), 1);
    EXPECT_EQ(study.counts().at("hidden"), 1);
    const corpus::Store store(study.study());
    const auto gone = **store.post("hub/models/a/b/comment/bb");
    EXPECT_EQ(gone.visibility, corpus::Visibility::gone);
    EXPECT_EQ(gone.body.text, "text bb");
    EXPECT_NE(gone.gone_at, Time{});
    const auto hidden = **store.post("hub/models/a/b/comment/aa");
    EXPECT_EQ(hidden.visibility, corpus::Visibility::hidden);
    EXPECT_EQ(hidden.state, "Spam");
}

/// Each of the five things that the list shows makes the discussion be asked for again.
TEST(HubChanges, whateverTheListShowsIsCompared) {
    const auto listed = [](const std::string& entry) {
        return json(R"({"discussions":[{"num":1,)" + entry + R"(}],"count":1,"start":0})");
    };
    ScriptedServer server({list_of(1)});
    TestStudy study;
    const HubGiven given{.repositories = {"a/b"}};
    for (const char* entry :
         {R"("title":"T","status":"open","numComments":1,"numReactionUsers":0,"pinned":false)",
          R"("title":"U","status":"open","numComments":1,"numReactionUsers":0,"pinned":false)",
          R"("title":"U","status":"closed","numComments":1,"numReactionUsers":0,"pinned":false)",
          R"("title":"U","status":"closed","numComments":2,"numReactionUsers":0,"pinned":false)",
          R"("title":"U","status":"closed","numComments":2,"numReactionUsers":1,"pinned":false)",
          R"("title":"U","status":"closed","numComments":2,"numReactionUsers":1,"pinned":true)"}) {
        server.answer_with({listed(entry), discussion(comment("aa"))});
        ASSERT_TRUE(collect_from(server.url(""), study, given));
        EXPECT_EQ(study.counts().at("requests"), 2) << entry;
        server.answer_with({listed(entry)});
        ASSERT_TRUE(collect_from(server.url(""), study, given));
        EXPECT_EQ(study.counts().at("requests"), 1) << entry;
    }
}

TEST(HubChanges, aPlanIsCloseToWhatIsAskedAndStoresNothing) {
    const Fakes fakes({"--no-limits", "--as-of", "2024-06-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    HubRequest request;
    request.endpoint = fakes.url("/hub");
    for (const auto& name : {datasets, std::string("gpt2"), disabled, std::string("nobody/nothing")})
        request.repositories.push_back(*parse_hub_repository(name));
    const HubGiven given{.repositories = {datasets, "gpt2", disabled, "nobody/nothing"}};
    ClientOptions options;
    options.service = "the Hub";
    options.endpoint = request.endpoint;
    for (const char* date : {"2024-06-01", ""}) {
        fakes.as_of(date);
        Plan plan;
        const auto planned = study.collect(options, [&](Collection& collection) -> Status {
            AXIAL_ASSIGN(plan, plan_hub(collection, request));
            return {};
        });
        ASSERT_TRUE(planned) << planned.error().line();
        EXPECT_EQ(study.counts().at("requests"), 5); // with one redirect
        EXPECT_EQ(study.counts().at("threads_seen"), 0);
        EXPECT_EQ(plan.steps.size(), 4u);
        ASSERT_TRUE(collect(fakes, study, given));
        EXPECT_EQ(plan.requests() + 1, study.counts().at("requests"));
    }
}

} // namespace
} // namespace axial::collectors
