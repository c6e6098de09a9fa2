// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/perceval_item.h"

#include "corpus/post_json.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <optional>

namespace axial::exports::perceval {
namespace {

using collectors::reparse::RawItems;
using corpus::Post;
using corpus::Thread;
using nlohmann::ordered_json;

Result<ordered_json> find(RawItems& payloads, const Post& post, const std::string& name) {
    AXIAL_ASSIGN(const auto text, payloads.find(post.raw, name));
    auto item = text.empty() ? ordered_json() : ordered_json::parse(text, nullptr, false);
    return item.is_discarded() ? ordered_json() : item;
}

std::string text_of(const ordered_json& item, const char* field) {
    const auto found = item.find(field);
    if (found == item.end())
        return {};
    return found->is_string() ? found->get<std::string>() : found->is_number_integer() ? found->dump() : "";
}

/// What Perceval asks the service for beside the item itself. Axial does not ask for people's profiles: what
/// the item shows of its author stands in their place.
void add_people(ordered_json& item, std::initializer_list<const char*> fields) {
    for (const char* field : fields) {
        const auto person = item.find(field);
        item[std::string(field) + "_data"] =
            person != item.end() && person->is_object() ? *person : ordered_json::object();
    }
}

Item github_item(const Thread& thread, const char* category, ordered_json data) {
    Item item{"GitHub", category, "https://github.com/" + thread.container, text_of(data, "id"), {}, {}};
    const auto slash = thread.container.find('/');
    item.search_fields = {{"item_id", item.id},
                          {"owner", thread.container.substr(0, slash)},
                          {"repo", slash == std::string::npos ? "" : thread.container.substr(slash + 1)}};
    item.data = std::move(data);
    return item;
}

Result<std::vector<Item>> github_items(const Thread& thread, const std::vector<Post>& posts,
                                       RawItems& payloads) {
    AXIAL_ASSIGN(auto issue, find(payloads, posts.front(), "page:" + posts.front().url));
    if (!issue.is_object() || text_of(issue, "id").empty())
        return std::vector<Item>();
    add_people(issue, {"user", "assignee"});
    auto pull = issue;
    issue["assignees_data"] = issue["comments_data"] = issue["reactions_data"] = ordered_json::array();
    for (const char* field :
         {"review_comments_data", "reviews_data", "requested_reviewers_data", "commits_data"})
        pull[field] = ordered_json::array();
    add_people(pull, {"merged_by"});
    for (const auto& post : posts) {
        const bool is_review = post.kind == "review" || post.kind == "review_comment";
        if (!is_review && post.kind != "comment")
            continue;
        AXIAL_ASSIGN(auto said, find(payloads, post, "page:" + post.url));
        if (!said.is_object())
            continue;
        add_people(said, {"user"});
        said["reactions_data"] = ordered_json::array();
        (is_review ? pull[post.kind == "review" ? "reviews_data" : "review_comments_data"]
                   : issue["comments_data"])
            .push_back(std::move(said));
    }
    std::vector<Item> items{github_item(thread, "issue", std::move(issue))};
    if (thread.kind == "pull")
        items.push_back(github_item(thread, "pull_request", std::move(pull)));
    return items;
}

Result<std::vector<Item>> discourse_items(const Thread& thread, const std::vector<Post>& posts,
                                          RawItems& payloads) {
    AXIAL_ASSIGN(auto topic, find(payloads, posts.front(), "topic:" + thread.native_id));
    if (!topic.is_object())
        return std::vector<Item>();
    auto all = ordered_json::array();
    for (const auto& post : posts) {
        AXIAL_ASSIGN(auto said, find(payloads, post, "post:" + post.native_id));
        if (said.is_object())
            all.push_back(std::move(said));
    }
    topic["post_stream"]["posts"] = std::move(all);
    const auto page = thread.url.find("/t/");
    if (page == std::string::npos || page == 0)
        return std::vector<Item>();
    Item item{"Discourse", "topic", thread.url.substr(0, page), thread.native_id, {}, {}};
    item.search_fields = {{"item_id", item.id}, {"category_id", topic.value("category_id", ordered_json())}};
    item.data = std::move(topic);
    return std::vector<Item>{std::move(item)};
}

/// Puts into a list of an item what the service gave apart from it.
void add_missing(ordered_json& parent, const char* list, const char* id, ordered_json item) {
    auto& items = parent[list];
    if (!items.is_array())
        items = ordered_json::array();
    const auto wanted = text_of(item, id);
    if (std::ranges::none_of(items, [&](const auto& there) { return text_of(there, id) == wanted; }))
        items.push_back(std::move(item));
}

Result<std::vector<Item>> stackexchange_items(const Thread& thread, const std::vector<Post>& posts,
                                              RawItems& payloads) {
    AXIAL_ASSIGN(auto question, find(payloads, posts.front(), "question:" + thread.native_id));
    if (!question.is_object())
        return std::vector<Item>();
    for (const char* list : {"answers", "comments"})
        if (!question.contains(list))
            question[list] = ordered_json::array();
    for (const char* kind : {"answer", "comment"})
        for (const auto& post : posts) {
            if (post.kind != kind)
                continue;
            AXIAL_ASSIGN(auto said, find(payloads, post, post.kind + ":" + post.native_id));
            if (!said.is_object())
                continue;
            ordered_json* parent = &question;
            const std::string on = post.parent_key.substr(post.parent_key.rfind('/') + 1);
            if (post.kind == "comment" && post.parent_key.find("/answer/") != std::string::npos)
                for (auto& answer : question["answers"])
                    if (text_of(answer, "answer_id") == on)
                        parent = &answer;
            add_missing(*parent, post.kind == "answer" ? "answers" : "comments",
                        post.kind == "answer" ? "answer_id" : "comment_id", std::move(said));
        }
    Item item{"StackExchange", "question", thread.container, thread.native_id, {}, {}};
    item.search_fields = {{"item_id", item.id}, {"tags", question.value("tags", ordered_json::array())}};
    item.data = std::move(question);
    return std::vector<Item>{std::move(item)};
}

/// Where the threads of a container are, for those that Perceval has no back-end for.
std::string origin_of(const Thread& thread) {
    std::string_view path = thread.container;
    if (thread.source == "hub" && path.starts_with("models/"))
        path.remove_prefix(7);
    if (thread.source == "hub" || thread.source == "github")
        return fmt::format("https://{}/{}", thread.site, path);
    return thread.container;
}

Item record_item(const Thread& thread, const std::vector<Post>& posts) {
    const bool is_discussion = thread.source == "github" && thread.kind == "discussion";
    Item item{is_discussion ? "axial.github_discussions" : "axial." + thread.source,
              thread.kind,
              origin_of(thread),
              thread.native_id,
              {{"item_id", thread.native_id}},
              {{"id", thread.key},
               {"title", thread.title},
               {"url", thread.url},
               {"state", thread.state},
               {"tags", thread.tags},
               {"created_at", format_time(thread.created_at)},
               {"updated_at", format_time(thread.updated_at)}}};
    auto all = ordered_json::array();
    for (const auto& post : posts)
        all.push_back(corpus::post_json(post));
    item.data["posts"] = std::move(all);
    return item;
}

/// Sources that Perceval has a back-end for.
struct Backend {
    const char* source;
    Result<std::vector<Item>> (*items)(const Thread& thread, const std::vector<Post>& posts,
                                       RawItems& payloads);
};
constexpr std::array backends{Backend{"github", github_items}, Backend{"discourse", discourse_items},
                              Backend{"stackexchange", stackexchange_items}};

} // namespace

std::string uuid(std::string_view origin, std::string_view id) {
    const std::string name = fmt::format("{}:{}", origin, id);
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    EVP_Digest(name.data(), name.size(), hash.data(), &length, EVP_sha1(), nullptr);
    std::string text;
    for (unsigned i = 0; i < length; ++i)
        text += fmt::format("{:02x}", hash[i]);
    return text;
}

Result<std::vector<Item>> items_of(const Thread& thread, const std::vector<Post>& posts, RawItems& payloads,
                                   bool records_only) {
    for (const auto& backend : backends)
        if (!records_only && thread.source == backend.source && thread.kind != "discussion") {
            AXIAL_ASSIGN(auto items, backend.items(thread, posts, payloads));
            if (!items.empty())
                return items;
        }
    return std::vector<Item>{record_item(thread, posts)};
}

} // namespace axial::exports::perceval
