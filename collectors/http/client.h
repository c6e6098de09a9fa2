// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/clock.h"
#include "collectors/http/transport.h"
#include "collectors/http/url.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <stop_token>
#include <string>

namespace axial::collectors {

class JsonDocument;
struct Verdict;

struct ClientOptions {
    std::string service = "server"; ///< as named in messages: "GitHub"
    std::string endpoint;           ///< base URL; secrets are sent to its origin and to no other
    std::string contact;            ///< how the people asked can reach the one who asks; joins the User-Agent
    Headers headers;                ///< sent with every request: Accept …
    Headers secrets;                ///< Authorization, Api-Key …: only to the endpoint's origin
    int most_tries = 8;             ///< of one request
    std::chrono::milliseconds most_waiting{std::chrono::hours{2}}; ///< all waits together; past it the run ends
    std::chrono::milliseconds pace{0};                             ///< least time between two requests
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
    std::int64_t raw = 0;                     ///< its row in the archive; 0: none
    std::shared_ptr<const JsonDocument> json; ///< parsed; only with status 200
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
    [[nodiscard]] Result<HttpAnswer> post(const std::string& url, std::string body, std::stop_token stop);

    /// Used answers, redirects on the way included, are appended here and committed before they are returned.
    void archive_to(corpus::RawStore* archive) { archive_ = archive; }
    /// Told before each wait of a second or more: "GitHub: waiting 27 s until 5,000 more requests".
    void on_wait(std::function<void(const std::string&)> callback) { on_wait_ = std::move(callback); }

    [[nodiscard]] std::int64_t requests() const { return requests_; }
    [[nodiscard]] std::chrono::milliseconds waited() const {
        return waited_;
    } ///< limits and retries, not the pace
    [[nodiscard]] bool is_live() const { return transport_.is_live(); }

private:
    struct Attempt;
    Result<HttpAnswer> ask(HttpRequest request, std::stop_token stop);
    Attempt try_once(const HttpRequest& request, std::stop_token stop);
    Attempt follow_redirects(HttpRequest request, std::stop_token stop);
    void redirect(const HttpRequest& from, const HttpResponse& response, HttpRequest& next,
                  Attempt& attempt) const;
    void check_body(Attempt& attempt) const;
    Status wait_for_turn(const HttpRequest& request, std::stop_token stop);
    Status wait(std::chrono::milliseconds duration, const std::string& until, std::stop_token stop);
    std::chrono::milliseconds pause_before(int attempt, const Attempt& last);
    Result<HttpAnswer> keep(Attempt attempt);
    void note_budget(const std::string& url, const HttpResponse& response);
    Headers headers_for(const Url& url) const;

    Transport& transport_;
    Clock& clock_;
    ClientOptions options_;
    std::string origin_;
    corpus::RawStore* archive_ = nullptr;
    std::function<void(const std::string&)> on_wait_;
    std::mt19937 random_;
    std::map<std::string, std::chrono::milliseconds> closed_until_; ///< by resource
    std::chrono::milliseconds last_request_{-1};
    std::chrono::milliseconds waited_{0};
    std::int64_t requests_ = 0;
};

} // namespace axial::collectors
