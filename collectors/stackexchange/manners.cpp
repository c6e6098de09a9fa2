// SPDX-License-Identifier: GPL-3.0-or-later
#include "collectors/stackexchange/manners.h"

#include "collectors/http/json.h"
#include "collectors/http/url.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>

namespace axial::collectors::stackexchange {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// Clients that waited exactly as long as they were told were refused all the same.
constexpr auto margin = 2s;
/// More than 30 requests in a second, and the address is shut out.
constexpr auto least_pause = 40ms;
constexpr auto day = 24h;
constexpr std::size_t largest_error = 1U << 16U; ///< bytes; an answer beyond it is no error message

milliseconds seconds_to_wait(std::int64_t seconds) {
    return std::chrono::seconds{std::clamp<std::int64_t>(seconds, 0, 86'400)} + margin;
}

/// A fraction counts as a whole one more.
std::optional<std::int64_t> number_at(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == ':'))
        text.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{})
        return std::nullopt;
    return value + (end != text.data() + text.size() && *end == '.' ? 1 : 0);
}

/// A number of the wrapper. Within a string the quotes would be escaped, so that no post can play it.
std::optional<std::int64_t> wrapper_number(std::string_view body, std::string_view quoted_name) {
    const auto at = body.rfind(quoted_name);
    return at == std::string_view::npos ? std::nullopt : number_at(body.substr(at + quoted_name.size()));
}

/// "… more requests available in 1234 seconds".
std::optional<milliseconds> wait_in_words(std::string_view message) {
    const auto at = message.find("available in ");
    const auto seconds = at == std::string_view::npos ? std::nullopt : number_at(message.substr(at + 13));
    return seconds ? std::optional(seconds_to_wait(*seconds)) : std::nullopt;
}

Verdict judge_answer(const HttpResponse& response, Time now) {
    if (response.status != 200 && response.body.size() <= largest_error)
        if (const auto document = JsonDocument::parse(response.body)) {
            const Json root = (*document)->root();
            const auto error = root["error_id"].integer();
            if (error == 502)
                return {Verdict::Kind::limit, wait_in_words(root["error_message"].text()), {}, 30s};
            if (error == 500 || error == 503)
                return {Verdict::Kind::fault, std::nullopt, {}, 2s};
            if (error)
                return {};
        }
    return judge(response, now);
}

std::optional<Budget> quota(const HttpResponse& response, Time) {
    const auto left = wrapper_number(response.body, "\"quota_remaining\"");
    const auto most = wrapper_number(response.body, "\"quota_max\"");
    if (!left || !most)
        return std::nullopt;
    return Budget{std::max<std::int64_t>(*most, 0), std::max<std::int64_t>(*left, 0), day, day};
}

milliseconds backoff(const HttpResponse& response, Time) {
    const auto seconds = wrapper_number(response.body, "\"backoff\"");
    return seconds && *seconds > 0 ? seconds_to_wait(*seconds) : milliseconds{least_pause};
}

/// The method as the service counts it: the path behind the version, without ids.
std::string method_of(const std::string& url) {
    const auto parsed = parse_url(url);
    if (!parsed)
        return {};
    const std::string path = parsed->rest.substr(0, parsed->rest.find('?'));
    std::string method;
    for (std::size_t begin = 1; begin < path.size();) {
        const auto end = std::min(path.find('/', begin), path.size());
        const std::string_view part = std::string_view(path).substr(begin, end - begin);
        const bool is_name = !part.empty() && std::isalpha(static_cast<unsigned char>(part.front())) != 0;
        if (part == "2.2" || part == "2.3")
            method.clear(); // whatever stood before it belongs to the endpoint
        else if (is_name)
            method.append(method.empty() ? "" : "/").append(part);
        else if (!method.empty())
            method += "/ids";
        begin = end + 1;
    }
    return method;
}

} // namespace

Manners manners() {
    return {method_of, judge_answer, backoff, quota};
}

} // namespace axial::collectors::stackexchange
