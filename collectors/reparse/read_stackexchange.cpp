// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/reparse/threads.h"

#include <fmt/format.h>

#include <algorithm>

namespace axial::collectors::reparse {
namespace {

namespace se = stackexchange;

/// Methods whose items are posts with their texts; lists of revisions and the site's stream of comments are
/// only looked into.
bool gives_posts(const Payload& payload) {
    const auto& path = payload.path;
    const auto version =
        std::ranges::find_if(path, [](const std::string& part) { return part.starts_with("2."); });
    if (payload.method != "GET" || path.end() - version < 2 || payload.url.find("site=") == std::string::npos)
        return false;
    const std::string& method = *(version + 1);
    return (method == "questions" || method == "search" || method == "posts" || method == "answers") &&
           path.back() != "revisions";
}

std::string site_in(const Payload& payload) {
    const auto begin = payload.url.find("site=") + 5;
    return payload.url.substr(begin, payload.url.find('&', begin) - begin);
}

/// Posts of one thread, each once.
class Thread {
public:
    Thread(const se::Origin& origin, std::string question, Reading& reading)
        : origin_(origin),
          question_(std::move(question)),
          reading_(reading) {
        found_.source = "stackexchange";
        found_.container = origin.site->name;
        found_.thread_keys = {se::post_key(*origin.site, "question", question_)};
    }
    void open(const Json& item, corpus::IncomingThread thread) {
        found_.thread = std::move(thread);
        found_.opens = true;
        found_.posts.push_back(se::question_of(item, origin_));
        add_comments(item, "question", question_);
    }
    void add_answer(const Json& item) {
        if (const std::string id = named(item, "answer_id"); !id.empty()) {
            add(se::answer_of(item, question_, origin_));
            add_comments(item, "answer", id);
        }
    }
    void add_comment(const Json& item, const char* kind, const std::string& on) {
        if (!named(item, "comment_id").empty())
            add(se::comment_of(item, kind, on, question_, origin_));
    }
    void finish() { reading_.found.push_back(std::move(found_)); }

private:
    void add_comments(const Json& item, const char* kind, const std::string& on) {
        for (const Json& comment : item["comments"].items())
            add_comment(comment, kind, on);
    }
    std::string named(const Json& item, const char* id) {
        std::string name = item[id].id();
        if (name.empty())
            reading_.skip(fmt::format("{}: a post on {}", origin_.site->name, question_), "it has no id");
        return name;
    }
    void add(corpus::IncomingPost post) {
        const bool is_there = std::ranges::any_of(found_.posts, [&](const corpus::IncomingPost& other) {
            return other.kind == post.kind && other.native_id == post.native_id;
        });
        if (!is_there)
            found_.posts.push_back(std::move(post));
    }

    const se::Origin& origin_;
    std::string question_;
    Reading& reading_;
    Found found_;
};

/// A comment names the post that it is on; the study knows the thread of that.
Status read_comment(const Json& item, const se::Origin& origin, const Surroundings& around, Reading& reading) {
    const std::string on = item["post_id"].id();
    AXIAL_ASSIGN(const auto answer, around.store.post(se::post_key(*origin.site, "answer", on)));
    const bool on_answer = answer && item["post_type"].text() != "question";
    Thread thread(origin, on_answer ? answer->thread_key.substr(answer->thread_key.rfind('/') + 1) : on,
                  reading);
    thread.add_comment(item, on_answer ? "answer" : "question", on);
    thread.finish();
    return {};
}

Result<Reading> read_items(const Payload& payload, Surroundings& around) {
    AXIAL_ASSIGN(const auto json, JsonDocument::parse(payload.exchange.body));
    AXIAL_ASSIGN(const auto site, se::site_from(site_in(payload)));
    const se::Origin origin{&site, payload.exchange.fetched_at, payload.exchange.row};
    Reading reading;
    for (const Json& item : json->root()["items"].items()) {
        if (!item["body"].is_string() && !item["body_markdown"].is_string())
            continue; // asked for without texts, to count
        if (item["comment_id"].exists()) {
            AXIAL_TRY(read_comment(item, origin, around, reading));
        } else if (item["answer_id"].exists()) {
            Thread thread(origin, item["question_id"].id(), reading);
            thread.add_answer(item);
            thread.finish();
        } else if (!item["question_id"].id().empty()) {
            AXIAL_TRY(read_question(item, origin, around, reading));
        } else {
            reading.skip(site.name + ": a question", "it has no id");
        }
    }
    return reading;
}

constexpr Kind kinds[] = {{"Stack Exchange", gives_posts, read_items}};

} // namespace

Status read_question(const Json& item, const stackexchange::Origin& origin, const Surroundings& around,
                     Reading& reading) {
    const std::string id = item["question_id"].id();
    auto thread = se::thread_of(item, origin);
    AXIAL_ASSIGN(const auto stored, around.store.thread(se::post_key(*origin.site, "question", id)));
    if (stored) { // what only dumps tell
        se::keep_marks(stored->tags, se::links_to, thread.tags);
        if (thread.state == "closed" && !item["closed_details"].is_object())
            se::keep_marks(stored->tags, se::duplicate_of, thread.tags);
    }
    Thread whole(origin, id, reading);
    whole.open(item, std::move(thread));
    for (const Json& answer : item["answers"].items())
        whole.add_answer(answer);
    whole.finish();
    return {};
}

std::span<const Kind> stackexchange_kinds() {
    return kinds;
}

} // namespace axial::collectors::reparse
