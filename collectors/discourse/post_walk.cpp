// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/walks.h"

#include <algorithm>
#include <charconv>

namespace axial::collectors::discourse {
namespace {

constexpr const char* stream = "posts";

std::int64_t number_in(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Page `before`; 0: the newest posts.
Result<HttpAnswer> page_of(Session& session, std::int64_t before) {
    const std::string url =
        session.address("/posts.json" + (before > 0 ? fmt::format("?before={}", before) : std::string()));
    AXIAL_ASSIGN(HttpAnswer answer, session.collection.get(url));
    if (answer.status != 200)
        return fail(session.refusal(answer, scrub_url(url)));
    if (!answer.json->root()["latest_posts"].is_array())
        return world_fault("the answer is not a list of posts", scrub_url(url),
                           "is this address a Discourse forum?");
    return answer;
}

/// Keys of a stored topic's posts by their numbers, which their addresses end with.
Result<std::map<std::int64_t, std::string>> numbers_of(Session& session, corpus::RowId thread) {
    std::map<std::int64_t, std::string> keys;
    AXIAL_ASSIGN(const auto posts, session.collection.store().posts_of(thread));
    for (const auto& post : posts)
        keys[number_in(post.url.substr(post.url.rfind('/') + 1))] = post.key;
    return keys;
}

/// The topic that a post names: as it is stored, or new with what the post says of it.
Result<corpus::RowId> thread_for(Session& session, const Json& post, Origin& origin) {
    auto& store = session.collection.store();
    AXIAL_ASSIGN(const auto known, store.thread(corpus::make_key("discourse", session.request.forum.name,
                                                                 "topic", origin.topic_id)));
    auto thread = *thread_of(post, origin);
    const auto written = post["created_at"].time().value_or(Time{});
    thread.state = "";
    thread.created_at = thread.updated_at = written;
    if (known) {
        thread.state = known->state == "gone" ? "" : known->state;
        thread.tags = known->tags;
        thread.created_at = std::min(known->created_at, written);
        thread.updated_at = std::max(known->updated_at, written);
    }
    origin.tags = thread.tags;
    return session.collection.put(thread);
}

Status store_post(Session& session, const Json& post, const HttpAnswer& answer) {
    Origin origin{&session.request.forum,
                  post["topic_id"].id(),
                  post["topic_slug"].text(),
                  post["topic_title"].text(),
                  {},
                  &session.categories,
                  {}};
    if (origin.topic_id.empty() || post["id"].id().empty())
        return session.collection.skip_post(session.request.forum.name + ": a post",
                                            "it has no id, or no topic");
    AXIAL_ASSIGN(const auto row, thread_for(session, post, origin));
    std::map<std::int64_t, std::string> parents;
    if (post["reply_to_post_number"].integer()) {
        AXIAL_ASSIGN(parents, numbers_of(session, row));
    }
    auto record = *post_of(post, origin, parents);
    record.fetched_at = answer.fetched_at;
    record.raw = answer.raw;
    return session.collection.put(row, record);
}

Status store_page(Session& session, const HttpAnswer& answer, std::int64_t upto) {
    auto posts = answer.json->root()["latest_posts"].items();
    std::ranges::sort(posts, {}, [](const Json& post) { return post["id"].integer().value_or(0); });
    for (const Json& post : posts)
        AXIAL_TRY(store_post(session, post, answer));
    auto state = session.new_state(stream);
    state.watermark = std::to_string(upto);
    state.finished_at = answer.fetched_at;
    return session.collection.store().put(state);
}

Status log(Session& session, std::int64_t from, std::int64_t seen) {
    corpus::Query query;
    query.term = fmt::format("posts after number {}", from);
    query.endpoint = scrub_url(session.address("/posts.json"));
    query.asked_at = now();
    query.fetched = seen;
    return session.collection.store().transaction([&] { return session.collection.log(query); });
}

} // namespace

Result<std::int64_t> newest_post(Session& session) {
    AXIAL_ASSIGN(const auto answer, page_of(session, 0));
    std::int64_t newest = 0;
    for (const Json& post : answer.json->root()["latest_posts"].items())
        newest = std::max(newest, post["id"].integer().value_or(0));
    return newest;
}

/// After a complete walk through the topics, whatever was written before it began is stored: the post walk goes
/// on from there.
Result<std::int64_t> last_walked_post(Session& session) {
    AXIAL_ASSIGN(const auto state, session.state_of(stream));
    if (state)
        return number_in(state->watermark);
    AXIAL_ASSIGN(const auto topics, session.state_of("topics"));
    const auto began = topics && topics->finished_at != Time{} ? parse_time(topics->watermark) : std::nullopt;
    if (!began)
        return 0;
    std::int64_t highest = 0;
    AXIAL_TRY(session.collection.store().for_each_post([&](const corpus::Post& post) {
        if (post.source == "discourse" && post.container == session.request.forum.name &&
            post.created_at <= *began)
            highest = std::max(highest, number_in(post.native_id));
        return true;
    }));
    return highest;
}

Status walk_posts(Session& session) {
    auto& collection = session.collection;
    AXIAL_ASSIGN(const auto newest, newest_post(session));
    AXIAL_ASSIGN(auto last, last_walked_post(session));
    const auto first = last;
    std::int64_t seen = 0;
    while (last < newest) {
        if (collection.stopped())
            return cancelled();
        const auto upto = last + post_window;
        AXIAL_ASSIGN(const auto answer, page_of(session, upto));
        seen += static_cast<std::int64_t>(answer.json->root()["latest_posts"].items().size());
        last = std::min(upto, newest);
        AXIAL_TRY(collection.store().transaction([&] { return store_page(session, answer, last); }));
        collection.show_progress(session.request.forum.name + ": posts", last - first, newest - first);
    }
    return log(session, first, seen);
}

} // namespace axial::collectors::discourse
