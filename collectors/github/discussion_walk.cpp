// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/discussion_walk.h"

#include "collectors/github/discussion_queries.h"
#include "collectors/github/discussion_reader.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace axial::collectors::github {
namespace {

using corpus::StreamState;

/// Changes may show in the list a little later than their time says.
constexpr std::chrono::minutes overlap{10};
constexpr int closing_page = 30; ///< another size than the walk's: another question
constexpr std::size_t numbers_at_once = 50;

/// Where a walk from the newest change to an older one stands.
struct Place {
    std::string after;  ///< page to go on at; empty: the first
    std::string newest; ///< change at the top of the list when the walk began: the next watermark
    std::string until;  ///< where it ends: the last watermark; empty: at the end of the list
};

class Walk {
public:
    Walk(Collection& collection, Graphql& graphql, const DiscussionsRequest& request,
         const std::string& repository)
        : collection_(collection),
          graphql_(graphql),
          endpoint_(request.endpoint),
          repository_(repository),
          full_(request.full),
          stream_(request.full ? "sweep of discussions" : "discussions") {}

    Result<std::string> run() {
        AXIAL_TRY(begin());
        DiscussionReader reader(collection_, graphql_, mark_);
        const bool resumed = !place_.after.empty();
        asked_ = {"discussions of " + repository_,
                  {},
                  endpoint_ + "/graphql",
                  parse_time(place_.until).value_or(Time{}),
                  {},
                  now(),
                  -1,
                  0,
                  false,
                  false};
        pages_ = 0;
        AXIAL_TRY(walk(reader, queries::list_page));
        // What changed while the list was read is at its top by now.
        if (refusal_.empty() && (resumed || pages_ > 1)) {
            place_ = {{}, {}, place_.newest};
            AXIAL_TRY(walk(reader, closing_page));
        }
        if (!refusal_.empty())
            return refusal_;
        if (full_)
            AXIAL_TRY(read_unlisted(reader));
        AXIAL_TRY(end());
        return std::string{};
    }

private:
    StreamState new_state(const std::string& stream) const {
        return {"github", corpus::utf8::lower(repository_), stream, {}, {}, {}};
    }

    Status begin() {
        AXIAL_ASSIGN(const auto state,
                     collection_.store().stream("github", corpus::utf8::lower(repository_), stream_));
        const auto saved = nlohmann::json::parse(state ? state->cursor : "", nullptr, false);
        const auto text = [&](const char* name) {
            const auto found = saved.is_object() ? saved.find(name) : saved.end();
            return found != saved.end() && found->is_string() ? found->get<std::string>() : std::string();
        };
        if (state)
            watermark_ = state->watermark;
        place_ = {text("after"), text("newest"), text("until")};
        mark_ = text("mark");
        if (!saved.is_object())
            place_.until = full_ ? "" : watermark_;
        if (!full_ || !mark_.empty())
            return {};
        mark_ = "swept " + format_time(now());
        return collection_.store().transaction([&] { return save(); });
    }

    /// One walk down the list.
    Status walk(DiscussionReader& reader, int page) {
        for (bool more = true; more && refusal_.empty();) {
            const auto body = [&](int halvings) {
                return queries::list(repository_, halved(page, halvings), place_.after);
            };
            const auto whole = [&](const Json& data, std::int64_t refused) {
                const Json repository = data["repository"];
                return repository.is_object() ? is_page(repository["discussions"], place_.after) : refused > 0;
            };
            AXIAL_ASSIGN(const auto reply, graphql_.ask(body, whole));
            if (reply.bad_cursor && !place_.after.empty()) {
                place_.after.clear(); // begun too long ago: what is stored already is not asked for again
                continue;
            }
            refusal_ = refusal_of(reply);
            if (refusal_.empty())
                AXIAL_TRY(read_page(reply, reader, more));
        }
        return {};
    }

    Status read_page(const GraphqlReply& reply, DiscussionReader& reader, bool& more) {
        const Json repository = reply.data()["repository"], list = repository["discussions"];
        container_ = repository["nameWithOwner"].text();
        total_ = list["totalCount"].integer().value_or(0);
        ++pages_;
        std::vector<ListedDiscussion> listed;
        bool reached = false;
        for (const Json& node : list["nodes"].items()) {
            auto discussion = ListedDiscussion::from(node, container_);
            if (!discussion)
                continue;
            const std::string updated = node["updatedAt"].text();
            if (place_.newest.empty())
                place_.newest = updated;
            reached = is_before_the_end(updated);
            if (!reached)
                listed.push_back(std::move(*discussion));
        }
        reader.show_progress(done_, total_);
        AXIAL_TRY(reader.read(listed));
        done_ += std::ssize(listed);
        const PageEnd end = page_end(list);
        more = end.more && !reached;
        place_.after = end.cursor;
        AXIAL_TRY(collection_.store().transaction([&] { return save(); }));
        collection_.show_progress(container_ + " discussions", done_, total_);
        return {};
    }

    bool is_before_the_end(const std::string& updated) const {
        const auto time = parse_time(updated), until = parse_time(place_.until);
        return time && until && *time < *until - overlap;
    }

    Status save() {
        auto state = new_state(stream_);
        state.watermark = watermark_;
        state.cursor = nlohmann::json{
            {"after", place_.after},
            {"newest", place_.newest},
            {"until", place_.until},
            {"mark",
             mark_}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return collection_.store().put(state);
    }

    /// After a sweep: those that are stored and were not in the list are asked for by number, for the list may
    /// have moved.
    Status read_unlisted(DiscussionReader& reader) {
        AXIAL_ASSIGN(const auto stored, collection_.store().threads_in("github", container_));
        std::vector<std::int64_t> numbers;
        for (const auto& thread : stored) {
            if (thread.kind != "discussion" || thread.state == "gone")
                continue;
            const std::int64_t number = std::atoll(thread.native_id.c_str());
            AXIAL_ASSIGN(const bool swept, reader.is_swept(container_, number));
            if (!swept)
                numbers.push_back(number);
        }
        for (std::size_t begin = 0; begin < numbers.size(); begin += numbers_at_once)
            AXIAL_TRY(read_numbers({numbers.begin() + static_cast<std::ptrdiff_t>(begin),
                                    numbers.begin() + static_cast<std::ptrdiff_t>(
                                                          std::min(begin + numbers_at_once, numbers.size()))},
                                   reader));
        return {};
    }

    Status read_numbers(const std::vector<std::int64_t>& numbers, DiscussionReader& reader) {
        const auto field = [](std::int64_t number) { return fmt::format("d{}", number); };
        const auto whole = [&](const Json& data, std::int64_t refused) {
            const Json repository = data["repository"];
            return repository.is_object() &&
                   std::ranges::all_of(numbers,
                                       [&](auto number) { return repository[field(number)].exists(); }) &&
                   std::ranges::count_if(
                       numbers, [&](auto number) { return !repository[field(number)].is_object(); }) <= refused;
        };
        AXIAL_ASSIGN(const auto reply,
                     graphql_.ask([&](int) { return queries::by_number(repository_, numbers); }, whole));
        std::vector<ListedDiscussion> listed;
        for (const auto number : numbers) {
            auto discussion = ListedDiscussion::from(reply.data()["repository"][field(number)], container_);
            if (discussion && discussion->number == number)
                listed.push_back(std::move(*discussion));
            else
                AXIAL_TRY(collection_.store().transaction([&] {
                    return reader.mark_gone(container_, number, reply.http.fetched_at).map([](bool) {});
                }));
        }
        return reader.read(listed);
    }

    Status end() {
        auto state = new_state("discussions"), sweep = new_state(stream_);
        state.watermark = place_.newest.empty() ? watermark_ : place_.newest;
        state.finished_at = sweep.finished_at = now();
        asked_.to = parse_time(state.watermark).value_or(Time{});
        asked_.hits = asked_.from == Time{} ? total_ : -1;
        asked_.fetched = done_;
        AXIAL_TRY(collection_.store().transaction([&] {
            Status stored = full_ ? collection_.store().put(sweep) : Status{};
            if (stored)
                stored = collection_.store().put(state);
            return stored ? collection_.log(asked_) : stored;
        }));
        AXIAL_ASSIGN(const auto stored, collection_.store().threads_in("github", container_));
        const auto served = std::ranges::count_if(
            stored, [](const auto& thread) { return thread.kind == "discussion" && thread.state != "gone"; });
        if (served > total_)
            collection_.note(
                fmt::format("{}: {} discussions are stored and {} are listed; --full finds out which "
                            "are gone",
                            container_, served, total_));
        return {};
    }

    Collection& collection_;
    Graphql& graphql_;
    const std::string& endpoint_;
    const std::string& repository_;
    bool full_;
    std::string stream_;
    Place place_;
    corpus::Query asked_; ///< the window of the walk, for the log
    std::string watermark_, mark_, container_, refusal_;
    std::int64_t total_ = 0, done_ = 0;
    int pages_ = 0;
};

} // namespace

std::string refusal_of(const GraphqlReply& list) {
    const Json repository = list.data()["repository"];
    if (!repository.is_object())
        return "no such repository, or the token may not see it: " + list.refusal;
    const Json enabled = repository["hasDiscussionsEnabled"];
    return enabled.exists() && !enabled.is_true() ? "its discussions are switched off" : "";
}

Result<std::string> walk_repository(Collection& collection, Graphql& graphql, const DiscussionsRequest& request,
                                    const std::string& repository) {
    return Walk(collection, graphql, request, repository).run();
}

} // namespace axial::collectors::github
