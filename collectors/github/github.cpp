// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/github.h"

#include "collectors/github/records.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace axial::collectors {
namespace {

using corpus::RowId;
using corpus::StreamState;
using corpus::utf8::lower;
using github::Origin;

struct Stream {
    const char* name; ///< in the table of streams
    const char* path; ///< below /repos/OWNER/NAME
    const char* kind; ///< of its posts; empty: the items say themselves
};
constexpr Stream streams[] = {{"issues", "/issues?state=all&", ""},
                              {"comments", "/issues/comments?", "comment"},
                              {"review comments", "/pulls/comments?", "review_comment"}};

bool is_repository(std::string_view name) {
    const auto slash = name.find('/');
    const auto plain = [](char c) {
        return corpus::utf8::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
    };
    return slash != 0 && slash != std::string_view::npos && slash + 1 < name.size() &&
           name.find('/', slash + 1) == std::string_view::npos && std::ranges::all_of(name, plain);
}

/// GitHub answers with nothing at all to a date in the first years of Unix time.
std::string since_text(const std::optional<Time>& since) {
    constexpr Time earliest{std::chrono::sys_days{std::chrono::year{1980} / 1 / 1}};
    return since && *since > earliest ? format_time(std::chrono::floor<std::chrono::seconds>(*since)) : "";
}

/// Where a walk through a stream begins and what it has reached.
struct Place {
    std::string since;     ///< asked for on the first page
    std::string cursor;    ///< page to go on at; empty: the first
    std::string watermark; ///< newest change that is stored
    std::string floor;     ///< oldest `since` that the study was ever asked for; empty: everything
    Time finished_at{};
};

class Walk {
public:
    Walk(Collection& collection, const GithubRequest& request)
        : collection_(collection),
          request_(request),
          container_(request.repository) {}

    Status run() {
        if (!is_repository(request_.repository))
            return bad_input("not a repository", request_.repository, "write OWNER/NAME");
        const auto endpoint = parse_url(request_.endpoint);
        if (!endpoint)
            return bad_input("not a web address", request_.endpoint, "give --endpoint as http(s)://HOST/…");
        origin_ = endpoint->origin();
        AXIAL_ASSIGN(const auto alias,
                     collection_.store().stream("github", lower(request_.repository), "name"));
        if (alias) {
            container_ = alias->watermark;
            name_is_known_ = true;
        }
        for (const Stream& stream : streams)
            AXIAL_TRY(read(stream));
        return {};
    }

private:
    Status read(const Stream& stream) {
        AXIAL_ASSIGN(Place place, find_place(stream));
        std::string url = place.cursor.empty() ? first_page(stream, place) : place.cursor;
        std::map<std::string, int> asked;
        while (!url.empty()) {
            if (++asked[url] > 3)
                return world_fault("the pages of the list go round in a circle", scrub_url(url),
                                   "run the same command again later to go on");
            AXIAL_ASSIGN(const HttpAnswer answer, collection_.get(url));
            if (answer.status != 200) {
                if (url == place.cursor && answer.status != 401) { // pages do not stay valid for ever
                    place.cursor.clear();
                    url = first_page(stream, place);
                    continue;
                }
                return refusal(stream, answer);
            }
            const Json page = answer.json->root();
            if (!page.is_array())
                return world_fault("the answer is not a list", scrub_url(url));
            if (!name_is_known_ && learn_name(page)) {
                AXIAL_ASSIGN(place, find_place(stream));
                if (!place.watermark.empty()) { // known under the name that GitHub uses
                    url = place.cursor.empty() ? first_page(stream, place) : place.cursor;
                    continue;
                }
            }
            AXIAL_ASSIGN(const std::string next, next_page(answer));
            AXIAL_TRY(store_page(stream, answer, next, place));
            collection_.show_progress(fmt::format("{} {}", container_, stream.name));
            url = next;
        }
        return {};
    }

    Result<Place> find_place(const Stream& stream) {
        auto& store = collection_.store();
        AXIAL_ASSIGN(const auto state, store.stream("github", container_, stream.name));
        AXIAL_ASSIGN(const auto floor, store.stream("github", container_, fmt::format("{} from", stream.name)));
        const std::string asked = since_text(request_.since);
        Place place;
        if (!state) {
            place.since = place.floor = asked;
            return place;
        }
        place.floor = floor ? floor->watermark : "";
        if (request_.since && !place.floor.empty() && asked < place.floor) { // further back than ever before
            place.since = place.floor = asked;
            return place;
        }
        place.watermark = state->watermark;
        place.since = place.watermark.empty() ? place.floor : place.watermark;
        const auto cursor = parse_url(state->cursor);
        if (cursor && cursor->origin() == origin_)
            place.cursor = state->cursor;
        return place;
    }

    std::string first_page(const Stream& stream, const Place& place) const {
        std::string url = fmt::format("{}/repos/{}{}sort=updated&direction=asc&per_page=100", request_.endpoint,
                                      name_is_known_ ? container_ : request_.repository, stream.path);
        return place.since.empty() ? url : url + "&since=" + place.since;
    }

    Result<std::string> next_page(const HttpAnswer& answer) const {
        const std::string next = next_link(header(answer.headers, "link"));
        const auto url = parse_url(next);
        if (!next.empty() && (!url || url->origin() != origin_))
            return world_fault("the next page is said to be on another host", scrub_url(next));
        return next;
    }

    /// True if the first item shows how GitHub itself writes the repository's name.
    bool learn_name(const Json& page) {
        const auto items = page.items();
        if (items.empty())
            return false;
        const std::string name = github::repository_of(items.front());
        if (!is_repository(name))
            return false;
        container_ = name;
        name_is_known_ = true;
        return true;
    }

    Status store_page(const Stream& stream, const HttpAnswer& answer, const std::string& next, Place& place) {
        const Origin origin{container_, answer.fetched_at, answer.raw};
        if (answer.json->was_mended())
            collection_.count("payloads_mended");
        const auto items = answer.json->root().items();
        if (*stream.kind != '\0')
            for (const Json& item : items)
                AXIAL_TRY(find_thread(item, origin));
        return collection_.store().transaction([&]() -> Status {
            for (const Json& item : items)
                AXIAL_TRY(*stream.kind != '\0' ? store_comment(stream, item, origin)
                                               : store_issue(item, origin));
            for (const Json& item : items)
                if (const auto updated = item["updated_at"].time())
                    place.watermark = std::max(place.watermark, format_time(*updated));
            return store_place(stream, place, next, answer.fetched_at);
        });
    }

    Status store_place(const Stream& stream, const Place& place, const std::string& next, Time time) {
        auto& store = collection_.store();
        if (name_is_known_)
            AXIAL_TRY(store.put(StreamState{"github", lower(request_.repository), "name", container_, {}, {}}));
        AXIAL_TRY(store.put(
            StreamState{"github", container_, fmt::format("{} from", stream.name), place.floor, {}, {}}));
        return store.put(StreamState{"github", container_, stream.name, place.watermark, next,
                                     next.empty() ? time : Time{}});
    }

    Status store_issue(const Json& item, const Origin& origin) {
        const auto thread = github::thread_of(item, origin);
        if (!thread)
            return collection_.skip_post(fmt::format("{}: an item of the issues list", container_),
                                         "it has no number");
        AXIAL_ASSIGN(const RowId row, collection_.put(*thread));
        known_[*item["number"].integer()] = row;
        return collection_.put(row, github::first_post(item, origin));
    }

    Status store_comment(const Stream& stream, const Json& item, const Origin& origin) {
        const auto post = github::comment_of(item, stream.kind, origin);
        const auto number = github::thread_number(item);
        if (!post || !number)
            return collection_.skip_post(fmt::format("{}: {} {}", container_, stream.kind, item["id"].id()),
                                         post ? "it names no issue or pull request" : "it has no id");
        const auto thread = known_.find(*number);
        if (thread == known_.end())
            return collection_.skip_post(fmt::format("{}: {} {}", container_, stream.kind, post->native_id),
                                         fmt::format("its thread {} could not be stored", *number));
        return collection_.put(thread->second, *post);
    }

    /// Makes sure that the thread of a comment is stored: one that the issues stream did not show is asked for,
    /// once.
    Status find_thread(const Json& comment, const Origin& origin) {
        const auto number = github::thread_number(comment);
        if (!number || known_.contains(*number))
            return {};
        for (const char* kind : {"issue", "pull"}) {
            AXIAL_ASSIGN(const auto thread, collection_.store().thread(corpus::make_key(
                                                "github", container_, kind, std::to_string(*number))));
            if (thread) {
                known_[*number] = thread->row;
                return {};
            }
        }
        AXIAL_ASSIGN(
            const HttpAnswer answer,
            collection_.get(fmt::format("{}/repos/{}/issues/{}", request_.endpoint, container_, *number)));
        return collection_.store().transaction([&] { return store_single(comment, *number, answer, origin); });
    }

    Status store_single(const Json& comment, std::int64_t number, const HttpAnswer& answer,
                        const Origin& origin) {
        const bool given = answer.status == 200 && answer.json->root()["number"].integer() == number &&
                           lower(github::repository_of(answer.json->root())) == lower(container_);
        if (given)
            return store_issue(answer.json->root(), {container_, answer.fetched_at, answer.raw});
        if (answer.status == 401)
            return refusal(streams[0], answer);
        auto thread = github::gone_thread(comment, number, origin);
        if (answer.status == 200)
            thread.state = "transferred";
        collection_.count("threads_gone");
        AXIAL_ASSIGN(known_[number], collection_.put(thread));
        return {};
    }

    Status refusal(const Stream& stream, const HttpAnswer& answer) const {
        const std::string& name = request_.repository;
        const auto said = JsonDocument::parse(answer.body);
        const std::string message = said ? (*said)->root()["message"].text() : "";
        switch (answer.status) {
        case 401:
            return world_fault("GitHub does not accept the token", name, "check AXIAL_GITHUB_TOKEN");
        case 403:
            return world_fault("GitHub refuses access: " + message, name);
        case 404:
            return bad_input("GitHub has no such repository, or it is private", name,
                             "check the name; for a private one set AXIAL_GITHUB_TOKEN");
        case 410:
            return bad_input("this repository has its issues switched off", name);
        case 451:
            return bad_input("GitHub has taken this repository down for legal reasons", name);
        default:
            return world_fault(fmt::format("GitHub answered {} for the {}: {}", answer.status, stream.name,
                                           message.empty() ? "no reason given" : message),
                               name);
        }
    }

    Collection& collection_;
    const GithubRequest& request_;
    std::string container_; ///< as GitHub writes it, once that is known
    std::string origin_;
    bool name_is_known_ = false;
    std::map<std::int64_t, RowId> known_; ///< threads by number
};

} // namespace

Headers github_headers() {
    return {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
}

Status collect_github(Collection& collection, const GithubRequest& request) {
    return Walk(collection, request).run();
}

} // namespace axial::collectors
