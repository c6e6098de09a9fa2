// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/dumps/dump_records.h"

#include "corpus/text/canonical_text.h"

#include <algorithm>

namespace axial::collectors::dumps {
namespace {

constexpr std::int64_t community = -1;

Time time_at(const XmlRow& row, std::string_view name, Time otherwise = {}) {
    const auto time = parse_time(row.get(name));
    return time ? Time{std::chrono::floor<std::chrono::seconds>(*time)} : otherwise;
}

std::string one_line(std::string_view text) {
    return corpus::fold_white_space(corpus::clean_utf8(text));
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        if (end > begin)
            words.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

corpus::Author author_from(const XmlRow& row, std::string_view id_name, std::string_view display_name,
                           const UserNames& names) {
    corpus::Author author;
    if (const auto shown = row.get(display_name); !shown.empty())
        author.name = one_line(shown);
    const auto id = row.number(id_name);
    if (!id)
        return author;
    author.id = std::to_string(*id);
    if (const auto known = names.find(*id); known != names.end())
        author.name = known->second;
    if (*id == community) {
        author.kind = "system";
        author.name = author.name.value_or("Community");
    }
    return author;
}

/// What posts and comments have in common. The text is as old as its last edit, and so is its licence.
corpus::IncomingPost common(const XmlRow& row) {
    corpus::IncomingPost post;
    post.native_id = row.get("Id");
    post.created_at = time_at(row, "CreationDate");
    post.updated_at = std::max(post.created_at, time_at(row, "LastEditDate", post.created_at));
    post.score = row.number("Score");
    const auto licence = row.get("ContentLicense");
    post.licence = licence.empty() ? licence_at(post.updated_at) : std::string(licence);
    return post;
}

} // namespace

std::vector<std::string> tags_from(std::string_view text) {
    std::vector<std::string> tags;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of("<>|", begin), text.size());
        if (end > begin)
            tags.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return tags;
}

std::string post_key(const Site& site, PostType type, std::int64_t id) {
    return stackexchange::post_key(site, type == question ? "question" : "answer", std::to_string(id));
}

corpus::IncomingThread thread_from(const XmlRow& row, const Site& site) {
    corpus::IncomingThread thread;
    thread.source = "stackexchange";
    thread.site = thread.container = site.name;
    thread.kind = "question";
    thread.native_id = row.get("Id");
    thread.title = one_line(row.get("Title"));
    thread.url = stackexchange::question_url(site, thread.native_id);
    thread.state = row.find("ClosedDate") ? "closed" : row.find("AcceptedAnswerId") ? "answered" : "open";
    thread.tags = tags_from(row.get("Tags"));
    for (auto& link : words_of(row.get(links_attribute)))
        thread.tags.push_back(std::move(link));
    thread.created_at = time_at(row, "CreationDate");
    thread.updated_at = time_at(row, "LastActivityDate", time_at(row, "LastEditDate", thread.created_at));
    return thread;
}

corpus::IncomingPost post_from(const XmlRow& row, const Site& site, const UserNames& names, bool accepted) {
    corpus::IncomingPost post = common(row);
    const bool asks = row.number("PostTypeId") == question;
    post.kind = asks ? "question" : "answer";
    post.author = author_from(row, "OwnerUserId", "OwnerDisplayName", names);
    const auto markdown = row.find(markdown_attribute);
    post.body = markdown ? *markdown : row.get("Body");
    post.markup = markdown ? corpus::Markup::markdown : corpus::Markup::html;
    post.dialect = corpus::Dialect::stackexchange;
    post.url = asks ? stackexchange::question_url(site, post.native_id)
                    : stackexchange::answer_url(site, post.native_id);
    if (asks) {
        post.title = one_line(row.get("Title")); // its tags are those of its thread
    } else {
        post.parent_key = post_key(site, question, row.number("ParentId").value_or(0));
        post.state = accepted ? "accepted" : "";
    }
    return post;
}

corpus::IncomingPost comment_from(const XmlRow& row, const Site& site, const UserNames& names, PostType type,
                                  std::int64_t question_id) {
    corpus::IncomingPost post = common(row);
    const auto on = row.number("PostId").value_or(0);
    post.kind = "comment";
    post.parent_key = post_key(site, type, on);
    post.author = author_from(row, "UserId", "UserDisplayName", names);
    post.body = row.get("Text");
    post.markup = corpus::Markup::markdown;
    post.dialect = corpus::Dialect::se_comment;
    post.url =
        stackexchange::comment_url(site, std::to_string(question_id), std::to_string(on), post.native_id);
    return post;
}

} // namespace axial::collectors::dumps
