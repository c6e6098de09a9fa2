// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_reader.h"

#include "collectors/github/discussion_queries.h"
#include "collectors/github/discussion_records.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace axial::collectors::github {
namespace {

using corpus::StreamState;

constexpr std::size_t largest_batch = 25;   ///< discussions
constexpr std::int64_t most_comments = 200; ///< of a batch, about: more than that takes GitHub too long

std::string stream_of(std::int64_t number) {
    return fmt::format("discussion {}", number);
}
std::string key_of(const std::string& container, std::int64_t number) {
    return corpus::make_key("github", container, "discussion", std::to_string(number));
}
std::string name_of(const ListedDiscussion& discussion) {
    return fmt::format("{}: discussion {}", discussion.container, discussion.number);
}

/// Whether a comment is of this discussion, and a reply to this comment.
bool belongs(const Json& node, const ListedDiscussion& discussion, const std::string& parent,
             const Origin& origin) {
    const std::string of = node["discussion"]["id"].id(), answered = node["replyTo"]["id"].id();
    const std::string key = answered.empty() ? std::string() : discussion_comment_key(answered, origin);
    return node["__typename"].text() == "DiscussionComment" && (of.empty() || of == discussion.id) &&
           (!node["replyTo"].exists() || key == parent);
}

std::map<std::string, Json> by_id(const Json& nodes) {
    std::map<std::string, Json> found;
    for (const Json& node : nodes.items())
        if (node["__typename"].text() == "Discussion")
            found.emplace(node["id"].id(), node);
    return found;
}

} // namespace

std::optional<ListedDiscussion> ListedDiscussion::from(const Json& node, const std::string& container) {
    const auto number = node["number"].integer();
    if (node["__typename"].text() != "Discussion" || node["id"].id().empty() || !number || container.empty())
        return std::nullopt;
    return ListedDiscussion{node["id"].id(), container, *number, discussion_signature(node),
                            node["comments"]["totalCount"].integer().value_or(0)};
}

std::size_t DiscussionReader::batch_of(const std::vector<ListedDiscussion>& listed, std::size_t begin,
                                       int halvings) {
    const auto most = static_cast<std::size_t>(halved(largest_batch, halvings));
    std::size_t size = 0;
    for (std::int64_t comments = 0; size < most && begin + size < listed.size(); ++size) {
        comments += std::min<std::int64_t>(listed[begin + size].comments, queries::batch_comments);
        if (size > 0 && comments > halved(most_comments, halvings))
            break;
    }
    return size;
}

std::int64_t DiscussionReader::more_requests(const ListedDiscussion& listed) {
    return (std::max<std::int64_t>(listed.comments, 1) - 1) / queries::batch_comments;
}

Result<std::optional<StreamState>> DiscussionReader::state_of(const std::string& container,
                                                              std::int64_t number) {
    return collection_.store().stream("github", container, stream_of(number));
}

Result<bool> DiscussionReader::is_swept(const std::string& container, std::int64_t number) {
    AXIAL_ASSIGN(const auto state, state_of(container, number));
    return state && !sweep_.empty() && state->cursor == sweep_;
}

Status DiscussionReader::read(const std::vector<ListedDiscussion>& listed) {
    std::vector<ListedDiscussion> wanted;
    std::vector<Reading> unfinished;
    std::set<std::string> seen;
    for (const auto& discussion : listed) {
        if (!seen.insert(discussion.id).second)
            continue;
        AXIAL_ASSIGN(const auto state, state_of(discussion.container, discussion.number));
        if (state && state->cursor.starts_with('{')) {
            AXIAL_ASSIGN(auto reading, resumed(discussion, *state));
            if (reading) {
                unfinished.push_back(std::move(*reading));
                continue;
            }
        } else if (state && state->watermark == discussion.signature &&
                   (sweep_.empty() || state->cursor == sweep_)) {
            collection_.count("threads_not_asked_for");
            ++done_;
            continue;
        }
        wanted.push_back(discussion);
    }
    for (std::size_t begin = 0; begin < wanted.size() || !unfinished.empty();) {
        for (auto& reading : unfinished)
            while (reading.more || !reading.replies.empty())
                AXIAL_TRY(read_page(reading));
        unfinished.clear();
        if (begin < wanted.size())
            AXIAL_TRY(read_batch(wanted, begin, unfinished));
    }
    return {};
}

Status DiscussionReader::read_batch(const std::vector<ListedDiscussion>& wanted, std::size_t& begin,
                                    std::vector<Reading>& unfinished) {
    std::vector<ListedDiscussion> asked;
    const auto body = [&](int halvings) {
        const auto first = wanted.begin() + static_cast<std::ptrdiff_t>(begin);
        asked.assign(first, first + static_cast<std::ptrdiff_t>(batch_of(wanted, begin, halvings)));
        std::vector<std::string> ids;
        std::int64_t comments = 1;
        for (const auto& discussion : asked) {
            ids.push_back(discussion.id);
            comments = std::max(comments, discussion.comments);
        }
        // A request costs what it might bring: a few more than the list showed, for those that came meanwhile.
        const int most = static_cast<int>(std::min<std::int64_t>(comments + 5, queries::batch_comments));
        return queries::details(ids, halved(most, halvings), halved(queries::batch_replies, halvings));
    };
    const auto whole = [&](const Json& data, std::int64_t refused) {
        const auto found = by_id(data["nodes"]);
        return data["nodes"].is_array() && std::ranges::count_if(asked, [&](const auto& discussion) {
                                               return !found.contains(discussion.id);
                                           }) <= refused;
    };
    AXIAL_ASSIGN(const auto reply, graphql_.ask(body, whole));
    AXIAL_TRY(collection_.store().transaction([&] { return store_batch(reply, asked, unfinished); }));
    begin += asked.size();
    done_ += std::ssize(asked);
    collection_.show_progress(asked.front().container + " discussions", done_, of_);
    return {};
}

Status DiscussionReader::store_batch(const GraphqlReply& reply, const std::vector<ListedDiscussion>& asked,
                                     std::vector<Reading>& unfinished) {
    const auto found = by_id(reply.data()["nodes"]);
    for (const auto& listed : asked) {
        const auto node = found.find(listed.id);
        if (node == found.end()) {
            AXIAL_ASSIGN(const bool stored, mark_gone(listed.container, listed.number, reply.http.fetched_at));
            if (!stored)
                AXIAL_TRY(collection_.skip_thread(name_of(listed),
                                                  "listed, but GitHub does not give it: " + reply.refusal));
            continue;
        }
        AXIAL_ASSIGN(auto reading, store_discussion(node->second, listed,
                                                    {listed.container, reply.http.fetched_at, reply.http.raw}));
        AXIAL_TRY(save(reading, reply.http.fetched_at));
        if (reading.more || !reading.replies.empty())
            unfinished.push_back(std::move(reading));
    }
    return {};
}

Result<DiscussionReader::Reading>
DiscussionReader::store_discussion(const Json& node, const ListedDiscussion& listed, const Origin& origin) {
    Reading reading;
    reading.discussion = listed;
    reading.discussion.signature = discussion_signature(node);
    AXIAL_ASSIGN(const auto before, collection_.store().thread(key_of(listed.container, listed.number)));
    reading.known = before.has_value();
    auto thread = discussion_thread(node, origin);
    if (!thread)
        return world_fault("GitHub gave a discussion without its number", name_of(listed));
    AXIAL_ASSIGN(reading.thread, collection_.put(*thread));
    const auto post = discussion_post(node, origin);
    if (reading.known)
        reading.served.insert(key_of(listed.container, listed.number));
    AXIAL_TRY(collection_.put(reading.thread, post));
    AXIAL_TRY(store_comments(node["comments"], reading, origin));
    return reading;
}

Status DiscussionReader::store_comments(const Json& comments, Reading& reading, const Origin& origin) {
    for (const Json& comment : comments["nodes"].items()) {
        AXIAL_TRY(store_comment(comment, {}, reading, origin));
        if (const std::string id = comment["id"].id(); !id.empty())
            AXIAL_TRY(store_replies(comment["replies"], id, reading, origin));
    }
    const PageEnd end = page_end(comments);
    reading.more = end.more;
    reading.after = end.cursor;
    return {};
}

Status DiscussionReader::store_replies(const Json& replies, const std::string& comment, Reading& reading,
                                       const Origin& origin) {
    for (const Json& reply : replies["nodes"].items())
        AXIAL_TRY(store_comment(reply, discussion_comment_key(comment, origin), reading, origin));
    if (const PageEnd end = page_end(replies); end.more)
        reading.replies.emplace_back(comment, end.cursor);
    return {};
}

Status DiscussionReader::store_comment(const Json& node, const std::string& parent, Reading& reading,
                                       const Origin& origin) {
    if (node.is_object() && !belongs(node, reading.discussion, parent, origin))
        return {}; // was not asked for
    const auto post = discussion_comment(node, parent, origin);
    if (!post)
        return collection_.skip_post(name_of(reading.discussion) +
                                         (parent.empty() ? ": a comment" : ": a reply"),
                                     "GitHub does not show it");
    if (reading.known)
        reading.served.insert(corpus::make_key("github", origin.container, post->kind, post->native_id));
    return collection_.put(reading.thread, *post);
}

Status DiscussionReader::read_page(Reading& reading) {
    const bool of_replies = !reading.replies.empty();
    const auto [id, after] =
        of_replies ? reading.replies.back() : std::pair(reading.discussion.id, reading.after);
    const auto* connection = of_replies ? "replies" : "comments";
    const auto body = [&](int halvings) {
        return of_replies ? queries::replies_of(id, halved(queries::reply_page, halvings), after)
                          : queries::comments_of(id, halved(queries::comment_page, halvings),
                                                 halved(queries::batch_replies, halvings), after);
    };
    const auto whole = [&](const Json& data, std::int64_t refused) {
        const Json node = data["node"];
        return node.is_object() ? node["id"].id() == id && is_page(node[connection], after) : refused > 0;
    };
    AXIAL_ASSIGN(const auto reply, graphql_.ask(body, whole));
    if (reply.bad_cursor && after.empty())
        return world_fault("GitHub does not know its own places any more", name_of(reading.discussion),
                           "run the same command again later to go on");
    AXIAL_TRY(collection_.store().transaction([&] { return store_page(reply, of_replies, reading); }));
    collection_.show_progress(reading.discussion.container + " discussions", done_, of_);
    return {};
}

Status DiscussionReader::store_page(const GraphqlReply& reply, bool of_replies, Reading& reading) {
    const Json node = reply.data()["node"];
    const Origin origin{reading.discussion.container, reply.http.fetched_at, reply.http.raw};
    if (reply.bad_cursor) { // begun too long ago: from its beginning
        (of_replies ? reading.replies.back().second : reading.after).clear();
        return save(reading, reply.http.fetched_at);
    }
    if (!node.is_object() && !of_replies) { // deleted meanwhile
        reading.more = false;
        return mark_gone(origin.container, reading.discussion.number, origin.fetched_at).map([](bool) {});
    }
    if (of_replies) {
        const std::string comment = reading.replies.back().first;
        reading.replies.pop_back();
        AXIAL_TRY(store_replies(node["replies"], comment, reading, origin));
    } else {
        AXIAL_TRY(store_comments(node["comments"], reading, origin));
    }
    return save(reading, reply.http.fetched_at);
}

/// The place to go on at; or, if nothing is left to read, what was read and what is gone.
Status DiscussionReader::save(const Reading& reading, Time at) {
    StreamState state{"github", reading.discussion.container, stream_of(reading.discussion.number), {}, {}, {}};
    if (!reading.more && reading.replies.empty()) {
        state.watermark = reading.discussion.signature;
        state.cursor = sweep_;
        state.finished_at = at;
        if (reading.known)
            AXIAL_TRY(collection_.sweep(reading.thread, reading.served, at));
        return collection_.store().put(state);
    }
    state.cursor = nlohmann::json{{"id", reading.discussion.id},
                                  {"signature", reading.discussion.signature},
                                  {"sweep", sweep_},
                                  {"thread", reading.thread},
                                  {"known", reading.known},
                                  {"more", reading.more},
                                  {"after", reading.after},
                                  {"replies", reading.replies},
                                  {"served", reading.served}}
                       .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return collection_.store().put(state);
}

/// Goes on with a discussion that was not read to its end, unless it changed since.
Result<std::optional<DiscussionReader::Reading>> DiscussionReader::resumed(const ListedDiscussion& listed,
                                                                           const StreamState& state) {
    try {
        const auto saved = nlohmann::json::parse(state.cursor);
        if (saved.at("signature") != listed.signature || saved.at("sweep") != sweep_)
            return std::optional<Reading>{};
        Reading reading;
        reading.discussion = listed;
        saved.at("thread").get_to(reading.thread);
        saved.at("known").get_to(reading.known);
        saved.at("more").get_to(reading.more);
        saved.at("after").get_to(reading.after);
        saved.at("replies").get_to(reading.replies);
        saved.at("served").get_to(reading.served);
        return std::optional(std::move(reading));
    } catch (const nlohmann::json::exception&) {
        return std::optional<Reading>{}; // written by another version: from the beginning
    }
}

Result<bool> DiscussionReader::mark_gone(const std::string& container, std::int64_t number, Time at) {
    AXIAL_ASSIGN(const auto thread, collection_.store().thread(key_of(container, number)));
    if (!thread)
        return false;
    AXIAL_TRY(collection_.put({thread->source, thread->site, thread->container, thread->kind, thread->native_id,
                               thread->title, thread->url, "gone", thread->tags, thread->created_at,
                               thread->updated_at}));
    collection_.count("threads_gone");
    AXIAL_TRY(collection_.sweep(thread->row, {}, at));
    AXIAL_TRY(collection_.store().put(StreamState{"github", container, stream_of(number), "gone", sweep_, at}));
    return true;
}

} // namespace axial::collectors::github
