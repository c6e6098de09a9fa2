// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/discourse.h"

#include "collectors/discourse/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

namespace axial::collectors {
namespace {

using corpus::StreamState;

constexpr std::size_t chunk_size = 20; ///< posts a request, the server's own limit
constexpr int most_search_pages = 10;  ///< the server gives no more
constexpr int most_list_pages = 100'000;

/// A post as it came, with the answer that it came in.
struct Found {
    Json post;
    Time fetched_at{};
    std::int64_t raw = 0;
};

/// One walk through a list of topics.
struct Place {
    std::string stream; ///< in the table of streams
    std::string path;   ///< "/latest.json" or a category's
    bool everything = true;
    int page = 0;
    std::string watermark;      ///< nothing older than it can have changed since the last complete walk
    std::string next_watermark; ///< for the next walk: newest activity when this one began
};

class Walk {
public:
    Walk(Collection& collection, const DiscourseRequest& request)
        : collection_(collection),
          request_(request) {}

    Status run() {
        AXIAL_TRY(read_categories());
        if (!request_.query.empty())
            return search();
        Place place{"topics", "/latest.json", true, 0, {}, {}};
        if (!request_.category.empty()) {
            place.stream = "category " + category_;
            place.path = fmt::format("/c/{}.json", category_);
        }
        AXIAL_TRY(find_place(place));
        return read_list(place);
    }

private:
    std::string address(const std::string& rest) const { return request_.forum.endpoint + rest; }
    Result<std::optional<StreamState>> state_of(const std::string& stream) {
        return collection_.store().stream("discourse", request_.forum.name, stream);
    }
    StreamState new_state(const std::string& stream) const {
        return {"discourse", request_.forum.name, stream, {}, {}, {}};
    }

    /// Names of categories are good to have; a forum that does not give them can be read all the same.
    Status read_categories() {
        auto answer = collection_.get(address("/categories.json?include_subcategories=true"));
        const bool given = answer && answer->status == 200;
        if (!answer && answer.error().fault != Fault::input)
            return fail(answer.error());
        if (given)
            categories_ = discourse::category_names(answer->json->root());
        else
            collection_.note("the forum does not give the names of its categories");
        if (request_.category.empty())
            return {};
        category_ = given ? discourse::find_category(answer->json->root(), request_.category) : std::string();
        if (category_.empty())
            return bad_input(fmt::format("{} has no such category", request_.forum.name), request_.category,
                             "give its slug/id, as in the address of its page");
        return {};
    }

    Status find_place(Place& place) {
        AXIAL_ASSIGN(const auto state, state_of(place.stream));
        if (state)
            place.watermark = state->watermark;
        const bool was_complete = state && state->finished_at != Time{};
        if (was_complete || (!state && request_.since)) {
            place.everything = false;
            const std::string since = request_.since ? format_time(*request_.since) : "";
            if (place.watermark.empty() || (!since.empty() && since < place.watermark))
                place.watermark = since;
        } else if (state) {
            // Topics may have been deleted since, and the list be shorter: one page back, so that none is
            // missed.
            std::from_chars(state->cursor.data(), state->cursor.data() + state->cursor.size(), place.page);
            place.page = std::max(0, place.page - 1);
            place.next_watermark = place.watermark;
        }
        return {};
    }

    Status read_list(Place& place) {
        std::vector<std::string> previous;
        for (int repeats = 0; place.page < most_list_pages;) {
            const std::string order = place.everything ? "order=created&ascending=true" : "order=activity";
            const std::string url =
                address(fmt::format("{}?{}&per_page=100&page={}", place.path, order, place.page));
            AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(url));
            if (answer.status != 200)
                return refusal(answer, url);
            const Json list = answer.json->root()["topic_list"];
            if (!list["topics"].is_array())
                return world_fault("the answer is not a list of topics", url,
                                   "is this address a Discourse forum?");
            const auto topics = list["topics"].items();
            std::vector<std::string> ids;
            for (const Json& topic : topics)
                ids.push_back(topic["id"].id());
            if (!ids.empty() && ids == previous) {
                if (++repeats == 3)
                    return world_fault("the list gives the same page again and again", url,
                                       "run the same command again later to go on");
                continue;
            }
            repeats = 0;
            previous = std::move(ids);
            note_newest(topics, place);
            AXIAL_ASSIGN(const bool all_known, read_topics(topics, place));
            const bool is_last = topics.empty() || list["more_topics_url"].text().empty();
            if (is_last || (!place.everything && all_known))
                return finish(place, answer.fetched_at);
            ++place.page;
            AXIAL_TRY(keep_place(place));
        }
        return world_fault("the list of topics does not end", request_.forum.endpoint);
    }

    static std::string activity(const Json& topic) {
        auto time = topic["bumped_at"].time();
        if (!time)
            time = topic["last_posted_at"].time();
        return time ? format_time(*time) : "";
    }

    /// What the first page shows as newest was there when the walk began: later changes are newer.
    static void note_newest(const std::vector<Json>& topics, Place& place) {
        if (place.page != 0 || !place.next_watermark.empty())
            return;
        for (const Json& topic : topics)
            place.next_watermark = std::max(place.next_watermark, activity(topic));
    }

    /// Fetches what changed of one page of a list. True if nothing on it was new, pinned topics aside, and all
    /// of it lies before the watermark.
    Result<bool> read_topics(const std::vector<Json>& topics, const Place& place) {
        const std::string since = request_.since ? format_time(*request_.since) : "";
        bool all_known = true;
        for (const Json& topic : topics) {
            const std::string id = topic["id"].id();
            const std::string active = activity(topic);
            const bool pinned = topic["pinned"].is_true() || topic["pinned_globally"].is_true();
            if (id.empty()) {
                AXIAL_TRY(collection_.skip_thread("an entry of the list of topics", "it has no id"));
                continue;
            }
            if (!since.empty() && !active.empty() && active < since) {
                collection_.count("threads_before_since");
                continue;
            }
            AXIAL_ASSIGN(const bool known, is_known(id, discourse::signature(topic)));
            if (!pinned)
                all_known = all_known && known && active < place.watermark;
            if (known)
                collection_.count("threads_not_asked_for");
            else
                AXIAL_TRY(read_topic(id, discourse::signature(topic)));
        }
        return all_known;
    }

    Result<bool> is_known(const std::string& id, const std::string& signature) {
        if (done_.contains(id))
            return true;
        AXIAL_ASSIGN(const auto state, state_of("topic " + id));
        return state && state->watermark == signature;
    }

    Status keep_place(const Place& place) {
        if (!place.everything)
            return {}; // begun anew after an interruption: what was fetched by then is known
        auto state = new_state(place.stream);
        state.watermark = place.next_watermark;
        state.cursor = std::to_string(place.page);
        return collection_.store().transaction([&] { return collection_.store().put(state); });
    }

    Status finish(const Place& place, Time time) {
        auto state = new_state(place.stream);
        state.watermark = place.next_watermark;
        state.finished_at = time == Time{} ? now() : time;
        return collection_.store().transaction([&] { return collection_.store().put(state); });
    }

    Status search() {
        std::vector<std::pair<std::string, std::string>> hits; // topic and signature, in order of the first hit
        std::set<std::string> seen;
        bool more = true;
        for (int page = 1; more && page <= most_search_pages; ++page) {
            const std::string url =
                address(fmt::format("/search.json?q={}&page={}", percent_encode(request_.query), page));
            AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(url));
            if (answer.status != 200)
                return refusal(answer, url);
            const Json root = answer.json->root();
            std::map<std::string, std::string> signatures;
            for (const Json& topic : root["topics"].items())
                signatures[topic["id"].id()] = discourse::signature(topic);
            const auto posts = root["posts"].items();
            collection_.count("search_hits", static_cast<std::int64_t>(posts.size()));
            for (const Json& post : posts)
                if (const std::string id = post["topic_id"].id(); !id.empty() && seen.insert(id).second)
                    hits.emplace_back(id, signatures[id]);
            more = !posts.empty() && root["grouped_search_result"]["more_full_page_results"].is_true();
        }
        if (more) {
            collection_.count("search_capped");
            collection_.note(
                fmt::format("the search has more hits than the {} pages that the forum gives: split it, "
                            "for instance by after: and before:",
                            most_search_pages));
        }
        for (const auto& [id, signature] : hits) {
            AXIAL_ASSIGN(const bool known, is_known(id, signature));
            if (known)
                collection_.count("threads_not_asked_for");
            else
                AXIAL_TRY(read_topic(id, signature));
        }
        return {};
    }

    /// Fetches a topic with all its posts and stores them, with the state that the list showed, in one
    /// transaction.
    Status read_topic(const std::string& id, const std::string& signature) {
        done_.insert(id);
        AXIAL_ASSIGN(const HttpAnswer answer,
                     collection_.get(address(fmt::format("/t/{}.json?include_raw=true", id))));
        const std::string what = fmt::format("{}: topic {}", request_.forum.name, id);
        if (answer.status == 404 || answer.status == 410)
            return skip_topic(id, signature, "the forum no longer has it");
        if (answer.status == 403)
            return skip_topic(id, signature, "the forum does not show it without the right to read it");
        if (answer.status != 200)
            return refusal(answer, what);
        const Json topic = answer.json->root();
        if (!topic["post_stream"]["posts"].is_array())
            return skip_topic(id, {}, "the answer holds no posts");
        std::vector<HttpAnswer> chunks; // keep alive what the posts are read from
        std::vector<Found> posts;
        AXIAL_ASSIGN(const auto missing, read_posts(id, topic, answer, chunks, posts));
        const Status stored = collection_.store().transaction([&]() -> Status {
            AXIAL_TRY(store_topic(id, topic, posts));
            for (const auto& post : missing)
                AXIAL_TRY(
                    collection_.skip_post(fmt::format("{}: post {}", what, post), "listed, but not given"));
            return note_topic(id, missing.empty() ? signature : "", answer.fetched_at);
        });
        if (!stored)
            return stored;
        collection_.show_progress(fmt::format("{}: topic {}", request_.forum.name, id));
        return {};
    }

    /// What the list showed of a topic when it was read; nothing: to be read again next time.
    Status note_topic(const std::string& id, const std::string& signature, Time time) {
        auto state = new_state("topic " + id);
        state.watermark = signature;
        state.finished_at = time;
        return collection_.store().put(state);
    }

    Status skip_topic(const std::string& id, const std::string& signature, const std::string& reason) {
        return collection_.store().transaction([&]() -> Status {
            const Status listed =
                collection_.skip_thread(fmt::format("{}: topic {}", request_.forum.name, id), reason);
            return listed ? note_topic(id, signature, now()) : listed;
        });
    }

    /// Fills `posts` with all posts that the topic's `stream` lists; returns the ids of those that did not
    /// come.
    Result<std::vector<std::string>> read_posts(const std::string& id, const Json& topic,
                                                const HttpAnswer& answer, std::vector<HttpAnswer>& chunks,
                                                std::vector<Found>& posts) {
        std::set<std::string> found;
        const auto take = [&](const Json& root, const HttpAnswer& from) {
            for (const Json& post : root["post_stream"]["posts"].items())
                if (found.insert(post["id"].id()).second)
                    posts.push_back({post, from.fetched_at, from.raw});
        };
        take(topic, answer);
        std::vector<std::string> wanted;
        for (const Json& post : topic["post_stream"]["stream"].items())
            if (const std::string post_id = post.id(); !post_id.empty() && !found.contains(post_id))
                wanted.push_back(post_id);
        for (std::size_t begin = 0; begin < wanted.size(); begin += chunk_size) {
            std::string query;
            for (std::size_t i = begin; i < std::min(begin + chunk_size, wanted.size()); ++i)
                query += fmt::format("post_ids%5B%5D={}&", percent_encode(wanted[i]));
            AXIAL_ASSIGN(HttpAnswer chunk,
                         collection_.get(address(fmt::format(
                             "/t/{}/posts.json?{}include_raw=true&include_suggested=false", id, query))));
            if (chunk.status == 200)
                take(chunk.json->root(), chunk);
            chunks.push_back(std::move(chunk));
        }
        std::erase_if(wanted, [&](const std::string& post) { return found.contains(post); });
        return wanted;
    }

    Status store_topic(const std::string& id, const Json& topic, const std::vector<Found>& posts) {
        discourse::Origin origin{&request_.forum,       id, topic["slug"].text(),
                                 topic["title"].text(), {}, &categories_};
        const auto thread = discourse::thread_of(topic, origin);
        origin.tags = thread->tags;
        std::map<std::int64_t, std::string> keys;
        for (const Found& found : posts)
            keys[found.post["post_number"].integer().value_or(0)] =
                discourse::post_key(found.post, request_.forum);
        AXIAL_ASSIGN(const auto row, collection_.put(*thread));
        for (const Found& found : posts) {
            auto post = discourse::post_of(found.post, origin, keys);
            if (!post) {
                AXIAL_TRY(collection_.skip_post(fmt::format("{}: a post of topic {}", request_.forum.name, id),
                                                "it has no id"));
                continue;
            }
            post->fetched_at = found.fetched_at;
            post->raw = found.raw;
            AXIAL_TRY(collection_.put(row, *post));
        }
        return {};
    }

    Status refusal(const HttpAnswer& answer, const std::string& where) const {
        const auto said = JsonDocument::parse(answer.body);
        const auto errors = said ? (*said)->root()["errors"].items() : std::vector<Json>();
        const std::string message = errors.empty() ? "no reason given" : errors.front().text();
        const std::string hint = answer.status == 403 || answer.status == 401
                                     ? "check AXIAL_DISCOURSE_KEY and AXIAL_DISCOURSE_USER"
                                     : "";
        return world_fault(fmt::format("the forum answered {}: {}", answer.status, message), where, hint);
    }

    Collection& collection_;
    const DiscourseRequest& request_;
    std::map<std::string, std::string> categories_; ///< names by id
    std::string category_;                          ///< slug/id of the one asked for
    std::set<std::string> done_;                    ///< topics fetched in this run
};

} // namespace

Status collect_discourse(Collection& collection, const DiscourseRequest& request) {
    return Walk(collection, request).run();
}

} // namespace axial::collectors
