// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/transport.h"

#include <chrono>
#include <optional>
#include <string>

namespace axial::collectors {

/// What to do about an answer, decided from status, headers and body together: a 403 can be a limit, a missing
/// permission or a blocked repository, and a 422 can be a forum's way to say "slow down".
struct Verdict {
    enum class Kind {
        use,   ///< the caller's to judge: success, or an error that asking again will not change
        limit, ///< too many requests: wait, then ask again
        fault, ///< the server failed: ask again after a pause
    };
    Kind kind = Kind::use;
    std::optional<std::chrono::milliseconds> wait; ///< as long as the server said; never negative
    std::string allowance; ///< what comes back then: "5,000 more requests"; may be empty
    std::chrono::milliseconds first_wait{
        0}; ///< where the server did not say: the first wait, doubled each time
};

/// `now` is only used where the answer has no Date header.
[[nodiscard]] Verdict judge(const HttpResponse& response, Time now);

struct Budget;

/// From X-RateLimit-… (GitHub) or RateLimit and RateLimit-Policy (the Hub): the scarcest of those it names.
[[nodiscard]] std::optional<Budget> budget_of(const HttpResponse& response, Time now);

/// How long nothing may be asked after this answer, good or bad: its budget is used up. Zero: go on.
[[nodiscard]] std::chrono::milliseconds budget_pause(const HttpResponse& response, Time now);

/// A fault of the server, after all repetitions, that a smaller page may avoid.
[[nodiscard]] bool is_server_fault(const Error& error);

/// Seconds or an HTTP date, seen from the answer's own Date header or else from `now`; clamped to zero.
[[nodiscard]] std::optional<std::chrono::milliseconds> retry_after(const Headers& headers, Time now);

/// 5,000 for 5000.
[[nodiscard]] std::string grouped(std::int64_t number);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::optional<Time> parse_http_date(std::string_view text);

} // namespace axial::collectors
