// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/perceval_import.h"
#include "corpus/raw_store.h"
#include "corpus/settings.h"
#include "exports/export_formats.h"
#include "exports/perceval_item.h"
#include "tests/collectors/reparse_fixture.h"
#include "tests/exports/small_study.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace axial::exports {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::vector<json> lines_of(const std::filesystem::path& file) {
    std::vector<json> lines;
    std::istringstream in(tests::read_file(file));
    for (std::string line; std::getline(in, line);)
        lines.push_back(json::parse(line));
    return lines;
}

/// The first is in the peer's own tests; the others were computed by its documented way, SHA-1 of "a:b".
TEST(Perceval, namesItemsAsPercevalDoes) {
    EXPECT_EQ(perceval::uuid("https://github.com/zhquan_example/repo", "1"),
              "58c073fd2a388c44043b9cc197c73c5c540270ac");
    EXPECT_EQ(perceval::uuid("http://example.com", "1148"), "5298e4e8383c3f73c9fa7c9599779cbe987a48e4");
    EXPECT_EQ(perceval::uuid("stackoverflow", "38233994"), "0f6ac1d4024b098c2ed74e48fca3869d914b4544");
}

TEST(Perceval, aStudyWithoutPayloadsComesAsRecords) {
    tests::SmallStudy small;
    const auto missing = export_perceval(small.study(), small / "none.jsonl", {});
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().line(), HasSubstr("no raw.db"));
    ASSERT_TRUE(corpus::RawStore::open(small.study().raw_path(), corpus::RawStore::Mode::append));
    ExportOptions options;
    options.axial_version = "1";
    const auto outcome = export_perceval(small.study(), small / "all.jsonl", options);
    ASSERT_TRUE(outcome) << outcome.error().line();
    std::size_t posts = 0;
    const auto lines = lines_of(small / "all.jsonl");
    for (const auto& line : lines) {
        EXPECT_THAT(line.at("backend_name").get<std::string>(), HasSubstr("axial."));
        EXPECT_EQ(line.at("uuid"), perceval::uuid(line.at("origin").get<std::string>(),
                                                  line.at("search_fields").at("item_id").get<std::string>()));
        EXPECT_TRUE(line.at("classified_fields_filtered").is_null());
        EXPECT_EQ(line.at("perceval_version"), "axial-1");
        EXPECT_TRUE(line.at("updated_on").is_number_float());
        posts += line.at("data").at("posts").size();
    }
    EXPECT_EQ(posts, 12u);
    options.backend = lines.front().at("backend_name");
    ASSERT_TRUE(export_perceval(small.study(), small / "one.jsonl", options));
    EXPECT_LT(lines_of(small / "one.jsonl").size(), lines.size());
    EXPECT_GT(lines_of(small / "one.jsonl").size(), 0u);
}

struct Came {
    std::map<std::string, std::string> texts; ///< by key
    std::map<std::string, std::int64_t> counts;
};

/// What a study has in the shape that can be compared with another: texts by key.
std::map<std::string, std::string> texts_of(corpus::Study& study) {
    std::map<std::string, std::string> texts;
    EXPECT_TRUE(corpus::Store(study).for_each_post([&](const corpus::Post& post) {
        texts[post.key] = post.thread_key + "|" + post.parent_key + "|" + post.author.name.value_or("-") + "|" +
                          format_time(post.created_at) + "|" + post.title + "|" + post.body.text;
        return true;
    }));
    return texts;
}

/// Out of one study and into a new one.
Came sent_over(corpus::Study& from, const std::filesystem::path& file, corpus::Study& to) {
    const auto out = export_perceval(from, file, {});
    EXPECT_TRUE(out) << out.error().line();
    const auto in = collectors::dumps::import_perceval(to, {file, ""}, {}, {});
    EXPECT_TRUE(in) << in.error().line();
    return in ? Came{texts_of(to), *in} : Came{};
}

void expect_same(const std::map<std::string, std::string>& expected,
                 const std::map<std::string, std::string>& found) {
    std::size_t wrong = 0;
    for (const auto& [key, text] : expected) {
        const auto there = found.find(key);
        if ((there == found.end() || there->second != text) && wrong++ < 3)
            ADD_FAILURE() << text << "\n  came back as\n" << (there == found.end() ? "nothing" : there->second);
    }
    EXPECT_EQ(wrong, 0u);
    EXPECT_EQ(expected.size(), found.size());
}

TEST(Perceval, threadsGoOutAndComeBack) {
    const tests::Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    tests::TestStudy study;
    tests::collect_github_into(study, fakes, "bitcoin-core/secp256k1", "2024-03-01");
    tests::collect_site_into(study, fakes, "beer");
    const tests::TemporaryFolder folder;
    tests::TestStudy other;
    auto came = sent_over(study.study(), folder / "all.jsonl", other.study());
    auto expected = texts_of(study.study());
    std::erase_if(expected, [](const auto& post) { return post.first.find("/event/") != std::string::npos; });
    expect_same(expected, came.texts);
    EXPECT_EQ(came.counts["lines_broken"] + came.counts["items_unusable"] + came.counts["items_other"], 0);
    EXPECT_EQ(came.counts["records"], came.counts["added"] + came.counts["changed"] + came.counts["unchanged"] +
                                          came.counts["older"] + came.counts["skipped"]);
    EXPECT_EQ(came.counts["changed"], 0);
    // What came in can be read again out of its raw.db, and a second import finds nothing new.
    auto again = tests::reparse(other);
    EXPECT_EQ(again["added"] + again["changed"] + again["posts_not_found"], 0);
    const auto second = collectors::dumps::import_perceval(other.study(), {folder / "all.jsonl", ""}, {}, {});
    ASSERT_TRUE(second);
    EXPECT_EQ(second->at("added") + second->at("changed"), 0);
}

TEST(Perceval, aForumKeepsItsName) {
    const tests::Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    tests::TestStudy study;
    tests::collect_forum_into(study, fakes, "delving");
    tests::collect_hub_into(study, fakes, "models/openai/whisper-large-v3");
    const tests::TemporaryFolder folder;
    tests::TestStudy other;
    ASSERT_TRUE(export_perceval(study.study(), folder / "all.jsonl", {}));
    const auto counts =
        collectors::dumps::import_perceval(other.study(), {folder / "all.jsonl", "delving"}, {}, {});
    ASSERT_TRUE(counts) << counts.error().line();
    EXPECT_EQ(counts->at("items_other"), 3); // the Hub's discussions, which Perceval does not know
    auto expected = texts_of(study.study());
    std::erase_if(expected, [](const auto& post) { return post.first.starts_with("hub/"); });
    expect_same(expected, texts_of(other.study()));
    EXPECT_THAT(tests::listed(other), HasSubstr("axial.hub"));
}

/// Perceval's own payloads, in its envelopes.
TEST(Perceval, whatPercevalCollectedComesIn) {
    AXIAL_NEEDS_SHARED(recorded, "recorded/perceval");
    const auto read = [&](const char* file) { return json::parse(tests::read_file(recorded / file)); };
    auto issue = read("github/github_issue_1").at(0);
    issue["comments_data"] = read("github/github_issue_comments_1");
    auto pull = read("github/github_request_pull_request_1");
    pull["review_comments_data"] = read("github/github_request_pull_request_1_comments");
    pull["reviews_data"] = read("github/github_request_pull_request_1_reviews");
    const auto envelope = [](const char* backend, const char* category, const char* origin, const json& data) {
        return json{{"backend_name", backend},
                    {"category", category},
                    {"origin", origin},
                    {"timestamp", 1700000000.5},
                    {"data", data}}
                   .dump() +
               "\n";
    };
    const tests::TemporaryFolder folder;
    std::ofstream(folder / "perceval.jsonl")
        << envelope("GitHub", "issue", "https://github.com/zhquan_example/repo", issue)
        << envelope("GitHub", "pull_request", "https://github.com/zhquan_example/repo", pull)
        << envelope("Discourse", "topic", "http://example.com", read("discourse/discourse_topic_1148.json"))
        << envelope("StackExchange", "question", "stackoverflow",
                    read("stackexchange/stackexchange_question").at("items").at(0))
        << envelope("Git", "commit", "https://github.com/zhquan_example/repo", {{"commit", "1"}})
        << "{\"backend_name\": \"GitHub\", \"category\":\n"
        << "{\"no\": \"envelope\"}\n"
        << envelope("Discourse", "topic", "http://example.com", {{"title", "no posts"}});
    tests::TestStudy study;
    const auto counts =
        collectors::dumps::import_perceval(study.study(), {folder / "perceval.jsonl", ""}, {}, {});
    ASSERT_TRUE(counts) << counts.error().line();
    EXPECT_EQ(counts->at("lines_read"), 8);
    EXPECT_EQ(counts->at("items_stored"), 4);
    EXPECT_EQ(counts->at("items_other"), 1);
    EXPECT_EQ(counts->at("items_unusable"), 2);
    EXPECT_EQ(counts->at("lines_broken"), 1);
    const auto texts = texts_of(study.study());
    EXPECT_TRUE(texts.contains("github/zhquan_example/repo/pull/1"));
    EXPECT_TRUE(texts.contains(
        "discourse/example.com/post/" +
        read("discourse/discourse_topic_1148.json").at("post_stream").at("posts").at(0).at("id").dump()));
    EXPECT_TRUE(texts.contains("stackexchange/stackoverflow/question/1"));
    EXPECT_THAT(tests::listed(study),
                HasSubstr("perceval.jsonl:5: no threads are made of what this makes: Git commit"));
    EXPECT_THAT(tests::listed(study), HasSubstr("perceval.jsonl:6: "));
}

TEST(Perceval, aStudyWithRulesOfPrivacyShowsNoPayload) {
    const tests::Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    tests::TestStudy study;
    corpus::Settings settings;
    settings.authors = corpus::Authors::drop;
    ASSERT_TRUE(corpus::write_settings(study.study(), settings));
    tests::collect_site_into(study, fakes, "beer");
    const tests::TemporaryFolder folder;
    ASSERT_TRUE(export_perceval(study.study(), folder / "all.jsonl", {}));
    for (const auto& line : lines_of(folder / "all.jsonl"))
        EXPECT_EQ(line.at("backend_name"), "axial.stackexchange");
    EXPECT_EQ(tests::read_file(folder / "all.jsonl").find("display_name"), std::string::npos);
}

} // namespace
} // namespace axial::exports
