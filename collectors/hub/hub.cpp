// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/hub/hub.h"

#include "collectors/hub/listing.h"
#include "collectors/hub/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace axial::collectors {
namespace {

using corpus::StreamState;
using hub::Listing;

constexpr const char* absent = "absent";  ///< in place of a signature: the Hub has no such discussion
constexpr int most_failures_in_a_row = 3; ///< then the service is taken to be down
constexpr const char* thread_kinds[] = {"discussion", "pull_request"};

/// The discussions of one repository.
class Walk {
public:
    Walk(Collection& collection, const HubRequest& request, const Listing& listing)
        : collection_(collection),
          listing_(listing),
          full_(request.full) {}

    Status run() {
        AXIAL_TRY(begin_sweep());
        for (const auto& [number, signature] : listing_.signatures) {
            ++done_;
            AXIAL_TRY(read_listed(number, signature));
        }
        AXIAL_TRY(read_unlisted());
        return failed_ == 0 ? finish() : Status{};
    }

    [[nodiscard]] std::int64_t failed() const { return failed_; }

private:
    Result<std::optional<StreamState>> state_of(const std::string& stream) {
        return collection_.store().stream("hub", listing_.container, stream);
    }
    StreamState new_state(const std::string& stream) const {
        return {"hub", listing_.container, stream, {}, {}, {}};
    }
    static std::string stream_of(std::int64_t number) { return fmt::format("discussion {}", number); }
    std::string name_of(std::int64_t number) const {
        return fmt::format("{}: discussion {}", listing_.container, number);
    }

    /// A sweep that was interrupted goes on: what has its mark was read in it.
    Status begin_sweep() {
        AXIAL_ASSIGN(const auto list, state_of("list"));
        if (list)
            std::from_chars(list->watermark.data(), list->watermark.data() + list->watermark.size(), highest_);
        if (!listing_.signatures.empty())
            highest_ = std::max(highest_, listing_.signatures.rbegin()->first);
        AXIAL_ASSIGN(const auto sweep, state_of("sweep"));
        if (sweep)
            sweep_ = sweep->cursor;
        if (!full_ || !sweep_.empty())
            return {};
        auto state = new_state("sweep");
        state.cursor = sweep_ = format_time(now());
        if (sweep)
            state.finished_at = sweep->finished_at;
        return collection_.store().transaction([&] { return collection_.store().put(state); });
    }

    Status finish() {
        return collection_.store().transaction([&]() -> Status {
            auto list = new_state("list");
            list.watermark = std::to_string(highest_);
            list.finished_at = now();
            AXIAL_TRY(collection_.store().put(list));
            if (!full_)
                return {};
            auto sweep = new_state("sweep");
            sweep.finished_at = now();
            return collection_.store().put(sweep);
        });
    }

    Status read_listed(std::int64_t number, const std::string& signature) {
        AXIAL_ASSIGN(const auto state, state_of(stream_of(number)));
        const bool swept = !full_ || (state && state->cursor == sweep_);
        if (state && state->watermark == signature && swept) {
            collection_.count("threads_not_asked_for");
            return {};
        }
        return read(number, signature);
    }

    /// Numbers that the list leaves out: deleted since they were stored, slipped out of the list while it was
    /// read, or never seen. A sweep asks for the last once, the others are asked for at once.
    Status read_unlisted() {
        std::int64_t unknown = 0;
        for (std::int64_t number = 1; number <= highest_; ++number) {
            if (listing_.signatures.contains(number))
                continue;
            AXIAL_ASSIGN(const auto state, state_of(stream_of(number)));
            if (state && state->watermark == absent)
                continue;
            if (state || full_ || listing_.slipped.contains(number))
                AXIAL_TRY(read(number, ""));
            else
                ++unknown;
        }
        if (unknown > 0) {
            collection_.count("numbers_not_listed", unknown);
            collection_.note(
                fmt::format("{}: {} numbers up to {} are not in the list, deleted most likely; --full "
                            "asks for each",
                            listing_.container, unknown, highest_));
        }
        return {};
    }

    Status read(std::int64_t number, const std::string& signature) {
        auto answer = collection_.get(fmt::format("{}/{}", listing_.address, number));
        if (!answer)
            return note_failure(number, answer.error());
        if (answer->status != 200 && answer->status != 404 && answer->status != 410)
            return note_failure(
                number,
                {Fault::world, fmt::format("the Hub answered {}", answer->status), name_of(number), {}});
        if (answer->status == 200 && !is_discussion(answer->json->root(), number))
            return note_failure(number,
                                {Fault::world, "the answer is not this discussion", name_of(number), {}});
        failures_in_a_row_ = 0;
        const Status stored =
            collection_.store().transaction([&] { return store(number, signature, *answer); });
        if (stored)
            collection_.show_progress(name_of(number), done_, std::ssize(listing_.signatures));
        return stored;
    }

    static bool is_discussion(const Json& root, std::int64_t number) {
        return root["events"].is_array() && root["num"].integer() == number;
    }

    /// One discussion that cannot be read is listed and asked for again by the next run; the others are read.
    Status note_failure(std::int64_t number, const Error& error) {
        if (error.fault != Fault::world || ++failures_in_a_row_ == most_failures_in_a_row)
            return fail(error);
        ++failed_;
        collection_.count("threads_failed");
        return collection_.store().transaction(
            [&] { return collection_.skip_thread(name_of(number), error.what); });
    }

    Status store(std::int64_t number, const std::string& signature, const HttpAnswer& answer) {
        if (answer.status == 404 || answer.status == 410)
            return store_absent(number, signature, answer);
        if (answer.json->was_mended())
            collection_.count("payloads_mended");
        AXIAL_TRY(store_discussion(number, answer.json->root(), answer));
        return note(number, signature, answer.fetched_at);
    }

    Status store_discussion(std::int64_t number, const Json& discussion, const HttpAnswer& answer) {
        hub::Origin origin{listing_.container, std::to_string(number), {}, answer.fetched_at, answer.raw};
        const auto events = discussion["events"].items();
        for (const Json& event : events)
            if (hub::is_comment(event))
                origin.comments.insert(event["id"].id());
        AXIAL_ASSIGN(const auto row, collection_.put(hub::thread_of(discussion, origin)));
        bool opened = false;
        std::set<std::string> seen, served;
        for (const Json& event : events) {
            auto post = hub::post_of(event, origin);
            if (!post) {
                AXIAL_TRY(collection_.skip_post(name_of(number) + ": an event", "it has no id"));
                continue;
            }
            if (!seen.insert(post->native_id).second) {
                AXIAL_TRY(collection_.skip_post(fmt::format("{}: event {}", name_of(number), post->native_id),
                                                "there twice"));
                continue;
            }
            if (!opened && hub::is_comment(event)) {
                post->title = discussion["title"].text();
                opened = true;
            }
            served.insert(corpus::make_key("hub", listing_.container, post->kind, post->native_id));
            AXIAL_TRY(collection_.put(row, *post));
        }
        return collection_.sweep(row, served, answer.fetched_at);
    }

    /// Deleted (410) or never there (404). What was stored of it stays, marked as gone.
    Status store_absent(std::int64_t number, const std::string& signature, const HttpAnswer& answer) {
        bool stored = false;
        for (const char* kind : thread_kinds) {
            const auto key = corpus::make_key("hub", listing_.container, kind, std::to_string(number));
            AXIAL_ASSIGN(const auto thread, collection_.store().thread(key));
            if (!thread)
                continue;
            stored = true;
            AXIAL_TRY(collection_.put({thread->source, thread->site, thread->container, thread->kind,
                                       thread->native_id, thread->title, thread->url, "gone", thread->tags,
                                       thread->created_at, thread->updated_at}));
            AXIAL_TRY(collection_.sweep(thread->row, {}, answer.fetched_at));
            collection_.count("threads_gone");
        }
        if (answer.status == 410 && !stored) {
            collection_.count("threads_deleted");
            AXIAL_TRY(collection_.skip_thread(name_of(number), "deleted at the source (410)"));
        } else if (!stored && !signature.empty()) {
            AXIAL_TRY(collection_.skip_thread(name_of(number), "listed, but the Hub does not have it (404)"));
        }
        if (!stored && answer.status == 404)
            collection_.count("numbers_never_used");
        return note(number, absent, answer.fetched_at);
    }

    /// What the list showed of a discussion when it was read; nothing: to be read again next time.
    Status note(std::int64_t number, const std::string& signature, Time time) {
        auto state = new_state(stream_of(number));
        state.watermark = signature;
        state.cursor = sweep_;
        state.finished_at = time;
        return collection_.store().put(state);
    }

    Collection& collection_;
    const Listing& listing_;
    bool full_;
    std::string sweep_;        ///< mark of the sweep that is under way; empty: none
    std::int64_t highest_ = 0; ///< number that was ever listed
    std::int64_t done_ = 0;    ///< of those listed
    std::int64_t failed_ = 0;
    int failures_in_a_row_ = 0;
};

/// The list of discussions is a question too; and an old name leads to the one that things are filed under.
Status note_listing(Collection& collection, const HubRepository& repository, const Listing& listing) {
    corpus::Query query;
    query.term = "repo:" + repository.container();
    query.endpoint = scrub_url(listing.address);
    query.asked_at = now();
    query.hits = listing.count;
    query.fetched = std::ssize(listing.signatures);
    return collection.store().transaction([&]() -> Status {
        AXIAL_TRY(collection.log(query));
        if (listing.container == repository.container())
            return {};
        collection.note(fmt::format("{} is now {}", repository.container(), listing.container));
        return collection.store().put(
            StreamState{"hub", repository.container(), "alias", listing.container, {}, now()});
    });
}

} // namespace

Status collect_hub(Collection& collection, const HubRequest& request) {
    std::string refused;
    std::size_t readable = 0;
    std::int64_t failed = 0;
    for (const HubRepository& repository : request.repositories) {
        AXIAL_ASSIGN(const Listing listing, hub::read_listing(collection, request.endpoint, repository));
        if (!listing.refused.empty()) {
            refused = fmt::format("{}: {}", repository.container(), listing.refused);
            collection.note(refused);
            AXIAL_TRY(collection.store().transaction(
                [&] { return collection.skip_thread(repository.container(), listing.refused); }));
            readable += listing.switched_off ? 1 : 0; // it was read: there is nothing
            continue;
        }
        ++readable;
        AXIAL_TRY(note_listing(collection, repository, listing));
        Walk walk(collection, request, listing);
        AXIAL_TRY(walk.run());
        failed += walk.failed();
    }
    if (readable == 0)
        return world_fault("no repository could be read", refused);
    if (failed > 0)
        return world_fault(
            fmt::format("{} discussions could not be read, axial collect log lists them", failed), {},
            "run the same command again later to go on");
    return {};
}

} // namespace axial::collectors
