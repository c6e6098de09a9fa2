// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of real answers and payloads of GitHub, with the counts of their MANIFEST.
#include "collectors/github/history_records.h"
#include "collectors/github/records.h"
#include "collectors/http/json.h"
#include "collectors/http/retry.h"
#include "tests/support/shared_material.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <string>

namespace axial::collectors {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::int64_t recorded_at = 1'700'000'000; // Tue, 14 Nov 2023 22:13:20 GMT

/// The stubs' templates, "{{now offset='3 seconds' format='unix'}}", at a fixed time.
std::string filled_in(const std::string& text) {
    if (!text.starts_with("{{"))
        return text;
    static const std::regex later("offset='([0-9]+) (second|hour)s?'");
    std::smatch found;
    std::int64_t at = recorded_at;
    if (std::regex_search(text, found, later))
        at += std::stoll(found[1]) * (found[2] == "hour" ? 3600 : 1);
    if (text.find("'unix'") != std::string::npos)
        return std::to_string(at);
    return at == recorded_at ? "Tue, 14 Nov 2023 22:13:20 GMT" : "Tue, 14 Nov 2023 22:13:28 GMT"; // 8 s
}

HttpResponse response_of(const json& stub) {
    HttpResponse response;
    response.status = stub.value("status", 0);
    response.body = stub.value("body", "");
    const json headers = stub.value("headers", json::object());
    for (const auto& [name, value] : headers.items()) {
        std::string lower = name;
        std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
        if (value.is_string())
            response.headers.emplace_back(lower, filled_in(value.get<std::string>()));
    }
    return response;
}

/// Answers of GitHub as another client's tests keep them: every limit is seen as one, and nothing else is.
TEST(RecordedAnswers, limitsAreToldFromRefusals) {
    AXIAL_NEEDS_SHARED(folder, "recorded/github/http-manners");
    const Time now{std::chrono::seconds{recorded_at}};
    std::map<int, int> answers, limits;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json" || entry.path().parent_path().filename() != "mappings")
            continue;
        const auto response = response_of(json::parse(tests::read_file(entry.path())).at("response"));
        const auto verdict = judge(response, now);
        ++answers[response.status];
        if (verdict.kind == Verdict::Kind::limit) {
            ++limits[response.status];
            const auto told = header(response.headers, "retry-after");
            if (!told.empty()) {
                ASSERT_TRUE(verdict.wait) << entry.path();
                const auto seconds = std::chrono::floor<std::chrono::seconds>(*verdict.wait).count();
                const auto named = told.size() < 4 ? std::stoll(std::string(told)) : 8;
                EXPECT_GE(seconds, named) << entry.path();
                EXPECT_LE(seconds, named + 2) << entry.path();
            }
        } else {
            EXPECT_EQ(verdict.kind, Verdict::Kind::use) << entry.path();
        }
    }
    EXPECT_EQ(answers,
              (std::map<int, int>{
                  {200, 559}, {201, 68}, {204, 12}, {304, 13}, {403, 11}, {404, 12}, {422, 3}, {429, 4}}));
    EXPECT_EQ(limits, (std::map<int, int>{{403, 11}, {429, 4}}));
}

/// Payloads of events: issues, pull requests and comments in the shape of the REST interface.
TEST(RecordedPayloads, ofWebhooksBecomeRecords) {
    AXIAL_NEEDS_SHARED(folder, "recorded/github/webhooks");
    std::map<std::string, int> read;
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".json")
            continue;
        ++files;
        const auto document = JsonDocument::parse(tests::read_file(entry.path()));
        ASSERT_TRUE(document) << entry.path();
        const Json root = (*document)->root();
        const github::Origin origin{root["repository"]["full_name"].text(), {}, 0};
        if (const Json issue = root["issue"]; issue.is_object()) {
            const auto thread = github::thread_of(issue, origin);
            ASSERT_TRUE(thread) << entry.path();
            EXPECT_NE(github::first_post(issue, origin).created_at, Time{}) << entry.path();
            ++read["issue"];
            if (const Json comment = root["comment"]; comment.is_object()) {
                ASSERT_TRUE(github::comment_of(comment, "comment", origin)) << entry.path();
                EXPECT_EQ(github::thread_number(comment), issue["number"].integer()) << entry.path();
                ++read["comment"];
            }
        } else if (const Json pull = root["pull_request"]; pull.is_object() && root["comment"].is_object()) {
            ASSERT_TRUE(github::comment_of(root["comment"], "review_comment", origin)) << entry.path();
            EXPECT_EQ(github::thread_number(root["comment"]), pull["number"].integer()) << entry.path();
            ++read["review_comment"];
        }
    }
    EXPECT_EQ(files, 92);
    EXPECT_EQ(read, (std::map<std::string, int>{{"comment", 8}, {"issue", 36}, {"review_comment", 4}}));
}

/// The payloads that Perceval's own tests are made of.
TEST(RecordedPayloads, ofPercevalBecomeRecords) {
    AXIAL_NEEDS_SHARED(folder, "recorded/perceval/github");
    const github::Origin origin{"zhquan_example/repo", {}, 0};
    int issues = 0, pulls = 0, comments = 0, review_comments = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        const auto document = JsonDocument::parse(tests::read_file(entry.path()));
        ASSERT_TRUE(document) << entry.path();
        const bool reviewed = name.starts_with("github_request_pull_request_") && name.ends_with("_comments");
        for (const Json& item : (*document)->root().items()) {
            if (item["title"].exists() && item["number"].exists()) {
                const auto thread = github::thread_of(item, origin);
                ASSERT_TRUE(thread) << name;
                ++(thread->kind == "pull" ? pulls : issues);
            } else if (name.starts_with("github_issue_comments_") || reviewed) {
                ASSERT_TRUE(github::comment_of(item, reviewed ? "review_comment" : "comment", origin)) << name;
                EXPECT_TRUE(github::thread_number(item)) << name;
                ++(reviewed ? review_comments : comments);
            }
        }
    }
    EXPECT_EQ(issues, 1);
    EXPECT_EQ(pulls, 4);
    EXPECT_EQ(comments, 2);
    EXPECT_EQ(review_comments, 6);
}

} // namespace
} // namespace axial::collectors
