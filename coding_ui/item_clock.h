// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace axial::coding_ui {

/// How long a coder spends on each post of a round: from one post that was done to the next.
class ItemClock {
public:
    using Instant = std::chrono::steady_clock::time_point;
    static constexpr auto longest = std::chrono::minutes(15); ///< above this the coder was away

    void start(Instant now) { since_ = now; }
    /// Milliseconds since the last post was done; 0, not known, where the coder was away. The next one begins.
    [[nodiscard]] std::int64_t done(Instant now) {
        const auto spent = std::chrono::duration_cast<std::chrono::milliseconds>(now - since_);
        since_ = now;
        return spent > longest ? 0 : spent.count();
    }

private:
    Instant since_ = std::chrono::steady_clock::now();
};

} // namespace axial::coding_ui
