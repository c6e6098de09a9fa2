// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/records.h"

#include <algorithm>

namespace axial::collectors::stackexchange {
namespace {

constexpr const char* community = "-1";
constexpr std::int64_t last_second = 253'402'300'799; ///< of the year 9999

corpus::Author author_of(const Json& owner) {
    corpus::Author author;
    if (const std::string name = owner["display_name"].text(); !name.empty())
        author.name = name;
    if (owner["user_type"].text() == "does_not_exist")
        return author;
    if (const std::string id = owner["user_id"].id(); !id.empty())
        author.id = id;
    if (author.id == community) {
        author.kind = "system";
        author.name = author.name.value_or("Community");
    }
    return author;
}

/// What posts and comments have in common. The licence is that of the last edit.
corpus::IncomingPost common(const Json& item, const char* id, const Origin& origin) {
    corpus::IncomingPost post;
    post.native_id = item[id].id();
    post.author = author_of(item["owner"]);
    post.created_at = date_of(item["creation_date"]).value_or(Time{});
    post.updated_at = std::max(post.created_at, date_of(item["last_edit_date"]).value_or(post.created_at));
    const bool has_markdown = item["body_markdown"].is_string();
    post.body = has_markdown ? item["body_markdown"].raw_text() : item["body"].raw_text();
    post.markup = has_markdown ? corpus::Markup::markdown : corpus::Markup::html;
    post.dialect = corpus::Dialect::stackexchange;
    post.score = item["score"].integer();
    post.licence = item["content_license"].text();
    if (post.licence.empty())
        post.licence = licence_at(post.updated_at);
    post.fetched_at = origin.fetched_at;
    post.raw = origin.raw;
    return post;
}

std::vector<std::string> tags_of(const Json& question) {
    std::vector<std::string> tags;
    for (const Json& tag : question["tags"].items())
        if (std::string name = tag.text(); !name.empty())
            tags.push_back(std::move(name));
    return tags;
}

} // namespace

std::optional<Time> date_of(const Json& seconds) {
    const auto value = seconds.integer();
    if (!value || *value < 0 || *value > last_second)
        return std::nullopt;
    return Time{std::chrono::seconds{*value}};
}

corpus::IncomingThread thread_of(const Json& question, const Origin& origin) {
    corpus::IncomingThread thread;
    thread.source = "stackexchange";
    thread.site = thread.container = origin.site->name;
    thread.kind = "question";
    thread.native_id = question["question_id"].id();
    thread.title = question["title"].text();
    thread.url = question_url(*origin.site, thread.native_id);
    thread.state = question["closed_date"].integer()          ? "closed"
                   : question["accepted_answer_id"].integer() ? "answered"
                                                              : "open";
    thread.tags = tags_of(question);
    for (const Json& original : question["closed_details"]["original_questions"].items())
        if (const std::string id = original["question_id"].id(); !id.empty())
            thread.tags.push_back(duplicate_of + id);
    if (const std::string reason = question["closed_reason"].text(); !reason.empty())
        thread.tags.push_back(closed_as + reason);
    thread.created_at = date_of(question["creation_date"]).value_or(Time{});
    thread.updated_at = date_of(question["last_activity_date"])
                            .value_or(date_of(question["last_edit_date"]).value_or(thread.created_at));
    return thread;
}

corpus::IncomingPost question_of(const Json& question, const Origin& origin) {
    corpus::IncomingPost post = common(question, "question_id", origin);
    post.kind = "question";
    post.title = question["title"].text(); // its tags are those of its thread
    post.url = question_url(*origin.site, post.native_id);
    return post;
}

corpus::IncomingPost answer_of(const Json& answer, const std::string& question, const Origin& origin) {
    corpus::IncomingPost post = common(answer, "answer_id", origin);
    post.kind = "answer";
    post.parent_key = post_key(*origin.site, "question", question);
    post.url = answer_url(*origin.site, post.native_id);
    post.state = answer["is_accepted"].is_true() ? "accepted" : "";
    return post;
}

corpus::IncomingPost comment_of(const Json& comment, const char* kind, const std::string& on,
                                const std::string& question, const Origin& origin) {
    corpus::IncomingPost post = common(comment, "comment_id", origin);
    post.kind = "comment";
    post.parent_key = post_key(*origin.site, kind, on);
    if (post.markup == corpus::Markup::markdown)
        post.dialect = corpus::Dialect::se_comment;
    post.url = comment_url(*origin.site, question, on, post.native_id);
    return post;
}

} // namespace axial::collectors::stackexchange
