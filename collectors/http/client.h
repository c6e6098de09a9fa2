// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/budgets.h"
#include "collectors/http/clock.h"
#include "collectors/http/manners.h"
#include "collectors/http/transport.h"
#include "collectors/http/url.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

namespace axial::collectors {

class JsonDocument;
struct Verdict;

struct ClientOptions {
    std::string service = "server"; ///< as named in messages: "GitHub"
    std::string endpoint;           ///< base URL; secrets are sent to its origin and to no other
    std::string contact;            ///< how the people asked can reach the one who asks; joins the User-Agent
    Headers headers;                ///< sent with every request: Accept …
    /// Authorization, Api-Key …: one set of headers for each token, sent only to the endpoint's origin. A token
    /// whose budget is used up gives way to the next one.
    std::vector<Headers> credentials;
    Manners manners = usual_manners();
    int most_tries = 8;                                            ///< of one request
    std::chrono::milliseconds most_waiting{std::chrono::hours{2}}; ///< all waits together; past it the run ends
    std::chrono::milliseconds pace{0};                             ///< least time between two requests
    /// Ask with If-None-Match for what the archive holds with an ETag; "not modified" then gives the answer
    /// that is there. Off while recording, so that a recording holds whole answers.
    bool conditional = true;
    bool leaves_host = false; ///< follow redirects to other hosts; else such an answer is not believed
    unsigned seed = 0;        ///< of the jitter; 0: any
};

/// A final answer, after redirects and retries.
struct HttpAnswer {
    int status = 0;
    Headers headers;
    std::string body;
    std::string url; ///< where it came from in the end, without secrets
    Time fetched_at{};
    std::int64_t raw = 0;      ///< its row in the archive; 0: none
    bool not_modified = false; ///< the archived answer, still valid; `status` is 200 all the same
    std::shared_ptr<const JsonDocument> json; ///< parsed; only with status 200
};

/// A wait of three seconds or more, told before it begins.
struct Wait {
    std::string service; ///< "GitHub", "GitHub search"
    std::int64_t seconds = 0;
    std::string until; ///< "10 more requests"; may be empty

    [[nodiscard]] std::string text() const; ///< "GitHub search: waiting 27 s until 10 more requests"
};

/// Asks one service for JSON, one request at a time, politely: paces, obeys every limit that it is told of,
/// repeats what failed for a while, follows redirects, and keeps the answers that are used. Transport, clock
/// and archive must outlive it.
class HttpClient {
public:
    HttpClient(Transport& transport, Clock& clock, ClientOptions options);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Any answer that asking again would not change, a 404 or 410 as well; the caller judges its status. With
    /// status 200 the body is parsed JSON. An error says that no such answer was to be had.
    [[nodiscard]] Result<HttpAnswer> get(const std::string& url, std::stop_token stop);
    /// The same without If-None-Match.
    [[nodiscard]] Result<HttpAnswer> get_anew(const std::string& url, std::stop_token stop);
    [[nodiscard]] Result<HttpAnswer> post(const std::string& url, std::string body, std::stop_token stop);

    /// Used answers, redirects on the way included, are appended here and committed before they are returned.
    void archive_to(corpus::RawStore* archive) { archive_ = archive; }
    void on_wait(std::function<void(const Wait&)> callback) { on_wait_ = std::move(callback); }
    /// About how long so many requests to a resource will take, by how long those so far took, by the pace and
    /// by what the service said of its budgets.
    [[nodiscard]] std::chrono::seconds time_for(std::int64_t requests, const std::string& resource) const;
    [[nodiscard]] std::optional<Budget> budget(const std::string& resource) const;

    [[nodiscard]] std::int64_t requests() const { return requests_; }
    [[nodiscard]] std::chrono::milliseconds waited() const {
        return waited_;
    } ///< limits and retries, not the pace
    [[nodiscard]] bool is_live() const { return transport_.is_live(); }

private:
    struct Attempt;
    Result<HttpAnswer> ask(HttpRequest request, bool anew, std::stop_token stop);
    Attempt try_once(const HttpRequest& request, std::size_t token, bool anew, std::stop_token stop);
    Attempt follow_redirects(HttpRequest request, bool anew, std::stop_token stop);
    void redirect(const HttpRequest& from, const HttpResponse& response, HttpRequest& next,
                  Attempt& attempt) const;
    void check_body(Attempt& attempt) const;
    Result<std::size_t> wait_for_turn(const HttpRequest& request, std::stop_token stop);
    Status wait(std::chrono::milliseconds duration, const std::string& resource, const std::string& until,
                std::stop_token stop);
    void note_limits(const std::string& url, std::size_t token, Attempt& attempt);
    Status add_validators(HttpRequest& request, Attempt& attempt) const;
    void use_archived(Attempt& attempt) const;
    std::chrono::milliseconds pause_before(int attempt, const Attempt& last);
    Result<HttpAnswer> keep(Attempt attempt);
    Headers headers_for(const Url& url, std::size_t token) const;

    Transport& transport_;
    Clock& clock_;
    ClientOptions options_;
    std::string origin_;
    corpus::RawStore* archive_ = nullptr;
    std::function<void(const Wait&)> on_wait_;
    Budgets budgets_;
    std::mt19937 random_;
    std::chrono::milliseconds last_request_{-1};
    std::chrono::milliseconds waited_{0};
    std::chrono::milliseconds asked_for_{0}; ///< time between requests and their answers, together
    std::int64_t requests_ = 0;
};

} // namespace axial::collectors
