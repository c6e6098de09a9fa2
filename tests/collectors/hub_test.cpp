// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/hub/hub.h"
#include "collectors/hub/records.h"
#include "tests/collectors/hub_fixture.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::collectors {
namespace {

using namespace tests;
using testing::HasSubstr;

TEST(Hub, repositoriesAreNamedInSeveralWays) {
    const auto container = [](const char* text) {
        const auto repository = parse_hub_repository(text);
        return repository ? repository->container() : repository.error().line();
    };
    EXPECT_EQ(container("a/b-1.5_x"), "models/a/b-1.5_x");
    EXPECT_EQ(container("models/a/b"), "models/a/b");
    EXPECT_EQ(container("datasets/a/b/"), "datasets/a/b");
    EXPECT_EQ(container("spaces/a/b"), "spaces/a/b");
    EXPECT_EQ(container("gpt2"), "models/gpt2");
    EXPECT_EQ(container("datasets/squad"), "datasets/squad");
    EXPECT_EQ(container("https://huggingface.co/datasets/a/b"), "datasets/a/b");
    for (const char* wrong : {"", "/", "a//b", "a/b/c", "a/..", "a b/c", "a/b?p=1", "a/b#c"})
        EXPECT_THAT(container(wrong), HasSubstr("write NS/NAME")) << wrong;
}

/// Every repository of the fakes in one run: ids, missing authors, hidden comments.
TEST(Hub, collectsEveryRepositoryOfTheOracle) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const auto oracle =
        nlohmann::json::parse(tests::read_file(*tests::shared_material("fakes/data/oracle.json"))).at("hub");
    HubGiven given{{}};
    std::vector<std::string> expected_posts, expected_threads;
    std::map<std::string, std::int64_t> missing, found_missing;
    std::int64_t hidden = 0;
    for (const auto& [container, entry] : oracle.items()) {
        given.repositories.push_back(container);
        for (auto& id : tests::expected_ids("hub", container, post_kinds))
            expected_posts.push_back(std::move(id));
        hidden += entry.at("hidden").get<std::int64_t>();
        for (const char* kind : {"comment", "event"})
            missing[kind] += entry.at("authors_missing").value(kind, std::int64_t{0});
    }
    std::ranges::sort(expected_posts);
    TestStudy study;
    const auto done = collect(fakes, study, given);
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(tests::difference(expected_posts, study.ids()), "");
    const corpus::Store store(study.study());
    EXPECT_EQ(store.counts()->hidden, hidden);
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        found_missing[post.kind] += post.author.id ? 0 : 1;
        EXPECT_TRUE(oracle.contains(post.container)) << post.container;
        return true;
    }));
    EXPECT_EQ(found_missing, missing);
    EXPECT_EQ(missing_of_threads(study), "");
    EXPECT_EQ(study.counts().at("hidden"), hidden);
    EXPECT_EQ(study.counts().at("skipped"), 0);
    const auto queries = *store.queries((*store.runs()).front().row);
    ASSERT_EQ(queries.size() + 1, given.repositories.size());
    for (const auto& query : queries) {
        EXPECT_THAT(query.term, testing::StartsWith("repo:"));
        EXPECT_EQ(query.hits, query.fetched) << query.term;
    }
    EXPECT_EQ(study.counts().at("threads_skipped"), 1); // the one whose discussions are switched off
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Hub, textsAreAsTheyWereWritten) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    std::map<std::string, std::string> texts;
    std::ifstream lines(*tests::shared_material("fakes/data/hub/threads.jsonl"));
    for (std::string line; std::getline(lines, line);) {
        const auto thread = nlohmann::json::parse(line);
        if (thread.at("type") == "datasets")
            for (const auto& event : thread.at("events"))
                if (event.at("type") == "comment")
                    texts[event.at("id")] = event.at("data").value("hidden", false)
                                                ? ""
                                                : event.at("data").at("raw").get<std::string>();
    }
    std::size_t compared = 0;
    ASSERT_TRUE(corpus::Store(study.study()).for_each_post([&](const corpus::Post& post) {
        if (post.kind == "comment") {
            const auto expected = corpus::canonical_text(texts.at(post.native_id), corpus::Markup::markdown,
                                                         corpus::Dialect::github);
            EXPECT_EQ(post.body, expected) << post.key;
            ++compared;
        }
        return true;
    }));
    EXPECT_EQ(compared, 166u);
}

TEST(Hub, commentsAnswerCommentsAndShowWhereTheyAre) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.repositories = {models, datasets}}));
    const corpus::Store store(study.study());
    int answers = 0, titled = 0;
    std::set<std::string> states;
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        const auto thread = **store.thread(post.thread_row);
        const std::string page = thread.container == models
                                     ? "https://huggingface.co/gathered/model-threads/discussions/"
                                     : "https://huggingface.co/datasets/gathered/data-threads/discussions/";
        EXPECT_EQ(thread.url, page + thread.native_id);
        EXPECT_EQ(post.url, thread.url + '#' + post.native_id);
        titled += post.title.empty() ? 0 : 1;
        states.insert(thread.state);
        if (!post.parent_key.empty()) {
            ++answers;
            EXPECT_EQ((**store.post(post.parent_key)).thread_row, post.thread_row);
        }
        return true;
    }));
    EXPECT_GT(answers, 0);
    EXPECT_EQ(titled, 105 + 30);
    EXPECT_THAT(states, testing::IsSupersetOf({"open", "closed", "merged"}));
}

TEST(Hub, oldNamesWithoutANamespaceAreFollowed) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto done = collect(fakes, study, {.repositories = {"gpt2"}});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(missing_of(study, "models/openai-community/gpt2"), "");
    const auto post =
        corpus::Store(study.study()).post("hub/models/openai-community/gpt2/event/62904ad70000000000000000");
    ASSERT_TRUE(post && *post);
    EXPECT_EQ((*post)->body.text, "commit 81fd1d6e7847: 对");
    EXPECT_EQ((*post)->state, "commit");
    const auto alias = corpus::Store(study.study()).stream("hub", "models/gpt2", "alias");
    ASSERT_TRUE(alias && *alias);
    EXPECT_EQ((*alias)->watermark, "models/openai-community/gpt2");
}

TEST(Hub, whatCannotBeReadIsSaid) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    const auto problem = [&](const HubGiven& given) {
        const auto done = collect(fakes, study, given);
        return done ? "done" : done.error().line();
    };
    EXPECT_THAT(problem({.repositories = {"nobody/nothing"}}),
                HasSubstr("no such repository, or it is private"));
    EXPECT_THAT(problem({.repositories = {"nobody/nothing"}, .token = "hf_x"}),
                HasSubstr("no such repository"));
    EXPECT_THAT(problem({.token = "bad_token"}), HasSubstr("check AXIAL_HF_TOKEN"));
    EXPECT_EQ(problem({.repositories = {disabled}}), "done");
    ASSERT_EQ(study.notes().size(), 1u);
    EXPECT_THAT(study.notes()[0], HasSubstr("its discussions are switched off"));
    EXPECT_EQ(problem({.repositories = {"nobody/nothing", datasets}}), "done");
    EXPECT_EQ(study.counts().at("threads_skipped"), 1);
    EXPECT_EQ(missing_of(study, datasets), "");
}

TEST(Hub, aSecondRunAsksOnlyForWhatChanged) {
    const Fakes fakes({"--no-limits", "--as-of", "2024-06-01"});
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study));
    const auto first = discussions_asked_for(fakes);
    EXPECT_GT(first, 0u);
    EXPECT_LT(first, 105u);
    fakes.as_of("");
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(missing_of(study), "");
    EXPECT_GT(study.counts().at("threads_not_asked_for"), 0);
    EXPECT_EQ(discussions_asked_for(fakes) +
                  static_cast<std::size_t>(study.counts().at("threads_not_asked_for")),
              105u);
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study));
    EXPECT_EQ(study.counts().at("requests"), 3);
    EXPECT_EQ(study.counts().at("seen"), 0);
    EXPECT_EQ(fakes.bad_manners(), "");
}

TEST(Hub, aSweepFindsEditsOfOldCommentsAndDeletedDiscussions) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    fakes.faults(
        R"([{"service":"hub","path":"/discussions/9$","kind":"change_item","params":{"text":" edited"}}])");
    TestStudy study;
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    EXPECT_EQ(study.counts().at("requests"), 1); // the list shows no edits
    EXPECT_EQ(study.counts().at("numbers_not_listed"), 3);
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}, .full = true}));
    EXPECT_EQ(missing_of(study, datasets), "");
    EXPECT_EQ(study.counts().at("requests"), 1 + 33);
    EXPECT_EQ(study.counts().at("changed"), 1);
    EXPECT_EQ(study.counts().at("threads_deleted"), 3);
    EXPECT_EQ(study.counts().count("numbers_not_listed"), 0u);
    const auto counts = *corpus::Store(study.study()).counts();
    EXPECT_EQ(counts.revisions, counts.posts + 1);
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}, .full = true}));
    EXPECT_EQ(study.counts().at("requests"), 1 + 30); // deleted ones are asked for once
    EXPECT_EQ(study.counts().at("changed"), 0);
}

TEST(Hub, aDiscussionThatIsDeletedLaterIsMarkedAndKept) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    TestStudy study;
    // Removed right after its own page was read, so that the run still stores it.
    fakes.faults(R"([{"service":"hub","path":"/data-threads/discussions\\?","kind":"remove_item","nth":2,
                      "params":{"index":3}}])");
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    EXPECT_EQ(study.counts().at("threads_added"), 30);
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}})); // its list is the last to show it
    fakes.mark();
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    EXPECT_EQ(study.counts().at("threads_gone"), 1);
    EXPECT_GT(study.counts().at("gone"), 0);
    EXPECT_EQ(study.counts().at("requests"), 2);
    EXPECT_EQ(missing_of(study, datasets), "");
    int gone = 0;
    const corpus::Store store(study.study());
    ASSERT_TRUE(store.for_each_post([&](const corpus::Post& post) {
        const bool is_gone = (**store.thread(post.thread_row)).state == "gone";
        gone += is_gone ? 1 : 0;
        EXPECT_EQ(is_gone, post.visibility == corpus::Visibility::gone) << post.key;
        return true;
    }));
    EXPECT_GT(gone, 0);
    ASSERT_TRUE(collect(fakes, study, {.repositories = {datasets}}));
    EXPECT_EQ(study.counts().at("requests"), 1); // settled
}

TEST(Hub, whatWasStoppedGoesOnWhereItWas) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    for (const bool full : {false, true}) {
        TestStudy whole, pieces;
        ASSERT_TRUE(collect(fakes, whole, {.repositories = {datasets}, .full = full}));
        std::int64_t asked = 0;
        int runs = 0;
        for (Status done = cancelled(); !done; ++runs) {
            ASSERT_LT(runs, 60);
            done = collect(fakes, pieces, {.repositories = {datasets}, .full = full, .stop_after = 20});
            ASSERT_TRUE(done || done.error().fault == Fault::cancelled) << done.error().line();
            asked += pieces.counts().at("requests");
        }
        EXPECT_GT(runs, 5);
        EXPECT_EQ(tests::difference(whole.contents(), pieces.contents()), "");
        EXPECT_LE(asked, whole.counts().at("requests") + runs); // the list is read again, nothing else is
    }
}

TEST(Hub, aRecordingGivesTheSameStudy) {
    const Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const tests::TemporaryFolder folder;
    TestStudy live, replayed;
    const std::vector<std::string> repositories = {datasets, "gpt2", disabled};
    ASSERT_TRUE(collect(fakes, live, {.repositories = repositories, .record = folder / "recording"}));
    ASSERT_TRUE(collect(fakes, replayed, {.repositories = repositories, .replay = folder / "recording"}));
    EXPECT_EQ(tests::difference(live.contents(), replayed.contents()), "");
}

TEST(Hub, theDemosRecordingCanBeReplayed) {
    TestStudy study;
    const auto done = collect_from(hub_endpoint, study,
                                   {.repositories = {"example-lab/tiny-chat-7b", "example-lab/embed-small"},
                                    .replay = AXIAL_SOURCE_DIR "/demo/recording/hub.jsonl"});
    ASSERT_TRUE(done) << done.error().line();
    EXPECT_EQ(study.counts().at("requests"), 8);
    EXPECT_EQ(threads_of(study), (std::vector<std::string>{"discussion:2", "discussion:3", "discussion:4",
                                                           "discussion:5", "discussion:6", "pull_request:8"}));
    const corpus::Store store(study.study());
    const auto counts = *store.counts();
    EXPECT_EQ(counts.by_kind.at("comment"), 13);
    EXPECT_EQ(counts.by_kind.at("event"), 4);
    const auto renamed = store.post("hub/models/example-lab/embed-small/event/65a1f0c2b7d4e8000000a353");
    ASSERT_TRUE(renamed && *renamed);
    EXPECT_THAT((*renamed)->body.text, HasSubstr("→ Which revision is safe?"));
    EXPECT_EQ((**store.post("hub/models/example-lab/tiny-chat-7b/comment/65a1f0c2b7d4e8000000a311")).score, 18);
}

/// Events as the Hub really sends them, fields and all.
TEST(Hub, realEventsAreRead) {
    AXIAL_NEEDS_SHARED(hidden_file, "recorded/hub/event_hidden_comment.json");
    AXIAL_NEEDS_SHARED(reply_file, "recorded/hub/reply_event.json");
    AXIAL_NEEDS_SHARED(list_file, "recorded/hub/discussions_list_gpt2.json");
    const auto parsed = [](const std::filesystem::path& file) {
        auto document = JsonDocument::parse(tests::read_file(file));
        EXPECT_TRUE(document) << file;
        return *document;
    };
    const hub::Origin origin{"models/a/b", "7", {"669e11468580d17cb6f5bb2e"}, {}, 0};
    const auto hidden_event = parsed(hidden_file), reply_event = parsed(reply_file), list = parsed(list_file);
    const auto hidden = hub::post_of(hidden_event->root(), origin);
    ASSERT_TRUE(hidden);
    EXPECT_EQ(hidden->visibility, corpus::Visibility::hidden);
    EXPECT_EQ(hidden->body, "");
    EXPECT_EQ(hidden->author.id, "daianbo");
    EXPECT_EQ(format_time(hidden->updated_at), "2022-07-14T09:58:36.829Z");
    const auto reply = hub::post_of(reply_event->root(), origin);
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->parent_key, "hub/models/a/b/comment/669e11468580d17cb6f5bb2e");
    EXPECT_EQ(reply->score, 1);
    EXPECT_EQ(reply->author.role, "hf");
    const auto text = corpus::canonical_text(reply->body, reply->markup, reply->dialect);
    EXPECT_THAT(text.text,
                testing::AllOf(HasSubstr("Cheers,\nNiels\nOpen-source @ HF"), HasSubstr("load_dataset(")));
    const auto listed = list->root()["discussions"].items();
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_THAT(hub::signature(listed[0]), HasSubstr("|\"open\"|1|0|false|false|"));
}

} // namespace
} // namespace axial::collectors
