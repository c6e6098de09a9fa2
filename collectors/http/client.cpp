// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/client.h"

#include "collectors/http/json.h"
#include "collectors/http/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace axial::collectors {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int most_redirects = 5;
/// Web pages, wrong hosts and oversized answers seldom get better: fewer tries than for a busy server.
constexpr int most_tries_of_doubtful = 3;
constexpr auto longest_pause = 60s;
/// Shorter ones, such as the two seconds between searches, are a pace: telling each would hide the others.
constexpr auto shortest_wait_told = 3s;

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool looks_like_a_page(std::string_view body) {
    const auto start = body.substr(0, 512).find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return start != std::string_view::npos && body[start] == '<';
}

} // namespace

std::string Wait::text() const {
    return fmt::format("{}: waiting {} s{}{}", service, seconds, until.empty() ? "" : " until ", until);
}

/// What came of asking once, redirects included.
struct HttpClient::Attempt {
    std::vector<std::pair<HttpRequest, HttpResponse>> hops; ///< the last one is the answer
    std::optional<Error> problem;                           ///< why the answer cannot be used
    bool may_retry = false;
    bool doubtful = false;
    bool not_stored = false; ///< a replay does not hold it
    Verdict verdict;
    std::shared_ptr<const JsonDocument> json;
    std::optional<corpus::Exchange>
        archived; ///< what the archive holds of it, if it was asked for with an ETag
    bool not_modified = false;
    bool other_token = false; ///< only this token is used up: ask again at once with another

    void give_up(Error error) { problem = std::move(error); }
    void doubt(std::string what, const HttpRequest& request, std::string hint) {
        problem = Error{Fault::world, std::move(what), scrub_url(request.url), std::move(hint)};
        may_retry = doubtful = true;
    }
};

HttpClient::HttpClient(Transport& transport, Clock& clock, ClientOptions options)
    : transport_(transport),
      clock_(clock),
      options_(std::move(options)),
      budgets_(options_.credentials.size()),
      random_(options_.seed != 0 ? options_.seed : std::random_device{}()) {
    if (const auto url = parse_url(options_.endpoint))
        origin_ = url->origin();
}

HttpClient::~HttpClient() = default;

Result<HttpAnswer> HttpClient::get(const std::string& url, std::stop_token stop) {
    return ask({"GET", url, {}, {}}, false, std::move(stop));
}

Result<HttpAnswer> HttpClient::get_anew(const std::string& url, std::stop_token stop) {
    return ask({"GET", url, {}, {}}, true, std::move(stop));
}

Result<HttpAnswer> HttpClient::post(const std::string& url, std::string body, std::stop_token stop) {
    return ask({"POST", url, {}, std::move(body)}, true, std::move(stop));
}

Result<HttpAnswer> HttpClient::ask(HttpRequest request, bool anew, std::stop_token stop) {
    std::optional<Error> earlier; // what was wrong with a recorded answer whose repetition is not recorded
    for (int tries = 1;; ++tries) {
        Attempt attempt = follow_redirects(request, anew, stop);
        if (attempt.not_stored && earlier)
            return fail(*earlier);
        earlier = attempt.problem;
        if (!attempt.problem && attempt.verdict.kind == Verdict::Kind::use)
            return keep(std::move(attempt));
        const bool may_retry = attempt.problem ? attempt.may_retry : true;
        const int most =
            attempt.doubtful ? std::min(most_tries_of_doubtful, options_.most_tries) : options_.most_tries;
        if (!may_retry || tries >= most) {
            if (attempt.problem)
                return fail(*attempt.problem);
            return world_fault(fmt::format("{} answered {} to each of {} tries", options_.service,
                                           attempt.hops.back().second.status, tries),
                               scrub_url(request.url), "run the same command again later to go on");
        }
        if (!attempt.other_token)
            AXIAL_TRY(wait(pause_before(tries, attempt), options_.manners.resource_of(request.url),
                           attempt.verdict.allowance, stop));
    }
}

/// Sends the request, with secrets if its origin may have them.
HttpClient::Attempt HttpClient::try_once(const HttpRequest& request, std::size_t token, bool anew,
                                         std::stop_token stop) {
    using Kind = TransportFailure::Kind;
    Attempt attempt;
    HttpRequest complete = request;
    if (const auto url = parse_url(request.url))
        complete.headers = headers_for(*url, token);
    else
        return attempt.give_up({Fault::input, "not a web address", scrub_url(request.url), {}}), attempt;
    if (!anew)
        if (auto added = add_validators(complete, attempt); !added)
            return attempt.give_up(added.error()), attempt;
    ++requests_;
    last_request_ = clock_.elapsed();
    auto answer = transport_.send(complete, std::move(stop));
    asked_for_ += clock_.elapsed() - last_request_;
    if (!answer) {
        const auto kind = answer.error().kind;
        attempt.problem = answer.error().error;
        attempt.not_stored = kind == Kind::not_stored;
        attempt.may_retry = kind == Kind::broken || kind == Kind::too_large;
        attempt.doubtful = kind == Kind::too_large;
        attempt.verdict.first_wait = 500ms;
        return attempt;
    }
    attempt.verdict = options_.manners.judge(*answer, clock_.now());
    attempt.hops.emplace_back(request, std::move(*answer));
    note_limits(request.url, token, attempt);
    if (attempt.hops.back().second.status == 304)
        use_archived(attempt);
    return attempt;
}

HttpClient::Attempt HttpClient::follow_redirects(HttpRequest request, bool anew, std::stop_token stop) {
    std::vector<std::pair<HttpRequest, HttpResponse>> earlier;
    for (int hop = 0;; ++hop) {
        const auto token = wait_for_turn(request, stop);
        if (!token) {
            Attempt none;
            none.give_up(token.error());
            return none;
        }
        Attempt attempt = try_once(request, *token, anew, stop);
        if (attempt.problem || !is_redirect(attempt.hops.back().second.status)) {
            if (!attempt.problem && attempt.verdict.kind == Verdict::Kind::use)
                check_body(attempt);
            attempt.hops.insert(attempt.hops.begin(), std::make_move_iterator(earlier.begin()),
                                std::make_move_iterator(earlier.end()));
            return attempt;
        }
        HttpRequest next = request;
        if (hop == most_redirects)
            attempt.doubt("redirected in a circle", request, "check the address");
        else
            redirect(request, attempt.hops.back().second, next, attempt);
        if (attempt.problem)
            return attempt;
        earlier.push_back(std::move(attempt.hops.back()));
        request = std::move(next);
    }
}

/// Fills in the next request of a redirect, or says in `attempt` why there is none.
void HttpClient::redirect(const HttpRequest& from, const HttpResponse& response, HttpRequest& next,
                          Attempt& attempt) const {
    const auto base = parse_url(from.url);
    const auto target = resolve(*base, header(response.headers, "location"));
    if (!target)
        return attempt.doubt("redirected to nowhere", from, "check the address");
    const bool upgraded = target->host == base->host && base->scheme == "http" && target->scheme == "https";
    if (!options_.leaves_host && target->origin() != base->origin() && !upgraded) {
        attempt.doubt(fmt::format("redirected to another host, {}", target->origin()), from,
                      "if the service has moved there, give it with --endpoint");
        attempt.may_retry = response.status != 301 && response.status != 308;
        return;
    }
    next.url = target->text();
    if (response.status == 303) {
        next.method = "GET";
        next.body.clear();
    }
}

/// A 200 has to be JSON.
void HttpClient::check_body(Attempt& attempt) const {
    const auto& [request, response] = attempt.hops.back();
    if (response.status != 200)
        return;
    auto document = JsonDocument::parse(response.body);
    if (document) {
        attempt.json = std::move(*document);
        return;
    }
    attempt.verdict.first_wait = 500ms;
    if (looks_like_a_page(response.body))
        return attempt.doubt("answered with a web page, not JSON: a login or proxy page?", request,
                             "open the address in a browser, and check the network and the access rights");
    attempt.problem = Error{Fault::world, document.error().what, scrub_url(request.url),
                            "run the same command again later to go on"};
    attempt.may_retry = true;
}

Headers HttpClient::headers_for(const Url& url, std::size_t token) const {
    Headers headers = options_.headers;
    headers.emplace_back("User-Agent",
                         options_.contact.empty()
                             ? std::string("axial/0.1 (research software for studies of discussions)")
                             : fmt::format("axial/0.1 (+{})", options_.contact));
    if (!origin_.empty() && url.origin() == origin_ && token < options_.credentials.size())
        headers.insert(headers.end(), options_.credentials[token].begin(), options_.credentials[token].end());
    return headers;
}

/// Asks only for what is newer than the archive, where that holds an answer that can be named.
Status HttpClient::add_validators(HttpRequest& request, Attempt& attempt) const {
    if (archive_ == nullptr || !options_.conditional || !transport_.is_live())
        return {};
    AXIAL_ASSIGN(attempt.archived, archive_->latest(request.key()));
    if (!attempt.archived)
        return {};
    const auto etag = header(attempt.archived->headers, "etag");
    const auto modified = header(attempt.archived->headers, "last-modified");
    if (!etag.empty())
        request.headers.emplace_back("If-None-Match", etag);
    else if (!modified.empty())
        request.headers.emplace_back("If-Modified-Since", modified);
    else
        attempt.archived.reset();
    return {};
}

/// "Not modified": the answer is the one that lies in the archive.
void HttpClient::use_archived(Attempt& attempt) const {
    auto& [request, response] = attempt.hops.back();
    if (!attempt.archived) {
        attempt.problem = Error{Fault::world, "answered \"not modified\", but nothing was stored of it before",
                                scrub_url(request.url), "run the same command again later to go on"};
        return;
    }
    const std::string next(header(response.headers, "link"));
    response.status = 200;
    response.headers = attempt.archived->headers;
    response.body = attempt.archived->body;
    if (!next.empty()) { // the list may go on by now
        std::erase_if(response.headers, [](const auto& header) { return header.first == "link"; });
        response.headers.emplace_back("link", next);
    }
    attempt.not_modified = true;
}

/// Remembers what an answer says of budgets and pauses.
void HttpClient::note_limits(const std::string& url, std::size_t token, Attempt& attempt) {
    const auto& response = attempt.hops.back().second;
    const auto now = clock_.elapsed();
    const auto named = header(response.headers, "x-ratelimit-resource");
    const std::string resource = named.empty() ? options_.manners.resource_of(url) : std::string(named);
    const auto budget = options_.manners.budget(response, clock_.now());
    if (budget)
        budgets_.note(token, resource, *budget, now);
    const bool used_up = budget && budget->remaining == 0;
    if (const auto pause = options_.manners.pause(response, clock_.now()); pause > 0ms) {
        if (used_up)
            budgets_.close(token, resource, now + pause);
        else
            budgets_.close_all(resource, now + pause);
    }
    // Only a budget is a token's own; to meet any other limit with another token would be to evade it.
    attempt.other_token =
        attempt.verdict.kind == Verdict::Kind::limit && used_up && budgets_.choose(resource, now).second <= now;
}

/// Waits for the pace and for a budget that an earlier answer used up, and chooses the token.
Result<std::size_t> HttpClient::wait_for_turn(const HttpRequest& request, std::stop_token stop) {
    if (stop.stop_requested())
        return cancelled();
    const std::string resource = options_.manners.resource_of(request.url);
    const auto [token, from] = budgets_.choose(resource, clock_.elapsed());
    if (!transport_.is_live())
        return token;
    if (const auto left = from - clock_.elapsed(); left > 0ms) {
        const auto budget = budgets_.told(token, resource);
        AXIAL_TRY(wait(left, resource,
                       budget && budget->limit > 0 ? grouped(budget->limit) + " more requests"
                                                   : "the next requests are allowed",
                       stop));
    }
    if (last_request_ < 0ms || options_.pace == 0ms)
        return token;
    const auto left = last_request_ + options_.pace - clock_.elapsed();
    if (left > 0ms && !clock_.sleep(left, stop))
        return cancelled();
    return token;
}

Status HttpClient::wait(milliseconds duration, const std::string& resource, const std::string& until,
                        std::stop_token stop) {
    if (!transport_.is_live() || duration <= 0ms)
        return {};
    if (waited_ + duration > options_.most_waiting)
        return world_fault(fmt::format("{} asks to wait {} s more, and {} of at most {} s were waited already",
                                       options_.service, duration / 1s, waited_ / 1s,
                                       options_.most_waiting / 1s),
                           {}, "run the same command again later to go on");
    if (on_wait_ && duration >= shortest_wait_told)
        on_wait_({resource == "core" || resource.empty() ? options_.service : options_.service + ' ' + resource,
                  std::chrono::ceil<std::chrono::seconds>(duration).count(), until});
    waited_ += duration;
    return clock_.sleep(duration, stop) ? Status{} : cancelled();
}

std::optional<Budget> HttpClient::budget(const std::string& resource) const {
    return budgets_.left(resource, clock_.elapsed());
}

std::chrono::seconds HttpClient::time_for(std::int64_t requests, const std::string& resource) const {
    const auto each = requests_ > 0 ? asked_for_ / requests_ : 0ms;
    auto time = std::max(options_.pace, each) * requests;
    const auto left = budget(resource);
    if (left && requests > left->remaining && left->limit > 0) {
        const auto windows = (requests - left->remaining - 1) / left->limit;
        time = std::max<milliseconds>(time, left->reset_in + windows * left->window);
    }
    return std::chrono::ceil<std::chrono::seconds>(time);
}

/// As long as the server said; else a pause that doubles, shaken so that several clients do not come back
/// together.
milliseconds HttpClient::pause_before(int tries, const Attempt& last) {
    if (last.verdict.wait)
        return std::max<milliseconds>(*last.verdict.wait, tries > 1 ? milliseconds{500} : 0ms);
    const auto first = last.verdict.first_wait == 0ms ? milliseconds{500} : last.verdict.first_wait;
    const auto longest = std::max<milliseconds>(longest_pause, first * 4);
    const auto pause = std::min<milliseconds>(first * (1 << std::min(tries - 1, 10)), longest);
    // Never below the first wait: GitHub's minute is a minute.
    return pause + milliseconds{std::uniform_int_distribution<std::int64_t>(0, pause.count() / 4)(random_)};
}

Result<HttpAnswer> HttpClient::keep(Attempt attempt) {
    HttpAnswer answer;
    if (attempt.not_modified) {
        answer.raw = attempt.archived->row;
        answer.not_modified = true;
        attempt.hops.back().second.fetched_at = clock_.now();
    } else if (archive_) {
        for (const auto& [request, response] : attempt.hops) {
            AXIAL_ASSIGN(answer.raw, archive_->append({0, request.key(), 0, response.status, response.headers,
                                                       response.body, response.fetched_at}));
        }
        AXIAL_TRY(archive_->commit());
    }
    auto& [request, response] = attempt.hops.back();
    answer.status = response.status;
    answer.headers = std::move(response.headers);
    answer.body = std::move(response.body);
    answer.url = scrub_url(request.url);
    answer.fetched_at = response.fetched_at;
    answer.json = std::move(attempt.json);
    return answer;
}

} // namespace axial::collectors
