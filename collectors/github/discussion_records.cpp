// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_records.h"

#include "corpus/text/utf8.h"

#include <fmt/format.h>

namespace axial::collectors::github {
namespace {

corpus::Author author_of(const Json& item) {
    corpus::Author author;
    const Json actor = item["author"];
    if (std::string login = actor["login"].text(); !login.empty()) {
        const std::string type = actor["__typename"].text();
        if (type == "Bot" && !login.ends_with("[bot]"))
            login += "[bot]"; // as REST names it: one account, one name
        if (login.ends_with("[bot]"))
            author.kind = "bot";
        else if (type == "Organization")
            author.kind = "organisation";
        author.id = login;
        author.name = login;
    }
    author.role = item["authorAssociation"].text();
    if (author.role == "NONE")
        author.role.clear();
    return author;
}

std::string state_of(const Json& discussion) {
    if (discussion["isAnswered"].is_true())
        return "answered";
    return discussion["closed"].is_true() ? "closed" : "open";
}

std::vector<std::string> tags_of(const Json& discussion) {
    std::vector<std::string> tags;
    if (std::string category = discussion["category"]["name"].text(); !category.empty())
        tags.push_back(std::move(category));
    for (const Json& label : discussion["labels"]["nodes"].items())
        if (std::string name = label["name"].text(); !name.empty())
            tags.push_back(std::move(name));
    if (discussion["locked"].is_true())
        tags.emplace_back("locked");
    if (const std::string reason = discussion["stateReason"].text();
        !reason.empty() && discussion["closed"].is_true())
        tags.push_back("closed: " + corpus::utf8::lower(reason));
    return tags;
}

/// What a discussion and its comments have in common. GitHub's updatedAt counts everything that happens to a
/// post; only edits are changes of it.
corpus::IncomingPost post_of(const Json& item, const char* kind, std::string native_id, const Origin& origin) {
    corpus::IncomingPost post;
    post.kind = kind;
    post.native_id = std::move(native_id);
    post.author = author_of(item);
    post.created_at = item["createdAt"].time().value_or(Time{});
    post.updated_at = item["lastEditedAt"].time().value_or(post.created_at);
    post.body = item["body"].raw_text();
    post.markup = corpus::Markup::markdown;
    post.dialect = corpus::Dialect::github;
    post.url = item["url"].text();
    post.score = item["upvoteCount"].integer();
    post.fetched_at = origin.fetched_at;
    post.raw = origin.raw;
    return post;
}

} // namespace

std::optional<corpus::IncomingThread> discussion_thread(const Json& discussion, const Origin& origin) {
    const auto number = discussion["number"].integer();
    if (!number)
        return std::nullopt;
    corpus::IncomingThread thread;
    thread.source = "github";
    thread.site = "github.com";
    thread.container = origin.container;
    thread.kind = "discussion";
    thread.native_id = std::to_string(*number);
    thread.title = discussion["title"].text();
    thread.url = discussion["url"].text();
    thread.state = state_of(discussion);
    thread.tags = tags_of(discussion);
    thread.created_at = discussion["createdAt"].time().value_or(Time{});
    thread.updated_at = discussion["updatedAt"].time().value_or(thread.created_at);
    return thread;
}

corpus::IncomingPost discussion_post(const Json& discussion, const Origin& origin) {
    auto post = post_of(discussion, "discussion", discussion["number"].id(), origin);
    post.title = discussion["title"].text();
    post.state = state_of(discussion);
    post.tags = tags_of(discussion);
    return post;
}

std::optional<corpus::IncomingPost> discussion_comment(const Json& comment, const std::string& parent,
                                                       const Origin& origin) {
    const std::string id = comment["id"].id();
    if (id.empty())
        return std::nullopt;
    auto post = post_of(comment, parent.empty() ? "comment" : "reply", id, origin);
    post.parent_key = parent;
    if (comment["isMinimized"].is_true()) {
        post.visibility = corpus::Visibility::hidden;
        post.state = corpus::utf8::lower(comment["minimizedReason"].text());
    }
    if (comment["isAnswer"].is_true())
        post.state = "accepted";
    if (comment["deletedAt"].is_string())
        post.visibility = corpus::Visibility::deleted;
    return post;
}

std::string discussion_comment_key(const std::string& id, const Origin& origin) {
    return corpus::make_key("github", origin.container, "comment", id);
}

std::string discussion_signature(const Json& discussion) {
    return fmt::format("{} {}", discussion["updatedAt"].text(), discussion["comments"]["totalCount"].id());
}

} // namespace axial::collectors::github
