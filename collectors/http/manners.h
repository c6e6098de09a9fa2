// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/retry.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace axial::collectors {

/// What a service says is left of the requests that it allows.
struct Budget {
    std::int64_t limit = 0;                ///< in a whole window; 0: it did not say
    std::int64_t remaining = 0;            ///< never negative
    std::chrono::milliseconds reset_in{0}; ///< until the window ends, counted from the answer
    std::chrono::milliseconds window{0};   ///< length of a window; 0: not said
};

/// How one service counts requests and says "slow down". The defaults know the headers of GitHub, the Hub and
/// Discourse; a service with a way of its own replaces what differs.
struct Manners {
    /// The budget that a request draws from, by its URL: waits and budgets are kept apart by this name.
    std::function<std::string(const std::string& url)> resource_of;
    /// What to do about an answer.
    std::function<Verdict(const HttpResponse& response, Time now)> judge;
    /// How long nothing may be asked of the same resource after this answer, good or bad. Zero: go on.
    std::function<std::chrono::milliseconds(const HttpResponse& response, Time now)> pause;
    std::function<std::optional<Budget>(const HttpResponse& response, Time now)> budget;
};

[[nodiscard]] Manners usual_manners();

} // namespace axial::collectors
