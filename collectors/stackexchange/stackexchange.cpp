// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/stackexchange.h"

#include "collectors/stackexchange/api.h"
#include "collectors/stackexchange/list.h"
#include "collectors/stackexchange/threads.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace axial::collectors {
namespace {

using corpus::StreamState;
using stackexchange::Api;
using stackexchange::List;
using stackexchange::ListReader;
using stackexchange::page_size;
using stackexchange::Parameters;

constexpr int most_repeats = 3;
/// Of a part of a site: comments on questions that were active so long before the last run are looked for.
constexpr std::chrono::days recent{30};

std::string seconds_of(Time time) {
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

std::int64_t number_of(const std::string& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

List questions_of(const StackExchangeRequest& request) {
    const std::string words = request.in_words();
    List list{"questions" + (words.empty() ? "" : ' ' + words),
              request.searches() ? "/search/advanced" : "/questions",
              {},
              "activity",
              "last_activity_date",
              "question_id"};
    if (!request.query.empty())
        list.parameters.emplace_back("q", request.query);
    if (!request.intitle.empty())
        list.parameters.emplace_back("title", request.intitle);
    if (!request.tagged.empty())
        list.parameters.emplace_back("tagged", request.tagged);
    if (request.since)
        list.parameters.emplace_back("fromdate", seconds_of(*request.since));
    if (request.until)
        list.parameters.emplace_back("todate", seconds_of(*request.until - std::chrono::seconds{1}));
    return list;
}

const List comments_of_site{"comments", "/comments", {}, "creation", "creation_date", "comment_id"};

/// The questions that a site, or a part of it, has; and what became of those that are stored.
class Walk {
public:
    Walk(Collection& collection, const StackExchangeRequest& request)
        : collection_(collection),
          request_(request),
          api_(collection, request),
          threads_(collection, api_, request),
          reader_(collection, api_, request) {}

    Status run() {
        AXIAL_TRY(api_.open());
        const List questions = questions_of(request_);
        AXIAL_ASSIGN(const auto before, state_of(questions.stream));
        const bool is_first = !before || before->finished_at == Time{};
        if (is_first && !before && request_.wants_all())
            AXIAL_TRY(note_newest_comment());
        AXIAL_TRY(reader_.read(questions, [&](HttpAnswer page, const std::vector<Json>& items,
                                              const std::function<Status()>& note) {
            return store_questions(std::move(page), items, note);
        }));
        if (!is_first && !request_.full) {
            if (request_.wants_all())
                AXIAL_TRY(read_comments());
            else
                AXIAL_TRY(ask_for_recent(number_of(before->watermark)));
        }
        return request_.full ? sweep() : Status{};
    }

private:
    Result<std::optional<StreamState>> state_of(const std::string& stream) {
        return collection_.store().stream("stackexchange", request_.site.name, stream);
    }
    Status put_state(const std::string& stream, std::string watermark, std::string cursor, Time finished) {
        return collection_.store().put(StreamState{"stackexchange", request_.site.name, stream,
                                                   std::move(watermark), std::move(cursor), finished});
    }

    Status store_questions(HttpAnswer page, const std::vector<Json>& items,
                           const std::function<Status()>& note) {
        AXIAL_ASSIGN(const auto batch, threads_.complete(std::move(page), items));
        return collection_.store().transaction([&]() -> Status {
            AXIAL_TRY(threads_.store(batch));
            return note();
        });
    }

    /// Comments from before the first walk come with their questions; later ones are found by the stream of
    /// comments, which has to begin where the walk began.
    Status note_newest_comment() {
        AXIAL_ASSIGN(const auto there, state_of(comments_of_site.stream));
        if (there)
            return {};
        AXIAL_ASSIGN(const auto answer,
                     api_.get("/comments", {{"sort", "creation"}, {"order", "desc"}, {"pagesize", "1"}}));
        const auto items = answer.json->root()["items"].items();
        const auto newest = items.empty() ? std::nullopt : items.front()["creation_date"].integer();
        return collection_.store().transaction(
            [&] { return put_state(comments_of_site.stream, std::to_string(newest.value_or(0)), {}, {}); });
    }

    Status read_comments() {
        return reader_.read(comments_of_site, [&](const HttpAnswer& page, const std::vector<Json>& items,
                                                  const std::function<Status()>& note) {
            return collection_.store().transaction([&]() -> Status {
                for (const Json& comment : items)
                    AXIAL_TRY(store_comment(comment, page));
                return note();
            });
        });
    }

    /// A comment on a post that is not stored is left alone: its question is newer than the walk, and comes
    /// with its comments next time.
    Status store_comment(const Json& comment, const HttpAnswer& page) {
        if (comment["comment_id"].id().empty())
            return collection_.skip_post(request_.site.name + ": a comment", "it has no id");
        const std::string on = comment["post_id"].id();
        for (const char* kind : {"answer", "question"}) {
            AXIAL_ASSIGN(const auto post,
                         collection_.store().post(stackexchange::post_key(request_.site, kind, on)));
            if (!post)
                continue;
            const std::string question = post->thread_key.substr(post->thread_key.rfind('/') + 1);
            return collection_.put(post->thread_row,
                                   stackexchange::comment_of(comment, kind, on, question,
                                                             {&request_.site, page.fetched_at, page.raw}));
        }
        collection_.count("comments_on_unknown_posts");
        return {};
    }

    Result<std::vector<corpus::Thread>> stored() {
        AXIAL_ASSIGN(auto threads, collection_.store().threads_in("stackexchange", request_.site.name));
        std::erase_if(threads, [&](const corpus::Thread& thread) {
            return thread.kind != "question" || reader_.has_read(number_of(thread.native_id));
        });
        return threads;
    }

    Status ask_for_recent(std::int64_t watermark) {
        const Time from = Time{std::chrono::seconds{watermark}} - recent;
        AXIAL_ASSIGN(const auto threads, stored());
        std::vector<std::int64_t> ids;
        for (const auto& thread : threads)
            if (thread.updated_at >= from && thread.state != "gone")
                ids.push_back(number_of(thread.native_id));
        return ask_again(std::move(ids), "");
    }

    /// Every stored question once more. Goes on where an interrupted sweep was.
    Status sweep() {
        AXIAL_ASSIGN(const auto state, state_of("sweep"));
        const std::int64_t done = state ? number_of(state->cursor) : 0;
        AXIAL_ASSIGN(const auto threads, stored());
        std::vector<std::int64_t> ids;
        for (const auto& thread : threads)
            if (const auto id = number_of(thread.native_id); id > done)
                ids.push_back(id);
        AXIAL_TRY(ask_again(std::move(ids), "sweep"));
        return collection_.store().transaction([&] { return put_state("sweep", {}, {}, now()); });
    }

    /// Questions by their ids; those that do not come are gone. `stream` keeps the place; empty: none is kept.
    Status ask_again(std::vector<std::int64_t> ids, const std::string& stream) {
        std::ranges::sort(ids);
        for (std::size_t begin = 0; begin < ids.size(); begin += page_size) {
            const auto end = std::min(begin + page_size, ids.size());
            AXIAL_TRY(ask_for({ids.begin() + static_cast<std::ptrdiff_t>(begin),
                               ids.begin() + static_cast<std::ptrdiff_t>(end)},
                              stream));
            collection_.show_progress(request_.site.name + " questions asked for again",
                                      static_cast<std::int64_t>(end), static_cast<std::int64_t>(ids.size()));
        }
        return {};
    }

    Status ask_for(const std::vector<std::int64_t>& ids, const std::string& stream) {
        const std::string path = fmt::format("/questions/{}", fmt::join(ids, ";"));
        const Parameters parameters{
            {"sort", "creation"}, {"order", "asc"}, {"pagesize", std::to_string(page_size)}};
        for (int tries = 1;; ++tries) {
            AXIAL_ASSIGN(HttpAnswer answer, api_.get(path, parameters));
            const Json list = answer.json->root()["items"];
            const auto items = list.items();
            std::set<std::int64_t> missing(ids.begin(), ids.end());
            const bool is_ours = std::ranges::all_of(items, [&](const Json& question) {
                return missing.erase(question["question_id"].integer().value_or(-1)) > 0;
            });
            if (list.is_array() && is_ours) {
                const Time at = answer.fetched_at;
                return store_questions(std::move(answer), items, [&]() -> Status {
                    for (const auto id : missing)
                        AXIAL_TRY(threads_.store_gone(std::to_string(id), at));
                    return stream.empty() ? Status{} : put_state(stream, {}, std::to_string(ids.back()), {});
                });
            }
            if (tries == most_repeats)
                return world_fault("the service gives other questions than those asked for",
                                   api_.address("/questions/…", parameters),
                                   "run the same command again later to go on");
        }
    }

    Collection& collection_;
    const StackExchangeRequest& request_;
    Api api_;
    stackexchange::Threads threads_;
    ListReader reader_;
};

Result<std::int64_t> total_of(Api& api, const List& list, const std::string& least) {
    Parameters parameters = list.parameters;
    if (!least.empty())
        parameters.insert(parameters.end(), {{"sort", list.sort}, {"min", least}});
    AXIAL_ASSIGN(const auto answer, api.get(list.path, parameters));
    return answer.json->root()["total"].integer().value_or(-1);
}

PlanStep step_of(std::string what, std::int64_t items) {
    // Each page begins with the last item of the one before it.
    const auto pages = 1 + std::max<std::int64_t>(items - 2, 0) / (std::int64_t{page_size} - 1);
    return {std::move(what), items, pages, false};
}

} // namespace

std::string StackExchangeRequest::in_words() const {
    std::string words;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty())
            words += fmt::format("{}{}:{}", words.empty() ? "" : " ", name, value);
    };
    add("q", query);
    add("intitle", intitle);
    add("tagged", tagged);
    add("since", since ? format_time(*since) : "");
    add("until", until ? format_time(*until) : "");
    return words;
}

Status collect_stackexchange(Collection& collection, const StackExchangeRequest& request) {
    return Walk(collection, request).run();
}

Result<Plan> plan_stackexchange(Collection& collection, const StackExchangeRequest& request) {
    Api api(collection, request);
    api.count_only();
    const auto& store = collection.store();
    const auto state_of = [&](const std::string& stream) {
        return store.stream("stackexchange", request.site.name, stream);
    };
    Plan plan;
    const List questions = questions_of(request);
    AXIAL_ASSIGN(const auto state, state_of(questions.stream));
    const std::string least = state ? state->watermark : "";
    AXIAL_ASSIGN(const auto total, total_of(api, questions, least));
    plan.steps.push_back(
        step_of(fmt::format("{}: questions with their answers and comments{}", request.site.name,
                            least.empty() ? "" : ", active since the last run"),
                total));
    AXIAL_ASSIGN(const auto threads, store.threads_in("stackexchange", request.site.name));
    const auto by_ids = [&](const char* what, std::int64_t count) {
        plan.steps.push_back({what, count, (count + std::int64_t{page_size} - 1) / std::int64_t{page_size}});
    };
    if (request.full) {
        by_ids("stored questions, asked for again", std::ssize(threads));
    } else if (state && state->finished_at != Time{} && request.wants_all()) {
        AXIAL_ASSIGN(const auto comments, state_of(comments_of_site.stream));
        AXIAL_ASSIGN(const auto count, total_of(api, comments_of_site, comments ? comments->watermark : ""));
        plan.steps.push_back(step_of("comments since the last run", count));
    } else if (state && state->finished_at != Time{}) {
        const Time from = Time{std::chrono::seconds{number_of(least)}} - recent;
        by_ids("questions of the last month, asked for again because of new comments",
               std::ranges::count_if(threads, [&](const auto& thread) { return thread.updated_at >= from; }));
    } else if (least.empty()) {
        plan.steps.push_back(
            {"the filter of fields, and where comments stand", -1, request.wants_all() ? 2 : 1});
    }
    if (request.revisions)
        plan.steps.push_back(
            {"earlier texts of posts that were edited, a hundred posts a request", -1, 1, true});
    const std::int64_t quota = request.key.empty() ? 300 : 10'000;
    if (plan.requests() > quota)
        plan.caps.push_back(fmt::format("{} requests a day are allowed {} a key: the run stops there, and goes "
                                        "on when it is started again",
                                        quota, request.key.empty() ? "without" : "with"));
    return plan;
}

} // namespace axial::collectors
