// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/history.h"

#include "collectors/github/history_records.h"
#include "collectors/http/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace axial::collectors::github {
namespace {

constexpr int most_failures_in_a_row = 3; ///< then the service is taken to be down

std::int64_t number_of(const corpus::Thread& thread) {
    std::int64_t number = 0;
    std::from_chars(thread.native_id.data(), thread.native_id.data() + thread.native_id.size(), number);
    return number;
}

bool is_of_kind(const std::string& key, const std::string& container, const std::string& kind) {
    return key.starts_with(corpus::make_key("github", container, kind, ""));
}

} // namespace

/// One list of one thread, while it is read.
struct Histories::Reading {
    const corpus::Thread& thread;
    std::set<std::string> covers; ///< kinds of posts that the list shows all of
    std::set<std::string> served; ///< keys
    bool is_timeline = false;
    bool has_review = false;
    bool is_gone = false;
};

Histories::Histories(Repository& repository, Parts parts)
    : repository_(repository),
      collection_(repository.collection()),
      parts_(parts) {
}

/// What was read is marked apart for each choice of parts: another choice reads again.
std::string Histories::mark_of(const corpus::Thread& thread) const {
    std::string parts;
    for (const auto& [wanted, name] :
         {std::pair{parts_.reviews, "reviews "}, std::pair{parts_.events, "events "},
          std::pair{parts_.comments, "comments "}, std::pair{parts_.review_comments, "review comments "}})
        if (wanted)
            parts += name;
    return parts + "of " + thread.native_id;
}

Result<std::string> Histories::newest_change(const corpus::Thread& thread) const {
    AXIAL_ASSIGN(const std::string commented, repository_.newest_review_comment(thread.native_id));
    return std::max(format_time(thread.updated_at), commented);
}

Result<bool> Histories::needs_reading(const corpus::Thread& thread) const {
    if (thread.state == "gone" || thread.state == "transferred")
        return false;
    if (!parts_.events && !parts_.comments && thread.kind != "pull")
        return false;
    AXIAL_ASSIGN(const auto state, repository_.state("read: " + mark_of(thread)));
    if (!state || state->finished_at < parts_.again_before)
        return true;
    AXIAL_ASSIGN(const std::string newest, newest_change(thread));
    return state->watermark < newest;
}

Status Histories::read(const std::vector<corpus::Thread>& threads) {
    if (!parts_.reviews && !parts_.events && !parts_.comments)
        return {};
    const auto what = fmt::format("{}: threads", repository_.container());
    std::int64_t done = 0;
    for (const auto& thread : threads) {
        ++done;
        AXIAL_ASSIGN(const bool needed, needs_reading(thread));
        if (needed) {
            AXIAL_TRY(read(thread));
            collection_.show_progress(what, done, std::ssize(threads));
        } else {
            collection_.count("threads_not_asked_for");
            AXIAL_ASSIGN(const auto wanted,
                         repository_.state("wanted: review comments of " + thread.native_id));
            if (parts_.review_comments && wanted && !wanted->watermark.empty())
                reviewed_.push_back(thread);
        }
    }
    return read_review_comments();
}

/// One request where one can show everything: the timeline holds comments and reviews as well.
Status Histories::read(const corpus::Thread& thread) {
    const std::string issue = "/issues/" + thread.native_id;
    const bool is_pull = thread.kind == "pull";
    Reading reading{thread, {}, {}, false, false, false};
    std::string path;
    if (parts_.events || (parts_.comments && parts_.reviews && is_pull)) {
        path = issue + "/timeline";
        reading.is_timeline = true;
        reading.covers = {"comment", "review"};
        if (parts_.events)
            reading.covers.insert("event");
    } else if (parts_.comments) {
        path = issue + "/comments";
        reading.covers = {"comment"};
        reading.has_review = is_pull; // it may have
    } else {
        path = fmt::format("/pulls/{}/reviews", thread.native_id);
        reading.covers = {"review"};
    }
    if (Status done = read_list(thread, path, reading); !done)
        return note_failure(thread, done.error());
    failures_in_a_row_ = 0;
    return reading.is_gone ? Status{} : finish(reading);
}

Status Histories::read_list(const corpus::Thread& thread, const std::string& path, Reading& reading) {
    std::string url = repository_.address(path + fmt::format("?per_page={}", page_size_));
    for (std::set<std::string> asked; !url.empty();) {
        if (!asked.insert(url).second)
            return world_fault("the pages of the list go round in a circle", scrub_url(url));
        const auto answer = collection_.get(url);
        if (!answer) {
            const std::string smaller = with_half_pages(url.substr(0, url.find("&page=")));
            if (!is_server_fault(answer.error()) || asked.contains(smaller))
                return fail(answer.error());
            url = smaller;
            page_size_ /= 2;
            collection_.count("pages_made_smaller");
            continue;
        }
        const bool moved = answer->url != scrub_url(url);
        if (asked.size() == 1 && (answer->status != 200 || moved)) {
            AXIAL_ASSIGN(const bool there, repository_.check_thread(thread));
            reading.is_gone = !there;
            if (!there)
                return {};
        }
        if (answer->status != 200 || !answer->json->root().is_array())
            return world_fault(fmt::format("GitHub answered {}, not a list", answer->status), scrub_url(url));
        AXIAL_TRY(store_page(*answer, reading));
        AXIAL_ASSIGN(std::string next, repository_.next_page(*answer));
        const bool full = answer->json->root().items().size() >= page_size_;
        if (next.empty() && answer->not_modified && full) // it may have grown by now
            next =
                repository_.address(path + fmt::format("?per_page={}&page={}", page_size_, asked.size() + 1));
        url = next;
    }
    return {};
}

Status Histories::store_page(const HttpAnswer& answer, Reading& reading) {
    const Origin origin{repository_.container(), answer.fetched_at, answer.raw};
    if (answer.json->was_mended())
        collection_.count("payloads_mended");
    return collection_.store().transaction([&]() -> Status {
        for (const Json& item : answer.json->root().items())
            AXIAL_TRY(store_item(item, reading, origin));
        return {};
    });
}

Status Histories::store_item(const Json& item, Reading& reading, const Origin& origin) {
    const auto number = number_of(reading.thread);
    const auto post = reading.is_timeline                 ? history_post(item, number, origin)
                      : reading.covers.contains("review") ? review_post(item, origin)
                                                          : comment_of(item, "comment", origin);
    reading.has_review = reading.has_review || tells_of_review(item);
    if (!post) {
        const std::string event = item["event"].text();
        return event == "line-commented" // its comments come as review comments
                   ? Status{}
                   : collection_.skip_post(
                         fmt::format("{}#{}: {}", origin.container, number, event.empty() ? "an item" : event),
                         "it has no id");
    }
    reading.served.insert(corpus::make_key("github", origin.container, post->kind, post->native_id));
    const bool wanted = post->kind == "event"    ? parts_.events
                        : post->kind == "review" ? parts_.reviews
                                                 : parts_.comments;
    return wanted ? collection_.put(reading.thread.row, *post) : Status{};
}

/// What the list no longer shows is gone; of comments, which other lists bring, only after a look.
Status Histories::finish(Reading& reading) {
    const auto& thread = reading.thread;
    const auto container = repository_.container();
    AXIAL_ASSIGN(const auto stored, collection_.store().served_posts(thread.row));
    for (const auto& key : stored) {
        if (!reading.covers.contains("comment") || reading.served.contains(key) ||
            !is_of_kind(key, container, "comment"))
            continue;
        AXIAL_ASSIGN(const auto answer,
                     collection_.get(repository_.address("/issues/comments" + key.substr(key.rfind('/')))));
        if (answer.status != 404 && answer.status != 410)
            reading.served.insert(key);
    }
    auto state = repository_.new_state("read: " + mark_of(thread));
    AXIAL_ASSIGN(state.watermark, newest_change(thread));
    state.finished_at = now();
    auto wanted = repository_.new_state("wanted: review comments of " + thread.native_id);
    const bool ask = parts_.review_comments && reading.has_review;
    if (ask)
        reviewed_.push_back(thread);
    wanted.watermark = ask ? "yes" : "";
    return collection_.store().transaction([&]() -> Status {
        AXIAL_TRY(collection_.sweep(thread.row, reading.served, state.finished_at, [&](const std::string& key) {
            return std::ranges::any_of(reading.covers,
                                       [&](const auto& kind) { return is_of_kind(key, container, kind); });
        }));
        if (parts_.review_comments)
            AXIAL_TRY(collection_.store().put(wanted));
        return collection_.store().put(state);
    });
}

Status Histories::note_failure(const corpus::Thread& thread, const Error& error) {
    if (error.fault != Fault::world || ++failures_in_a_row_ == most_failures_in_a_row)
        return fail(error);
    ++failed_;
    collection_.count("threads_failed");
    const std::string name = fmt::format("{}#{}", repository_.container(), thread.native_id);
    return collection_.store().transaction(
        [&] { return collection_.skip_thread(name + ": what happened in it", error.what); });
}

} // namespace axial::collectors::github
