// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/stream_walk.h"

#include "collectors/http/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace axial::collectors::github {
namespace {

constexpr std::size_t page_size = 100;

/// Where a walk through a stream begins and what it has reached.
struct Place {
    std::string since;     ///< asked for on the first page
    std::string cursor;    ///< page to go on at; empty: the first
    std::string watermark; ///< newest change that is stored
    std::string floor;     ///< oldest `since` that the study was ever asked for; empty: everything
};

class Walk {
public:
    Walk(Repository& repository, const Stream& stream, const std::optional<Time>& since, Served* served)
        : repository_(repository),
          collection_(repository.collection()),
          stream_(stream),
          asked_(since_text(since)),
          served_(served) {}

    Status run() {
        AXIAL_TRY(find_place());
        query_.asked_at = now();
        std::string url = start();
        while (!url.empty())
            AXIAL_TRY(read(url));
        return collection_.store().transaction([&] { return collection_.log(query_); });
    }

private:
    /// Reads and stores one page and turns `url` into the next one's.
    Status read(std::string& url) {
        if (++asked_for_[url] > 3)
            return world_fault("the pages of the list go round in a circle", scrub_url(url),
                               "run the same command again later to go on");
        auto answer = collection_.get(url);
        if (!answer) {
            if (is_server_fault(answer.error()) && halve(url))
                return {};
            return fail(answer.error());
        }
        if (answer->status != 200) {
            if (url != place_.cursor || answer->status == 401)
                return repository_.refusal(stream_.name, *answer);
            place_.cursor.clear(); // pages do not stay valid for ever
            url = first_page();
            return {};
        }
        const Json page = answer->json->root();
        if (!page.is_array())
            return world_fault("the answer is not a list", scrub_url(url));
        if (repository_.learn_name(page)) {
            const auto since = place_.since;
            AXIAL_TRY(find_place());
            if (!place_.watermark.empty() && served_ == nullptr) { // known under the name that GitHub uses
                url = start();
                return {};
            }
            place_.since = since;
        }
        AXIAL_ASSIGN(std::string next, repository_.next_page(*answer));
        const std::string newest = newest_of(page);
        if (is_numbered(next) && newest > place_.since)
            next = page_from(newest);
        AXIAL_TRY(store_page(*answer, next));
        collection_.show_progress(fmt::format("{} {}", repository_.container(), stream_.name));
        if (next.empty() && answer->not_modified && page.items().size() >= page_size)
            next = page_after(url); // "not modified" does not say whether the list has grown
        url = next;
        return {};
    }

    /// A next page that is told by its number and not by a cursor loses an item for each one before it that is
    /// edited meanwhile, because that one moves to the end and the others move up.
    static bool is_numbered(const std::string& url) {
        return url.find("&page=") != std::string::npos && url.find("after=") == std::string::npos;
    }

    /// What the list shows from a date on.
    std::string page_from(const std::string& date) {
        place_.since = date;
        return first_page();
    }

    /// A full page that is as it was: the list may go on by now.
    std::string page_after(const std::string& url) {
        const std::string next = page_from(place_.watermark);
        return next == url ? url + "&page=2" : next;
    }

    /// Smaller pages; those with a number begin anew, as their numbers mean something else now.
    bool halve(std::string& url) {
        const std::string smaller = with_half_pages(url);
        if (smaller == url)
            return false;
        size_ = std::max<std::size_t>(size_ / 2, 1);
        const bool numbered = is_numbered(url);
        if (numbered && !place_.watermark.empty())
            place_.since = place_.watermark;
        url = numbered ? first_page() : smaller;
        collection_.count("pages_made_smaller");
        return true;
    }

    std::string start() const { return place_.cursor.empty() ? first_page() : place_.cursor; }

    static std::string newest_of(const Json& page) {
        std::string newest;
        for (const Json& item : page.items())
            if (const auto updated = item["updated_at"].time())
                newest = std::max(newest, format_time(*updated));
        return newest;
    }

    Status find_place() {
        AXIAL_ASSIGN(const auto state, repository_.state(stream_.name));
        AXIAL_ASSIGN(const auto floor, repository_.state(fmt::format("{} from", stream_.name)));
        place_ = {};
        place_.since = place_.floor = asked_;
        if (!state)
            return note_start();
        place_.floor = floor ? floor->watermark : "";
        if (!asked_.empty() && !place_.floor.empty() &&
            asked_ < place_.floor) { // further back than ever before
            place_.since = place_.floor = asked_;
            return note_start();
        }
        place_.watermark = state->watermark;
        if (served_ != nullptr) {
            place_.since = place_.floor;
            return note_start();
        }
        place_.since = place_.watermark.empty() ? place_.floor : place_.watermark;
        if (repository_.is_at_home(state->cursor))
            place_.cursor = state->cursor;
        return note_start();
    }

    Status note_start() {
        query_.term = fmt::format("repo:{}", repository_.container());
        query_.field = stream_.name;
        query_.endpoint = scrub_url(first_page());
        query_.from = parse_time(place_.since).value_or(Time{});
        return {};
    }

    std::string first_page() const {
        std::string url =
            repository_.address(fmt::format("{}sort=updated&direction=asc&per_page={}", stream_.path, size_));
        return place_.since.empty() ? url : url + "&since=" + place_.since;
    }

    Status store_page(const HttpAnswer& answer, const std::string& next) {
        const Origin origin{repository_.container(), answer.fetched_at, answer.raw};
        if (answer.json->was_mended())
            collection_.count("payloads_mended");
        const auto items = answer.json->root().items();
        const bool comments = *stream_.kind != '\0';
        if (comments)
            for (const Json& item : items)
                AXIAL_TRY(repository_.find_thread(item, origin));
        const Status stored = collection_.store().transaction([&]() -> Status {
            for (const Json& item : items)
                AXIAL_TRY(comments ? repository_.store_comment(stream_.kind, item, origin)
                                   : repository_.store_issue(item, origin));
            place_.watermark = std::max(place_.watermark, newest_of(answer.json->root()));
            return store_place(next, answer.fetched_at);
        });
        if (!stored)
            return stored;
        query_.fetched += std::ssize(items);
        if (served_ != nullptr)
            note_served(items, origin.container);
        return {};
    }

    void note_served(const std::vector<Json>& items, const std::string& container) {
        served_->is_whole = served_->is_whole && place_.floor.empty();
        for (const Json& item : items)
            if (*stream_.kind != '\0')
                served_->posts.insert(corpus::make_key("github", container, stream_.kind, item["id"].id()));
            else if (const auto number = item["number"].integer())
                served_->threads.insert(*number);
    }

    /// A walk from the first page that was interrupted begins anew: what it had seen is not known any more.
    Status store_place(const std::string& next, Time time) {
        auto& store = collection_.store();
        AXIAL_TRY(repository_.store_name());
        auto floor = repository_.new_state(fmt::format("{} from", stream_.name));
        floor.watermark = place_.floor;
        AXIAL_TRY(store.put(floor));
        auto state = repository_.new_state(stream_.name);
        state.watermark = place_.watermark;
        if (served_ == nullptr)
            state.cursor = next;
        if (next.empty())
            state.finished_at = time;
        return store.put(state);
    }

    Repository& repository_;
    Collection& collection_;
    const Stream& stream_;
    std::string asked_; ///< --since
    Served* served_;
    Place place_;
    std::size_t size_ = page_size;
    corpus::Query query_;
    std::map<std::string, int> asked_for_; ///< how often
};

} // namespace

std::string since_text(const std::optional<Time>& since) {
    constexpr Time earliest{std::chrono::sys_days{std::chrono::year{1980} / 1 / 1}};
    return since && *since > earliest ? format_time(std::chrono::floor<std::chrono::seconds>(*since)) : "";
}

Status read_stream(Repository& repository, const Stream& stream, const std::optional<Time>& since,
                   Served* served) {
    return Walk(repository, stream, since, served).run();
}

} // namespace axial::collectors::github
