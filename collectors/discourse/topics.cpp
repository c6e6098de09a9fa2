// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/topics.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace axial::collectors::discourse {
namespace {

constexpr const char* absent = "absent"; ///< in place of a signature: the forum has no such topic
constexpr const char* again_stream = "again";
constexpr std::string_view unread = "again "; ///< before the signature of a topic that could not be read whole
constexpr int most_failures_in_a_row = 3;     ///< then the forum is taken to be down

} // namespace

/// One topic with all its posts. Answers are kept, because posts are read from them.
struct Topics::Reading {
    std::string id;
    HttpAnswer answer;
    Json topic;
    std::vector<HttpAnswer> chunks = {};
    std::vector<Found> posts = {};
    std::set<std::string> listed = {};       ///< ids in the topic's own list
    std::vector<std::string> not_given = {}; ///< listed, but they did not come
};

Status Topics::begin(const std::string& sweep) {
    sweep_ = sweep;
    AXIAL_ASSIGN(const auto state, session_.state_of(again_stream));
    if (!state)
        return {};
    std::istringstream ids(state->cursor);
    for (std::string id; ids >> id;)
        again_.insert(id);
    for (const std::string& id : std::set(again_)) {
        AXIAL_ASSIGN(const auto topic, session_.state_of("topic " + id));
        const bool noted = topic && topic->watermark.starts_with(unread);
        AXIAL_TRY(read(id, noted ? topic->watermark.substr(unread.size()) : ""));
    }
    return {};
}

Result<bool> Topics::is_known(const std::string& id, const std::string& signature) {
    if (done_.contains(id))
        return true;
    AXIAL_ASSIGN(const auto state, session_.state_of("topic " + id));
    return state && state->watermark == signature && (sweep_.empty() || state->cursor == sweep_);
}

Result<bool> Topics::update(const std::string& id, const std::string& signature) {
    AXIAL_ASSIGN(const bool known, is_known(id, signature));
    if (known)
        session_.collection.count("threads_not_asked_for");
    else
        AXIAL_TRY(read(id, signature));
    return known;
}

Status Topics::read(const std::string& id, const std::string& signature) {
    auto& collection = session_.collection;
    done_.insert(id);
    auto answer = collection.get(session_.address(fmt::format("/t/{}.json?include_raw=true", id)));
    if (!answer)
        return fail_topic(id, signature, answer.error());
    if (answer->status == 403 || answer->status == 404 || answer->status == 410) {
        failures_in_a_row_ = 0;
        return collection.store().transaction([&] { return store_absent(id, *answer); });
    }
    if (answer->status != 200)
        return fail_topic(id, signature, session_.refusal(*answer, session_.name_of(id)));
    Reading reading{id, std::move(*answer), {}};
    reading.topic = reading.answer.json->root();
    if (!reading.topic["post_stream"]["posts"].is_array())
        return fail_topic(id, signature, {Fault::world, "the answer holds no posts", session_.name_of(id), {}});
    if (auto fetched = fetch_posts(reading); !fetched)
        return fail_topic(id, signature, fetched.error());
    failures_in_a_row_ = 0;
    AXIAL_TRY(collection.store().transaction([&] { return store(reading, signature); }));
    collection.show_progress(session_.name_of(id), static_cast<std::int64_t>(done_.size()),
                             std::max<std::int64_t>(0, session_.size.topics));
    return {};
}

/// Fills in all posts that the topic's `stream` lists.
Status Topics::fetch_posts(Reading& reading) {
    std::set<std::string> found;
    const auto take = [&](const Json& root, const HttpAnswer& from) {
        for (const Json& post : root["post_stream"]["posts"].items())
            if (const std::string id = post["id"].id(); id.empty() || found.insert(id).second)
                reading.posts.push_back({post, from.fetched_at, from.raw});
    };
    take(reading.topic, reading.answer);
    auto& wanted = reading.not_given;
    for (const Json& post : reading.topic["post_stream"]["stream"].items())
        if (const std::string id = post.id();
            !id.empty() && reading.listed.insert(id).second && !found.contains(id))
            wanted.push_back(id);
    for (std::size_t begin = 0; begin < wanted.size(); begin += chunk_size) {
        std::string query;
        for (std::size_t i = begin; i < std::min(begin + chunk_size, wanted.size()); ++i)
            query += fmt::format("post_ids%5B%5D={}&", percent_encode(wanted[i]));
        AXIAL_ASSIGN(HttpAnswer chunk,
                     session_.collection.get(session_.address(fmt::format(
                         "/t/{}/posts.json?{}include_raw=true&include_suggested=false", reading.id, query))));
        if (chunk.status == 200)
            take(chunk.json->root(), chunk);
        reading.chunks.push_back(std::move(chunk));
    }
    std::erase_if(wanted, [&](const std::string& post) { return found.contains(post); });
    return {};
}

Status Topics::store(const Reading& reading, const std::string& signature) {
    auto& collection = session_.collection;
    const auto was_mended = [](const HttpAnswer& answer) { return answer.json && answer.json->was_mended(); };
    if (const auto mended = std::ranges::count_if(reading.chunks, was_mended) + was_mended(reading.answer))
        collection.count("payloads_mended", mended);
    const Json& topic = reading.topic;
    Origin origin{&session_.request.forum, reading.id, topic["slug"].text(),
                  topic["title"].text(),   {},         &session_.categories,
                  accepted_posts(topic)};
    const auto thread = thread_of(topic, origin);
    origin.tags = thread->tags;
    AXIAL_ASSIGN(const auto row, collection.put(*thread));
    AXIAL_TRY(store_posts(reading, row, std::move(origin)));
    for (const auto& post : reading.not_given)
        AXIAL_TRY(collection.skip_post(fmt::format("{}: post {}", session_.name_of(reading.id), post),
                                       "listed, but not given"));
    const bool whole = reading.not_given.empty();
    return note(reading.id, signature, reading.answer.fetched_at, !whole);
}

Status Topics::store_posts(const Reading& reading, corpus::RowId thread, Origin origin) {
    auto& collection = session_.collection;
    std::map<std::int64_t, std::string> keys;
    for (const Found& found : reading.posts)
        keys[found.post["post_number"].integer().value_or(0)] = post_key(found.post, session_.request.forum);
    std::set<std::string> served;
    for (const auto& id : reading.listed)
        served.insert(corpus::make_key("discourse", session_.request.forum.name, "post", id));
    for (const Found& found : reading.posts) {
        auto post = post_of(found.post, origin, keys);
        if (!post) {
            AXIAL_TRY(collection.skip_post(session_.name_of(reading.id) + ": a post", "it has no id"));
            continue;
        }
        post->fetched_at = found.fetched_at;
        post->raw = found.raw;
        served.insert(post_key(found.post, session_.request.forum));
        AXIAL_TRY(collection.put(thread, *post));
    }
    return collection.sweep(thread, served, reading.answer.fetched_at);
}

/// Not found, deleted, or not shown without the right to read it.
Status Topics::store_absent(const std::string& id, const HttpAnswer& answer) {
    auto& collection = session_.collection;
    const auto key = corpus::make_key("discourse", session_.request.forum.name, "topic", id);
    AXIAL_ASSIGN(const auto thread, collection.store().thread(key));
    const bool refused = answer.status == 403;
    if (refused)
        AXIAL_TRY(collection.skip_thread(session_.name_of(id),
                                         thread ? "stored before, now not readable without the right to (403)"
                                                : "not readable without the right to (403)"));
    else if (thread)
        AXIAL_TRY(mark_gone(*thread, answer.fetched_at));
    else
        AXIAL_TRY(collection.skip_thread(session_.name_of(id),
                                         fmt::format("the forum no longer has it ({})", answer.status)));
    return note(id, absent, answer.fetched_at, false);
}

Status Topics::mark_gone(const corpus::Thread& thread, Time at) {
    auto& collection = session_.collection;
    if (thread.state != "gone")
        collection.count("threads_gone");
    AXIAL_TRY(
        collection.put({thread.source, thread.site, thread.container, thread.kind, thread.native_id,
                        thread.title, thread.url, "gone", thread.tags, thread.created_at, thread.updated_at}));
    return collection.sweep(thread.row, {}, at);
}

/// One topic that cannot be read is listed, and asked for again by the next run; the others are read.
Status Topics::fail_topic(const std::string& id, const std::string& signature, const Error& error) {
    if (error.fault != Fault::world || ++failures_in_a_row_ == most_failures_in_a_row)
        return fail(error);
    ++failed_;
    session_.collection.count("threads_failed");
    return session_.collection.store().transaction([&]() -> Status {
        AXIAL_TRY(session_.collection.skip_thread(session_.name_of(id), error.what));
        return note(id, signature, now(), true);
    });
}

Status Topics::outcome() const {
    if (failed_ == 0)
        return {};
    return world_fault(fmt::format("{} topics could not be read, axial collect log lists them", failed_),
                       session_.request.forum.name, "run the same command again later to go on");
}

Status Topics::read_unlisted() {
    AXIAL_ASSIGN(const auto threads,
                 session_.collection.store().threads_in("discourse", session_.request.forum.name));
    for (const auto& thread : threads) {
        AXIAL_ASSIGN(const auto state, session_.state_of("topic " + thread.native_id));
        const bool settled = state && (state->cursor == sweep_ || state->watermark == absent);
        if (!settled && !done_.contains(thread.native_id))
            AXIAL_TRY(read(thread.native_id, ""));
    }
    return {};
}

/// What a list showed of a topic when it was read, and whether the next run is to read it again.
Status Topics::note(const std::string& id, const std::string& signature, Time time, bool again) {
    auto state = session_.new_state("topic " + id);
    state.watermark = again ? std::string(unread) + signature : signature;
    state.cursor = sweep_;
    state.finished_at = time;
    AXIAL_TRY(session_.collection.store().put(state));
    if (again ? !again_.insert(id).second : again_.erase(id) == 0)
        return {};
    auto list = session_.new_state(again_stream);
    list.cursor = fmt::format("{}", fmt::join(again_, " "));
    return session_.collection.store().put(list);
}

} // namespace axial::collectors::discourse
