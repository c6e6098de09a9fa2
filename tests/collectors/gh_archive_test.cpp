// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/gh_archive.h"
#include "collectors/github/github.h"
#include "corpus/raw_store.h"
#include "corpus/store.h"
#include "tests/collectors/fakes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include <fstream>

namespace axial::collectors::dumps {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::TestStudy;

constexpr const char* lab = "Example-Lab/loader";

json issue_item(int number, const std::string& body, const std::string& updated = "2021-07-21T06:00:00Z") {
    return {{"number", number},
            {"id", 900 + number},
            {"title", fmt::format("Issue {}", number)},
            {"html_url", fmt::format("https://github.com/{}/issues/{}", lab, number)},
            {"user", {{"login", "opener"}, {"type", "User"}}},
            {"author_association", "CONTRIBUTOR"},
            {"labels", {{{"name", "bug"}}}},
            {"state", "open"},
            {"created_at", "2021-07-20T01:00:00Z"},
            {"updated_at", updated},
            {"body", body}};
}

json pull_item(int number, const std::string& state = "open") {
    json item = issue_item(number, "a patch");
    item["html_url"] = fmt::format("https://github.com/{}/pull/{}", lab, number);
    item["state"] = state;
    return item;
}

json comment_item(int id, const std::string& body, const std::string& page) {
    return {{"id", id},
            {"html_url", fmt::format("https://github.com/{}/{}#c{}", lab, page, id)},
            {"user", {{"login", "helper[bot]"}, {"type", "Bot"}}},
            {"created_at", "2021-07-21T06:00:05Z"},
            {"updated_at", "2021-07-21T06:00:05Z"},
            {"body", body}};
}

json event(const std::string& id, const std::string& type, json payload,
           const std::string& at = "2021-07-21T06:00:05Z", const std::string& repository = lab) {
    return {{"id", id},
            {"type", type},
            {"actor", {{"login", "actor"}}},
            {"payload", payload},
            {"repo", {{"name", repository}}},
            {"created_at", at}};
}

json opened(const std::string& id, int number, const std::string& body = "it **fails**") {
    return event(id, "IssuesEvent", {{"action", "opened"}, {"issue", issue_item(number, body)}});
}

json commented(const std::string& id, int number, int comment, const std::string& body = "so it does") {
    return event(id, "IssueCommentEvent",
                 {{"action", "created"},
                  {"issue", issue_item(number, "it **fails**")},
                  {"comment", comment_item(comment, body, fmt::format("issues/{}", number))}});
}

std::string lines(const std::vector<json>& events) {
    std::string text;
    for (const auto& one : events)
        text += one.dump() + "\n";
    return text;
}

std::string gzipped(const std::string& text) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    std::string in = text;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

class GhArchive : public testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
        return folder_ / name;
    }
    /// Imports and checks that the counts add up.
    std::map<std::string, std::int64_t> import(ArchiveRequest request, const std::stop_token& stop = {}) {
        auto report = import_archive(study_.study(), request, {}, stop);
        EXPECT_TRUE(report) << report.error().line();
        if (!report)
            return {};
        notes_ = report->notes;
        auto n = report->counts;
        EXPECT_EQ(n["lines_read"], n["events_stored"] + n["events_other_type"] + n["events_filtered"] +
                                       n["events_duplicate"] + n["events_without_text"] + n["events_unusable"] +
                                       n["lines_broken"]);
        EXPECT_EQ(n["posts_seen"], n["added"] + n["changed"] + n["unchanged"] + n["older"]);
        EXPECT_EQ(n["threads_seen"],
                  n["threads_added"] + n["threads_changed"] + n["threads_unchanged"] + n["threads_older"]);
        return n;
    }
    std::map<std::string, std::int64_t> import(const std::string& bytes) {
        return import({.files = {write("hour.json.gz", bytes)}});
    }
    std::optional<corpus::Post> post(const std::string& kind_and_id) {
        return *store().post(fmt::format("github/{}/{}", lab, kind_and_id));
    }
    std::optional<corpus::Thread> thread(const std::string& kind_and_id) {
        return *store().thread(fmt::format("github/{}/{}", lab, kind_and_id));
    }
    std::vector<std::string> skipped() {
        std::vector<std::string> result;
        const auto listed = store().skipped(store().runs()->back().row);
        for (const auto& [what, reason] : *listed)
            result.push_back(what + ": " + reason);
        return result;
    }
    corpus::Store store() { return corpus::Store(study_.study()); }

    tests::TemporaryFolder folder_;
    TestStudy study_;
    std::vector<std::string> notes_;
};

TEST_F(GhArchive, storesThreadsReviewsAndComments) {
    const auto review = event("5", "PullRequestReviewEvent",
                              {{"review",
                                {{"id", 71},
                                 {"user", {{"login", "r"}}},
                                 {"body", nullptr},
                                 {"state", "APPROVED"},
                                 {"submitted_at", "2021-07-21T06:00:03Z"},
                                 {"html_url", "https://github.com/x"}}},
                               {"pull_request", pull_item(8)}});
    json answer = comment_item(81, "in line", "pull/8");
    answer["in_reply_to_id"] = 80;
    const auto in_line =
        event("6", "PullRequestReviewCommentEvent", {{"comment", answer}, {"pull_request", pull_item(8)}});
    json merged = pull_item(8, "closed");
    merged["merged_at"] = merged["updated_at"] = "2021-07-21T07:00:00Z";
    const auto closed = event("7", "PullRequestEvent", {{"action", "closed"}, {"pull_request", merged}},
                              "2021-07-21T07:00:00Z");
    auto n = import(gzipped(lines({opened("1", 7), commented("2", 7, 70), review, in_line, closed,
                                   event("8", "PushEvent", {{"commits", json::array()}})})));
    EXPECT_EQ(n["events_stored"], 5);
    EXPECT_EQ(n["events_other_type"], 1);
    EXPECT_EQ(n["added"], 5);
    const auto first = post("issue/7");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->body.text, "it fails");
    EXPECT_EQ(first->author.name, "opener");
    EXPECT_EQ(first->author.role, "CONTRIBUTOR");
    EXPECT_EQ(first->tags, std::vector<std::string>{"bug"});
    EXPECT_EQ(format_time(first->fetched_at), "2021-07-21T06:00:05Z");
    EXPECT_EQ(post("comment/70")->author.kind, "bot");
    EXPECT_EQ(post("comment/70")->thread_key, first->thread_key);
    EXPECT_EQ(post("review/71")->state, "approved");
    EXPECT_EQ(format_time(post("review/71")->created_at), "2021-07-21T06:00:03Z");
    EXPECT_EQ(post("review_comment/81")->parent_key, fmt::format("github/{}/review_comment/80", lab));
    EXPECT_EQ(thread("pull/8")->state, "merged");
    EXPECT_EQ(post("pull/8")->state, "merged");
    const auto raw = corpus::RawStore::open(study_.raw_path(), corpus::RawStore::Mode::read);
    const auto payload = *raw->at(first->raw);
    EXPECT_EQ(payload->key, "gh-archive/hour.json.gz#1-5");
    EXPECT_THAT(payload->body, HasSubstr("it **fails**"));
}

TEST_F(GhArchive, takesAnEventOnceWhateverFileItIsIn) {
    const auto one = write("2021-07-21-6.json.gz", gzipped(lines({opened("1", 7), commented("2", 7, 70)})));
    const auto two = write("2021-07-21-7.json", lines({commented("2", 7, 70), commented("3", 7, 71)}));
    auto n = import({.files = {one, two}});
    EXPECT_EQ(n["events_duplicate"], 1);
    EXPECT_EQ(n["events_stored"], 3);
    // The numbers began anew in October 2025: the same one at another time is another event.
    auto later = commented("2", 9, 90);
    later["created_at"] = "2025-12-15T00:00:00Z";
    n = import({.files = {one, write("2025-12-15-0.json", lines({later}))}});
    EXPECT_EQ(n["events_duplicate"], 0);
    EXPECT_EQ(n["added"], 2);
    n = import({.files = {one, two}});
    EXPECT_EQ(n["added"] + n["changed"], 0);
    const auto raw = corpus::RawStore::open(study_.raw_path(), corpus::RawStore::Mode::read);
    EXPECT_EQ(*raw->size(), 3);
}

TEST_F(GhArchive, whatWasSeenLaterStands) {
    auto newer = opened("2", 7, "new text");
    newer["payload"]["issue"]["updated_at"] = newer["created_at"] = "2021-07-22T00:00:00Z";
    newer["payload"]["issue"]["state"] = "closed";
    const auto a = write("a.json", lines({newer}));
    const auto b = write("b.json", lines({opened("1", 7, "old text")}));
    import({.files = { a }});
    auto n = import({.files = {b}});
    EXPECT_EQ(n["older"], 1);
    EXPECT_EQ(n["threads_older"], 1);
    EXPECT_EQ(post("issue/7")->body.text, "new text");
    EXPECT_EQ(thread("issue/7")->state, "closed");

    TestStudy other;
    ASSERT_TRUE(import_archive(other.study(), {.files = {b, a}}, {}, {}));
    const auto post = *corpus::Store(other.study()).post(fmt::format("github/{}/issue/7", lab));
    EXPECT_EQ(post->body.text, "new text");
    EXPECT_EQ(post->revision, 2); // the older text is kept as a revision
}

TEST_F(GhArchive, anOlderCommentDoesNotComeBack) {
    auto edited = commented("2", 7, 70, "edited");
    edited["payload"]["comment"]["updated_at"] = edited["created_at"] = "2021-07-22T00:00:00Z";
    import(lines({edited}));
    auto n = import(lines({commented("1", 7, 70, "first")}));
    EXPECT_EQ(n["changed"], 0);
    EXPECT_EQ(post("comment/70")->body.text, "edited");
    EXPECT_EQ(post("comment/70")->revision, 1);
}

TEST_F(GhArchive, aMergeAndADeletionAreFinal) {
    json merged = pull_item(8, "closed");
    merged["merged_at"] = merged["updated_at"] = "2021-07-21T07:00:00Z";
    json shown = pull_item(8, "closed"); // among a comment's payload, a merge is not to be seen
    shown["pull_request"] = {{"url", "https://api.github.com/x"}};
    shown["updated_at"] = "2021-07-21T08:00:00Z";
    const json comment = comment_item(80, "thanks", "pull/8");
    import(lines({event("1", "PullRequestEvent",
                        {{ "pull_request",
                           merged }},
                        "2021-07-21T07:00:00Z"),
                  event("2", "IssueCommentEvent",
                        {{"issue", shown},
                         { "comment",
                           comment }},
                        "2021-07-21T08:00:00Z"),
                  event("3", "IssueCommentEvent",
                        {{"action", "deleted"},
                         {"issue", shown},
                         { "comment",
                           comment }},
                        "2021-07-21T08:00:09Z"),
                  event("4", "IssueCommentEvent",
                        {{"issue", shown},
                         { "comment",
                           comment }},
                        "2021-07-21T08:00:10Z")}));
    EXPECT_EQ(thread("pull/8")->state, "merged");
    EXPECT_FALSE(thread("issue/8"));
    EXPECT_EQ(post("comment/80")->visibility, corpus::Visibility::gone);
    EXPECT_EQ(post("comment/80")->body.text, "thanks");
}

TEST_F(GhArchive, readsTheFormBefore2015) {
    json pull = pull_item(3);
    pull.erase("html_url");
    pull["_links"] = {{"html", {{"href", "https://github.com/example-lab/old/pull/3"}}}};
    json comment = comment_item(31, "why?", "pull/3");
    comment.erase("html_url");
    comment["_links"] = {{"html", {{"href", "https://github.com/example-lab/old/pull/4#discussion_r31"}}},
                         {"pull_request", {{"href", "https://api.github.com/repos/example-lab/old/pulls/4"}}}};
    const json repository{{"owner", "example-lab"}, {"name", "old"}, {"id", 5}};
    const auto old = [&](const std::string& type, const json& payload, const std::string& at) {
        return json{{"type", type},       {"actor", "somebody"}, {"repository", repository},
                    {"payload", payload}, {"created_at", at},    {"actor_attributes", {{"type", "User"}}}};
    };
    const auto pull_event =
        old("PullRequestEvent", {{"action", "opened"}, {"number", 3}, {"pull_request", pull}},
            "2012-03-10T22:00:00-08:00");
    // Without line breaks, as the first archives are.
    const std::string text =
        pull_event.dump() +
        old("PullRequestReviewCommentEvent", {{"comment", comment}}, "2011/02/12 00:00:00 -0800").dump() +
        old("IssuesEvent", {{"action", "opened"}, {"issue", 4455}, {"number", 9}}, "2013-01-01T00:00:00-08:00")
            .dump() +
        old("IssueCommentEvent", {{"issue_id", 4455}, {"comment_id", 7}}, "2013-01-01T00:00:00Z").dump() +
        pull_event.dump();
    auto n = import(gzipped(text));
    EXPECT_EQ(n["lines_read"], 5);
    EXPECT_EQ(n["events_stored"], 2);
    EXPECT_EQ(n["events_without_text"], 2);
    EXPECT_EQ(n["events_duplicate"], 1);
    const auto first = *store().post("github/example-lab/old/pull/3");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->url, "https://github.com/example-lab/old/pull/3");
    EXPECT_EQ(format_time(first->fetched_at), "2012-03-11T06:00:00Z");
    const auto said = *store().post("github/example-lab/old/review_comment/31");
    ASSERT_TRUE(said);
    EXPECT_EQ(said->thread_key, "github/example-lab/old/pull/4");
    EXPECT_EQ(said->url, "https://github.com/example-lab/old/pull/4#discussion_r31");
    EXPECT_EQ(skipped().size(), 2U);
    EXPECT_EQ(format_time((*store().thread("github/example-lab/old/pull/4"))->created_at),
              "2011-02-12T08:00:00Z");
}

TEST_F(GhArchive, payloadsCutDownIn2025LeaveWhatIsKnownAlone) {
    const json cut{{"id", 1}, {"number", 8}, {"url", "https://api.github.com/x"}, {"head", {}}, {"base", {}}};
    import(lines({event("1", "PullRequestEvent", {{ "pull_request", pull_item(8) }})}));
    auto n = import(
        lines({event("2", "PullRequestEvent", {{"action", "closed"}, {"number", 8}, {"pull_request", cut}},
                     "2025-12-15T00:00:00Z"),
               event("3", "PullRequestReviewCommentEvent",
                     {{"pull_request", cut}, {"comment", comment_item(81, "hm", "pull/8")}},
                     "2025-12-15T00:00:00Z")}));
    EXPECT_EQ(n["events_without_text"], 1);
    EXPECT_THAT(skipped(), ElementsAre(HasSubstr("hour.json.gz:1 PullRequestEvent 2 Example-Lab/loader")));
    EXPECT_EQ(thread("pull/8")->title, "Issue 8");
    EXPECT_EQ(post("pull/8")->body.text, "a patch");
    EXPECT_EQ(post("review_comment/81")->thread_key, thread("pull/8")->key);
}

TEST_F(GhArchive, listsWhatIsBrokenWithItsLine) {
    const std::string whole = opened("1", 7).dump();
    auto numberless = opened("3", 8);
    numberless["payload"]["issue"].erase("number");
    auto nameless = opened("4", 8);
    nameless["repo"]["name"] = "../../etc";
    std::string surrogate = commented("5", 7, 70, "MARK").dump();
    surrogate.replace(surrogate.find("MARK"), 4,
                      "a\\ud800\\u0000\xFF"
                      "b");
    const auto text = "\n" + whole + "\r\n" + whole.substr(0, 90) + "\n[1,2]\nnull\n<html>\n" +
                      whole.substr(0, 50) + opened("2", 9).dump() + "\n" + lines({numberless, nameless}) +
                      surrogate + "\n" + opened("6", 10, "a }{ b").dump();
    auto n = import(gzipped(text));
    EXPECT_EQ(n["lines_read"], 10);
    EXPECT_EQ(n["lines_broken"], 3);
    EXPECT_EQ(n["events_unusable"], 4);
    EXPECT_EQ(n["events_stored"], 3);
    EXPECT_EQ(n["payloads_mended"], 1);
    EXPECT_THAT(skipped(),
                ElementsAre(HasSubstr("hour.json.gz:3:"), HasSubstr(":4:"), HasSubstr(":5:"), HasSubstr(":6:"),
                            HasSubstr(":7:"), HasSubstr(":8 IssuesEvent 3 Example-Lab/loader: no number"),
                            HasSubstr(":9 IssuesEvent 4: an event without")));
    EXPECT_EQ(post("issue/10")->body.text, "a }{ b");
}

TEST_F(GhArchive, aFileThatIsNotWholeGivesWhatItHas) {
    std::vector<json> many;
    for (int i = 1; i <= 300; ++i)
        many.push_back(opened(std::to_string(i), i, fmt::format("text {}", i * 7919 % 1000)));
    const std::string zip = gzipped(lines(many));
    auto n = import({.files = {write("a.json.gz", zip.substr(0, zip.size() / 2)), write("b.json.gz", ""),
                               write("c.json.gz", gzipped("")), write("d.json.gz", zip + "rubbish"),
                               write("e.json.gz", zip.substr(0, 1))}});
    EXPECT_EQ(n["files_read"], 5);
    EXPECT_EQ(n["files_truncated"], 1);
    EXPECT_EQ(n["files_empty"], 2);
    EXPECT_EQ(n["files_damaged"], 1);
    EXPECT_EQ(n["added"], 300);
    EXPECT_GT(n["events_duplicate"], 50); // what the first half gave
    EXPECT_EQ(n["lines_broken"], 2);      // where the first file ends, and one byte that is no event
    EXPECT_THAT(notes_,
                ElementsAre(HasSubstr("a.json.gz: it ends in the middle"), HasSubstr("b.json.gz: it is empty"),
                            HasSubstr("c.json.gz: it is empty"), HasSubstr("d.json.gz: it is damaged")));
    std::string flipped = zip;
    flipped[zip.size() / 2] = static_cast<char>(flipped[zip.size() / 2] ^ 0x55);
    n = import(flipped);
    EXPECT_EQ(n["files_damaged"], 1);
}

TEST_F(GhArchive, readsMembersLongLinesAndIndentedEvents) {
    const std::string long_body(12U << 20U, 'x');
    const std::string zip =
        gzipped(lines({opened("1", 1)})) + gzipped(lines({opened("2", 2, long_body)})) + std::string(512, '\0');
    EXPECT_EQ(import(zip)["added"], 2);
    EXPECT_EQ(post("issue/2")->body.text.size(), long_body.size());
    auto n = import(opened("3", 3).dump(2) + "\n" + opened("4", 4).dump(2));
    EXPECT_EQ(n["added"], 2);
    // Many events on one line of twenty megabytes.
    std::string line;
    for (int i = 10; i < 30; ++i)
        line += opened(std::to_string(i), i, std::string(1U << 20U, 'y')).dump();
    EXPECT_EQ(import(line)["added"], 20);
}

TEST_F(GhArchive, aLineWithoutEndIsDroppedAndTheNextOneRead) {
    auto n = import(gzipped("{\"id\":\"" + std::string(70U << 20U, '0') + "\n" + opened("1", 7).dump()));
    EXPECT_EQ(n["lines_broken"], 1);
    EXPECT_EQ(n["added"], 1);
    EXPECT_THAT(skipped(), ElementsAre("hour.json.gz:1: it is longer than 64 MiB"));
}

TEST_F(GhArchive, filtersByRepositoryAndTime) {
    auto other = opened("9", 1);
    other["repo"]["name"] = "example-lab/other";
    auto late = opened("3", 3);
    late["created_at"] = "2021-07-22T00:00:00Z";
    auto early = opened("4", 4);
    early["created_at"] = "2021-07-20T23:59:59Z";
    ArchiveRequest request{.files = {write("a.json", lines({opened("1", 1), other, late, early}))},
                           .repositories = {"example-LAB/Loader"},
                           .since = parse_time("2021-07-21"),
                           .until = parse_time("2021-07-22")};
    auto n = import(request);
    EXPECT_EQ(n["events_filtered"], 3);
    EXPECT_THAT(study_.ids(), ElementsAre("issue:1"));
    EXPECT_EQ(store().runs()->back().query, "since 2021-07-21T00:00:00Z, until 2021-07-22T00:00:00Z");
    request.repositories = {"no repository"};
    EXPECT_FALSE(import_archive(study_.study(), request, {}, {}));
    request.repositories = {};
    request.files = {folder_.path()};
    EXPECT_FALSE(import_archive(study_.study(), request, {}, {}));
}

TEST_F(GhArchive, oneRepositoryIsOneContainerHoweverItIsWritten) {
    auto lower = opened("2", 2);
    lower["repo"]["name"] = "example-lab/loader";
    import(lines({opened("1", 1)}));
    import(lines({lower}));
    EXPECT_TRUE(post("issue/2"));
}

TEST_F(GhArchive, stopsWhenAskedAndEndsWithTheSameStudyAfterwards) {
    std::vector<json> many;
    for (int i = 1; i <= 2500; ++i)
        many.push_back(opened(std::to_string(i), i, std::string(400, static_cast<char>('a' + i % 26))));
    const auto file = write("a.json", lines(many));
    std::stop_source stop;
    const auto stopped = import_archive(
        study_.study(), {.files = {file}},
        [&](const std::string&, std::int64_t, std::int64_t) { stop.request_stop(); }, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().fault, Fault::cancelled);
    EXPECT_EQ(store().runs()->back().status, "stopped");
    const auto kept = store().counts()->posts;
    EXPECT_GT(kept, 100);
    EXPECT_LT(kept, 2500);
    EXPECT_EQ(import({.files = {file}})["added"], 2500 - kept);
    TestStudy undisturbed;
    ASSERT_TRUE(import_archive(undisturbed.study(), {.files = {file}}, {}, {}));
    EXPECT_EQ(tests::difference(undisturbed.contents(), study_.contents()), "");
}

/// The pages that the GitHub collector read, as the events that they would have been.
std::string as_events(const std::filesystem::path& raw_db, const std::string& repository) {
    const auto raw = corpus::RawStore::open(raw_db, corpus::RawStore::Mode::read);
    std::vector<json> events;
    std::map<std::string, json> items;
    int id = 0;
    for (std::int64_t row = 1; row <= *raw->size(); ++row) {
        const auto page = json::parse((*raw->at(row))->body);
        for (const auto& item : page) {
            if (!item.is_object())
                continue;
            const std::string at = item.value("updated_at", "");
            const std::string next = std::to_string(++id);
            const std::string of = item.value("issue_url", item.value("pull_request_url", ""));
            const std::string number = of.substr(of.rfind('/') + 1);
            if (item.contains("issue_url")) {
                events.push_back(event(next, "IssueCommentEvent", {{"comment", item}, {"issue", items[number]}},
                                       at, repository));
            } else if (item.contains("pull_request_url")) {
                events.push_back(event(next, "PullRequestReviewCommentEvent",
                                       {{"comment", item}, {"pull_request", {{"number", std::stoi(number)}}}},
                                       at, repository));
            } else {
                items[item.at("number").dump()] = item;
                events.push_back(event(next, "IssuesEvent", {{"issue", item}}, at, repository));
            }
        }
    }
    return lines(events);
}

TEST_F(GhArchive, givesTheRecordsOfTheGitHubCollectorWhichThenGoesOnFromThem) {
    constexpr const char* secp = "bitcoin-core/secp256k1";
    const tests::Fakes fakes;
    AXIAL_NEEDS_FAKES(fakes);
    const auto collect = [&](TestStudy& study) {
        GithubRequest request{.repository = secp, .endpoint = fakes.url("/github"), .since = {}};
        request.reviews = request.events = false; // their pages are not the archive's
        ClientOptions options;
        options.endpoint = request.endpoint;
        options.headers = github_headers();
        return study.collect(options,
                             [&](Collection& collection) { return collect_github(collection, request); });
    };
    TestStudy collected;
    ASSERT_TRUE(collect(collected));
    auto n = import(gzipped(as_events(collected.raw_path(), secp)));
    EXPECT_EQ(n["lines_broken"] + n["events_unusable"], 0);
    const auto ids = tests::expected_ids("github", secp, {"issue", "pull", "comment", "review_comment"});
    EXPECT_GT(n["added"], 1500);
    ASSERT_TRUE(collect(study_));
    EXPECT_EQ(tests::difference(ids, study_.ids()), "");
    EXPECT_EQ(study_.counts().at("added"), 1548 - n["added"]);
    EXPECT_EQ(tests::difference(collected.contents(), study_.contents()), "");
    n = import(gzipped(as_events(collected.raw_path(), secp))); // and the archive takes nothing back
    EXPECT_EQ(n["added"] + n["changed"] + n["threads_added"] + n["threads_changed"], 0);
}

TEST_F(GhArchive, readsRealHours) {
    AXIAL_NEEDS_SHARED(folder, "recorded/gharchive");
    auto n = import({.files = {folder / "2021-07-21-few-hours.json"}});
    EXPECT_EQ(n["lines_read"], 800);
    EXPECT_EQ(n["events_stored"], 21 + 36 + 64 + 28 + 10);
    EXPECT_EQ(n["events_other_type"], 641);
    EXPECT_EQ(n["threads_added"], 141);
    std::map<std::string, int> kinds;
    for (const auto& id : study_.ids())
        ++kinds[id.substr(0, id.find(':'))];
    EXPECT_EQ(kinds,
              (std::map<std::string, int>{
                  {"issue", 36}, {"pull", 105}, {"comment", 36}, {"review", 24}, {"review_comment", 10}}));
    n = import({.files = {folder / "push_event_post_drift_2025-12-15-0.json",
                          folder / "push_event_pre_drift_2024-05-21-0.json"}});
    EXPECT_EQ(n["lines_read"], 2);
    EXPECT_EQ(n["events_other_type"], 2);
}

} // namespace
} // namespace axial::collectors::dumps
