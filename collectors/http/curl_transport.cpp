// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/transport.h"
#include "collectors/http/url.h"
#include "corpus/text/canonical_text.h"
#include "corpus/text/utf8.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <utility>

namespace axial::collectors {
namespace {

struct SlistDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

/// What the callbacks of one transfer fill in.
struct Transfer {
    HttpResponse response;
    std::size_t largest_body = 0;
    bool too_large = false;
    bool asked = false;
    bool asked_twice = false;
    std::stop_token stop;
};

/// A kept connection that turns out to be dead makes libcurl ask again at once on a new one. When to ask again,
/// and after which pause, is the client's to say: the server may have closed it to have some peace.
int ask_once(void* user, char*, char*, int, int) {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.asked_twice = std::exchange(transfer.asked, true);
    return transfer.asked_twice ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (transfer.response.body.size() + size > transfer.largest_body) {
        transfer.too_large = true;
        return 0;
    }
    transfer.response.body.append(data, size);
    return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
    auto& headers = static_cast<Transfer*>(user)->response.headers;
    std::string_view line(data, size);
    if (line.starts_with("HTTP/")) { // a new answer: forget those of "100 Continue"
        headers.clear();
        return size;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || headers.size() >= 200)
        return size;
    const std::string name = corpus::utf8::lower(line.substr(0, colon));
    auto value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
        value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\r' || value.back() == '\n'))
        value.remove_suffix(1);
    if (name != "set-cookie")
        headers.emplace_back(corpus::clean_utf8(name), corpus::clean_utf8(value));
    return size;
}

int watch_for_stop(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(user)->stop.stop_requested() ? 1 : 0;
}

bool is_final(CURLcode code) {
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_OUT_OF_MEMORY:
        return true;
    default:
        return false;
    }
}

class CurlTransport : public Transport {
public:
    explicit CurlTransport(CurlOptions options) : options_(std::move(options)) {
        static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
        (void)once;
        easy_.reset(curl_easy_init());
    }

    TransportResult send(const HttpRequest& request, std::stop_token stop) override {
        if (!easy_)
            return tl::unexpected(failed(TransportFailure::Kind::final, "libcurl cannot be started", request));
        Transfer transfer;
        transfer.largest_body = options_.largest_body;
        transfer.stop = std::move(stop);
        std::unique_ptr<curl_slist, SlistDeleter> headers;
        for (const auto& [name, value] : request.headers)
            headers.reset(curl_slist_append(headers.release(), fmt::format("{}: {}", name, value).c_str()));
        set_up(request, transfer, headers.get());
        const CURLcode code = curl_easy_perform(easy_.get());
        if (code != CURLE_OK)
            return tl::unexpected(explain(code, transfer, request));
        long status = 0;
        curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
        transfer.response.status = static_cast<int>(status);
        transfer.response.fetched_at = std::chrono::floor<std::chrono::seconds>(now());
        return std::move(transfer.response);
    }

private:
    void set_up(const HttpRequest& request, Transfer& transfer, curl_slist* headers) {
        CURL* easy = easy_.get();
        curl_easy_reset(easy); // keeps the open connections
        const auto url = parse_url(request.url);
        const bool direct = !url || url->is_loopback() || options_.proxy.empty();
        curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy, CURLOPT_PROXY, direct ? "" : options_.proxy.c_str());
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connect_timeout.count()));
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 10L);
        curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options_.slow_after.count()));
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, ask_once);
        curl_easy_setopt(easy, CURLOPT_PREREQDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, watch_for_stop);
        curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &transfer);
        if (request.method == "POST") {
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.c_str());
            curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        }
    }

    TransportFailure failed(TransportFailure::Kind kind, std::string what, const HttpRequest& request) const {
        return {kind, {Fault::world, std::move(what), scrub_url(request.url), {}}};
    }

    TransportFailure explain(CURLcode code, const Transfer& transfer, const HttpRequest& request) const {
        using Kind = TransportFailure::Kind;
        if (transfer.stop.stop_requested())
            return {Kind::stopped, cancelled().value()};
        if (transfer.too_large)
            return failed(Kind::too_large,
                          fmt::format("the answer is larger than {} bytes", transfer.largest_body), request);
        const std::string what = transfer.asked_twice ? "the connection was closed" : curl_easy_strerror(code);
        return failed(is_final(code) ? Kind::final : Kind::broken, "no answer: " + what, request);
    }

    CurlOptions options_;
    std::unique_ptr<CURL, EasyDeleter> easy_;
};

} // namespace

std::unique_ptr<Transport> curl_transport(CurlOptions options) {
    return std::make_unique<CurlTransport>(std::move(options));
}

std::string_view header(const Headers& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (key == name)
            return value;
    return {};
}

std::string HttpRequest::key() const {
    std::string key = method + " " + scrub_url(url);
    return body.empty() ? key : key + " " + body;
}

} // namespace axial::collectors
