// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/github/search_windows.h"

#include "collectors/github/repository.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace axial::collectors::github {
namespace {

constexpr int most_tries_of_incomplete = 3;

std::int64_t seconds_of(Time time) {
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}
Time time_of(std::int64_t seconds) {
    return Time{std::chrono::seconds{seconds}};
}

std::string said_by(const HttpAnswer& answer) {
    const auto json = JsonDocument::parse(answer.body);
    if (!json)
        return {};
    const auto errors = (*json)->root()["errors"].items();
    const std::string detail = errors.empty() ? "" : errors.front()["message"].text();
    return detail.empty() ? (*json)->root()["message"].text() : detail;
}

tl::unexpected<Error> refusal(const HttpAnswer& answer, const std::string& term) {
    const std::string message = said_by(answer);
    if (answer.status == 401)
        return world_fault("GitHub does not accept the token", {}, "check AXIAL_GITHUB_TOKEN");
    if (answer.status == 422)
        return bad_input("GitHub refuses the search: " + message, term);
    return world_fault(fmt::format("GitHub answered {} to the search: {}", answer.status,
                                   message.empty() ? "no reason given" : message),
                       term);
}

class Reader {
public:
    Reader(Collection& collection, const GithubSearchRequest& request, const Term& term, const Window& window)
        : collection_(collection),
          term_(term.within(window)),
          url_(search_address(request, term, window)),
          may_split_(!window.is_one_second()) {}

    Result<WindowResult> run() {
        result_.asked_at = now();
        std::string url = url_;
        std::set<std::string> asked;
        for (bool first = true; !url.empty(); first = false) {
            if (!asked.insert(url).second)
                return world_fault("the pages of the search go round in a circle", scrub_url(url),
                                   "run the same command again later to go on");
            AXIAL_ASSIGN(const auto answer, ask(url));
            if (answer->status == 422 && !first) { // past the last hit that is given out
                result_.too_many = true;
                break;
            }
            if (answer->status != 200)
                return refusal(*answer, term_);
            take(answer);
            if (first)
                result_.too_many = result_.hits > most_hits || last_page(*answer) * 100 < result_.hits ||
                                   (last_page(*answer) == 1 && std::ssize(result_.items) < result_.hits);
            if (may_split_ && (result_.too_many || result_.incomplete))
                break;
            url = next_link(header(answer->headers, "link"));
            const auto next = parse_url(url);
            if (!url.empty() && (!next || next->origin() != parse_url(url_)->origin()))
                return world_fault("the next page is said to be on another host", scrub_url(url));
        }
        if (may_split_ && !result_.incomplete && std::ssize(result_.items) < result_.hits)
            result_.too_many = true; // more than came, whatever the reason: smaller windows find them
        if (!may_split_)
            result_.too_many = std::ssize(result_.items) < result_.hits && !result_.incomplete;
        return std::move(result_);
    }

private:
    /// "incomplete_results" says that the search ran out of time: the next try may find more.
    Result<std::shared_ptr<const HttpAnswer>> ask(const std::string& url) {
        AXIAL_ASSIGN(auto answer, collection_.get(url));
        for (int tries = 1; is_incomplete(answer) && tries < most_tries_of_incomplete; ++tries) {
            collection_.count("searches_asked_again");
            AXIAL_ASSIGN(answer, collection_.client().get_anew(url, collection_.stop()));
        }
        return std::make_shared<const HttpAnswer>(std::move(answer));
    }

    static bool is_incomplete(const HttpAnswer& answer) {
        return answer.status == 200 && answer.json->root()["incomplete_results"].is_true();
    }

    void take(const std::shared_ptr<const HttpAnswer>& answer) {
        const Json root = answer->json->root();
        if (answer->json->was_mended())
            collection_.count("payloads_mended");
        result_.hits = std::max(result_.hits, root["total_count"].integer().value_or(0));
        result_.incomplete = result_.incomplete || is_incomplete(*answer);
        for (const Json& item : root["items"].items())
            if (seen_.insert(repository_of(item) + '#' + item["number"].id()).second)
                result_.items.emplace_back(item, answer);
    }

    Collection& collection_;
    std::string term_, url_;
    bool may_split_;
    std::set<std::string> seen_;
    WindowResult result_;
};

} // namespace

std::string SearchState::text() const {
    std::string text = fmt::format("{} {} {} {} {} {} {} {} {} {}", updated_since.empty() ? "-" : updated_since,
                                   seconds_of(begun), newest.empty() ? "-" : newest, whole, sum, fetched,
                                   leaves, capped, partial, threads);
    for (const auto& window : open)
        text += fmt::format(" {} {}", seconds_of(window.from), seconds_of(window.to));
    return text;
}

SearchState SearchState::parse(const std::string& text) {
    SearchState state;
    std::istringstream in(text);
    std::int64_t begun = 0, from = 0, to = 0;
    in >> state.updated_since >> begun >> state.newest >> state.whole >> state.sum >> state.fetched >>
        state.leaves >> state.capped >> state.partial >> state.threads;
    state.begun = time_of(begun);
    for (auto* word : {&state.updated_since, &state.newest})
        if (*word == "-")
            word->clear();
    while (in >> from >> to)
        state.open.push_back({time_of(from), time_of(to)});
    return state;
}

Result<WindowResult> read_window(Collection& collection, const GithubSearchRequest& request, const Term& term,
                                 const Window& window) {
    return Reader(collection, request, term, window).run();
}

} // namespace axial::collectors::github
