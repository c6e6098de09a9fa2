// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/records.h"

#include <fmt/format.h>

#include <charconv>

namespace axial::collectors::github {
namespace {

corpus::Author author_of(const Json& item) {
    corpus::Author author;
    const Json user = item["user"];
    if (const std::string login = user["login"].text(); !login.empty()) {
        author.id = login;
        author.name = login;
        const std::string type = user["type"].text();
        if (type == "Bot" || login.ends_with("[bot]"))
            author.kind = "bot";
        else if (type == "Organization")
            author.kind = "organisation";
    }
    author.role = item["author_association"].text();
    if (author.role == "NONE")
        author.role.clear();
    return author;
}

std::optional<std::int64_t> score_of(const Json& item) {
    const Json reactions = item["reactions"];
    if (!reactions.is_object())
        return std::nullopt;
    return reactions["+1"].integer().value_or(0) - reactions["-1"].integer().value_or(0);
}

std::vector<std::string> labels_of(const Json& item) {
    std::vector<std::string> labels;
    for (const Json& label : item["labels"].items())
        if (std::string name = label.is_string() ? label.text() : label["name"].text(); !name.empty())
            labels.push_back(std::move(name));
    return labels;
}

/// Every kind of reaction that was used: "reaction: heart 2". The score has only thumbs.
void add_reactions(const Json& item, std::vector<std::string>& tags) {
    for (const char* kind : {"+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"})
        if (const auto count = item["reactions"][kind].integer(); count && *count > 0)
            tags.push_back(fmt::format("reaction: {} {}", kind, *count));
}

/// Labels, then what else is said of an issue's state: "locked: spam", "closed: not_planned", "draft".
std::vector<std::string> tags_of(const Json& item) {
    auto tags = labels_of(item);
    if (item["locked"].is_true()) {
        const std::string reason = item["active_lock_reason"].text();
        tags.push_back(reason.empty() ? "locked" : "locked: " + reason);
    }
    if (const std::string reason = item["state_reason"].text(); !reason.empty())
        tags.push_back(item["state"].text() + ": " + reason);
    if (item["draft"].is_true())
        tags.emplace_back("draft");
    return tags;
}

bool is_pull(const Json& item) {
    return item["pull_request"].is_object();
}

std::string state_of(const Json& item) {
    return item["pull_request"]["merged_at"].is_string() ? "merged" : item["state"].text();
}

/// The part of a URL between two marks: ("…/repos/o/n/issues/5", "/repos/", 2) gives "o/n".
std::string path_after(std::string_view url, std::string_view mark, int parts) {
    const auto begin = url.find(mark);
    if (begin == std::string_view::npos)
        return {};
    url.remove_prefix(begin + mark.size());
    std::size_t end = 0;
    for (int part = 0; part < parts && end != std::string_view::npos; ++part)
        end = url.find('/', part == 0 ? 0 : end + 1);
    return std::string(url.substr(0, end));
}

/// What issues and comments have in common.
corpus::IncomingPost post_of(const Json& item, const std::string& kind, std::string native_id,
                             const Origin& origin) {
    corpus::IncomingPost post;
    post.kind = kind;
    post.native_id = std::move(native_id);
    post.author = author_of(item);
    post.created_at = item["created_at"].time().value_or(Time{});
    post.updated_at = item["updated_at"].time().value_or(post.created_at);
    post.body = item["body"].raw_text();
    post.markup = corpus::Markup::markdown;
    post.dialect = corpus::Dialect::github;
    post.url = item["html_url"].text();
    post.score = score_of(item);
    post.fetched_at = origin.fetched_at;
    post.raw = origin.raw;
    return post;
}

} // namespace

std::optional<corpus::IncomingThread> thread_of(const Json& item, const Origin& origin) {
    const auto number = item["number"].integer();
    if (!number)
        return std::nullopt;
    corpus::IncomingThread thread;
    thread.source = "github";
    thread.site = "github.com";
    thread.container = origin.container;
    thread.kind = is_pull(item) ? "pull" : "issue";
    thread.native_id = std::to_string(*number);
    thread.title = item["title"].text();
    thread.url = item["html_url"].text();
    thread.state = state_of(item);
    thread.tags = tags_of(item);
    thread.created_at = item["created_at"].time().value_or(Time{});
    thread.updated_at = item["updated_at"].time().value_or(thread.created_at);
    return thread;
}

corpus::IncomingPost first_post(const Json& item, const Origin& origin) {
    auto post = post_of(item, is_pull(item) ? "pull" : "issue", item["number"].id(), origin);
    post.title = item["title"].text();
    post.state = state_of(item);
    post.tags = tags_of(item);
    add_reactions(item, post.tags);
    return post;
}

std::optional<corpus::IncomingPost> comment_of(const Json& item, const std::string& kind,
                                               const Origin& origin) {
    const std::string id = item["id"].id();
    if (id.empty())
        return std::nullopt;
    auto post = post_of(item, kind, id, origin);
    add_reactions(item, post.tags);
    if (const std::string answered = item["in_reply_to_id"].id(); !answered.empty())
        post.parent_key = corpus::make_key("github", origin.container, kind, answered);
    return post;
}

std::optional<std::int64_t> thread_number(const Json& comment) {
    std::string url = comment["issue_url"].text();
    if (url.empty())
        url = comment["pull_request_url"].text();
    const auto slash = url.rfind('/');
    std::int64_t number = 0;
    const char* end = url.data() + url.size();
    if (slash == std::string::npos || std::from_chars(url.data() + slash + 1, end, number).ptr != end)
        return std::nullopt;
    return number > 0 ? std::optional(number) : std::nullopt;
}

std::string thread_kind(const Json& comment) {
    const bool pull = comment["pull_request_url"].is_string() ||
                      comment["html_url"].text().find("/pull/") != std::string::npos;
    return pull ? "pull" : "issue";
}

corpus::IncomingThread gone_thread(const Json& comment, std::int64_t number, const Origin& origin) {
    corpus::IncomingThread thread;
    thread.source = "github";
    thread.site = "github.com";
    thread.container = origin.container;
    thread.kind = thread_kind(comment);
    thread.native_id = std::to_string(number);
    const std::string page = comment["html_url"].text();
    thread.url = page.substr(0, page.find('#'));
    thread.state = "gone";
    thread.created_at = comment["created_at"].time().value_or(Time{});
    thread.updated_at = thread.created_at;
    return thread;
}

std::string repository_of(const Json& item) {
    for (const char* field : {"repository_url", "issue_url", "pull_request_url"})
        if (auto name = path_after(item[field].text(), "/repos/", 2); name.find('/') != std::string::npos)
            return name;
    return {};
}

} // namespace axial::collectors::github
