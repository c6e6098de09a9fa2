// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/http/retry.h"

#include "collectors/http/json.h"
#include "collectors/http/manners.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace axial::collectors {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// Longer waits are an error of the server or of its clock.
constexpr auto longest_wait = 24h;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || problem != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

milliseconds clamped(milliseconds wait) {
    return std::clamp<milliseconds>(wait, 0ms, longest_wait);
}

milliseconds seconds_to_wait(std::int64_t seconds) {
    return clamped(std::chrono::seconds{std::clamp<std::int64_t>(seconds, 0, 86'400)});
}

Time server_time(const Headers& headers, Time now) {
    return parse_http_date(header(headers, "date")).value_or(now);
}

/// "… retry again in 27 seconds": the number before the first "second".
std::optional<milliseconds> seconds_in_words(std::string_view text) {
    auto place = std::min(text.find("second"), text.size());
    if (place == text.size())
        return std::nullopt;
    while (place > 0 && text[place - 1] == ' ')
        --place;
    auto begin = place;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9')
        --begin;
    const auto seconds = whole_number(text.substr(begin, place - begin));
    return seconds ? std::optional(seconds_to_wait(*seconds)) : std::nullopt;
}

bool mentions_limit(std::string_view body) {
    const std::string start(body.substr(0, 4096));
    for (const char* phrase :
         {"rate limit", "rate_limit", "abuse detection", "too many", "Slow down", "too often"})
        if (start.find(phrase) != std::string::npos)
            return true;
    return false;
}

bool is_blocked(std::string_view body) {
    return body.substr(0, 4096).find("\"block\"") != std::string_view::npos;
}

/// Discourse: `extras.wait_seconds`, or the seconds named in the text.
std::optional<milliseconds> wait_in_body(const HttpResponse& response) {
    if (const auto document = JsonDocument::parse(response.body))
        if (const auto seconds = (*document)->root()["extras"]["wait_seconds"].integer())
            return seconds_to_wait(*seconds);
    return seconds_in_words(std::string_view(response.body).substr(0, 4096));
}

Verdict limit(const HttpResponse& response, Time now) {
    Verdict verdict{Verdict::Kind::limit, retry_after(response.headers, now), {}, 5s};
    if (const auto until_reset = budget_pause(response, now); until_reset > 0ms) {
        if (!verdict.wait)
            verdict.wait = until_reset;
        if (const auto more = whole_number(header(response.headers, "x-ratelimit-limit")))
            verdict.allowance = grouped(*more) + " more requests";
    }
    if (!verdict.wait)
        verdict.wait = wait_in_body(response);
    // GitHub asks for a minute where its secondary limit does not say how long.
    if (!header(response.headers, "x-ratelimit-limit").empty() ||
        response.body.find("secondary rate limit") != std::string::npos)
        verdict.first_wait = 60s;
    return verdict;
}

/// Of "api";r=0;t=55 the number after `name`.
std::optional<std::int64_t> number_in(std::string_view bucket, std::string_view name) {
    const auto begin = bucket.find(name);
    if (begin == std::string_view::npos)
        return std::nullopt;
    bucket.remove_prefix(begin + name.size());
    return whole_number(bucket.substr(0, bucket.find_first_of("; ,")));
}

/// The Hub's form, after the IETF's draft: `"api";r=0;t=55`, buckets apart by commas. Of several used-up ones
/// the one that stays so longest, else the one with the least left.
std::optional<Budget> hub_budget(const Headers& headers) {
    std::optional<Budget> scarcest;
    auto value = header(headers, "ratelimit");
    while (!value.empty()) {
        const auto end = std::min(value.find(','), value.size());
        const auto bucket = value.substr(0, end);
        value.remove_prefix(std::min(end + 1, value.size()));
        const auto left = number_in(bucket, ";r=");
        const auto seconds = number_in(bucket, ";t=");
        if (!left || !seconds)
            continue;
        const Budget budget{0, std::max<std::int64_t>(*left, 0), clamped(seconds_to_wait(*seconds) + 1s), 0ms};
        if (!scarcest || budget.remaining < scarcest->remaining ||
            (budget.remaining == 0 && scarcest->remaining == 0 && budget.reset_in > scarcest->reset_in))
            scarcest = budget;
    }
    if (scarcest) {
        const auto policy = header(headers, "ratelimit-policy");
        scarcest->limit = number_in(policy, ";q=").value_or(0);
        scarcest->window = seconds_to_wait(number_in(policy, ";w=").value_or(0));
    }
    return scarcest;
}

std::optional<Budget> github_budget(const Headers& headers, Time now) {
    const auto remaining = whole_number(header(headers, "x-ratelimit-remaining"));
    const auto reset = whole_number(header(headers, "x-ratelimit-reset"));
    if (!remaining || !reset)
        return std::nullopt;
    // The second in which the reset falls is not known: one more. A year is far past the longest wait there is.
    const auto from = server_time(headers, now);
    const auto in_a_year = std::chrono::floor<std::chrono::seconds>(from + std::chrono::years{1});
    const auto until = std::clamp<std::int64_t>(*reset, 0, in_a_year.time_since_epoch().count());
    return Budget{whole_number(header(headers, "x-ratelimit-limit")).value_or(0),
                  std::max<std::int64_t>(*remaining, 0), clamped(Time{std::chrono::seconds{until + 1}} - from),
                  header(headers, "x-ratelimit-resource") == "search" ? milliseconds{60s} : milliseconds{1h}};
}

bool is_limit(const HttpResponse& response) {
    const bool told = !header(response.headers, "retry-after").empty();
    switch (response.status) {
    case 429:
        return true;
    case 403:
        return !is_blocked(response.body) &&
               (told || header(response.headers, "x-ratelimit-remaining") == "0" ||
                mentions_limit(response.body));
    case 422:
        return told || response.body.substr(0, 4096).find("rate_limit") != std::string::npos;
    default:
        return false;
    }
}

} // namespace

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), ",");
    return digits;
}

std::optional<Time> parse_http_date(std::string_view text) {
    if (text.empty() || text.size() > 64)
        return std::nullopt;
    const time_t seconds = curl_getdate(std::string(text).c_str(), nullptr);
    if (seconds < 0)
        return std::nullopt;
    return Time{std::chrono::seconds{seconds}};
}

std::optional<milliseconds> retry_after(const Headers& headers, Time now) {
    const auto value = header(headers, "retry-after");
    if (const auto seconds = whole_number(value))
        return seconds_to_wait(*seconds);
    if (const auto until = parse_http_date(value))
        return clamped(*until - server_time(headers, now) + 1s); // both are cut to whole seconds
    return std::nullopt;
}

std::optional<Budget> budget_of(const HttpResponse& response, Time now) {
    if (const auto budget = hub_budget(response.headers))
        return budget;
    return github_budget(response.headers, now);
}

milliseconds budget_pause(const HttpResponse& response, Time now) {
    const auto budget = budget_of(response, now);
    return budget && budget->remaining == 0 ? budget->reset_in : 0ms;
}

Verdict judge(const HttpResponse& response, Time now) {
    if (is_limit(response))
        return limit(response, now);
    switch (response.status) {
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
        return {Verdict::Kind::fault, retry_after(response.headers, now), {}, 500ms};
    default:
        return {};
    }
}

bool is_server_fault(const Error& error) {
    return error.fault == Fault::world && error.what.find(" answered 50") != std::string::npos;
}

} // namespace axial::collectors
