// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace axial::collectors::discourse {
namespace {

constexpr int like = 2; ///< in actions_summary
constexpr int deepest_category = 8;

corpus::Author author_of(const Json& post) {
    corpus::Author author;
    if (const std::string name = post["username"].text(); !name.empty()) {
        author.id = name;
        author.name = name;
        const auto number = post["user_id"].integer();
        author.kind = number == -1 ? "system" : number == -2 ? "bot" : "user";
    }
    author.role = post["admin"].is_true()       ? "admin"
                  : post["moderator"].is_true() ? "moderator"
                  : post["staff"].is_true()     ? "staff"
                                                : "";
    return author;
}

std::optional<std::int64_t> likes_of(const Json& post) {
    if (const auto people = post["reaction_users_count"].integer())
        return people;
    if (post["actions_summary"].is_array()) {
        for (const Json& action : post["actions_summary"].items())
            if (action["id"].integer() == like)
                return action["count"].integer().value_or(0);
        return 0;
    }
    return post["like_count"].integer();
}

std::string state_of_post(const Json& post, const Origin& origin) {
    if (post["accepted_answer"].is_true() ||
        origin.accepted.contains(post["post_number"].integer().value_or(-1)))
        return "accepted";
    switch (const auto type = post["post_type"].integer().value_or(1); type) {
    case 1:
        return "";
    case 2:
        return "moderator_action";
    case 3:
        return "small_action";
    case 4:
        return "whisper";
    default:
        return fmt::format("post_type_{}", type);
    }
}

std::string state_of_topic(const Json& topic) {
    const bool solved = topic["accepted_answer"].is_object() || topic["accepted_answer"].is_true() ||
                        topic["has_accepted_answer"].is_true() || !accepted_posts(topic).empty();
    return solved                        ? "answered"
           : topic["archived"].is_true() ? "archived"
           : topic["closed"].is_true()   ? "closed"
                                         : "open";
}

/// Tags are names or, on newer servers, objects.
std::vector<std::string> tags_of(const Json& topic, const Origin& origin) {
    std::vector<std::string> tags;
    for (const Json& tag : topic["tags"].items())
        if (std::string name = tag.is_string() ? tag.text() : tag["name"].text(); !name.empty())
            tags.push_back(std::move(name));
    if (origin.categories)
        if (const auto name = origin.categories->find(topic["category_id"].id());
            name != origin.categories->end())
            tags.push_back("category:" + name->second);
    return tags;
}

std::string page_of(const Origin& origin) {
    return fmt::format("{}/t/{}/{}", origin.forum->page, origin.slug.empty() ? "-" : origin.slug,
                       origin.topic_id);
}

/// Calls `visit` for each category and those below it.
void each_category(const Json& answer, const std::function<void(const Json&)>& visit) {
    std::function<void(const Json&, int)> walk = [&](const Json& list, int depth) {
        for (const Json& category : list.items()) {
            visit(category);
            if (depth < deepest_category)
                walk(category["subcategory_list"], depth + 1);
        }
    };
    walk(answer["category_list"]["categories"], 0);
}

} // namespace

std::optional<corpus::IncomingThread> thread_of(const Json& topic, const Origin& origin) {
    if (origin.topic_id.empty())
        return std::nullopt;
    corpus::IncomingThread thread;
    thread.source = "discourse";
    thread.site = origin.forum->name;
    thread.container = origin.forum->name;
    thread.kind = "topic";
    thread.native_id = origin.topic_id;
    thread.title = origin.title;
    thread.url = page_of(origin);
    thread.state = state_of_topic(topic);
    thread.tags = tags_of(topic, origin);
    thread.created_at = topic["created_at"].time().value_or(Time{});
    thread.updated_at = topic["last_posted_at"].time().value_or(thread.created_at);
    return thread;
}

std::optional<corpus::IncomingPost> post_of(const Json& post, const Origin& origin,
                                            const std::map<std::int64_t, std::string>& parents) {
    corpus::IncomingPost record;
    record.native_id = post["id"].id();
    if (record.native_id.empty())
        return std::nullopt;
    record.kind = "post";
    const auto number = post["post_number"].integer().value_or(0);
    if (const auto answered = post["reply_to_post_number"].integer())
        if (const auto parent = parents.find(*answered); parent != parents.end() && *answered != number)
            record.parent_key = parent->second;
    record.author = author_of(post);
    record.created_at = post["created_at"].time().value_or(Time{});
    record.updated_at = post["updated_at"].time().value_or(record.created_at);
    if (number == 1) {
        record.title = origin.title;
        record.tags = origin.tags;
    }
    if (const std::string action = post["action_code"].text(); !action.empty())
        record.tags.push_back("action:" + action);
    const bool has_raw = post["raw"].is_string();
    record.body = has_raw ? post["raw"].raw_text() : post["cooked"].raw_text();
    record.markup = has_raw ? corpus::Markup::markdown : corpus::Markup::html;
    record.dialect = corpus::Dialect::discourse;
    record.url = fmt::format("{}/{}", page_of(origin), number);
    record.score = likes_of(post);
    record.state = state_of_post(post, origin);
    record.visibility = post["user_deleted"].is_true() ? corpus::Visibility::deleted
                        : post["hidden"].is_true()     ? corpus::Visibility::hidden
                                                       : corpus::Visibility::visible;
    return record;
}

/// One object, or a list of them where a forum allows several.
std::set<std::int64_t> accepted_posts(const Json& topic) {
    std::set<std::int64_t> numbers;
    const auto add = [&](const Json& accepted) {
        if (const auto number = accepted["post_number"].integer())
            numbers.insert(*number);
    };
    add(topic["accepted_answer"]);
    for (const Json& accepted : topic["accepted_answers"].items())
        add(accepted);
    return numbers;
}

std::string post_key(const Json& post, const Forum& forum) {
    return corpus::make_key("discourse", forum.name, "post", post["id"].id());
}

std::string signature(const Json& listed) {
    std::string result;
    for (const char* field : {"bumped_at", "last_posted_at", "posts_count", "highest_post_number", "closed",
                              "archived", "has_accepted_answer", "title"})
        result.append(listed[field].dump()).push_back('|');
    return result;
}

std::map<std::string, std::string> category_names(const Json& answer) {
    std::map<std::string, std::string> names;
    each_category(answer, [&](const Json& category) {
        if (std::string name = category["name"].text(); !name.empty())
            names.emplace(category["id"].id(), std::move(name));
    });
    return names;
}

Size size_of(const Json& answer, const std::string& category) {
    Size size;
    each_category(answer, [&](const Json& each) {
        const auto topics = each["topic_count"].integer();
        if (!topics || (!category.empty() && !category.ends_with('/' + each["id"].id())))
            return;
        size.topics = std::max<std::int64_t>(size.topics, 0) + *topics;
        size.posts = std::max<std::int64_t>(size.posts, 0) + each["post_count"].integer().value_or(0);
    });
    return size;
}

std::string find_category(const Json& answer, const std::string& wanted) {
    std::string found;
    each_category(answer, [&](const Json& category) {
        const std::string id = category["id"].id();
        const std::string slug = category["slug"].text();
        const std::string place = fmt::format("{}/{}", slug.empty() ? "-" : slug, id);
        if (found.empty() &&
            (wanted == place || wanted == id || wanted == slug || wanted == category["name"].text()))
            found = place;
    });
    return found;
}

} // namespace axial::collectors::discourse
