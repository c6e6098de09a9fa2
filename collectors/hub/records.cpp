// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/hub/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace axial::collectors::hub {
namespace {

constexpr const char* site = "huggingface.co";
/// How the Hub's placeholder begins; newer ones say "(marked as Spam)" after it.
constexpr std::string_view placeholder = "This comment has been hidden";
constexpr std::size_t longest_placeholder = 100; ///< bytes

corpus::Author author_of(const Json& event) {
    corpus::Author author;
    const Json user = event["author"];
    if (const std::string name = user["name"].text(); !name.empty()) {
        author.id = name;
        author.name = name;
        if (user["type"].text() == "org")
            author.kind = "organisation";
    }
    author.role = user["isOwner"].is_true()       ? "owner"
                  : user["isOrgMember"].is_true() ? "member"
                  : user["isMod"].is_true()       ? "moderator"
                  : user["isHf"].is_true()        ? "hf"
                                                  : "";
    return author;
}

/// Models are found at the root of the site, everything else below its type.
std::string page_of(const Origin& origin) {
    std::string_view path = origin.container;
    if (path.starts_with("models/"))
        path.remove_prefix(7);
    return fmt::format("https://{}/{}/discussions/{}", site, path, origin.number);
}

std::int64_t reactions_of(const Json& data) {
    std::int64_t sum = 0;
    for (const Json& reaction : data["reactions"].items())
        sum += std::clamp<std::int64_t>(reaction["count"].integer().value_or(0), 0, 1'000'000'000);
    return sum;
}

Time later(Time time, const Json& other) {
    return std::max(time, other.time().value_or(time));
}

/// What happened, in the Hub's own words and as few of ours as can be.
std::string event_text(const std::string& type, const Json& data) {
    if (type == "status-change") {
        const std::string reason = data["reason"].text();
        return "status: " + data["status"].text() + (reason.empty() ? "" : " (" + reason + ")");
    }
    if (type == "title-change")
        return fmt::format("title: {} → {}", data["from"].text(), data["to"].text());
    if (type == "commit")
        return fmt::format("commit {}: {}", data["oid"].text().substr(0, 12), data["subject"].text());
    if (type == "pinning-change")
        return data["pinned"].is_true() ? "pinned" : "no longer pinned";
    if (type == "locking-change")
        return data["locked"].is_true() ? "locked" : "no longer locked";
    return {};
}

void fill_comment(corpus::IncomingPost& post, const Json& data, const Origin& origin) {
    const Json latest = data["latest"];
    post.updated_at = later(post.created_at, latest["updatedAt"]);
    const bool has_raw = latest["raw"].is_string();
    post.body = has_raw ? latest["raw"].raw_text() : latest["html"].raw_text();
    post.markup = has_raw ? corpus::Markup::markdown : corpus::Markup::html;
    post.dialect = corpus::Dialect::github;
    post.score = reactions_of(data);
    post.state = data["isReport"].is_true() ? "report" : "";
    if (data["hidden"].is_true()) {
        post.visibility = corpus::Visibility::hidden;
        post.state = data["hiddenReason"].text();
        if (post.body.size() <= longest_placeholder && post.body.starts_with(placeholder))
            post.body.clear();
    }
    const std::string parent = data["parentCommentId"].id();
    if (parent != post.native_id && origin.comments.contains(parent))
        post.parent_key = corpus::make_key("hub", origin.container, "comment", parent);
}

} // namespace

std::string kind_of(const Json& discussion) {
    return discussion["isPullRequest"].is_true() ? "pull_request" : "discussion";
}

bool is_comment(const Json& event) {
    return event["type"].text() == "comment";
}

corpus::IncomingThread thread_of(const Json& discussion, const Origin& origin) {
    corpus::IncomingThread thread;
    thread.source = "hub";
    thread.site = site;
    thread.container = origin.container;
    thread.kind = kind_of(discussion);
    thread.native_id = origin.number;
    thread.title = discussion["title"].text();
    thread.url = page_of(origin);
    thread.state = discussion["status"].text();
    for (const char* mark : {"pinned", "locked"})
        if (discussion[mark].is_true())
            thread.tags.emplace_back(mark);
    if (discussion["isReport"].is_true())
        thread.tags.emplace_back("report");
    thread.created_at = discussion["createdAt"].time().value_or(Time{});
    thread.updated_at = thread.created_at;
    for (const Json& event : discussion["events"].items())
        thread.updated_at =
            later(later(thread.updated_at, event["createdAt"]), event["data"]["latest"]["updatedAt"]);
    return thread;
}

std::optional<corpus::IncomingPost> post_of(const Json& event, const Origin& origin) {
    corpus::IncomingPost post;
    post.native_id = event["id"].id();
    if (post.native_id.empty())
        return std::nullopt;
    post.author = author_of(event);
    post.created_at = event["createdAt"].time().value_or(Time{});
    post.updated_at = post.created_at;
    post.url = page_of(origin) + '#' + post.native_id;
    post.fetched_at = origin.fetched_at;
    post.raw = origin.raw;
    if (is_comment(event)) {
        post.kind = "comment";
        fill_comment(post, event["data"], origin);
    } else {
        post.kind = "event";
        post.state = event["type"].text();
        post.body = event_text(post.state, event["data"]);
    }
    return post;
}

std::string signature(const Json& listed) {
    std::string result;
    for (const char* field : {"title", "status", "numComments", "numReactionUsers", "pinned", "isPullRequest"})
        result.append(listed[field].dump()).push_back('|');
    return result;
}

} // namespace axial::collectors::hub
