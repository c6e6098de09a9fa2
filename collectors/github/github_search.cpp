// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/github_search.h"

#include "collectors/github/history.h"
#include "collectors/github/search_found.h"
#include "collectors/github/search_windows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace axial::collectors {
namespace {

using corpus::StreamState;
using github::Histories;
using github::Origin;
using github::Repository;
using github::SearchState;
using github::Term;
using github::Window;

/// The search index lags behind: this much is asked for again.
constexpr std::chrono::hours overlap{1};
constexpr const char* source = "github search";

/// One pass: all windows, then the threads of all hits.
class Pass {
public:
    Pass(Collection& collection, const GithubSearchRequest& request, Term term)
        : collection_(collection),
          request_(request),
          term_(std::move(term)),
          name_(name_of(term_, request)) {}

    Status run() {
        AXIAL_TRY(begin());
        while (!state_.open.empty())
            AXIAL_TRY(read_next());
        for (std::int64_t leaf = state_.threads; leaf < state_.leaves; ++leaf)
            AXIAL_TRY(collect_threads(leaf));
        if (failed_ > 0)
            return world_fault(
                fmt::format("{} threads could not be read to their end, axial collect log lists them", failed_),
                name_, "run the same command again later to go on");
        return finish();
    }

private:
    /// Goes on with an interrupted pass, or begins one: the first asks for everything, later ones for what was
    /// updated.
    Status begin() {
        AXIAL_ASSIGN(const auto stored, collection_.store().stream(source, name_, "windows"));
        if (stored && !stored->cursor.empty()) {
            state_ = SearchState::parse(stored->cursor);
        } else {
            state_.begun = now();
            state_.open = {github::whole_window(request_, state_.begun)};
            if (stored && !request_.full && request_.query.find("updated:") == std::string::npos)
                state_.updated_since = stored->watermark;
        }
        term_.updated_since = state_.updated_since;
        return {};
    }

    Status read_next() {
        const Window window = state_.open.back();
        AXIAL_ASSIGN(const auto found, github::read_window(collection_, request_, term_, window));
        state_.open.pop_back();
        if (state_.whole < 0)
            state_.whole = found.hits;
        const bool splits = (found.too_many || found.incomplete) && !window.is_one_second();
        if (splits) {
            const auto [earlier, later] = window.halves();
            state_.open.push_back(later);
            state_.open.push_back(earlier);
        }
        const Status stored = collection_.store().transaction([&]() -> Status {
            AXIAL_TRY(log(window, found, splits));
            return splits ? store_state() : store_leaf(window, found);
        });
        if (!stored)
            return stored;
        collection_.show_progress(
            fmt::format("search {}: windows, {} hits so far of {}", type(), state_.fetched, state_.whole),
            state_.leaves, state_.leaves + std::ssize(state_.open));
        return {};
    }

    Status log(const Window& window, const github::WindowResult& found, bool splits) {
        corpus::Query query;
        query.term = term_.text + (term_.updated_since.empty() ? "" : " updated:>=" + term_.updated_since);
        query.field = request_.in.empty() ? "title,body,comments" : request_.in;
        query.endpoint = scrub_url(github::search_address(request_, term_, window));
        query.from = window.from;
        query.to = window.to;
        query.asked_at = found.asked_at;
        query.hits = found.hits;
        query.fetched = splits ? 0 : std::ssize(found.items);
        query.capped = found.too_many;
        query.incomplete = found.incomplete || (!splits && !found.too_many && query.fetched < query.hits);
        return collection_.log(query);
    }

    /// The hits of a window that was read to its end: the issues themselves now, their threads later.
    Status store_leaf(const Window& window, const github::WindowResult& found) {
        std::string hits;
        for (const auto& [item, answer] : found.items) {
            const std::string container = github::repository_of(item);
            if (!github::is_repository(container)) {
                AXIAL_TRY(
                    collection_.skip_post("a hit of the search: " + item["id"].id(), "it names no repository"));
                continue;
            }
            auto& repository = repository_of(container);
            AXIAL_TRY(repository.store_issue(item, {container, answer->fetched_at, answer->raw}));
            hits += fmt::format("{}#{} ", container, item["number"].id());
            if (const auto updated = item["updated_at"].time())
                state_.newest = std::max(state_.newest, format_time(*updated));
        }
        const auto fetched = std::ssize(found.items);
        collection_.count("search_hits", fetched);
        if (found.too_many) {
            ++state_.capped;
            collection_.note(
                fmt::format("search {}: {} hits within the second {}, {} are given out; narrow the query "
                            "to get the others",
                            type(), found.hits, format_time(window.from), fetched));
        } else if (found.incomplete || fetched < found.hits) {
            ++state_.partial;
            collection_.note(
                fmt::format("search {}: {} of {} hits of {} were to be had, the answer stayed incomplete",
                            type(), fetched, found.hits, window.text()));
        }
        state_.sum += found.hits;
        state_.fetched += fetched;
        StreamState leaf{source, name_, fmt::format("window {}", state_.leaves), window.text(), hits, {}};
        ++state_.leaves;
        AXIAL_TRY(collection_.store().put(leaf));
        return store_state();
    }

    Status store_state() {
        AXIAL_ASSIGN(auto state, collection_.store().stream(source, name_, "windows"));
        StreamState next = state.value_or(StreamState{source, name_, "windows", {}, {}, {}});
        next.cursor = state_.text();
        return collection_.store().put(next);
    }

    Repository& repository_of(const std::string& container) {
        const auto found = repositories_.find(container);
        if (found != repositories_.end())
            return found->second;
        return repositories_.try_emplace(container, collection_, request_.endpoint, container).first->second;
    }

    Status collect_threads(std::int64_t leaf) {
        AXIAL_ASSIGN(const auto stored,
                     collection_.store().stream(source, name_, fmt::format("window {}", leaf)));
        std::map<std::string, std::vector<corpus::Thread>> threads;
        std::istringstream hits(stored ? stored->cursor : "");
        for (std::string hit; hits >> hit;) {
            const auto [container, number] = github::parts_of(hit);
            AXIAL_ASSIGN(auto thread, repository_of(container).stored_thread(number));
            if (thread)
                threads[container].push_back(std::move(*thread));
        }
        const auto failed_before = failed_;
        for (const auto& [container, of_repository] : threads) {
            auto& repository = repository_of(container);
            AXIAL_TRY(repository.open());
            Histories histories(repository, {request_.reviews, request_.events, true, true,
                                             request_.full ? state_.begun : Time{}});
            AXIAL_TRY(histories.read(of_repository));
            failed_ += histories.failed();
        }
        if (failed_ == failed_before && state_.threads == leaf)
            ++state_.threads;
        return collection_.store().transaction([&] { return store_state(); });
    }

    /// Threads that an earlier pass found and this one, of everything, did not: they changed, moved or are
    /// gone.
    Status look_for(const github::Found& missing) {
        for (const std::string& hit : missing) {
            const auto [container, number] = github::parts_of(hit);
            auto& repository = repository_of(container);
            AXIAL_TRY(repository.open());
            AXIAL_ASSIGN(const auto thread, repository.stored_thread(number));
            if (!thread || thread->state == "gone" || thread->state == "transferred")
                continue;
            collection_.count("no_longer_found");
            AXIAL_TRY(repository.check_thread(*thread));
        }
        return {};
    }

    /// Everything that was ever found, after looking for what a pass of everything should have found again.
    Result<github::Found> found_so_far() {
        AXIAL_ASSIGN(auto found, github::found_now(collection_.store(), name_, state_.leaves));
        AXIAL_ASSIGN(auto before, github::found_before(collection_.store(), name_));
        if (request_.full && state_.partial == 0 && state_.capped == 0) {
            std::erase_if(before, [&](const std::string& hit) { return found.contains(hit); });
            AXIAL_TRY(look_for(before));
        }
        found.merge(before); // a thread may come back
        return found;
    }

    /// The sum of the windows against the whole is the proof that nothing was lost.
    Status finish() {
        AXIAL_ASSIGN(const auto found, found_so_far());
        const bool whole = state_.capped == 0 && state_.partial == 0; ///< nothing is known to be missing
        collection_.note(fmt::format("search {}: GitHub counts {} hits, {} in {} windows together, {} read{}{}",
                                     type(), state_.whole, state_.sum, state_.leaves, state_.fetched,
                                     whole && state_.sum != state_.whole
                                         ? "; the counts differ, as they do while things are being written"
                                         : "",
                                     whole ? "" : "; not complete, see above and axial collect log"));
        StreamState done{source, name_, "windows", {}, {}, now()};
        // What changed while the search went on may have been seen late, and is asked for again.
        auto known = parse_time(state_.newest).value_or(Time{});
        if (known == Time{})
            known = parse_time(state_.updated_since).value_or(Time{}) + overlap;
        const Time from = std::min(known, state_.begun) - overlap;
        done.watermark = from > Time{} && state_.partial == 0
                             ? format_time(std::chrono::floor<std::chrono::seconds>(from))
                             : state_.updated_since;
        return collection_.store().transaction([&]() -> Status {
            AXIAL_TRY(github::note_found(collection_.store(), name_, found));
            return collection_.store().put(done);
        });
    }

    std::string type() const { return term_.text.ends_with("is:issue") ? "is:issue" : "is:pull-request"; }

    Collection& collection_;
    const GithubSearchRequest& request_;
    Term term_;
    std::string name_;
    SearchState state_;
    std::map<std::string, Repository> repositories_;
    std::int64_t failed_ = 0;
};

} // namespace

Status collect_github_search(Collection& collection, const GithubSearchRequest& request) {
    AXIAL_TRY(check_github_search(request));
    if (!parse_url(request.endpoint))
        return bad_input("not a web address", request.endpoint, "give --endpoint as http(s)://HOST/…");
    for (auto& term : github::terms_of(request))
        AXIAL_TRY(Pass(collection, request, term).run());
    return {};
}

Result<Plan> plan_github_search(Collection& collection, const GithubSearchRequest& request) {
    AXIAL_TRY(check_github_search(request));
    Plan plan;
    std::int64_t all = 0;
    for (auto& term : github::terms_of(request)) {
        const bool issues = term.text.ends_with("is:issue");
        AXIAL_ASSIGN(const auto stored, collection.store().stream(source, name_of(term, request), "windows"));
        if (stored && !request.full)
            term.updated_since = stored->watermark;
        AXIAL_ASSIGN(const auto found,
                     github::read_window(collection, request, term, github::whole_window(request, now())));
        std::int64_t windows = 1;
        const auto most = found.hits > github::most_hits ? github::most_hits
                                                         : std::max<std::int64_t>(1, std::ssize(found.items));
        while (found.too_many && windows * most < found.hits)
            windows *= 2;
        PlanStep step;
        step.what =
            fmt::format("search for {}, in {} windows of time", issues ? "issues" : "pull requests", windows);
        step.items = found.hits;
        step.requests = windows - 1 + std::max(windows, (found.hits + 99) / 100);
        step.at_least = windows > 1 || found.incomplete;
        plan.steps.push_back(step);
        all += found.hits;
        if (found.too_many)
            plan.caps.push_back(fmt::format(
                "search gives out at most 1,000 of {} hits: split by date of creation", found.hits));
    }
    plan.steps.push_back({"the thread of each hit: comments, reviews and events", -1, all, true});
    return plan;
}

} // namespace axial::collectors
