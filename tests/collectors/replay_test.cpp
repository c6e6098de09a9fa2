// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/client.h"
#include "tests/collectors/scripted_server.h"
#include "tests/support/shared_material.h"

#include <gmock/gmock.h>

#include <fstream>

namespace axial::collectors {
namespace {

using corpus::RawStore;
using testing::HasSubstr;
using tests::FakeClock;

TEST(Recording, isReplayedWithoutWaitsAndHoldsNoSecrets) {
    const tests::TemporaryFolder folder;
    FakeClock clock;
    std::string url;
    {
        tests::ScriptedServer server({tests::http(429, "{}", "Retry-After: 20\r\n"), tests::json("[7]")});
        url = server.url("/x?token=s3cret&a=1");
        ClientOptions options;
        options.endpoint = server.url();
        options.credentials = {{{"Authorization", "Bearer s3cret"}}};
        auto store = RawStore::open(folder / "r.db", RawStore::Mode::append);
        ASSERT_TRUE(store) << store.error().line();
        const auto curl = curl_transport();
        const auto recording = recording_transport(*curl, *store);
        HttpClient client(*recording, clock, options);
        ASSERT_TRUE(client.get(url, {}));
    }
    EXPECT_THAT(tests::read_file(folder / "r.db"), testing::Not(HasSubstr("s3cret")));
    clock.sleeps.clear();
    const auto replay = replay_transport(folder / "r.db");
    ASSERT_TRUE(replay) << replay.error().line();
    HttpClient client(**replay, clock, {});
    const auto answer = client.get(url, {});
    ASSERT_TRUE(answer) << answer.error().line();
    EXPECT_EQ(answer->body, "[7]");
    EXPECT_TRUE(clock.sleeps.empty());
    const auto missing = client.get(url, {});
    ASSERT_FALSE(missing);
    EXPECT_THAT(missing.error().line(), HasSubstr("has no answer for GET http://127.0.0.1"));
}

std::string written(const tests::TemporaryFolder& folder, const std::string& text) {
    const auto path = folder / "r.jsonl";
    std::ofstream(path) << text;
    return path.string();
}

TEST(Recording, mayBeTextByLines) {
    const tests::TemporaryFolder folder;
    const auto file = written(
        folder,
        R"({"key":"GET https://h/a","seq":0,"status":404,"headers":{"x":"y"},"body":{"message":"no"}})"
        "\n\n"
        R"({"key":"GET https://h/a","seq":1,"headers":{"link":"<https://h/b>; rel=\"next\""},"body":[1, {"k": "é"}],)"
        R"("fetched_at":"2024-06-01T00:00:00Z"})"
        "\n"
        R"({"key":"POST https://h/g {}","body":"[\"text\"]"})"
        "\n");
    const auto replay = replay_transport(file);
    ASSERT_TRUE(replay) << replay.error().line();
    FakeClock clock;
    HttpClient client(**replay, clock, {});
    EXPECT_EQ(client.get("https://h/a", {})->status, 404);
    const auto second = client.get("https://h/a?key=s3cret", {});
    ASSERT_TRUE(second);
    EXPECT_EQ(second->body, R"([1,{"k":"é"}])");
    EXPECT_EQ(next_link(header(second->headers, "link")), "https://h/b");
    EXPECT_EQ(format_time(second->fetched_at), "2024-06-01T00:00:00Z");
    EXPECT_EQ(client.post("https://h/g", "{}", {})->body, "[\"text\"]");
}

TEST(Recording, aDamagedAnswerIsNamedNotTheMissingRepetition) {
    const tests::TemporaryFolder folder;
    const auto replay = replay_transport(written(folder, "{\"key\":\"GET https://h/a\",\"body\":\"[1,\"}\n"));
    ASSERT_TRUE(replay) << replay.error().line();
    FakeClock clock;
    HttpClient client(**replay, clock, {});
    const auto answer = client.get("https://h/a", {});
    ASSERT_FALSE(answer);
    EXPECT_THAT(answer.error().line(), HasSubstr("https://h/a: the answer is not JSON"));
}

TEST(Recording, badOnesAreRefusedWithTheirPlace) {
    const tests::TemporaryFolder folder;
    const auto problem = [&](const std::string& text) {
        const auto replay = replay_transport(written(folder, text));
        return replay ? "accepted" : replay.error().line();
    };
    EXPECT_THAT(problem("{\"key\":\"GET a\",\"body\":1}\n{oops\n"),
                HasSubstr("r.jsonl:2: not a line of a recording"));
    EXPECT_THAT(problem("{\"key\":\"GET a\"}\n"), HasSubstr("it needs \"key\" and \"body\""));
    EXPECT_THAT(problem("{\"key\":\"GET a\",\"body\":1}\n{\"key\":\"GET a\",\"body\":1}\n"),
                HasSubstr("is there twice"));
    EXPECT_THAT(problem("{\"key\":\"GET a\",\"headers\":[[\"link\",\"<b>\"]],\"body\":1}\n"),
                HasSubstr("r.jsonl:1: not a line of a recording: \"headers\""));
    EXPECT_THAT(problem(""), HasSubstr("empty"));
    EXPECT_THAT(replay_transport(folder / "none").error().line(), HasSubstr("no such recording"));
}

} // namespace
} // namespace axial::collectors
