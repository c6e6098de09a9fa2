// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/gh_archive_records.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace axial::collectors::dumps {
namespace {

using github::Origin;

constexpr std::array<std::string_view, 5> types{"IssuesEvent", "IssueCommentEvent", "PullRequestEvent",
                                                "PullRequestReviewEvent", "PullRequestReviewCommentEvent"};

/// "2011/02/12 00:00:00 -0800" is how the oldest archives write a time.
std::optional<Time> time_of(const Json& value) {
    std::string text = value.text();
    if (text.size() > 10 && text[4] == '/' && text[7] == '/') {
        text[4] = text[7] = '-';
        if (const auto zone = text.find(' ', 11); zone != std::string::npos)
            text.erase(zone, 1);
    }
    return parse_time(text);
}

std::string repository_of(const Json& line) {
    if (std::string name = line["repo"]["name"].text(); !name.empty())
        return name;
    const Json old = line["repository"];
    const std::string owner = old["owner"].is_object() ? old["owner"]["login"].text() : old["owner"].text();
    return owner + "/" + old["name"].text();
}

/// The address of a thing's page: older payloads have it among the links only.
std::string page_of(const Json& item) {
    const std::string page = item["html_url"].text();
    return page.empty() ? item["_links"]["html"]["href"].text() : page;
}

/// The number behind "/pull/", "/pulls/" or "/issues/" in an address.
std::optional<std::int64_t> number_in(std::string_view url) {
    for (const std::string_view mark : {"/pull/", "/pulls/", "/issues/"}) {
        const auto at = url.find(mark);
        if (at == std::string_view::npos)
            continue;
        const char* begin = url.data() + at + mark.size();
        std::int64_t number = 0;
        if (std::from_chars(begin, url.data() + url.size(), number).ec == std::errc() && number > 0)
            return number;
    }
    return std::nullopt;
}

/// An issue or pull request as the event shows it; nothing where it has no number.
struct Item {
    Json json;
    bool is_pull = false;
    std::int64_t number = 0;
    /// Not so in the payloads cut down in October 2025 and in the first ones.
    [[nodiscard]] bool is_whole() const { return json["title"].is_string() && json["created_at"].time(); }
    /// No body at all is not the same as an empty one.
    [[nodiscard]] bool has_text() const { return is_whole() && json["body"].exists(); }
};

std::optional<Item> item_of(const Json& payload) {
    Item item{payload["pull_request"], true, 0};
    if (!item.json.is_object())
        item = {payload["issue"], payload["issue"]["pull_request"].is_object(), 0};
    auto number = item.json["number"].integer();
    if (!number)
        number = payload["number"].integer();
    for (const Json& from : {payload["comment"], payload["review"]}) {
        for (const std::string& url : {from["pull_request_url"].text(), from["issue_url"].text(),
                                       from["_links"]["pull_request"]["href"].text(), page_of(from)})
            if (!number)
                number = number_in(url);
    }
    if (!number || *number <= 0)
        return std::nullopt;
    item.number = *number;
    item.is_pull = item.is_pull || payload["comment"]["pull_request_url"].is_string() ||
                   page_of(payload["comment"]).find("/pull/") != std::string::npos ||
                   payload["review"].is_object();
    return item;
}

std::string page_of(const Item& item, const Origin& origin) {
    const std::string page = page_of(item.json);
    return !page.empty() ? page
                         : fmt::format("https://github.com/{}/{}/{}", origin.container,
                                       item.is_pull ? "pull" : "issues", item.number);
}

std::string state_of(const Item& item) {
    const bool merged = item.json["merged_at"].is_string() ||
                        item.json["pull_request"]["merged_at"].is_string() || item.json["merged"].is_true();
    return merged ? "merged" : item.json["state"].text();
}

corpus::IncomingThread stub_of(const Item& item, const Origin& origin) {
    corpus::IncomingThread thread;
    thread.source = "github";
    thread.site = "github.com";
    thread.container = origin.container;
    thread.native_id = std::to_string(item.number);
    thread.title = item.json["title"].text();
    thread.created_at = thread.updated_at = origin.fetched_at;
    return thread;
}

void add_thread(const Item& item, const Origin& origin, EventRecords& records) {
    auto known = github::thread_of(item.json, origin);
    records.is_stub = !item.is_whole() || !known;
    records.thread = records.is_stub ? stub_of(item, origin) : std::move(*known);
    records.thread->kind = item.is_pull ? "pull" : "issue";
    records.thread->url = page_of(item, origin);
    records.thread->state = state_of(item);
    if (records.is_stub || !item.has_text())
        return;
    records.first = github::first_post(item.json, origin);
    records.first->kind = records.thread->kind;
    records.first->state = records.thread->state;
    records.first->url = records.thread->url;
}

std::optional<corpus::IncomingPost> review_of(const Json& review, const Origin& origin) {
    auto post = github::comment_of(review, "review", origin);
    if (!post)
        return post;
    if (const auto submitted = review["submitted_at"].time())
        post->created_at = post->updated_at = *submitted;
    post->state = corpus::utf8::lower(review["state"].text());
    return post;
}

Status add_post(const Json& payload, const char* kind, const Origin& origin, EventRecords& records) {
    const bool is_review = std::string_view(kind) == "review";
    const Json said = payload[is_review ? "review" : "comment"];
    records.post = is_review ? review_of(said, origin) : github::comment_of(said, kind, origin);
    if (!records.post)
        return bad_input("a review or comment without an id");
    if (records.post->created_at == Time{})
        records.post->created_at = records.post->updated_at = origin.fetched_at;
    if (records.post->url.empty())
        records.post->url = page_of(said);
    if (payload["action"].text() == "deleted")
        records.post->visibility = corpus::Visibility::gone;
    return {};
}

/// The kind of post that an event is about, beside the thread; null for none.
const char* kind_in(std::string_view type) {
    return type == "IssueCommentEvent"               ? "comment"
           : type == "PullRequestReviewEvent"        ? "review"
           : type == "PullRequestReviewCommentEvent" ? "review_comment"
                                                     : nullptr;
}

} // namespace

bool is_repository_name(std::string_view name) {
    const auto slash = name.find('/');
    const auto plain = [](char c) {
        return corpus::utf8::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
    };
    return slash != 0 && slash != std::string_view::npos && slash + 1 < name.size() &&
           name.find('/', slash + 1) == std::string_view::npos && std::ranges::all_of(name, plain);
}

ArchiveEvent event_of(const Json& line) {
    ArchiveEvent event{line["type"].text(), line["id"].id(), time_of(line["created_at"]), repository_of(line)};
    if (!is_repository_name(event.repository))
        event.repository.clear();
    return event;
}

bool has_thread(std::string_view type) {
    return std::ranges::find(types, type) != types.end();
}

Result<EventRecords> records_of(const Json& line, const ArchiveEvent& event, const Origin& origin) {
    const Json payload = line["payload"];
    EventRecords records;
    const char* kind = kind_in(event.type);
    const bool says_something =
        kind && payload[std::string_view(kind) == "review" ? kind : "comment"].is_object();
    const bool shows_item = payload["pull_request"].is_object() || payload["issue"].is_object();
    if (!says_something && !shows_item)
        return records;
    const auto item = item_of(payload);
    if (!item)
        return bad_input("no number of an issue or pull request");
    if (!says_something && !item->has_text())
        return records;
    add_thread(*item, origin, records);
    if (says_something)
        AXIAL_TRY(add_post(payload, kind, origin, records));
    return records;
}

} // namespace axial::collectors::dumps
