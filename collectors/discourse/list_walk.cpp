// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/discourse/walks.h"

#include <algorithm>
#include <charconv>

namespace axial::collectors::discourse {
namespace {

constexpr int most_pages = 100'000;
constexpr int most_repeats = 3; ///< of one page, where another was asked for

class ListWalk {
public:
    ListWalk(Session& session, Topics& topics, Place place)
        : session_(session),
          topics_(topics),
          place_(std::move(place)) {}

    Status run() {
        AXIAL_TRY(begin());
        AXIAL_TRY(topics_.begin(place_.sweep));
        const auto walked = read_pages();
        AXIAL_TRY(log());
        AXIAL_TRY(walked);
        if (!place_.sweep.empty() && session_.list_path() == "/latest.json")
            AXIAL_TRY(topics_.read_unlisted());
        return finish();
    }

private:
    /// What is the newest activity now: whatever changes later is newer.
    Status begin() {
        if (!place_.everything || !place_.next_watermark.empty())
            return place_.sweep.empty() ? Status{} : keep_place();
        Place newest = place_;
        newest.everything = false;
        newest.page = 0;
        AXIAL_ASSIGN(const HttpAnswer answer, page_of(newest));
        note_newest(answer.json->root()["topic_list"]["topics"].items());
        return keep_place();
    }

    Result<HttpAnswer> page_of(const Place& place) {
        const std::string url = list_url(session_, place);
        AXIAL_ASSIGN(HttpAnswer answer, session_.collection.get(url));
        if (answer.status == 404 && !session_.request.tag.empty())
            return bad_input(session_.request.forum.name + " has no such tag", session_.request.tag);
        if (answer.status != 200)
            return fail(session_.refusal(answer, scrub_url(url)));
        if (!answer.json->root()["topic_list"]["topics"].is_array())
            return world_fault("the answer is not a list of topics", scrub_url(url),
                               "is this address a Discourse forum?");
        return answer;
    }

    void note_newest(const std::vector<Json>& listed) {
        for (const Json& topic : listed)
            place_.next_watermark = std::max(place_.next_watermark, activity(topic));
    }

    Status read_pages() {
        std::vector<std::string> previous;
        for (int repeats = 0; place_.page < most_pages;) {
            AXIAL_ASSIGN(const HttpAnswer answer, page_of(place_));
            if (answer.json->was_mended())
                session_.collection.count("payloads_mended");
            const Json list = answer.json->root()["topic_list"];
            const auto listed = list["topics"].items();
            std::vector<std::string> ids;
            for (const Json& topic : listed)
                ids.push_back(topic["id"].id());
            if (!ids.empty() && ids == previous) {
                if (++repeats == most_repeats)
                    return world_fault("the list gives the same page again and again",
                                       scrub_url(list_url(session_, place_)),
                                       "run the same command again later to go on");
                continue;
            }
            repeats = 0;
            previous = std::move(ids);
            if (!place_.everything && place_.page == 0)
                note_newest(listed);
            AXIAL_ASSIGN(const bool all_known, read_topics(listed));
            if (listed.empty() || list["more_topics_url"].text().empty() || (!place_.everything && all_known))
                return {};
            ++place_.page;
            AXIAL_TRY(keep_place());
        }
        return world_fault("the list of topics does not end", session_.request.forum.endpoint);
    }

    /// Fetches what changed of one page. True if nothing on it was new, pinned topics aside, and all of it lies
    /// before the watermark.
    Result<bool> read_topics(const std::vector<Json>& listed) {
        const std::string since = session_.since();
        bool all_known = true;
        for (const Json& topic : listed) {
            const std::string id = topic["id"].id();
            const std::string active = activity(topic);
            const bool pinned = topic["pinned"].is_true() || topic["pinned_globally"].is_true();
            if (id.empty()) {
                AXIAL_TRY(session_.collection.store().transaction([&] {
                    return session_.collection.skip_thread("an entry of the list of topics", "it has no id");
                }));
                continue;
            }
            ++listed_;
            if (!since.empty() && !active.empty() && active < since) {
                session_.collection.count("threads_before_since");
                continue;
            }
            AXIAL_ASSIGN(const bool known, topics_.update(id, signature(topic)));
            if (!pinned)
                all_known = all_known && known && active < place_.watermark;
        }
        return all_known;
    }

    Status keep_place() {
        if (!place_.everything)
            return {}; // begun anew after an interruption: what was fetched by then is known
        auto state = session_.new_state(place_.stream);
        state.watermark = place_.next_watermark;
        state.cursor = place_.sweep.empty() ? std::to_string(place_.page)
                                            : fmt::format("{} {}", place_.page, place_.sweep);
        return session_.collection.store().transaction([&] { return session_.collection.store().put(state); });
    }

    Status finish() {
        auto state = session_.new_state(place_.stream);
        state.watermark = place_.next_watermark;
        state.finished_at = now();
        auto& store = session_.collection.store();
        return store.transaction([&]() -> Status {
            AXIAL_TRY(store.put(state));
            if (place_.sweep.empty())
                return {};
            state.stream = state.stream.substr(std::string_view("sweep of ").size());
            return store.put(state); // a sweep is a complete walk as well
        });
    }

    Status log() {
        corpus::Query query;
        query.term = !session_.request.category.empty() ? "category:" + session_.request.category
                     : !session_.request.tag.empty()    ? "tag:" + session_.request.tag
                                                        : "all topics";
        query.field = place_.everything ? "" : "activity";
        query.endpoint = scrub_url(session_.address(session_.list_path()));
        const auto from = parse_time(place_.everything ? "" : place_.watermark);
        query.from = from ? *from : Time{};
        query.asked_at = now();
        query.hits = place_.everything ? session_.size.topics : -1;
        query.fetched = listed_;
        return session_.collection.store().transaction([&] { return session_.collection.log(query); });
    }

    Session& session_;
    Topics& topics_;
    Place place_;
    std::int64_t listed_ = 0;
};

} // namespace

Result<Place> find_place(const Session& session) {
    Place place;
    place.stream = !session.category.empty()      ? "category " + session.category
                   : !session.request.tag.empty() ? "tag " + session.request.tag
                                                  : "topics";
    AXIAL_ASSIGN(auto state, session.state_of(place.stream));
    if (session.request.full) {
        place.stream = "sweep of " + place.stream;
        place.sweep = format_time(now());
        AXIAL_ASSIGN(state, session.state_of(place.stream));
    }
    const bool under_way = state && !state->cursor.empty();
    if (under_way) {
        // Topics may have been deleted since, and the list be shorter: one page back, so that none is missed.
        const auto& cursor = state->cursor;
        std::from_chars(cursor.data(), cursor.data() + cursor.size(), place.page);
        place.page = std::max(0, place.page - 1);
        if (const auto space = cursor.find(' '); space != std::string::npos)
            place.sweep = cursor.substr(space + 1);
        place.next_watermark = state->watermark;
    } else if (!session.request.full && (state || session.request.since)) {
        place.everything = false;
        place.watermark = state ? state->watermark : "";
        if (const auto since = session.since();
            place.watermark.empty() || (!since.empty() && since < place.watermark))
            place.watermark = since;
    }
    return place;
}

std::string list_url(const Session& session, const Place& place) {
    return session.address(fmt::format("{}?{}&per_page={}&page={}", session.list_path(),
                                       place.everything ? "order=created&ascending=true" : "order=activity",
                                       list_size, place.page));
}

Status walk_list(Session& session, Topics& topics) {
    AXIAL_ASSIGN(auto place, find_place(session));
    return ListWalk(session, topics, std::move(place)).run();
}

} // namespace axial::collectors::discourse
