// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/history_records.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

namespace axial::collectors::github {
namespace {

/// Who did it: a commit's author has a name and no account.
corpus::Author actor_of(const Json& item) {
    corpus::Author author;
    std::string name = item["actor"]["login"].text();
    if (name.empty())
        name = item["user"]["login"].text();
    if (name.empty())
        name = item["author"]["name"].text();
    if (name.empty())
        return author;
    author.id = author.name = name;
    if (item["actor"]["type"].text() == "Bot" || name.ends_with("[bot]"))
        author.kind = "bot";
    else if (item["actor"]["type"].text() == "Organization")
        author.kind = "organisation";
    return author;
}

Time time_of(const Json& item) {
    for (const Json& time : {item["created_at"], item["submitted_at"], item["committer"]["date"],
                             item["author"]["date"], item["updated_at"]})
        if (const auto found = time.time())
            return *found;
    return {};
}

std::string id_of(const Json& item, const std::string& event) {
    for (const char* field : {"id", "sha", "node_id"})
        if (std::string id = item[field].id(); !id.empty())
            return id;
    std::string source = item["source"]["issue"]["id"].id(); // cross-references have no id of their own
    if (source.empty())
        source = item["created_at"].text();
    return event.empty() || source.empty() ? std::string() : event + '-' + source;
}

std::string referring(const Json& issue) {
    return fmt::format("{}#{}: {}", repository_of(issue), issue["number"].id(), issue["title"].text());
}

/// What happened, in GitHub's own words and as few of ours as can be.
std::string event_text(const std::string& event, const Json& item) {
    if (event == "renamed")
        return fmt::format("title: {} → {}", item["rename"]["from"].text(), item["rename"]["to"].text());
    if (event == "committed")
        return fmt::format("commit {}: {}", item["sha"].text().substr(0, 12), item["message"].raw_text());
    if (event == "cross-referenced")
        return referring(item["source"]["issue"]);
    for (const auto& [field, name] :
         {std::pair{"label", "name"}, std::pair{"milestone", "title"}, std::pair{"assignee", "login"},
          std::pair{"requested_reviewer", "login"}, std::pair{"requested_team", "name"},
          std::pair{"dismissed_review", "dismissal_message"}})
        if (const std::string text = item[field][name].text(); !text.empty())
            return fmt::format("{}: {}", field, text);
    if (const std::string reason = item["lock_reason"].text(); !reason.empty())
        return "reason: " + reason;
    if (const std::string reason = item["state_reason"].text(); !reason.empty())
        return "reason: " + reason;
    if (const std::string commit = item["commit_id"].text(); !commit.empty())
        return "commit " + commit.substr(0, 12);
    return {};
}

} // namespace

std::optional<corpus::IncomingPost> review_post(const Json& item, const Origin& origin) {
    auto post = comment_of(item, "review", origin);
    if (!post)
        return post;
    post->created_at = item["submitted_at"].time().value_or(time_of(item));
    post->updated_at = std::max(post->created_at, item["updated_at"].time().value_or(post->created_at));
    post->state = corpus::utf8::lower(item["state"].text());
    return post;
}

std::optional<corpus::IncomingPost> history_post(const Json& item, std::int64_t number, const Origin& origin) {
    const std::string event = item["event"].text();
    if (event == "commented")
        return comment_of(item, "comment", origin);
    if (event == "reviewed")
        return review_post(item, origin);
    corpus::IncomingPost post;
    post.kind = "event";
    const std::string id = id_of(item, event);
    if (id.empty())
        return std::nullopt;
    post.native_id = fmt::format("{}/{}", number, id);
    post.author = actor_of(item);
    post.created_at = post.updated_at = time_of(item);
    post.state = event;
    post.body = event_text(event, item);
    post.markup = corpus::Markup::plain;
    post.url = fmt::format("https://github.com/{}/issues/{}#event-{}", origin.container, number, id);
    if (event == "comment_deleted")
        post.visibility = corpus::Visibility::deleted;
    post.fetched_at = origin.fetched_at;
    post.raw = origin.raw;
    return post;
}

bool tells_of_review(const Json& item) {
    const std::string event = item["event"].text();
    return event == "reviewed" || event == "line-commented";
}

} // namespace axial::collectors::github
